from wco_portal.publishing.services import documents, frozen

__all__ = ["documents", "frozen"]
