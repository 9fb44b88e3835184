"""Which elements the next plan gets from those of an earlier one; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import Final

from django.utils.translation import gettext as _

from strategy.enums.plans import CarriedAs

FEWEST_PARTS: Final = 2
MOST_PARTS: Final = 6
LONGEST_NUMBER: Final = 8
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Old:
    """An element of the earlier plan, as far as it matters here."""

    id: str
    kind: str
    number: str
    slug: str
    parent: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to become of an element: into which other it goes, or how many come of it."""

    fate: str = CarriedAs.KEPT
    into: str = ""
    parts: int = FEWEST_PARTS
    reason: str = ""


@dataclass(slots=True)
class Sprout:
    """An element of the next plan: which old one it is like, and which ones it came of."""

    like: str
    number: str
    slug: str
    origins: list[str] = field(default_factory=list)


def problems(old: Sequence[Old], choices: Mapping[str, Choice]) -> dict[str, str]:
    """Say by element what is wrong with the choices; nothing when the next plan can be made."""
    known = {each.id: each for each in old}
    found = {key: _("The plan has no such element.") for key in choices if key not in known}
    for each in old:
        choice = choices.get(each.id, Choice())
        if words := _wrong(each, choice, known, choices):
            found[each.id] = words
    return found


def _wrong(
    each: Old, choice: Choice, known: Mapping[str, Old], choices: Mapping[str, Choice]
) -> str:
    match choice.fate:
        case CarriedAs.DROPPED:
            return "" if choice.reason.strip() else _("Say why it is dropped.")
        case CarriedAs.SPLIT:
            is_fine = FEWEST_PARTS <= choice.parts <= MOST_PARTS
            return "" if is_fine else _("Split it into 2 to 6 parts.")
        case CarriedAs.MERGED:
            return _wrong_merger(each, known.get(choice.into), known, choices)
        case _:
            return ""


def _wrong_merger(
    each: Old, other: Old | None, known: Mapping[str, Old], choices: Mapping[str, Choice]
) -> str:
    if other is None or other.id == each.id:
        return _("Choose the element into which it goes.")
    if other.kind != each.kind:
        return _("Two elements of the same kind can be merged.")
    if each.id in _above(other, known):
        return _("It cannot go into an element that stands under it.")
    is_kept = choices.get(other.id, Choice()).fate == CarriedAs.KEPT
    return "" if is_kept else _("The element into which it goes must be kept.")


def _above(each: Old, known: Mapping[str, Old]) -> list[str]:
    found = []
    while each.parent:
        found.append(each.parent)
        each = known[each.parent]
    return found


def sprouts(old: Sequence[Old], choices: Mapping[str, Choice]) -> list[Sprout]:
    """Return the elements of the next plan in their order."""
    made: list[Sprout] = []
    by_old: dict[str, Sprout] = {}
    for each in old:
        choice = choices.get(each.id, Choice())
        if choice.fate == CarriedAs.KEPT:
            by_old[each.id] = Sprout(each.id, each.number, each.slug, [each.id])
            made.append(by_old[each.id])
        elif choice.fate == CarriedAs.SPLIT:
            made += _split(each, choice.parts, {other.number for other in old})
    for each in old:
        choice = choices.get(each.id, Choice())
        if choice.fate == CarriedAs.MERGED:
            by_old[choice.into].origins.append(each.id)
    return made


def _split(each: Old, parts: int, taken: set[str]) -> list[Sprout]:
    stem = each.number[: LONGEST_NUMBER - 2]
    free = (f"{stem}{letter}" for letter in ascii_lowercase)
    numbers = [number for number in free if number not in taken][:parts]
    return [
        Sprout(
            each.id,
            number,
            f"{each.slug[: LONGEST_NAME - 2]}-{place}" if each.slug else "",
            [each.id],
        )
        for place, number in enumerate(numbers, 1)
    ]


def parents(old: Sequence[Old], choices: Mapping[str, Choice]) -> dict[str, str]:
    """Say under which old element each one stands in the next plan; empty for none.

    What stood under a dropped element moves up, under a merged one along, under a split one to
    its first part.
    """
    known = {each.id: each for each in old}

    def standing(key: str) -> str:
        while key:
            choice = choices.get(key, Choice())
            if choice.fate in {CarriedAs.KEPT, CarriedAs.SPLIT}:
                return key
            key = choice.into if choice.fate == CarriedAs.MERGED else known[key].parent
        return ""

    return {each.id: standing(each.parent) for each in old}
