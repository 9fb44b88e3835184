"""The app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demonstration: its accounts, its records, its day. Nothing imports it."""

    name = "wco_portal.demo"
    label = "demo"
