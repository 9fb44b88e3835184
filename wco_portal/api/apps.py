"""The app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """What every collection of the API does in the same way."""

    name = "wco_portal.api"
    label = "api"

    def ready(self) -> None:
        """Let the schema know how one signs in; forget old keys."""
        from wco_portal.api import schema  # noqa: F401, PLC0415 -- app ready
        from wco_portal.api.services import idempotency  # noqa: PLC0415 -- app ready
        from wco_portal.audit.tables import add_clock_act  # noqa: PLC0415 -- app ready

        add_clock_act("api.keys", idempotency.expire)
