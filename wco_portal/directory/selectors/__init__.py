from wco_portal.directory.selectors import members, people

__all__ = ["members", "people"]
