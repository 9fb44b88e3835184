"""The app."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """See docs: what this app is for."""

    name = "wco_portal.search"
    label = "search"
