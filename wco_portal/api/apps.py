"""The app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """See docs: what this app is for."""

    name = "wco_portal.api"
    label = "api"
