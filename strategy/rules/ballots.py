"""What an answer must be before it counts, instrument by instrument.

An answer gives each item, by its id, a whole number: a place (1 the best), agreement from 1 to 5
(0 is "no opinion"), dots or points. What is left out of a ranking has no place; where dots or
points are given away, it gets none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext_lazy

from strategy.enums.consultations import Agreement, Instrument
from strategy.models import Consultation

POINTS: Final = 100
NO_OPINION: Final = 0
LONGEST_REMARK: Final = 1000
RULES: Final[dict[str, Promise]] = {
    "ranking": gettext_lazy("Give every item a place of its own, from 1 to %(count)s."),
    "places": gettext_lazy(
        "Give %(most)s of the %(count)s items a place, each its own, from 1 to %(most)s."
    ),
    "places_or_none": gettext_lazy(
        "Give up to %(most)s of the %(count)s items a place, each its own; leave out those on "
        "which you have no opinion."
    ),
    "ties": gettext_lazy(
        "Give %(most)s of the %(count)s items a place from 1 to %(most)s; equal places are allowed."
    ),
    "ties_or_none": gettext_lazy(
        "Give up to %(most)s of the %(count)s items a place, equal ones if you like; leave out "
        "those on which you have no opinion."
    ),
    "scale": gettext_lazy("Say for each item how far you agree, from 1 to 5."),
    "scale_or_none": gettext_lazy(
        "Say for each item how far you agree, from 1 to 5, or that you have no opinion."
    ),
    "one": gettext_lazy("Name one of the %(count)s items: give it place 1."),
    "dots": ngettext_lazy(
        "Give away %(budget)s dot.",
        "Give away up to %(budget)s dots, several to one item if you like.",
        "budget",
    ),
    "points": gettext_lazy("Share out exactly %(budget)s points."),
}


class Fault(StrEnum):
    """What is wrong with what an item got."""

    MISSING = "missing"
    OUTSIDE = "outside"
    TWICE = "twice"


class Flaw(StrEnum):
    """What is wrong with an answer as a whole."""

    NOTHING = "nothing"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    OVER = "over"
    NOT_ALL = "not_all"


@dataclass(frozen=True, slots=True)
class Terms:
    """How a question is answered."""

    instrument: Instrument = Instrument.RANKING
    top: int | None = None
    allows_ties: bool = False
    allows_no_opinion: bool = False
    dots: int | None = None

    @classmethod
    def of(cls, asked: Consultation) -> Terms:
        """Return how a consultation is answered."""
        return cls(
            Instrument(asked.instrument),
            asked.top,
            asked.allows_ties,
            asked.allows_no_opinion,
            asked.dots,
        )

    @property
    def budget(self) -> int:
        """Return how much there is to give away, 0 for a ranking or a scale."""
        if self.instrument == Instrument.POINTS:
            return POINTS
        return self.dots or 0

    def span(self, count: int) -> tuple[int, int]:
        """Return the lowest and the highest number that one of `count` items may get."""
        if self.instrument == Instrument.RANKING:
            return 1, min(self.top or count, count)
        if self.instrument == Instrument.SCALE:
            return (NO_OPINION if self.allows_no_opinion else Agreement.NOT_AT_ALL), Agreement.FULLY
        return 0, self.budget

    @property
    def is_whole(self) -> bool:
        """Say whether every item must get a number of its own choice."""
        if self.instrument == Instrument.SCALE:
            return True
        loose = self.top is not None or self.allows_no_opinion
        return self.instrument == Instrument.RANKING and not loose


def sentence(terms: Terms, count: int) -> str:
    """Say in a sentence what an answer on `count` items must be before it can be sent."""
    words = {"most": terms.span(count)[1], "count": count, "budget": terms.budget}
    return str(RULES[_rule(terms)] % words)


def _rule(terms: Terms) -> str:
    free = "_or_none" if terms.allows_no_opinion else ""
    if terms.instrument != Instrument.RANKING:
        return f"{terms.instrument}{free}"
    if terms.top == 1:
        return "one"
    if terms.is_whole and not terms.allows_ties:
        return "ranking"
    return f"ties{free}" if terms.allows_ties else f"places{free}"


def faults(
    given: Mapping[str, int], items: Collection[str], terms: Terms | None = None
) -> dict[str, Fault]:
    """Return what is wrong, item by item; nothing when no item is to blame."""
    asked = terms or Terms()
    often = Counter(given.get(item) for item in items)
    span = asked.span(len(items))
    found = ((item, _fault(given.get(item), often, span, asked)) for item in items)
    return {item: fault for item, fault in found if fault is not None}


def _fault(
    mark: int | None, often: Counter[int | None], span: tuple[int, int], terms: Terms
) -> Fault | None:
    if mark is None:
        return Fault.MISSING if terms.is_whole else None
    if not span[0] <= mark <= span[1]:
        return Fault.OUTSIDE
    is_place = terms.instrument == Instrument.RANKING and not terms.allows_ties
    return Fault.TWICE if is_place and often[mark] > 1 else None


def flaw(given: Mapping[str, int], items: Collection[str], terms: Terms) -> Flaw | None:
    """Return what is wrong with the whole, if every item for itself is right."""
    if terms.instrument == Instrument.SCALE:
        return None
    if terms.instrument == Instrument.RANKING:
        return _places_flaw(len(known(given, items)), len(items), terms)
    total = spent(given, items)
    if terms.instrument == Instrument.POINTS:
        return None if total == POINTS else Flaw.NOT_ALL
    if total > terms.budget:
        return Flaw.OVER
    return None if total else Flaw.NOTHING


def _places_flaw(named: int, items: int, terms: Terms) -> Flaw | None:
    """Ask for as many places as there are to give; with "no opinion" allowed for one at least."""
    most = min(terms.top or items, items)
    if named > most:
        return Flaw.TOO_MANY
    if not named:
        return Flaw.NOTHING
    return Flaw.TOO_FEW if named < most and not terms.allows_no_opinion else None


def is_right(given: Mapping[str, int], items: Collection[str], terms: Terms) -> bool:
    """Say whether an answer can count."""
    return not faults(given, items, terms) and flaw(given, items, terms) is None


def known(given: Mapping[str, int], items: Collection[str]) -> dict[str, int]:
    """Keep what items that are on the paper got."""
    return {item: given[item] for item in items if item in given}


def spent(given: Mapping[str, int], items: Collection[str]) -> int:
    """Add up what was given away."""
    return sum(known(given, items).values())


def remarks(given: Mapping[str, str], items: Collection[str]) -> dict[str, str]:
    """Keep the comments on items that are on the paper, none of them empty."""
    return dict(_remarks(given, items))


def _remarks(given: Mapping[str, str], items: Collection[str]) -> Iterator[tuple[str, str]]:
    for item in items:
        words = given.get(item, "").strip()
        if words:
            yield item, words[:LONGEST_REMARK]
