"""In which of the two languages a text seems to be written, by its commonest words."""

from __future__ import annotations

import re
from typing import Final

COMMON: Final = {
    "en": frozenset("the and of to in is that for with are by on this which be will".split()),  # noqa: SIM905 -- read as words
    "fr": frozenset("le la les des et du une un est que pour dans par sur aux qui".split()),  # noqa: SIM905 -- read as words
}
ENOUGH: Final = 30
TIMES: Final = 4


def is_other(text: str, language: str) -> bool:
    """Say whether a text is clearly not in this language but in the other one."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {code: sum(word in common for word in words) for code, common in COMMON.items()}
    other = max(count for code, count in counts.items() if code != language)
    return other >= ENOUGH and other > TIMES * counts[language]
