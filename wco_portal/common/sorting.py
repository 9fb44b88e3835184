"""A key that orders names as people expect without ICU: accents, case and articles do not count."""

from __future__ import annotations

import re
import unicodedata

ARTICLES = re.compile(r"^(the|le|la|les|l)\s+")


def sort_key(name: str) -> str:
    """Return the stored key of a name."""
    plain = unicodedata.normalize(
        "NFKD", name.replace("’", " ").replace("'", " ").replace("-", " ")
    )
    letters = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return ARTICLES.sub("", letters).strip()
