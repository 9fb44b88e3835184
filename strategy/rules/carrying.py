"""Which elements the next plan gets from those of an earlier one; pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from string import ascii_lowercase
from typing import Final

from django.utils.translation import gettext as _

from strategy.enums.indicators import Direction, Frequency, Series
from strategy.enums.plans import CarriedAs
from strategy.rules.progress import Span

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
    # Why it is not in the plan any more, where an amendment dropped it.
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to become of an element: into which other it goes, or how many come of it."""

    fate: str = CarriedAs.KEPT
    into: str = ""
    parts: int = FEWEST_PARTS
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """An indicator of the earlier plan: of which element."""

    id: str
    element: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What is to become of an indicator: with which part of a split element it goes on."""

    fate: str = Series.GOES_ON
    part: int = 1
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What is to become of a plan; an element or indicator of which nothing is said goes on."""

    elements: Mapping[str, Choice] = field(default_factory=dict)
    indicators: Mapping[str, Fate] = field(default_factory=dict)

    def on(self, element: str) -> Choice:
        """Return what is to become of an element."""
        return self.elements.get(element, Choice())

    def of(self, measure: Measure) -> Fate:
        """Return what is to become of an indicator."""
        return self.indicators.get(measure.id, Fate())


@dataclass(slots=True)
class Sprout:
    """An element of the next plan: which old one it is like, and which ones it came of."""

    like: str
    number: str
    slug: str
    origins: list[str] = field(default_factory=list)


def usual(each: Old) -> Choice:
    """Return what becomes of an element of which nothing is said: it is kept, unless dropped."""
    return Choice(CarriedAs.DROPPED, reason=each.dropped) if each.dropped else Choice()


def settled(old: Sequence[Old], choices: Choices) -> Choices:
    """Return the choices with the usual one for each element of which nothing is said."""
    return replace(
        choices, elements={each.id: usual(each) for each in old} | dict(choices.elements)
    )


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


def measure_problems(measures: Sequence[Measure], choices: Choices) -> dict[str, str]:
    """Say by indicator what is wrong with its fate; that of its element is said elsewhere."""
    known = {each.id for each in measures}
    strays = (key for key in choices.indicators if key not in known)
    found = {key: _("The plan has no such indicator.") for key in strays}
    for each in measures:
        fate, choice = choices.of(each), choices.on(each.element)
        if choice.fate == CarriedAs.DROPPED:
            continue
        if fate.fate == Series.ENDS:
            if not fate.reason.strip():
                found[each.id] = _("Say why it ends.")
        elif choice.fate == CarriedAs.SPLIT and not 1 <= fate.part <= choice.parts:
            found[each.id] = _("The element is split into fewer parts.")
    return found


def ends(measure: Measure, choices: Choices) -> str:
    """Return why an indicator ends; empty when it goes on. With a dropped element, it ends."""
    fate, choice = choices.of(measure), choices.on(measure.element)
    if fate.fate == Series.ENDS:
        return fate.reason.strip()
    return choice.reason.strip() if choice.fate == CarriedAs.DROPPED else ""


def home(measure: Measure, choices: Choices, made: Sequence[Sprout]) -> int:
    """Return the place of the new element with which an indicator goes on."""
    places = [at for at, sprout in enumerate(made) if measure.element in sprout.origins]
    return places[min(choices.of(measure).part, len(places)) - 1]


def next_span(span: Span, *, last: tuple[Decimal, dt.date] | None, until: dt.date) -> Span:
    """Return the way on: from the last figure, else from the old baseline, to the old target.

    A target that is passed already is no target: the last figure stands there until a person
    sets another.
    """
    on = replace(span, until=until)
    if last is None:
        return on
    value, day = last
    passed = max if span.direction == Direction.UP else min
    return replace(on, baseline=value, since=day, target=passed(value, span.target))


MONTHS_A_QUARTER: Final = 4
MONTHS_HALF_A_YEAR: Final = 8


def rhythm(days: Sequence[tuple[dt.date, dt.date]]) -> Frequency:
    """Say how often a figure was due, by the periods that there were."""
    if not days:
        return Frequency.YEARLY
    first, last = days[0]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= MONTHS_A_QUARTER:
        return Frequency.QUARTERLY
    if months <= MONTHS_HALF_A_YEAR:
        return Frequency.HALF_YEARLY
    return Frequency.ONCE if len(days) == 1 else Frequency.YEARLY
