from wco_portal.api.services import idempotency, tokens

__all__ = ["idempotency", "tokens"]
