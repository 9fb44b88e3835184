"""The app."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Who is told what, when and why, once."""

    name = "wco_portal.notifications"
    label = "notifications"

    def ready(self) -> None:
        """Make deliveries of events; hand over what waits after each sweep."""
        from wco_portal.audit import tables as audit  # noqa: PLC0415 -- app ready
        from wco_portal.notifications import (  # noqa: PLC0415 -- app ready
            selectors,
            services,
            tables,
        )

        audit.add_effect(
            services.deliveries.EFFECT, owed_by=tables.owed_by, act=services.deliveries.notify
        )
        audit.add_last_act("notifications.release", services.holding.release)
        audit.add_last_act("notifications.gather", services.holding.gather)
        audit.add_last_act("notifications.send", services.sending.send_waiting)
        audit.NEXT_DUE.append(selectors.deliveries.next_release)
