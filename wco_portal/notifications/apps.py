"""The app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """See docs: what this app is for."""

    name = "wco_portal.notifications"
    label = "notifications"
