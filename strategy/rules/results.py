"""The result of a ranking as a page, a file and a program read it: one calculation for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from strategy.rules import aggregation, agreement, intervals, kemeny, pairs, protection
from strategy.rules.aggregation import Ballot
from strategy.rules.agreement import Agreement, Missing
from strategy.rules.intervals import Interval, Told


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
    KEMENY = "kemeny"
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
    agreement: Agreement | None
    why_no_agreement: Missing | None
    pairwise: list[list[int]]
    majority: pairs.Majority
    schulze: pairs.Paths
    consensus: kemeny.Consensus | None
    strata: dict[str, int]
    first_counts: tuple[tuple[int, ...], ...]
    hidden: frozenset[protection.Cell]

    @property
    def by_region(self) -> list[Line]:
        """Return the lines in the order in which each region counts the same."""
        return sorted(self.lines, key=lambda line: (line.region_place, line.item))

    @property
    def tells_region_means(self) -> bool:
        """Say whether the means of regions of equal weight may be told.

        Two regions that are hidden would follow from both weights, beside the means of the others.
        """
        return not protection.hidden_strata(list(self.strata.values()))

    @property
    def has_majority_order(self) -> bool:
        """Say whether there is an order that every majority agrees with."""
        return self.majority.order is not None

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
def calculate(cast: tuple[Ballot, ...], strata: tuple[str, ...]) -> Result:
    """Calculate everything once for the same ballots; `strata` are the regions to report."""
    return count(cast, strata)


def count(cast: tuple[Ballot, ...], strata: tuple[str, ...], *, told: Told | None = None) -> Result:
    """Calculate everything now, and say how far it is."""
    ballots = aggregation.merged(cast)
    groups = aggregation.strata(ballots)
    counts = [
        aggregation.first_counts(groups[code]) if code in groups else (0,) * len(ballots[0].places)
        for code in strata
    ]
    first_counts = tuple(zip(*counts, strict=True))
    sizes = [aggregation.size(groups.get(code, ())) for code in strata]
    table = pairs.preferred(ballots)
    paths, consensus = pairs.schulze(table), kemeny.consensus(table)
    return Result(
        answered=aggregation.size(ballots),
        lines=_lines(ballots, told),
        methods=_methods(ballots, table, paths, consensus),
        agreement=agreement.kendall(ballots),
        why_no_agreement=agreement.missing(ballots),
        pairwise=table,
        majority=pairs.majority(table),
        schulze=paths,
        consensus=consensus,
        strata=dict(zip(strata, sizes, strict=True)),
        first_counts=first_counts,
        hidden=protection.hidden(first_counts, sizes),
    )


def _lines(ballots: Sequence[Ballot], told: Told | None) -> tuple[Line, ...]:
    means = aggregation.mean_ranks(ballots)
    region_means = aggregation.mean_ranks_by_stratum(ballots)
    places, region_places = aggregation.places(means), aggregation.places(region_means)
    # Nothing is known where drawing would take too long: each item may stand anywhere.
    spans = intervals.intervals(ballots, told=told) or [Interval(1, len(means))] * len(means)
    first = aggregation.first_counts(ballots)
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


def _methods(
    ballots: Sequence[Ballot],
    table: pairs.Table,
    paths: pairs.Paths,
    consensus: kemeny.Consensus | None,
) -> dict[Method, list[int]]:
    """Return the place of each item under each way of counting that gives one order."""
    scores: dict[Method, Sequence[Fraction | int]] = {
        Method.MEAN: aggregation.mean_ranks(ballots),
        Method.COPELAND: [-wins for wins in pairs.copeland(table)],
        Method.SCHULZE: pairs.places_of(paths.order, len(table)),
        Method.MEDIAN: aggregation.median_ranks(ballots),
        Method.FIRST_THREE: [-count for count in aggregation.first_counts(ballots)],
        Method.EQUAL_REGION: aggregation.mean_ranks_by_stratum(ballots),
    }
    if consensus and consensus.optima and consensus.count == 1:
        scores[Method.KEMENY] = [consensus.optima[0].index(item) for item in range(len(table))]
    return {method: aggregation.places(scores[method]) for method in Method if method in scores}
