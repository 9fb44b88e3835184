from wco_portal.search.selectors import directory, entries

__all__ = ["directory", "entries"]
