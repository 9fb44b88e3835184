from wco_portal.audit.services import events, outbox
from wco_portal.audit.services.events import happened, record, record_all, wake_after_commit

__all__ = ["events", "happened", "outbox", "record", "record_all", "wake_after_commit"]
