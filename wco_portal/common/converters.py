"""URL words, strict: ASCII only, so that a full-width digit is a 404 and not a record."""

from __future__ import annotations

from wco_portal.common import ids


class Slug60:
    """A name given once: lower-case letters, digits and hyphens, at most 60."""

    regex = ids.SLUG

    def to_python(self, value: str) -> str:
        """Take the word as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """Write the word as it stands."""
        return value


class PublicId(Slug60):
    """A public identifier."""

    regex = ids.PATTERN


class Year(Slug60):
    """Four ASCII digits."""

    regex = "[12][0-9]{3}"


class Number(Slug60):
    """A whole number from 1 to 9999, in ASCII digits."""

    regex = "[1-9][0-9]{0,3}"
