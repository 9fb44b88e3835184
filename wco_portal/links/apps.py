"""The app."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """See docs: what this app is for."""

    name = "wco_portal.links"
    label = "links"
