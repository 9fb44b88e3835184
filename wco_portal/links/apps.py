"""The app."""

from django.apps import AppConfig


class LinksConfig(AppConfig):
    """What comes from what, across all apps."""

    name = "wco_portal.links"
    label = "links"
