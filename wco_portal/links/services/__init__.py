from wco_portal.links.services import links

__all__ = ["links"]
