"""The app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """See docs: what this app is for."""

    name = "wco_portal.files"
    label = "files"
