"""The app."""

from django.apps import AppConfig


class ConferencesConfig(AppConfig):
    """See docs: what this app is for."""

    name = "conferences"
