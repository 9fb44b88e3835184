"""Where an item might stand if other Members had answered: drawn anew, again and again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from strategy.rules.aggregation import Ballot, doubled, places, size, strata

SEED: Final = 2019
REPEATS: Final = 2000
# A region of more ballots is drawn by the numbers of its different ballots, not one by one.
ONE_BY_ONE: Final = 50_000
# A number of ballots is drawn in about so many times the time of a single ballot.
NUMBER_COST: Final = 300
# Draws that a reader may wait for.
MOST_DRAWS: Final = 100_000_000
FEW: Final = 16
# So often a drawing says how far it is.
STOPS: Final = 20

# A ballot as one whole number, and how often it was cast.
Packed = tuple[int, int]
# Takes the share that is drawn, from 0 to 1.
Told = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Interval:
    """The places between which an item stands in 95 of 100 repeats."""

    low: int
    high: int


def intervals(
    ballots: Sequence[Ballot],
    *,
    seed: int = SEED,
    repeats: int = REPEATS,
    told: Told | None = None,
) -> list[Interval] | None:
    """Draw Members anew within each region: where may each item stand? None if it takes too long.

    The percentile bootstrap over Members (B. Efron, Annals of Statistics 7, 1979), each region
    as large as it is. The same ballots give the same answer, whatever order they come in: the seed
    is fixed.
    """
    items = len(ballots[0].places)
    field = (2 * items * size(ballots)).bit_length()
    groups = [
        [(_pack(ballot.places, field), ballot.count) for ballot in group]
        for group in strata(ballots).values()
    ]
    totals = draws(groups, seed=seed, repeats=repeats, told=told)
    if totals is None:
        return None
    seen: list[list[int]] = [[] for _ in range(items)]
    for total in totals:
        for item, place in enumerate(places(_unpack(total, items, field))):
            seen[item].append(place)
    return [middle(sorted(column)) for column in seen]


def draws(
    groups: Sequence[Sequence[Packed]],
    *,
    seed: int = SEED,
    repeats: int = REPEATS,
    told: Told | None = None,
) -> Iterator[int] | None:
    """Yield the sum of each repeat: from every region as many as it has, drawn anew."""
    if repeats * sum(map(_cost, groups)) > MOST_DRAWS:
        return None
    dice = random.Random(seed)  # noqa: S311 -- a repeatable draw, not a secret
    stocks = [_Stock(group) for group in groups]
    return (sum(stock.draw(dice) for stock in stocks) for _repeat in _steps(repeats, told))


def _steps(repeats: int, told: Told | None) -> Iterator[int]:
    """Count the repeats, and say now and then how far they are."""
    stop = max(1, repeats // STOPS)
    for repeat in range(repeats):
        if told is not None and repeat % stop == 0:
            told(repeat / repeats)
        yield repeat


class _Stock:
    """The packed ballots of a region, from which as many are drawn as there are."""

    def __init__(self, group: Sequence[Packed]) -> None:
        self.size = sum(count for _packed, count in group)
        self.counts = [count for _packed, count in group]
        self.packed = [packed for packed, _count in group]
        self.is_large = self.size > ONE_BY_ONE
        if not self.is_large:
            pairs = zip(self.packed, self.counts, strict=True)
            self.packed = [packed for packed, count in pairs for _ in range(count)]

    def draw(self, dice: random.Random) -> int:
        """Return the sum of as many ballots as there are, each drawn from all of them."""
        if not self.is_large:
            return sum(dice.choices(self.packed, k=self.size))
        total, left, stock = 0, self.size, self.size
        for packed, count in zip(self.packed, self.counts, strict=True):
            drawn = binomial(dice, left, count / stock)
            total += drawn * packed
            left, stock = left - drawn, stock - count
        return total


def _cost(group: Sequence[Packed]) -> int:
    cast = sum(count for _packed, count in group)
    return cast if cast <= ONE_BY_ONE else NUMBER_COST * len(group)


def binomial(dice: random.Random, tries: int, chance: float) -> int:
    """Draw how often a chance comes true, in steps that grow with the logarithm of the tries.

    Halves the tries by the middle one of as many uniform numbers, which is a beta number. Source:
    L. Devroye, "Non-Uniform Random Variate Generation" (1986), chapter X.4.
    """
    found = 0
    while tries > FEW and 0 < chance < 1:
        middle = (tries + 1) // 2
        mark = dice.betavariate(middle, tries + 1 - middle)
        if mark <= chance:
            found += middle
            tries -= middle
            chance = (chance - mark) / (1 - mark) if mark < 1 else 0.0
        else:
            tries = middle - 1
            chance /= mark
    if chance >= 1:
        return found + tries
    return found + sum(dice.random() < chance for _ in range(tries)) if chance > 0 else found


def _pack(marks: tuple[int, ...], field: int) -> int:
    """Put a ballot into one whole number, so that ballots are added in one step."""
    return sum(rank << field * item for item, rank in enumerate(doubled(marks)))


def _unpack(total: int, items: int, field: int) -> list[int]:
    return [total >> field * item & (1 << field) - 1 for item in range(items)]


def middle(column: list[int]) -> Interval:
    """Cut off a fortieth at each end."""
    cut = len(column) // 40
    return Interval(column[cut], column[-cut - 1])
