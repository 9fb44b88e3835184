from wco_portal.directory.services import reference

__all__ = ["reference"]
