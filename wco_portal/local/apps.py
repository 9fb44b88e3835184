"""The app."""

from django.apps import AppConfig


class LocalConfig(AppConfig):
    """See docs: what this app is for."""

    name = "wco_portal.local"
    label = "local"
