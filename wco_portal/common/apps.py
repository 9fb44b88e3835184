"""The app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """See docs: what this app is for."""

    name = "wco_portal.common"
    label = "common"
