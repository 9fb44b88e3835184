"""How much the Members agree: Kendall's W with the correction for ties, and its chance."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import permutations
from typing import Final

from strategy.rules.aggregation import Ballot, doubled

# Up to here all outcomes are counted; beyond, the chi-square distribution is close enough.
FEW_ITEMS: Final = 4
FEW_BALLOTS: Final = 10


@dataclass(frozen=True, slots=True)
class Agreement:
    """Kendall's W, its test, and the sums that they come from."""

    squares: Fraction
    ties: int
    w: Fraction
    chi_square: Fraction
    degrees: int
    p: float
    is_exact: bool


def kendall(ballots: Sequence[Ballot]) -> Agreement | None:
    """Return the agreement; None where it has no meaning: one ballot, or nothing but ties."""
    judges, items = len(ballots), len(ballots[0].places) if ballots else 0
    ties = sum(_ties(ballot.places) for ballot in ballots)
    most = judges**2 * (items**3 - items) - judges * ties
    if judges < 2 or most == 0:  # noqa: PLR2004 -- one judge always agrees with itself
        return None
    sums = [Fraction(sum(column), 2) for column in _columns(ballots)]
    middle = Fraction(judges * (items + 1), 2)
    squares = sum(((each - middle) ** 2 for each in sums), Fraction())
    w = 12 * squares / most
    chi_square, degrees = judges * (items - 1) * w, items - 1
    is_exact = ties == 0 and items <= FEW_ITEMS and judges <= FEW_BALLOTS
    p = (
        float(exact_tail(judges, items, squares))
        if is_exact
        else chi_tail(float(chi_square), degrees)
    )
    return Agreement(squares, ties, w, chi_square, degrees, p, is_exact)


def _columns(ballots: Sequence[Ballot]) -> list[tuple[int, ...]]:
    return list(zip(*(doubled(ballot.places) for ballot in ballots), strict=True))


def _ties(places: tuple[int, ...]) -> int:
    """Sum t³ - t over the groups of equal places."""
    return sum(count**3 - count for count in Counter(places).values())


def chi_tail(value: float, degrees: int) -> float:
    """Return the chance that chi-square is at least this large (whole degrees of freedom)."""
    half = value / 2
    if degrees % 2 == 0:
        term = total = math.exp(-half)
        steps = [float(k) for k in range(1, degrees // 2)]
    else:
        total = math.erfc(math.sqrt(half))
        term = math.exp(-half) / math.sqrt(math.pi * half) if half else 0.0
        steps = [k + 0.5 for k in range(degrees // 2)]
    for step in steps:
        term *= half / step
        total += term
    return min(1.0, total)


def exact_tail(judges: int, items: int, squares: Fraction | int) -> Fraction:
    """Return the chance of at least this sum of squares, by counting every outcome."""
    orders = list(permutations(range(1, items + 1)))
    # The first judge may stand still: only the others' orders relative to it matter.
    outcomes: Counter[tuple[int, ...]] = Counter({orders[0]: 1})
    for _judge in range(judges - 1):
        following: Counter[tuple[int, ...]] = Counter()
        for sums, ways in outcomes.items():
            for order in orders:
                following[tuple(map(sum, zip(sums, order, strict=True)))] += ways
        outcomes = following
    middle = Fraction(judges * (items + 1), 2)
    far = sum(
        ways
        for sums, ways in outcomes.items()
        if sum((each - middle) ** 2 for each in sums) >= squares
    )
    return Fraction(far, len(orders) ** (judges - 1))
