"""Kendall's W against published data, and its exact tail against full enumeration."""

from fractions import Fraction
from itertools import combinations

import pytest

from strategy.rules import agreement
from strategy.rules.aggregation import Ballot, doubled

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
    assert found.p == pytest.approx(0.00076208, abs=1e-8)
    assert not found.is_exact


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
    assert (found.degrees, found.p) == (4, pytest.approx(0.00832170, abs=1e-8))


def test_friedman_blocks():
    found = kendall(BLOCKS)

    assert float(found.w) == pytest.approx(0.7551020, abs=1e-7)
    assert float(found.chi_square) == pytest.approx(10.571429, abs=1e-6)
    assert agreement.chi_tail(float(found.chi_square), 2) == pytest.approx(0.00506341, abs=1e-8)


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
    assert float(agreement.exact_tail(judges, 3, squares)) == pytest.approx(chance, abs=5e-5)


def test_few_ballots_get_the_exact_chance():
    found = kendall([(1, 2, 3)] * 3)

    assert (found.w, found.is_exact) == (1, True)
    assert found.p == pytest.approx(1 / 36)


def test_reversed_pair_does_not_agree_at_all():
    assert kendall([(1, 2, 3, 4), (4, 3, 2, 1)]).w == 0


@pytest.mark.parametrize("rows", [[], [(1, 2, 3)], [(1, 1, 1), (1, 1, 1)]])
def test_no_meaning_gives_nothing(rows):
    assert kendall(rows) is None


@pytest.mark.parametrize(
    ("value", "degrees", "chance"),
    [(3.841459, 1, 0.05), (5.991465, 2, 0.05), (7.814728, 3, 0.05), (15.507313, 8, 0.05)],
)
def test_chi_square_tail(value, degrees, chance):
    assert agreement.chi_tail(value, degrees) == pytest.approx(chance, abs=1e-6)


def test_chi_square_tail_at_nothing_is_certain():
    assert agreement.chi_tail(0.0, 3) == 1


def test_ranks_of_the_tied_data_are_mid_ranks():
    assert doubled(TIED[1]) == (4, 4, 8, 10, 4)
