"""The result of a scale, of dots or of points: what each item got, by Member and by region.

An item's value is its mean agreement (scale), or its mean share of what each Member gave away (dots
and points): so each Member has one voice, however many of its dots it used. Whole numbers and
fractions only, but for the drawn repeats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from strategy.enums.consultations import Agreement
from strategy.rules import aggregation, intervals, protection
from strategy.rules.intervals import Interval, Told

# Shares are drawn in whole millionths.
UNIT: Final = 1_000_000
TWO: Final = 2
# Stands behind every value that exists.
NOWHERE: Final = Fraction(-1)

Marks = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What a Member gave each item (None: no opinion), and the region it counts in."""

    stratum: str
    marks: Marks


@dataclass(frozen=True, slots=True)
class Cell:
    """What a region's Members gave an item; nothing where nobody has an opinion."""

    count: int
    value: Fraction | None
    high: int


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the order; what does not exist is None."""

    item: int
    place: int
    count: int
    value: Fraction | None
    mean: Fraction | None
    median: Fraction | None
    top_two: Fraction | None
    spread: tuple[int, ...]
    gini: Fraction | None
    interval: Interval
    low: float | None
    high: float | None
    region_value: Fraction | None
    region_place: int

    @property
    def rise(self) -> int:
        """Say how many places the item rises when each region counts the same."""
        return self.place - self.region_place

    @property
    def fall(self) -> int:
        """Say how many places the item falls when each region counts the same."""
        return self.region_place - self.place


@dataclass(frozen=True, slots=True)
class Scores:
    """All figures; `lines` stand in the Members' order, `cells` by item and region."""

    answered: int
    lines: tuple[Line, ...]
    strata: dict[str, int]
    cells: tuple[tuple[Cell, ...], ...]
    hidden: frozenset[protection.Cell]
    gini: Fraction | None


@dataclass(frozen=True, slots=True)
class _Spans:
    """Between which places and which values each item stands in 95 of 100 repeats."""

    places: list[Interval]
    values: list[tuple[float, float] | None]


def mean(marks: Iterable[int | Fraction]) -> Fraction | None:
    """Return the mean; of nothing there is none."""
    known = list(marks)
    return Fraction(sum(known), 1) / len(known) if known else None


def median(marks: Iterable[int]) -> Fraction | None:
    """Return the median; of an even number the mean of the two in the middle; of nothing none."""
    known = sorted(marks)
    if not known:
        return None
    return Fraction(known[(len(known) - 1) // 2] + known[len(known) // 2], 2)


def gini(given: Sequence[int | Fraction]) -> Fraction | None:
    """Return how unevenly something is shared out: 0 is evenly, (n - 1)/n is all to one.

    The mean difference of all pairs over twice the mean, of the population. None for fewer than
    two, or where there is nothing to share. Source: C. Gini, "Variabilità e mutabilità" (1912), in
    the form of A. Sen, "On Economic Inequality" (1973), chapter 2.
    """
    total = Fraction(sum(given))
    if len(given) < TWO or not total:
        return None
    ranked = enumerate(sorted(given), start=1)
    weighted = sum(((2 * rank - len(given) - 1) * each for rank, each in ranked), Fraction())
    return weighted / (len(given) * total)


def top_two(marks: Sequence[int]) -> Fraction | None:
    """Return the share of those that agree (4 or 5); of nothing there is none."""
    return Fraction(sum(mark >= Agreement.MOSTLY for mark in marks), len(marks)) if marks else None


@lru_cache(maxsize=64)
def calculate(cast: tuple[Given, ...], strata: tuple[str, ...], *, is_scale: bool) -> Scores:
    """Calculate everything once for the same answers; `strata` are the regions to report."""
    return count(cast, strata, is_scale=is_scale)


def count(
    cast: tuple[Given, ...], strata: tuple[str, ...], *, is_scale: bool, told: Told | None = None
) -> Scores:
    """Calculate everything now, and say how far it is."""
    cells = by_stratum(cast, strata, is_scale=is_scale)
    sizes = [sum(each.stratum == code for each in cast) for code in strata]
    lines = _lines(cast, cells, is_scale=is_scale, told=told)
    shares = [line.value or Fraction() for line in lines]
    return Scores(
        answered=len(cast),
        lines=lines,
        strata=dict(zip(strata, sizes, strict=True)),
        cells=cells,
        hidden=protection.hidden([[_told(cell) for cell in row] for row in cells], sizes),
        gini=None if is_scale else gini(shares),
    )


def by_stratum(
    cast: tuple[Given, ...], strata: tuple[str, ...], *, is_scale: bool
) -> tuple[tuple[Cell, ...], ...]:
    """Return what each region's Members gave, by item and region; nothing is hidden."""
    groups = [[each for each in cast if each.stratum == code] for code in strata]
    items = range(len(cast[0].marks))
    return tuple(tuple(_cell(group, item, is_scale=is_scale) for group in groups) for item in items)


def _told(cell: Cell) -> int:
    """Return the figure that tells most: how few have an opinion, else how many agree or give."""
    return cell.count if cell.count < protection.SMALLEST else cell.high


def _values(cast: Sequence[Given], item: int, *, is_scale: bool) -> list[Fraction]:
    """Return what Members gave an item: agreement, or the share of all that each gave."""
    marks = [(each.marks[item], each.marks) for each in cast]
    if is_scale:
        return [Fraction(mark) for mark, _all in marks if mark is not None]
    return [Fraction(mark or 0, sum(each or 0 for each in of)) for mark, of in marks]


def _cell(cast: Sequence[Given], item: int, *, is_scale: bool) -> Cell:
    values = _values(cast, item, is_scale=is_scale)
    least = Agreement.MOSTLY if is_scale else Fraction(1, UNIT)
    return Cell(len(values), mean(values), sum(value >= least for value in values))


def _lines(
    cast: tuple[Given, ...],
    cells: tuple[tuple[Cell, ...], ...],
    *,
    is_scale: bool,
    told: Told | None,
) -> tuple[Line, ...]:
    values = [mean(_values(cast, item, is_scale=is_scale)) for item in range(len(cells))]
    by_region = [mean(cell.value for cell in row if cell.value is not None) for row in cells]
    places, region_places = _places(values), _places(by_region)
    spans = _spans(cast, is_scale=is_scale, told=told)
    made = [
        _line(cast, item, is_scale=is_scale, value=values[item], region_value=by_region[item])
        | {
            "place": places[item],
            "region_place": region_places[item],
            "interval": spans.places[item],
            "low": ends[0] if ends else None,
            "high": ends[1] if ends else None,
        }
        for item, ends in enumerate(spans.values)
    ]
    return tuple(Line(**each) for each in sorted(made, key=lambda each: each["place"]))


def _places(values: Sequence[Fraction | None]) -> list[int]:
    return aggregation.places([-(NOWHERE if value is None else value) for value in values])


def _line(
    cast: Sequence[Given], item: int, *, is_scale: bool, **values: Fraction | None
) -> dict[str, Any]:
    marks = [mark for each in cast if (mark := each.marks[item]) is not None]
    return {
        "item": item,
        "count": len(marks),
        "mean": mean(marks),
        "median": median(marks),
        "top_two": top_two(marks) if is_scale else None,
        "spread": tuple(marks.count(each) for each in Agreement) if is_scale else (),
        "gini": None if is_scale else gini(marks),
        **values,
    }


def _spans(cast: Sequence[Given], *, is_scale: bool, told: Told | None) -> _Spans:
    """Draw Members anew within their regions: the percentile bootstrap, as for rankings."""
    items = len(cast[0].marks)
    unit = Agreement.FULLY if is_scale else UNIT
    field = (unit * len(cast)).bit_length()
    groups: dict[str, list[tuple[int, int]]] = {}
    for each in sorted(cast, key=lambda given: (given.stratum, [m or 0 for m in given.marks])):
        groups.setdefault(each.stratum, []).append((_pack(each.marks, field, is_scale=is_scale), 1))
    places: list[list[int]] = [[] for _ in range(items)]
    values: list[list[float]] = [[] for _ in range(items)]
    for total in intervals.draws(list(groups.values()), told=told) or ():
        drawn = _drawn(total, items, field)
        standing = sorted(drawn, reverse=True)
        for item, place in enumerate(standing.index(each) + 1 for each in drawn):
            places[item].append(place)
            if drawn[item] >= 0:
                values[item].append(drawn[item] if is_scale else drawn[item] / UNIT)
    anywhere = Interval(1, items)
    return _Spans(
        [intervals.middle(sorted(column)) if column else anywhere for column in places],
        [_ends(sorted(column)) for column in values],
    )


def _ends(column: list[float]) -> tuple[float, float] | None:
    """Cut off a fortieth at each end."""
    cut = len(column) // 40
    return (column[cut], column[-cut - 1]) if column else None


def _pack(marks: Marks, field: int, *, is_scale: bool) -> int:
    """Put an answer into one whole number: what each item got, then whether it got something."""
    total = sum(mark or 0 for mark in marks)
    packed = 0
    for item, mark in enumerate(marks):
        if mark is not None:
            worth = mark if is_scale else round(UNIT * mark / total)
            packed += worth << 2 * field * item
            packed += 1 << (2 * item + 1) * field
    return packed


def _drawn(total: int, items: int, field: int) -> list[float]:
    """Return the mean of each item in a repeat; -1 where nobody drawn has an opinion."""
    mask = (1 << field) - 1
    sums = [total >> 2 * field * item & mask for item in range(items)]
    counts = [total >> (2 * item + 1) * field & mask for item in range(items)]
    return [each / count if count else -1.0 for each, count in zip(sums, counts, strict=True)]
