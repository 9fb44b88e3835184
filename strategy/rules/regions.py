"""What differs between regions: means, places, agreement and spread, as far as they may be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final

from strategy.rules import aggregation, agreement, protection
from strategy.rules.aggregation import FIRST, LEFT_OUT, Ballot
from strategy.rules.agreement import Missing


class Band(StrEnum):
    """Where a ballot puts an item, coarsely enough that nobody is told apart."""

    FIRST = "first"
    MIDDLE = "middle"
    LAST = "last"


BANDS: Final = tuple(Band)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A region's part of a result; of a hidden one only its size is known, of an empty one too."""

    size: int
    is_hidden: bool
    means: tuple[Fraction, ...] = ()
    places: tuple[int, ...] = ()
    w: Fraction | None = None
    why_no_w: Missing | None = None

    @property
    def is_shown(self) -> bool:
        """Say whether there are figures that may be shown."""
        return bool(self.means)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The regions side by side; `spread` counts per item and place, `bands` per item and band.

    The last column of `spread` counts the ballots that leave the item out. In `bands` stands,
    region by region, how many ballots; None is hidden.
    """

    strata: dict[str, Stratum]
    spread: tuple[tuple[int, ...], ...]
    bands: tuple[dict[Band, tuple[int | None, ...]], ...]


@lru_cache(maxsize=64)
def compare(
    cast: tuple[Ballot, ...], strata: tuple[str, ...], hidden: frozenset[protection.Cell]
) -> Comparison:
    """Compare the regions; `hidden` are the (item, region) fields that the result hides."""
    groups = aggregation.strata(cast)
    parts = [groups.get(code, []) for code in strata]
    sizes = [aggregation.size(part) for part in parts]
    closed = protection.hidden_strata(sizes)
    found = {
        code: _stratum(part, sizes[at], is_hidden=at in closed)
        for at, (code, part) in enumerate(zip(strata, parts, strict=True))
    }
    items = range(len(cast[0].places))
    spread = tuple(_spread(cast, item) for item in items)
    gone = hidden | {(item, at) for item in items for at in closed}
    return Comparison(found, spread, _bands(parts, sizes, gone, items))


def _stratum(part: Sequence[Ballot], size: int, *, is_hidden: bool) -> Stratum:
    if is_hidden or not part:
        return Stratum(size, is_hidden)
    means = aggregation.mean_ranks(part)
    why = agreement.missing(part)
    w = None if why else agreement.coefficient(part)
    return Stratum(size, False, means, tuple(aggregation.places(means)), w, why)


def _spread(cast: Sequence[Ballot], item: int) -> tuple[int, ...]:
    """Count the ballots by the place that they give an item; left out comes last."""
    counts = [0] * (len(cast[0].places) + 1)
    for ballot in cast:
        place = ballot.places[item]
        before = sum(other < place for other in ballot.places)
        counts[-1 if place == LEFT_OUT else before] += ballot.count
    return tuple(counts)


def band(ballot: Ballot, item: int) -> Band:
    """Return the band in which a ballot puts an item: among the first, the last, or between."""
    place = ballot.places[item]
    before = sum(other < place for other in ballot.places)
    if place != LEFT_OUT and before < FIRST:
        return Band.FIRST
    if place == LEFT_OUT or before >= len(ballot.places) - FIRST:
        return Band.LAST
    return Band.MIDDLE


def _bands(
    parts: Sequence[Sequence[Ballot]],
    sizes: Sequence[int],
    gone: frozenset[protection.Cell],
    items: Sequence[int],
) -> tuple[dict[Band, tuple[int | None, ...]], ...]:
    """Count ballots by item, band and region; hide what is small, or hidden in the result.

    How many put an item first stands in the result already, with the rest that is not first: so the
    other two bands are hidden together, and are protected as one table of items and regions.
    """
    counts = [{name: _counts(parts, item, name) for name in BANDS} for item in items]
    columns = [at for at, size in enumerate(sizes) if size]
    others = [[each[Band.MIDDLE], each[Band.LAST]] for each in counts]
    small = {
        (item, at)
        for item in items
        for at in columns
        if any(0 < each[at] < protection.SMALLEST for each in others[item])
    }
    sums = [[sum(pair) for pair in zip(*each, strict=True)] for each in others]
    kept = protection.protected(gone | small, sums, columns)
    closed = {Band.FIRST: gone, Band.MIDDLE: kept, Band.LAST: kept}
    return tuple(
        {name: _shown(each[name], item, closed[name]) for name in BANDS}
        for item, each in enumerate(counts)
    )


def _counts(parts: Sequence[Sequence[Ballot]], item: int, name: Band) -> list[int]:
    return [sum(each.count for each in part if band(each, item) == name) for part in parts]


def _shown(
    counts: Sequence[int], item: int, closed: frozenset[protection.Cell]
) -> tuple[int | None, ...]:
    return tuple(None if (item, at) in closed else count for at, count in enumerate(counts))
