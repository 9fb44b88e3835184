from wco_portal.directory.services import people, reference

__all__ = ["people", "reference"]
