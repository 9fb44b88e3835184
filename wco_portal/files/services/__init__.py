from wco_portal.files.services import files

__all__ = ["files"]
