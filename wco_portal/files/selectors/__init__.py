from wco_portal.files.selectors import files

__all__ = ["files"]
