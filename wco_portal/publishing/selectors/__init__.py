from wco_portal.publishing.selectors import differences, documents, frozen, meetings

__all__ = ["differences", "documents", "frozen", "meetings"]
