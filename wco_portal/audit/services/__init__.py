from wco_portal.audit.services import events, outbox
from wco_portal.audit.services.events import record, wake_after_commit

__all__ = ["events", "outbox", "record", "wake_after_commit"]
