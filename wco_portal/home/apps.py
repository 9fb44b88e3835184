"""The app."""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    """See docs: what this app is for."""

    name = "wco_portal.home"
    label = "home"
