"""The app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See docs: what this app is for."""

    name = "wco_portal.jobs"
    label = "jobs"
