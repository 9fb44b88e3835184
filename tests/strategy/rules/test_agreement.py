"""Kendall's W against published data, and its exact tail against full enumeration."""

import math
import sys
import time
from fractions import Fraction
from itertools import combinations, permutations, product

import pytest
from hypothesis import given

from strategy.rules import agreement
from strategy.rules.aggregation import Ballot, doubled
from strategy.rules.agreement import Chance, Missing
from tests.strategy.rules.electorates import PATIENT, TENNESSEE, electorates

PROJECTS = [
    (1, 3, 4, 5, 2, 8, 6, 7, 10, 9),
    (2, 1, 4, 5, 6, 3, 8, 7, 10, 9),
    (3, 2, 1, 5, 7, 4, 6, 8, 9, 10),
    (4, 2, 3, 1, 6, 7, 5, 9, 8, 10),
]
TIED = [(2, 5, 4, 5, 1), (3, 3, 4, 5, 3), (3, 4, 4, 6, 2), (2, 4, 3, 6, 2)]
BLOCKS = list(
    zip(
        (72, 96, 88, 92, 74, 76, 82),
        (120, 120, 132, 120, 101, 96, 112),
        (76, 95, 104, 96, 84, 72, 76),
        strict=True,
    )
)


def kendall(rows):
    return agreement.kendall([Ballot("all", tuple(row)) for row in rows])


def test_projects_without_ties():
    found = kendall(PROJECTS)

    assert (found.squares, found.ties) == (1048, 0)
    assert float(found.w) == pytest.approx(0.7939394, abs=1e-7)
    assert float(found.chi_square) == pytest.approx(28.581818, abs=1e-6)
    assert found.degrees == 9
    assert found.p_chi_square == pytest.approx(0.00076208, abs=1e-8)
    assert (found.found, found.p) == (Chance.PERMUTATION, 1 / 5000)


def test_projects_agree_with_the_mean_pairwise_correlation():
    def spearman(one, other):
        n = len(one)
        return 1 - Fraction(
            6 * sum((a - b) ** 2 for a, b in zip(one, other, strict=True)), n**3 - n
        )

    pairs = [spearman(one, other) for one, other in combinations(PROJECTS, 2)]

    assert sum(pairs) / len(pairs) == (4 * kendall(PROJECTS).w - 1) / 3


def test_ties_are_corrected():
    found = kendall(TIED)

    assert (found.squares, found.ties) == (125, 42)
    assert 12 * found.squares / (16 * (125 - 5)) == Fraction("0.78125")
    assert float(found.w) == pytest.approx(0.8561644, abs=1e-7)
    assert float(found.chi_square) == pytest.approx(13.698630, abs=1e-6)
    assert (found.degrees, found.p_chi_square) == (4, pytest.approx(0.00832170, abs=1e-8))
    assert (found.is_exact, found.p) == (True, 1 / 2250)


def test_friedman_blocks():
    found = kendall(BLOCKS)

    assert float(found.w) == pytest.approx(0.7551020, abs=1e-7)
    assert float(found.chi_square) == pytest.approx(10.571429, abs=1e-6)
    assert found.p_chi_square == pytest.approx(0.00506341, abs=1e-8)
    assert found.is_exact


@pytest.mark.parametrize(
    ("judges", "squares", "chance"),
    [
        (3, 18, 0.02778),
        (3, 14, 0.19444),
        (3, 8, 0.36111),
        (3, 6, 0.52778),
        (3, 2, 0.94444),
        (4, 32, 0.0046),
        (4, 26, 0.0417),
        (4, 24, 0.0694),
        (4, 18, 0.125),
    ],
)
def test_exact_tail(judges, squares, chance):
    found = agreement.exact_tail([(2, 4, 6)] * judges, 4 * squares)

    assert float(found) == pytest.approx(chance, abs=5e-5)


def enumerated(ballots):
    """Let the ranks of all judges fall on the items in every way: how often is S as large?"""

    def squares(rows):
        sums = [sum(column) for column in zip(*rows, strict=True)]
        middle = sum(sums) / Fraction(len(sums))
        return sum((each - middle) ** 2 for each in sums)

    rows = [doubled(ballot.places) for ballot in ballots for _ in range(ballot.count)]
    ways = [squares(each) for each in product(*(list(permutations(row)) for row in rows))]
    return Fraction(sum(each >= squares(rows) for each in ways), len(ways))


@pytest.mark.parametrize(
    "rows",
    [
        [(1, 2, 2), (1, 1, 2), (2, 1, 3)],
        [(1, 2, 2, 4), (1, 1, 3, 3), (4, 1, 2, 3)],
        [(1, 1, 1), (1, 2, 3), (1, 3, 2), (1, 2, 2)],
        [(1, 2), (2, 1), (1, 1), (1, 2), (1, 2)],
    ],
)
def test_exact_chance_with_ties_is_that_of_full_enumeration(rows):
    made = [Ballot("all", row) for row in rows]

    assert agreement.kendall(made).p == float(enumerated(made))


def test_drawn_chance_is_close_to_the_exact_one():
    ranks = [doubled(row) for row in TIED[:3]]
    quadruple = 4 * 20

    exact = float(agreement.exact_tail(ranks, quadruple))
    assert agreement.drawn_tail(ranks, quadruple) == pytest.approx(exact, abs=0.02)


def test_many_judges_get_chi_square_and_a_chance_too_small_is_never_nothing():
    found = kendall([(1, 2, 3)] * 20)
    crowd = agreement.kendall([Ballot("all", (1, 2, 3), 10**6)])

    assert (found.found, found.p) == (Chance.CHI_SQUARE, found.p_chi_square)
    assert (crowd.w, crowd.p) == (1, sys.float_info.min)


def test_tennessee_agrees_little():
    found = agreement.kendall(TENNESSEE)

    assert (found.squares, found.w) == (4890, Fraction(489, 5000))


@PATIENT
@given(electorates(items=(1, 4), most=4))
def test_w_is_that_of_its_definition(made):
    """The variance of the sums of ranks, over the most that it could be with these ties."""
    found = agreement.kendall(made)
    if found is None:
        return
    rows = [doubled(ballot.places) for ballot in made for _ in range(ballot.count)]
    middle = len(rows[0]) + 1

    own = sum((rank - middle) ** 2 for row in rows for rank in row)
    together = sum((sum(column) - len(rows) * middle) ** 2 for column in zip(*rows, strict=True))
    assert found.w == Fraction(together, len(rows) * own)
    assert 0 <= found.w <= 1
    assert 0 < found.p <= 1


@PATIENT
@given(electorates(items=(2, 4), most=4))
def test_neither_order_of_ballots_nor_of_items_nor_reversal_matters(made):
    turned = [Ballot(b.stratum, b.places[::-1], b.count) for b in made[::-1]]
    reverse = [Ballot(b.stratum, tuple(-place for place in b.places), b.count) for b in made]

    assert agreement.kendall(turned) == agreement.kendall(made) == agreement.kendall(reverse)


def test_judges_that_are_just_too_few_for_chi_square_are_drawn_in_seconds():
    rows = [tuple((7 * item + judge) % 20 for item in range(20)) for judge in range(19)]

    begun = time.perf_counter()
    assert kendall(rows).found == Chance.PERMUTATION

    assert time.perf_counter() - begun < 20


def test_few_ballots_get_the_exact_chance():
    found = kendall([(1, 2, 3)] * 3)

    assert (found.w, found.is_exact) == (1, True)
    assert found.p == pytest.approx(1 / 36)


def test_reversed_pair_does_not_agree_at_all():
    assert kendall([(1, 2, 3, 4), (4, 3, 2, 1)]).w == 0


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], Missing.NO_JUDGE),
        ([(1, 2, 3)], Missing.ONE_JUDGE),
        ([(1,), (1,)], Missing.ONE_ITEM),
        ([(1, 1, 1), (1, 1, 1)], Missing.ALL_TIED),
    ],
)
def test_no_meaning_gives_nothing_and_says_why(rows, why):
    assert kendall(rows) is None
    assert agreement.missing([Ballot("all", row) for row in rows]) == why


@pytest.mark.parametrize(
    ("value", "degrees", "chance"),
    [(3.841459, 1, 0.05), (5.991465, 2, 0.05), (7.814728, 3, 0.05), (15.507313, 8, 0.05)],
)
def test_chi_square_tail(value, degrees, chance):
    assert agreement.chi_tail(value, degrees) == pytest.approx(chance, abs=1e-6)


def test_chi_square_tail_at_nothing_is_certain():
    assert agreement.chi_tail(0.0, 3) == 1


@pytest.mark.parametrize("degrees", [200, 60])
def test_chi_square_tail_far_out_is_not_the_smallest_number(degrees):
    series = sum(Fraction(800) ** k / math.factorial(k) for k in range(degrees // 2))
    exact = math.log(series.numerator) - math.log(series.denominator) - 800

    assert math.log(agreement.chi_tail(1600.0, degrees)) == pytest.approx(exact, abs=1e-9)


def test_ranks_of_the_tied_data_are_mid_ranks():
    assert doubled(TIED[1]) == (4, 4, 8, 10, 4)
