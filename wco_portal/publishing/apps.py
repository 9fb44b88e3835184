"""The app."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Workflow tables, texts and their revisions, governing meetings."""

    name = "wco_portal.publishing"
    label = "publishing"

    def ready(self) -> None:
        """Fill this app's rows of the platform's tables."""
        from wco_portal.audit import tables  # noqa: PLC0415 -- app ready
        from wco_portal.publishing.services import brought, sittings  # noqa: PLC0415 -- app ready

        tables.add_clock_act("publishing.sittings", sittings.seal_due)
        tables.add_clock_act("publishing.authors", brought.forget_due)
