"""The app."""

from django.apps import AppConfig


class CommunicationsConfig(AppConfig):
    """See docs: what this app is for."""

    name = "communications"
