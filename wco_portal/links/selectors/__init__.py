from wco_portal.links.selectors import threads

__all__ = ["threads"]
