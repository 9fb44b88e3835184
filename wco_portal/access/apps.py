"""The app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Who may do what, with reasons."""

    name = "wco_portal.access"
    label = "access"
