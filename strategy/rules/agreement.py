"""How much the Members agree: Kendall's W with the correction for ties, and its chance.

The chance is that of at least as much agreement where every Member drew its order (with its own
ties) by lot. For few Members all that could have been drawn is counted, or drawn many times.
"""

from __future__ import annotations

import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import chain, repeat
from operator import add
from typing import Final

from strategy.rules.aggregation import Ballot, doubled, rank_sums, size
from strategy.rules.intervals import SEED

# From so many judges on chi-square is close enough: P. Legendre, "Species associations: the Kendall
# coefficient of concordance revisited", Journal of Agricultural, Biological and Environmental
# Statistics 10 (2005).
MANY: Final = 20
# Steps of counting every outcome, a fraction of a second; beyond, outcomes are drawn.
STEPS: Final = 200_000
ROUNDS: Final = 4_999

Ranks = tuple[int, ...]


class Chance(StrEnum):
    """How the chance was found."""

    EXACT = "exact"
    PERMUTATION = "permutation"
    CHI_SQUARE = "chi2"


class Missing(StrEnum):
    """Why there is no W."""

    NO_JUDGE = "no_judge"
    ONE_JUDGE = "one_judge"
    ONE_ITEM = "one_item"
    ALL_TIED = "all_tied"


@dataclass(frozen=True, slots=True)
class Agreement:
    """Kendall's W, its test, and the sums that they come from."""

    judges: int
    squares: Fraction
    ties: int
    w: Fraction
    chi_square: Fraction
    degrees: int
    p: float
    found: Chance
    p_chi_square: float

    @property
    def is_exact(self) -> bool:
        """Say whether the chance was counted, not estimated."""
        return self.found == Chance.EXACT


def missing(ballots: Sequence[Ballot]) -> Missing | None:
    """Say why W has no meaning: one ballot agrees with itself, and ties agree with everything."""
    judges = size(ballots)
    if not judges:
        return Missing.NO_JUDGE
    if len(ballots[0].places) == 1:
        return Missing.ONE_ITEM
    if judges == 1:
        return Missing.ONE_JUDGE
    if all(len(set(ballot.places)) == 1 for ballot in ballots):
        return Missing.ALL_TIED
    return None


def kendall(ballots: Sequence[Ballot]) -> Agreement | None:
    """Return the agreement; None where it has no meaning, as `missing` says.

    W = 12 S / (m² (n³ - n) - m T), T the sum of t³ - t over the ties of all ballots; chi-square is
    m (n - 1) W with n - 1 degrees of freedom. Source: M. G. Kendall and B. Babington Smith, "The
    problem of m rankings", Annals of Mathematical Statistics 10 (1939); ties: Kendall (1945).
    """
    if missing(ballots):
        return None
    judges, items = size(ballots), len(ballots[0].places)
    w, quadruple, ties = _coefficient(ballots)
    chi_square, degrees = judges * (items - 1) * w, items - 1
    estimate = chi_tail(float(chi_square), degrees)
    p, found = estimate, Chance.CHI_SQUARE
    if judges < MANY:
        ranks = sorted(_judges(ballots))
        tail = exact_tail(ranks, quadruple)
        found = Chance.PERMUTATION if tail is None else Chance.EXACT
        p = drawn_tail(ranks, quadruple) if tail is None else float(tail)
    squares = Fraction(quadruple, 4)
    return Agreement(judges, squares, ties, w, chi_square, degrees, p, found, estimate)


def coefficient(ballots: Sequence[Ballot]) -> Fraction:
    """Return W alone, where `missing` says that it has a meaning."""
    return _coefficient(ballots)[0]


def _coefficient(ballots: Sequence[Ballot]) -> tuple[Fraction, int, int]:
    """Return W, four times the sum of squares, and the ties."""
    judges, items = size(ballots), len(ballots[0].places)
    ties = sum(ballot.count * _ties(ballot.places) for ballot in ballots)
    quadruple = sum((each - judges * (items + 1)) ** 2 for each in rank_sums(ballots))
    w = Fraction(3 * quadruple, judges**2 * (items**3 - items) - judges * ties)
    return w, quadruple, ties


def _ties(places: tuple[int, ...]) -> int:
    """Sum t³ - t over the groups of equal places."""
    return sum(count**3 - count for count in Counter(places).values())


def _judges(ballots: Sequence[Ballot]) -> Iterator[Ranks]:
    """Yield each judge's doubled ranks, in order of size: only they matter to the chance."""
    ranks = ((tuple(sorted(doubled(ballot.places))), ballot.count) for ballot in ballots)
    return chain.from_iterable(repeat(each, count) for each, count in ranks)


def chi_tail(value: float, degrees: int) -> float:
    """Return the chance that chi-square is at least this large (whole degrees of freedom).

    The finite series for the upper tail: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical
    Functions" (1964), 26.4.4 and 26.4.5. A chance too small to be written is the smallest number.
    """
    half, odd = value / 2, degrees % 2
    if not half:
        return 1.0
    total = math.erfc(math.sqrt(half)) if odd else 0.0
    # Each term by its logarithm: the first is too small to be written long before the sum is.
    for step in range(degrees // 2):
        order = step + odd / 2
        total += math.exp(order * math.log(half) - half - math.lgamma(order + 1))
    return max(sys.float_info.min, min(1.0, total))


def exact_tail(judges: Sequence[Ranks], quadruple: int) -> Fraction | None:
    """Return the chance of at least this sum of squares, by counting every outcome; None if long.

    Each judge's doubled ranks, ties and all, may fall on the items in any way; `quadruple` is the
    sum of squares of the doubled sums, four times S. Only the sorted sums matter, which keeps the
    outcomes few. Source: Friedman (1937), by enumeration.
    """
    ways = [arrangements(ranks) for ranks in judges[1:]]
    outcomes, steps = Counter({tuple(sorted(judges[0])): 1}), 0
    for ranks, count in zip(judges[1:], ways, strict=True):
        steps += len(outcomes) * count
        if steps > STEPS:
            return None
        following: Counter[Ranks] = Counter()
        orders = list(_arranged(Counter(ranks)))
        for sums, found in outcomes.items():
            for order in orders:
                following[tuple(sorted(map(add, sums, order)))] += found
        outcomes = following
    middle = len(judges) * (len(judges[0]) + 1)
    far = sum(
        found
        for sums, found in outcomes.items()
        if sum((each - middle) ** 2 for each in sums) >= quadruple
    )
    return Fraction(far, math.prod(ways))


def arrangements(ranks: Ranks) -> int:
    """Count the different ways in which ranks may fall on the items."""
    ties = math.prod(map(math.factorial, Counter(ranks).values()))
    return math.factorial(len(ranks)) // ties


def _arranged(left: Counter[int]) -> Iterator[Ranks]:
    """Yield each different way once."""
    if not left.total():
        yield ()
    for rank in [each for each, count in left.items() if count]:
        left[rank] -= 1
        for rest in _arranged(left):
            yield (rank, *rest)
        left[rank] += 1


def drawn_tail(
    judges: Sequence[Ranks], quadruple: int, *, seed: int = SEED, rounds: int = ROUNDS
) -> float:
    """Return the chance of at least this sum of squares, by drawing outcomes with a fixed seed.

    (hits + 1) / (rounds + 1), which is never 0: A. C. Davison and D. V. Hinkley, "Bootstrap Methods
    and their Application" (1997), 4.2.
    """
    draw = random.Random(seed).random  # noqa: S311 -- a repeatable draw, not a secret
    middle = len(judges) * (len(judges[0]) + 1)
    hits = 1
    for _round in range(rounds):
        sums: Sequence[int] = judges[0]
        for ranks in judges[1:]:
            sums = list(map(add, sums, sorted(ranks, key=lambda _rank: draw())))
        hits += sum((each - middle) ** 2 for each in sums) >= quadruple
    return hits / (rounds + 1)
