"""Pure rules: no queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from communications.enums import Principle
from wco_portal.common.ids import slug_of

SLUG_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Account:
    """What an administration tells of a practice, in one language."""

    title: str
    context: str = ""
    done: str = ""
    results: str = ""
    lessons: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text in both languages."""

    en: str = ""
    fr: str = ""


def slug_from(title: str, *, is_taken: Callable[[str], bool], otherwise: str) -> str:
    """Make the address of a thing from its title, once."""
    stem = slug_of(title)
    if len(stem) > SLUG_LENGTH - 12:
        stem = stem[: SLUG_LENGTH - 12].rpartition("-")[0]
    stem = stem.strip("-") or otherwise
    if not is_taken(stem):
        return stem
    return f"{stem}-{otherwise}"


def principles_in_order(chosen: Iterable[str]) -> str:
    """Write the chosen principles in the order of the acronym."""
    wanted = set(chosen)
    return "".join(each.value for each in Principle if each.value in wanted)
