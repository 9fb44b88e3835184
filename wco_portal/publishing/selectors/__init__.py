from wco_portal.publishing.selectors import documents, frozen, meetings

__all__ = ["documents", "frozen", "meetings"]
