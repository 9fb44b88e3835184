"""The orders that contradict the ballots least, all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product
from math import prod
from typing import Final

from strategy.rules.pairs import Table, strong_groups

# Items that majorities tie into one knot: the work doubles with each one more.
WIDEST: Final = 14
# All orders of eight items; more are counted, not listed.
LISTED: Final = 40_320

Order = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Consensus:
    """The least distance, how many orders have it, and these, unless they are too many.

    `score` counts the comparisons in ballots that the order agrees with, `distance` those that it
    contradicts.
    """

    score: int
    distance: int
    count: int
    optima: tuple[Order, ...] | None


@dataclass(frozen=True, slots=True)
class _Knot:
    """Items that stand together in every best order, and their own best orders."""

    items: Order
    distances: list[int]
    costs: list[list[int]]
    ways: list[int]

    def orders(self, subset: int) -> Iterator[Order]:
        """Yield the best orders of some of the items, as subset of bits."""
        if not subset:
            yield ()
        for at, item in enumerate(self.items):
            rest = subset & ~(1 << at)
            if rest != subset and (
                self.distances[rest] + self.costs[at][rest] == self.distances[subset]
            ):
                yield from ((*before, item) for before in self.orders(rest))


def consensus(table: Table) -> Consensus | None:
    """Return the Kemeny orders; None where the items are too knotted to be sure of the best.

    Exact: items that a majority puts before all others come before them in every best order (M.
    Truchon, "An extension of the Condorcet criterion and Kemeny orders", 1998), and the knots that
    are left are solved over all their subsets. Ties and what a ballot leaves out cost nothing.
    Source: J. G. Kemeny, "Mathematics without numbers", Daedalus 88 (1959).
    """
    items = range(len(table))
    follows = [sum(1 << b for b in items if table[a][b] >= table[b][a] and a != b) for a in items]
    groups = strong_groups(follows)
    if max(map(len, groups)) > WIDEST:
        return None
    knots = [_solved(group, table) for group in groups]
    count = prod(knot.ways[-1] for knot in knots)
    optima = _all_of(knots) if count <= LISTED else None
    first = tuple(chain.from_iterable(next(knot.orders(len(knot.ways) - 1)) for knot in knots))
    distance = sum(table[b][a] for at, a in enumerate(first) for b in first[at + 1 :])
    return Consensus(sum(map(sum, table)) - distance, distance, count, optima)


def _all_of(knots: Sequence[_Knot]) -> tuple[Order, ...]:
    """Put the knots' best orders together in every way."""
    orders = [list(knot.orders(len(knot.ways) - 1)) for knot in knots]
    return tuple(sorted(tuple(chain.from_iterable(parts)) for parts in product(*orders)))


def _solved(items: Order, table: Table) -> _Knot:
    """Find the least distance of every subset, by the item that comes last in it.

    Dynamic programming over subsets: M. Held and R. M. Karp, Journal of SIAM 10 (1962).
    """
    costs = [_costs(item, items, table) for item in items]
    distances, ways = [0], [1]
    for subset in range(1, 1 << len(items)):
        best, found, left = -1, 0, subset
        while left:
            bit = left & -left
            left ^= bit
            rest = subset ^ bit
            distance = distances[rest] + costs[bit.bit_length() - 1][rest]
            if distance == best:
                found += ways[rest]
            elif distance < best or best < 0:
                best, found = distance, ways[rest]
        distances.append(best)
        ways.append(found)
    return _Knot(items, distances, costs, ways)


def _costs(item: int, items: Order, table: Table) -> list[int]:
    """Return, for every subset, what it costs to put the item after all of it."""
    costs = [0]
    for other in items:
        costs += [cost + table[item][other] for cost in costs]
    return costs
