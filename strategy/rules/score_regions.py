"""What differs between regions on a scale, with dots or points, as far as it may be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import combinations
from typing import Final

from strategy.enums.consultations import Agreement
from strategy.rules import aggregation, protection, scores
from strategy.rules.scores import Cell, Given, Marks

TWO: Final = 2
# A middle layer of three in which the outer two are filled and the middle is not.
HOLLOW: Final = (True, False, True)


class Band(StrEnum):
    """What a Member gives an item, coarsely enough that nobody is told apart."""

    AGREE = "agree"
    NEITHER = "neither"
    DISAGREE = "disagree"
    NO_OPINION = "no_opinion"
    MOST = "most"
    MUCH = "much"
    LITTLE = "little"
    NOTHING = "nothing"


SCALE: Final = (Band.AGREE, Band.NEITHER, Band.DISAGREE, Band.NO_OPINION)
# From twice an even share of what the Member gave away, from an even share, less than that.
SHARES: Final = (Band.MOST, Band.MUCH, Band.LITTLE, Band.NOTHING)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A region's part of a result; what of it may not be told, and what does not exist, is None.

    `places` hold the items that have a value here, `counts` how many have an opinion on an item.
    """

    size: int
    is_hidden: bool
    values: tuple[Fraction | None, ...]
    counts: tuple[int | None, ...]
    places: Mapping[int, int]
    agreement: Fraction | None

    @property
    def is_shown(self) -> bool:
        """Say whether there are figures that may be shown."""
        return bool(self.places)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The regions side by side; `spread` counts all Members' answers per item and band.

    In `bands` stands, per item and band, region by region how many answers; None is hidden.
    `consensus` is that of all Members on each item, of a scale.
    """

    strata: dict[str, Stratum]
    agreement: Fraction | None
    consensus: tuple[Fraction | None, ...]
    spread: tuple[dict[Band, int], ...]
    bands: tuple[dict[Band, tuple[int | None, ...]], ...]


def consensus(counts: Sequence[int]) -> Fraction | None:
    """Return how much answers on an ordered scale agree: 1 all the same, -1 half at each end.

    0 is as many at each step. Fewer than two answers have none. Source: C. van der Eijk, "Measuring
    agreement in ordered rating scales", Quality & Quantity 35 (2001).
    """
    total, left, found = sum(counts), list(counts), Fraction()
    if total < TWO:
        return None
    while any(left):
        layer = [bool(count) for count in left]
        deep = min(count for count in left if count)
        left = [count - deep if count else 0 for count in left]
        found += Fraction(deep * sum(layer), total) * _of_layer(layer)
    return found


def _of_layer(layer: Sequence[bool]) -> Fraction:
    """Return the agreement of a pattern of filled and empty steps."""
    steps, filled = len(layer), sum(layer)
    hollow = peaked = 0
    for three in combinations(layer, 3):
        hollow += three == HOLLOW
        peaked += sum(three) == TWO and three != HOLLOW
    shape = Fraction(1)
    if hollow or peaked:
        shape = Fraction(
            (steps - 2) * peaked - (steps - 1) * hollow, (steps - 2) * (peaked + hollow)
        )
    return shape * (1 - Fraction(filled - 1, steps - 1))


def overlap(shares: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """Return how much of what they give two Members give to the same items, on average over pairs.

    1 is all of it, 0 nothing. Of fewer than two Members there is none. Source: O. Renkonen's index
    of similarity, "Annales Zoologici Societatis Vanamo" 6 (1938), as the mean over all pairs.
    """
    size = len(shares)
    if size < TWO:
        return None
    apart = Fraction()
    for column in zip(*shares, strict=True):
        ranked = enumerate(sorted(column), start=1)
        apart += sum(((2 * rank - size - 1) * share for rank, share in ranked), Fraction())
    return 1 - apart / (size * (size - 1))


def band(marks: Marks, item: int, *, is_scale: bool) -> Band:
    """Return the band in which a Member's answer puts an item."""
    mark = marks[item]
    if is_scale:
        if mark is None:
            return Band.NO_OPINION
        if mark >= Agreement.MOSTLY:
            return Band.AGREE
        return Band.NEITHER if mark == Agreement.BETWEEN else Band.DISAGREE
    even = (mark or 0) * len(marks)
    given = sum(each or 0 for each in marks)
    if not even:
        return Band.NOTHING
    if even < given:
        return Band.LITTLE
    return Band.MUCH if even < 2 * given else Band.MOST


@lru_cache(maxsize=64)
def compare(
    cast: tuple[Given, ...],
    strata: tuple[str, ...],
    hidden: frozenset[protection.Cell],
    *,
    is_scale: bool,
) -> Comparison:
    """Compare the regions; `hidden` are the (item, region) fields that the result hides."""
    cells = scores.by_stratum(cast, strata, is_scale=is_scale)
    parts = [[each for each in cast if each.stratum == code] for code in strata]
    sizes = [len(part) for part in parts]
    # What the page of the result hides is hidden here too: together they must not tell more.
    closed = protection.hidden_strata(sizes, cells=hidden)
    items = range(len(cast[0].marks))
    gone = hidden | {(item, at) for item in items for at in closed}
    bands = tuple(_bands(parts, sizes, item, gone, is_scale=is_scale) for item in items)
    found = {
        code: _stratum(parts[at], cells, bands, at, gone, is_scale=is_scale, is_hidden=at in closed)
        for at, code in enumerate(strata)
    }
    return Comparison(
        found,
        _agreement(cast, items, is_scale=is_scale),
        tuple(_consensus(cast, item) if is_scale else None for item in items),
        tuple(_spread(cast, item, is_scale=is_scale) for item in items),
        bands,
    )


def _stratum(
    part: Sequence[Given],
    cells: Sequence[Sequence[Cell]],
    bands: Sequence[Mapping[Band, Sequence[int | None]]],
    at: int,
    gone: frozenset[protection.Cell],
    *,
    is_scale: bool,
    is_hidden: bool,
) -> Stratum:
    items = range(len(cells))
    told = [item for item in items if (item, at) not in gone]
    values = {item: cells[item][at].value for item in told}
    known = {item: value for item, value in values.items() if value is not None}
    places = dict(zip(known, aggregation.places([-value for value in known.values()]), strict=True))
    silent = [bands[item].get(Band.NO_OPINION, (0,) * (at + 1))[at] for item in items]
    return Stratum(
        len(part),
        is_hidden,
        tuple(values.get(item) for item in items),
        tuple(None if count is None else len(part) - count for count in silent),
        places,
        # That of a single item would tell of it what its bands may hide.
        None if is_hidden or len(told) < TWO else _agreement(part, told, is_scale=is_scale),
    )


def _agreement(part: Sequence[Given], items: Sequence[int], *, is_scale: bool) -> Fraction | None:
    """Return how much Members agree: on a scale the mean over the items, else the overlap."""
    if is_scale:
        known = [found for item in items if (found := _consensus(part, item)) is not None]
        return scores.mean(known)
    given = [(each.marks, sum(mark or 0 for mark in each.marks)) for each in part]
    return overlap([[Fraction(mark or 0, total) for mark in marks] for marks, total in given])


def _consensus(part: Sequence[Given], item: int) -> Fraction | None:
    marks = [each.marks[item] for each in part]
    return consensus([marks.count(step) for step in Agreement])


def _spread(part: Sequence[Given], item: int, *, is_scale: bool) -> dict[Band, int]:
    found = [band(each.marks, item, is_scale=is_scale) for each in part]
    return {name: found.count(name) for name in (SCALE if is_scale else SHARES)}


def _bands(
    parts: Sequence[Sequence[Given]],
    sizes: Sequence[int],
    item: int,
    gone: frozenset[protection.Cell],
    *,
    is_scale: bool,
) -> dict[Band, tuple[int | None, ...]]:
    """Count an item's answers by band and region; hide what is small, or hidden elsewhere."""
    spreads = [_spread(part, item, is_scale=is_scale) for part in parts]
    names = SCALE if is_scale else SHARES
    counts = [[spread[name] for spread in spreads] for name in names]
    hidden = protection.hidden(counts, sizes)
    return {
        name: tuple(
            None if (row, at) in hidden or (item, at) in gone else counts[row][at]
            for at in range(len(parts))
        )
        for row, name in enumerate(names)
    }
