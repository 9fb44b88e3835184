from wco_portal.publishing.selectors import differences, documents, frozen, log, meetings

__all__ = ["differences", "documents", "frozen", "log", "meetings"]
