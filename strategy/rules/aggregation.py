"""Turn ballots into an order that a statistician accepts: whole numbers and fractions only.

A ballot holds one place per item, 1 the best; equal places are ties and share the mean of the
places they cover. What a ballot leaves out stands level after all that it names. Doubled mid-ranks
are whole numbers, so that sums stay exact and fast; a ballot cast many times is a weight.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from operator import mul
from typing import Final

FIRST: Final = 3
# The place of an item that a ballot does not name: after every place that it may name.
LEFT_OUT: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Ballot:
    """A Member's places, one per item, the region it counts in, and how often it was cast."""

    stratum: str
    places: tuple[int, ...]
    count: int = 1

    @property
    def is_partial(self) -> bool:
        """Say whether it leaves items out."""
        return LEFT_OUT in self.places


def merged(ballots: Iterable[Ballot]) -> tuple[Ballot, ...]:
    """Put equal ballots of a region together, in an order that says nothing about who came first.

    Whatever is worked out of these is the same for copies and for a count.
    """
    cast: Counter[tuple[str, tuple[int, ...]]] = Counter()
    for ballot in ballots:
        cast[ballot.stratum, ballot.places] += ballot.count
    return tuple(Ballot(*key, count=cast[key]) for key in sorted(cast))


def size(ballots: Iterable[Ballot]) -> int:
    """Count the ballots, each as often as it was cast."""
    return sum(ballot.count for ballot in ballots)


@lru_cache(maxsize=4096)
def doubled(places: tuple[int, ...]) -> tuple[int, ...]:
    """Return twice the mid-rank of each item: ties share the mean of the places they cover.

    Source: M. G. Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945).
    """
    ranks, before = {}, 0
    for place, count in sorted(Counter(places).items()):
        ranks[place] = 2 * before + count + 1
        before += count
    return tuple(ranks[place] for place in places)


def rank_sums(ballots: Sequence[Ballot]) -> list[int]:
    """Return twice the sum of each item's mid-ranks."""
    counts = [ballot.count for ballot in ballots]
    columns = zip(*(doubled(ballot.places) for ballot in ballots), strict=True)
    return [sum(map(mul, column, counts)) for column in columns]


def mean_ranks(ballots: Sequence[Ballot]) -> tuple[Fraction, ...]:
    """Return the mean rank of each item when each Member counts the same: sum of ranks / ballots.

    Source: M. Friedman, Journal of the American Statistical Association 32 (1937).
    """
    twice = 2 * size(ballots)
    return tuple(Fraction(each, twice) for each in rank_sums(ballots))


def mean_ranks_by_stratum(ballots: Sequence[Ballot]) -> tuple[Fraction, ...]:
    """Return the mean rank of each item when each region that answered counts the same.

    The mean of the regions' mean ranks: a post-stratified mean with equal weights (L. Kish,
    "Survey Sampling", 1965).
    """
    means = [mean_ranks(group) for group in strata(ballots).values()]
    return tuple(sum(column, Fraction()) / len(means) for column in zip(*means, strict=True))


def strata(ballots: Sequence[Ballot]) -> dict[str, list[Ballot]]:
    """Part the ballots by region, regions in the order of their codes."""
    groups: dict[str, list[Ballot]] = {}
    for ballot in merged(ballots):
        groups.setdefault(ballot.stratum, []).append(ballot)
    return groups


def borda(ballots: Sequence[Ballot]) -> tuple[Fraction, ...]:
    """Return the Borda points of each item: how many others it stands before, a tie a half.

    Points n - 1 to 0, ties averaged: ballots x (n - mean rank). Source: J.-C. de Borda, "Mémoire
    sur les élections au scrutin", Histoire de l'Académie royale des sciences (1781).
    """
    items, cast = len(ballots[0].places), size(ballots)
    return tuple(cast * (items - mean) for mean in mean_ranks(ballots))


def median_ranks(ballots: Sequence[Ballot]) -> tuple[Fraction, ...]:
    """Return the median rank of each item; of an even number, the mean of the two in the middle."""
    counts, cast = [ballot.count for ballot in ballots], size(ballots)
    columns = zip(*(doubled(ballot.places) for ballot in ballots), strict=True)
    return tuple(_median(sorted(zip(column, counts, strict=True)), cast) for column in columns)


def _median(column: list[tuple[int, int]], cast: int) -> Fraction:
    """Return half the median of doubled ranks, each as often as its ballot was cast."""
    return Fraction(_at(column, (cast - 1) // 2) + _at(column, cast // 2), 4)


def _at(column: list[tuple[int, int]], number: int) -> int:
    """Return the rank that stands at a number, counted from 0."""
    seen = list(accumulate(count for _rank, count in column))
    return column[bisect_right(seen, number)][0]


def first_counts(ballots: Sequence[Ballot], *, first: int = FIRST) -> tuple[int, ...]:
    """Count, for each item, the ballots that name it with fewer than `first` items before it."""
    counts = [ballot.count for ballot in ballots]
    columns = zip(*(_among_first(ballot.places, first) for ballot in ballots), strict=True)
    return tuple(sum(map(mul, column, counts)) for column in columns)


def _among_first(places: tuple[int, ...], first: int) -> tuple[bool, ...]:
    standing = sorted(places)
    return tuple(place != LEFT_OUT and standing.index(place) < first for place in places)


def places(scores: Sequence[Fraction | int]) -> list[int]:
    """Return the place of each item, lowest score first; equals share the better place."""
    standing = sorted(scores)
    return [standing.index(score) + 1 for score in scores]


def order(scores: Sequence[Fraction | int]) -> list[int]:
    """Return the items' indices, lowest score first; the ballot paper's order decides a tie."""
    return sorted(range(len(scores)), key=lambda item: (scores[item], item))


def ranked_level(given: Sequence[int | None]) -> tuple[int, ...]:
    """Return the places that a paper means: equals share the better one, gaps close up.

    What has no place is left out.
    """
    standing = sorted(place for place in given if place is not None)
    return tuple(LEFT_OUT if place is None else standing.index(place) + 1 for place in given)


def tie_groups(scores: Sequence[Fraction | int]) -> tuple[tuple[int, ...], ...]:
    """Return the items' indices in groups of equal scores, lowest score first."""
    groups: dict[Fraction | int, list[int]] = {}
    for item in order(scores):
        groups.setdefault(scores[item], []).append(item)
    return tuple(map(tuple, groups.values()))
