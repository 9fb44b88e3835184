"""Read what somebody typed: words, and their equivalents by the organisation's own glossary."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

GLOSSARY: Final = Path(__file__).resolve().parent / "data" / "glossary.csv"
WORD: Final = re.compile(r"\w+(?:[-'’.]\w+)*")
MOST_WORDS: Final = 12
LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Unit:
    """A word or a term of the glossary, with what it is called in each language."""

    typed: str
    equivalents: Mapping[str, tuple[str, ...]]


def fold(word: str) -> str:
    """Write without accents, in lower case, without the mark of the plural."""
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return letters[:-1] if len(letters) > 3 and letters[-1] in "sx" else letters  # noqa: PLR2004 -- "bus"


def words(typed: str) -> list[str]:
    """Return the words of what was typed."""
    clean = typed.replace("\x00", " ")
    return [word[:LONGEST] for word in WORD.findall(clean)][:MOST_WORDS]


def units(typed: str) -> list[Unit]:
    """Part what was typed into terms of the glossary and other words, the longest term first."""
    rest, found = words(typed), []
    while rest:
        for length in range(min(len(rest), 4), 0, -1):
            head = rest[:length]
            equivalents = glossary().get(" ".join(fold(word) for word in head))
            if equivalents is not None or length == 1:
                found.append(Unit(" ".join(head), equivalents or {}))
                rest = rest[length:]
                break
    return found


@cache
def glossary() -> dict[str, dict[str, tuple[str, ...]]]:
    """Return, per folded term, what it is called in the other language."""
    table: dict[str, dict[str, tuple[str, ...]]] = {}
    with GLOSSARY.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            english, french = (row[name].split("|") for name in ("english", "french"))
            for sources, language, targets in ((english, "fr", french), (french, "en", english)):
                for term in sources:
                    entry = table.setdefault(" ".join(fold(w) for w in words(term)), {})
                    entry[language] = (*entry.get(language, ()), *targets)
    return table
