from wco_portal.api.services import tokens

__all__ = ["tokens"]
