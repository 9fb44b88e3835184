"""Public identifiers: 10 characters of Crockford's base 32; primary keys never appear."""

from __future__ import annotations

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PATTERN = "[0-9A-HJKMNP-TV-Z]{10}"


def public_id() -> str:
    """Return a fresh random identifier (50 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def subject_key() -> str:
    """Return the random key under which the audit trail knows a person."""
    return secrets.token_hex(16)
