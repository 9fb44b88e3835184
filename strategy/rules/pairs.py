"""Compare items two by two: who is put before whom, by how many, and what order that makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, compress
from operator import lt

from strategy.rules.aggregation import Ballot

Table = Sequence[Sequence[int]]
Groups = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Majority:
    """What the majorities say: an order of tie groups, or why there is none."""

    order: Groups | None
    winner: int | None
    circles: Groups


@dataclass(frozen=True, slots=True)
class Paths:
    """Schulze's order in tie groups, and the pairs that are level across groups.

    His relation may leave two items level with each other and a third one between them; tie groups
    cannot say that, so that such pairs are named.
    """

    order: Groups
    level: tuple[tuple[int, int], ...]


def preferred(ballots: Sequence[Ballot]) -> list[list[int]]:
    """Count, for each pair of items, the ballots that put the first before the second.

    A tie, or two items that a ballot leaves out, count for neither. Source: Condorcet, "Essai sur
    l'application de l'analyse à la probabilité des décisions" (1785).
    """
    counts = [ballot.count for ballot in ballots]
    columns = list(zip(*(ballot.places for ballot in ballots), strict=True))
    return [[sum(compress(counts, map(lt, one, other))) for other in columns] for one in columns]


def copeland(table: Table) -> tuple[Fraction, ...]:
    """Return the pairs that each item wins by majority, a drawn pair as a half.

    Source: A. H. Copeland, "A reasonable social welfare function", University of Michigan (1951).
    """
    items = range(len(table))
    return tuple(
        Fraction(
            sum((table[a][b] > table[b][a]) + (table[a][b] >= table[b][a]) for b in items) - 1, 2
        )
        for a in items
    )


def majority(table: Table) -> Majority:
    """Return the order that all majorities agree with, if there is one.

    Items that no majority parts may stand level. There is no order where majorities go in a circle,
    or where two level items stand differently towards a third. Source: Condorcet (1785).
    """
    beaten = _beaten(table)
    order = _layers(beaten)
    circles = tuple(group for group in strong_groups(beaten) if len(group) > 1)
    is_whole = not circles and not _level_across(order, beaten)
    winners = [item for item in range(len(table)) if beaten[item] == _all_but(item, len(table))]
    return Majority(order if is_whole else None, winners[0] if winners else None, circles)


def schulze(table: Table) -> Paths:
    """Return the order by the strongest paths of winning votes, ties as they are.

    The first group holds all that nobody beats, the next what is then left over, and so on.
    Source: M. Schulze, Social Choice and Welfare 36 (2011).
    """
    beaten = _beaten(strongest_paths(table))
    order = _layers(beaten)
    return Paths(order, _level_across(order, beaten))


def strongest_paths(table: Table) -> list[list[int]]:
    """Return the strength of the strongest path between items: the votes of its weakest majority.

    A majority's strength is its winning votes. Widest paths by Floyd and Warshall, as in Schulze.
    """
    items = range(len(table))
    paths = [[table[a][b] if table[a][b] > table[b][a] else 0 for b in items] for a in items]
    for via in items:
        onward = paths[via]
        for a in items:
            reach = paths[a][via]
            if reach and a != via:
                pairs = zip(paths[a], onward, strict=True)
                paths[a] = [max(old, min(reach, new)) for old, new in pairs]
    return paths


def strong_groups(follows: Sequence[int]) -> Groups:
    """Part items into groups whose items reach one another; whoever reaches more comes first.

    `follows[a]` has the bit of b where the relation leads from a to b.
    """
    reach = list(follows)
    for via in range(len(reach)):
        for a in range(len(reach)):
            if reach[a] >> via & 1:
                reach[a] |= reach[via]
    found: dict[tuple[int, int], list[int]] = {}
    for a, reached in enumerate(reach):
        mates = sum(1 << b for b in range(len(reach)) if reached >> b & 1 and reach[b] >> a & 1)
        found.setdefault((-(reached | 1 << a).bit_count(), mates or 1 << a), []).append(a)
    return tuple(tuple(group) for _key, group in sorted(found.items()))


def _beaten(table: Table) -> list[int]:
    """Return, for each item, the bits of the items that it beats."""
    items = range(len(table))
    return [sum(1 << b for b in items if table[a][b] > table[b][a]) for a in items]


def _all_but(item: int, count: int) -> int:
    return (1 << count) - 1 ^ 1 << item


def _layers(beaten: Sequence[int]) -> Groups:
    """Take away what nobody left beats, again and again; a circle comes as one group."""
    layers, left = [], set(range(len(beaten)))
    while left:
        below = 0
        for item in left:
            below |= beaten[item]
        top = tuple(item for item in sorted(left) if not below >> item & 1) or tuple(sorted(left))
        layers.append(top)
        left -= set(top)
    return tuple(layers)


def _level_across(order: Groups, beaten: Sequence[int]) -> tuple[tuple[int, int], ...]:
    """Name the pairs of different groups of which the first does not beat the second."""
    return tuple(
        (a, b)
        for above, below in combinations(order, 2)
        for a in above
        for b in below
        if not beaten[a] >> b & 1
    )


def places_of(order: Groups, count: int) -> list[int]:
    """Return the place of each item in an order of tie groups; equals share the better place."""
    places, before = [0] * count, 0
    for group in order:
        for item in group:
            places[item] = before + 1
        before += len(group)
    return places
