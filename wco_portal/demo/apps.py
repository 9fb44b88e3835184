"""The app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """See docs: what this app is for."""

    name = "wco_portal.demo"
    label = "demo"
