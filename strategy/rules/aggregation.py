"""Turn ballots into an order that a statistician accepts: whole numbers and fractions only.

A ballot holds one place per item, 1 the best; equal places are ties and share the mean of the
places they cover. Doubled mid-ranks are whole numbers, so that sums stay exact and fast.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Final

SEED: Final = 2019
REPEATS: Final = 2000
FIRST: Final = 3
# Bits that hold the sum of one item's doubled mid-ranks in a packed ballot.
FIELD: Final = 32


@dataclass(frozen=True, slots=True)
class Ballot:
    """A Member's places, one per item, and the region it counts in."""

    stratum: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Interval:
    """The places between which an item stands in 95 of 100 repeats."""

    low: int
    high: int


@lru_cache(maxsize=4096)
def doubled(places: tuple[int, ...]) -> tuple[int, ...]:
    """Return twice the mid-rank of each item: ties share the mean of the places they cover."""
    standing = sorted(places)
    return tuple(2 * standing.index(place) + standing.count(place) + 1 for place in places)


def mean_ranks(ballots: Sequence[Ballot]) -> tuple[Fraction, ...]:
    """Return the mean rank of each item when each Member counts the same."""
    columns = zip(*(doubled(ballot.places) for ballot in ballots), strict=True)
    return tuple(Fraction(sum(column), 2 * len(ballots)) for column in columns)


def mean_ranks_by_stratum(ballots: Sequence[Ballot]) -> tuple[Fraction, ...]:
    """Return the mean rank of each item when each region that answered counts the same."""
    means = [mean_ranks(group) for group in strata(ballots).values()]
    return tuple(sum(column, Fraction()) / len(means) for column in zip(*means, strict=True))


def strata(ballots: Sequence[Ballot]) -> dict[str, list[Ballot]]:
    """Part the ballots by region, regions in the order of their codes."""
    groups: dict[str, list[Ballot]] = {}
    for ballot in sorted(ballots, key=lambda each: (each.stratum, each.places)):
        groups.setdefault(ballot.stratum, []).append(ballot)
    return groups


def borda(ballots: Sequence[Ballot]) -> tuple[Fraction, ...]:
    """Return the Borda points of each item: how many others it stands before, summed."""
    items = len(ballots[0].places)
    return tuple(len(ballots) * (items - mean) for mean in mean_ranks(ballots))


def median_ranks(ballots: Sequence[Ballot]) -> tuple[Fraction, ...]:
    """Return the median rank of each item."""
    columns = zip(*(doubled(ballot.places) for ballot in ballots), strict=True)
    return tuple(_median(sorted(column)) for column in columns)


def _median(column: list[int]) -> Fraction:
    """Return half the median of doubled ranks."""
    middle = len(column) // 2
    return Fraction(column[middle] + column[-middle - 1], 4)


def first_counts(ballots: Sequence[Ballot], *, first: int = FIRST) -> tuple[int, ...]:
    """Count, for each item, the ballots in which fewer than `first` items stand before it."""
    columns = zip(*(_among_first(ballot.places, first) for ballot in ballots), strict=True)
    return tuple(sum(column) for column in columns)


def _among_first(places: tuple[int, ...], first: int) -> tuple[bool, ...]:
    standing = sorted(places)
    return tuple(standing.index(place) < first for place in places)


def preferred(ballots: Sequence[Ballot]) -> list[list[int]]:
    """Count, for each pair of items, the ballots that put the first before the second."""
    items = range(len(ballots[0].places))
    return [
        [sum(ballot.places[a] < ballot.places[b] for ballot in ballots) for b in items]
        for a in items
    ]


def copeland(ballots: Sequence[Ballot]) -> tuple[Fraction, ...]:
    """Return the pairs that each item wins by majority, a drawn pair as a half."""
    return _wins(preferred(ballots))


def schulze(ballots: Sequence[Ballot]) -> tuple[Fraction, ...]:
    """Return the pairs that each item wins by its strongest path of majorities."""
    wins = preferred(ballots)
    items = range(len(wins))
    paths = [[wins[a][b] if wins[a][b] > wins[b][a] else 0 for b in items] for a in items]
    for via in items:
        for a in items:
            for b in items:
                paths[a][b] = max(paths[a][b], min(paths[a][via], paths[via][b]))
    return _wins(paths)


def _wins(table: list[list[int]]) -> tuple[Fraction, ...]:
    items = range(len(table))
    return tuple(
        sum(
            (
                Fraction((table[a][b] > table[b][a]) + (table[a][b] >= table[b][a]), 2)
                for b in items
                if a != b
            ),
            Fraction(),
        )
        for a in items
    )


def places(scores: Sequence[Fraction | int]) -> list[int]:
    """Return the place of each item, lowest score first; equals share the better place."""
    standing = sorted(scores)
    return [standing.index(score) + 1 for score in scores]


def order(scores: Sequence[Fraction | int]) -> list[int]:
    """Return the items' indices, lowest score first; the ballot paper's order decides a tie."""
    return sorted(range(len(scores)), key=lambda item: (scores[item], item))


def intervals(
    ballots: Sequence[Ballot], *, seed: int = SEED, repeats: int = REPEATS
) -> list[Interval]:
    """Draw Members anew within each region, again and again: where may each item stand?

    The same ballots give the same answer, whatever order they come in: the seed is fixed.
    """
    dice = random.Random(seed)  # noqa: S311 -- a repeatable draw, not a secret
    groups = [[_pack(ballot.places) for ballot in group] for group in strata(ballots).values()]
    items = len(ballots[0].places)
    seen: list[list[int]] = [[] for _ in range(items)]
    for _repeat in range(repeats):
        total = sum(sum(dice.choices(group, k=len(group))) for group in groups)
        for item, place in enumerate(places(_unpack(total, items))):
            seen[item].append(place)
    return [_middle(sorted(column)) for column in seen]


@lru_cache(maxsize=4096)
def _pack(marks: tuple[int, ...]) -> int:
    """Put a ballot into one whole number, so that ballots are added in one step."""
    return sum(rank << FIELD * item for item, rank in enumerate(doubled(marks)))


def _unpack(total: int, items: int) -> list[int]:
    return [total >> FIELD * item & (1 << FIELD) - 1 for item in range(items)]


def _middle(column: list[int]) -> Interval:
    """Cut off a fortieth at each end."""
    cut = len(column) // 40
    return Interval(column[cut], column[-cut - 1])
