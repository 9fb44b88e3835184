from wco_portal.audit.services import events, outbox
from wco_portal.audit.services.events import record

__all__ = ["events", "outbox", "record"]
