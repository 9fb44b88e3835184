"""The app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Events, and the outbox that hangs on them."""

    name = "wco_portal.audit"
    label = "audit"

    def ready(self) -> None:
        """Record refusals; publish a wake-up after each commit that owes something."""
        from wco_portal.access.middleware import ON_DENIAL  # noqa: PLC0415 -- app ready
        from wco_portal.audit import sinks  # noqa: PLC0415 -- app ready
        from wco_portal.audit.services import events  # noqa: PLC0415 -- app ready
        from wco_portal.audit.tables import WAKE_UPS  # noqa: PLC0415 -- app ready

        ON_DENIAL.append(events.record_denied)
        WAKE_UPS.append(sinks.wake)
