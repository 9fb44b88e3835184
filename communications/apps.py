"""The app."""

from django.apps import AppConfig


class CommunicationsConfig(AppConfig):
    """The handbook, practices, common messages, audiences, channels, and the forum."""

    name = "communications"

    def ready(self) -> None:
        """Fill this app's rows of the platform's tables."""
        from communications import policies  # noqa: PLC0415 -- app ready
        from communications.services import reference  # noqa: PLC0415 -- app ready

        policies.register()
        reference.register()
