from wco_portal.search.services import index

__all__ = ["index"]
