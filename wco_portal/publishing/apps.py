"""The app."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Workflow tables, texts and their revisions, governing meetings."""

    name = "wco_portal.publishing"
    label = "publishing"
