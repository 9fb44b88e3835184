"""What addresses are made of: public identifiers and slugs; primary keys never appear."""

from __future__ import annotations

import re
import secrets

from django.utils.text import slugify

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Ten characters of Crockford's base 32.
PATTERN = "[0-9A-HJKMNP-TV-Z]{10}"
SLUG = "[a-z0-9-]{1,60}"


def public_id() -> str:
    """Return a fresh random identifier (50 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def subject_key() -> str:
    """Return the random key under which the audit trail knows a person."""
    return secrets.token_hex(16)


def slug_of(words: str) -> str:
    """Write words as addresses do: lower-case letters, digits and single hyphens."""
    return slugify(re.sub("[_–—]+", "-", words))
