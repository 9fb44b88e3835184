"""The result of a ranking as a page, a file and a program read it: one calculation for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from strategy.rules import aggregation, agreement, protection
from strategy.rules.aggregation import Ballot, Interval


class Firmness(StrEnum):
    """How sure a place is."""

    FIRM = "firm"
    CLOSE = "close"
    OPEN = "open"


# An item that moves by at most so many places in 95 of 100 repeats stands close.
CLOSE_SPAN = 2


class Method(StrEnum):
    """A way of counting."""

    MEAN = "mean"
    COPELAND = "copeland"
    SCHULZE = "schulze"
    MEDIAN = "median"
    FIRST_THREE = "first_three"
    EQUAL_REGION = "equal_region"


@dataclass(frozen=True, slots=True)
class Line:
    """One item of the order."""

    item: int
    place: int
    mean: Fraction
    interval: Interval
    firmness: Firmness
    in_first: int
    region_mean: Fraction
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
class Result:
    """All figures of a ranking; `lines` stand in the Members' order."""

    answered: int
    lines: tuple[Line, ...]
    methods: dict[Method, list[int]]
    agreement: agreement.Agreement | None
    has_majority_order: bool
    strata: dict[str, int]
    first_counts: tuple[tuple[int, ...], ...]
    hidden: frozenset[protection.Cell]

    @property
    def by_region(self) -> list[Line]:
        """Return the lines in the order in which each region counts the same."""
        return sorted(self.lines, key=lambda line: (line.region_place, line.item))

    @property
    def has_ties(self) -> bool:
        """Say whether two items share a place."""
        return len({line.place for line in self.lines}) < len(self.lines)


def firmness(interval: Interval) -> Firmness:
    """Say in a word how sure a place is."""
    span = interval.high - interval.low
    if span == 0:
        return Firmness.FIRM
    return Firmness.CLOSE if span <= CLOSE_SPAN else Firmness.OPEN


@lru_cache(maxsize=64)
def calculate(ballots: tuple[Ballot, ...], strata: tuple[str, ...]) -> Result:
    """Calculate everything once for the same ballots; `strata` are the regions to report."""
    groups = aggregation.strata(ballots)
    counts = [
        aggregation.first_counts(groups[code]) if code in groups else (0,) * len(ballots[0].places)
        for code in strata
    ]
    table = tuple(zip(*counts, strict=True))
    sizes = [len(groups.get(code, ())) for code in strata]
    wins = aggregation.copeland(ballots)
    return Result(
        answered=len(ballots),
        lines=_lines(ballots),
        methods=_methods(ballots),
        agreement=agreement.kendall(ballots),
        has_majority_order=len(set(wins)) == len(wins),
        strata=dict(zip(strata, sizes, strict=True)),
        first_counts=table,
        hidden=protection.hidden(table, sizes),
    )


def _lines(ballots: Sequence[Ballot]) -> tuple[Line, ...]:
    means = aggregation.mean_ranks(ballots)
    region_means = aggregation.mean_ranks_by_stratum(ballots)
    places, region_places = aggregation.places(means), aggregation.places(region_means)
    spans, first = aggregation.intervals(ballots), aggregation.first_counts(ballots)
    return tuple(
        Line(
            item=item,
            place=places[item],
            mean=means[item],
            interval=spans[item],
            firmness=firmness(spans[item]),
            in_first=first[item],
            region_mean=region_means[item],
            region_place=region_places[item],
        )
        for item in aggregation.order(means)
    )


def _methods(ballots: Sequence[Ballot]) -> dict[Method, list[int]]:
    """Return the place of each item under each way of counting."""
    scores: dict[Method, Sequence[Fraction | int]] = {
        Method.MEAN: aggregation.mean_ranks(ballots),
        Method.COPELAND: [-wins for wins in aggregation.copeland(ballots)],
        Method.SCHULZE: [-wins for wins in aggregation.schulze(ballots)],
        Method.MEDIAN: aggregation.median_ranks(ballots),
        Method.FIRST_THREE: [-count for count in aggregation.first_counts(ballots)],
        Method.EQUAL_REGION: aggregation.mean_ranks_by_stratum(ballots),
    }
    return {method: aggregation.places(score) for method, score in scores.items()}
