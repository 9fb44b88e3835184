"""Pairs: published examples, and what must hold for whatever people answer."""

import random
import time
from fractions import Fraction
from itertools import pairwise, permutations

import pytest
from hypothesis import given

from strategy.rules import pairs
from strategy.rules.aggregation import LEFT_OUT, Ballot
from tests.strategy.rules.electorates import (
    BORDA_NOT_CONDORCET,
    CYCLE,
    PATIENT,
    TENNESSEE,
    ballots,
    electorates,
)


def test_tennessee_pairs():
    wins = pairs.preferred(TENNESSEE)

    c, k, m, n = 0, 1, 2, 3
    assert (wins[n][m], wins[c][m], wins[k][m]) == (58, 58, 58)
    assert (wins[n][c], wins[n][k], wins[c][k]) == (68, 68, 83)


def test_tennessee_has_a_majority_order():
    table = pairs.preferred(TENNESSEE)

    order = ((3,), (0,), (1,), (2,))
    assert pairs.copeland(table) == (2, 1, 0, 3)
    assert pairs.schulze(table) == pairs.Paths(order, ())
    assert pairs.majority(table) == pairs.Majority(order, 3, ())


def test_cycle_has_none():
    table = pairs.preferred(CYCLE)

    assert pairs.copeland(table) == (1, 1, 1)
    assert pairs.schulze(table) == pairs.Paths(((0, 1, 2),), ())
    assert pairs.majority(table) == pairs.Majority(None, None, ((0, 1, 2),))


def test_majority_winner_may_lose_by_points():
    table = pairs.preferred(BORDA_NOT_CONDORCET)

    assert pairs.copeland(table) == (2, 1, 0)
    assert pairs.schulze(table).order == ((0,), (1,), (2,))


def test_schulzes_own_example():
    """45 voters, example 1 of the paper: E > A > C > B > D by winning votes."""
    groups = [
        (5, "ACBED"),
        (5, "ADECB"),
        (8, "BEDAC"),
        (3, "CABED"),
        (7, "CAEBD"),
        (2, "CBADE"),
        (7, "DCEBA"),
        (8, "EBADC"),
    ]
    table = pairs.preferred(ballots(*groups))

    paths = pairs.strongest_paths(table)
    assert (paths[0][1], paths[1][0], paths[4][0], paths[0][4]) == (28, 25, 25, 24)
    assert pairs.schulze(table).order == ((4,), (0,), (2,), (1,), (3,))


def test_two_left_out_are_not_compared_and_a_named_one_is_before_them():
    made = [Ballot("a", (1, LEFT_OUT, LEFT_OUT), 5), Ballot("a", (1, 1, LEFT_OUT))]

    assert pairs.preferred(made) == [[0, 5, 6], [0, 0, 1], [0, 0, 0]]


def test_level_pair_that_stands_differently_to_a_third_is_named():
    """A beats B; C is level with both: three groups, two or one would all say more than is so."""
    table = [[0, 2, 1], [1, 0, 1], [1, 1, 0]]

    assert pairs.majority(table) == pairs.Majority(None, None, ())
    assert pairs.schulze(table) == pairs.Paths(((0, 2), (1,)), ((2, 1),))


def test_all_level_is_an_order_of_one_group():
    table = pairs.preferred([Ballot("a", (1, 1, 1))] * 2)

    assert pairs.majority(table) == pairs.Majority(((0, 1, 2),), None, ())
    assert pairs.places_of(((2,), (0, 1)), 3) == [2, 2, 1]


@PATIENT
@given(electorates())
def test_strongest_paths_are_those_of_the_definition(made):
    """By every path there is: the best of the weakest majorities on it."""
    table = pairs.preferred(made)
    items = range(len(table))

    def strength(a, b):
        between = [item for item in items if item not in {a, b}]
        roads = [
            (a, *via, b) for size in range(len(between) + 1) for via in permutations(between, size)
        ]
        steps = [list(pairwise(road)) for road in roads]
        return max(
            min(table[x][y] if table[x][y] > table[y][x] else 0 for x, y in road) for road in steps
        )

    found = pairs.strongest_paths(table)
    assert all(found[a][b] == strength(a, b) for a, b in permutations(items, 2))


@PATIENT
@given(electorates())
def test_order_of_paths_contradicts_no_path_and_names_what_is_level(made):
    table = pairs.preferred(made)
    paths, found = pairs.strongest_paths(table), pairs.schulze(table)

    place = pairs.places_of(found.order, len(table))
    level = set(found.level)
    for a, b in permutations(range(len(table)), 2):
        if paths[a][b] > paths[b][a]:
            assert place[a] < place[b]
        elif paths[a][b] == paths[b][a] and place[a] < place[b]:
            assert (a, b) in level
        elif place[a] == place[b]:
            assert paths[a][b] == paths[b][a]


@PATIENT
@given(electorates())
def test_order_of_items_does_not_matter(made):
    last = len(made[0].places) - 1
    table = pairs.preferred(made)
    turned = pairs.preferred([Ballot(b.stratum, b.places[::-1], b.count) for b in made])

    def back(groups):
        return [{last - item for item in group} for group in groups]

    assert [row[::-1] for row in turned[::-1]] == table
    assert pairs.copeland(turned)[::-1] == pairs.copeland(table)
    assert back(pairs.schulze(turned).order) == list(map(set, pairs.schulze(table).order))


@PATIENT
@given(electorates())
def test_reversed_ballots_reverse_the_pairs_and_the_majorities(made):
    """Winners of pairs become losers; what stands level stays so."""
    table = pairs.preferred(made)
    reversed_table = pairs.preferred(
        [Ballot(b.stratum, tuple(-place for place in b.places), b.count) for b in made]
    )

    assert reversed_table == [list(column) for column in zip(*table, strict=True)]
    scores = pairs.copeland(table)
    assert pairs.copeland(reversed_table) == tuple(len(scores) - 1 - each for each in scores)
    order, turned = pairs.majority(table).order, pairs.majority(reversed_table).order
    assert turned == (order and order[::-1])


@pytest.mark.parametrize("number", [2, 5, 20])
def test_unanimous_electorate_is_obeyed(number):
    places = tuple(random.Random(number).sample(range(1, number + 1), number))
    table = pairs.preferred([Ballot("a", places, 7)])

    order = tuple((places.index(place),) for place in range(1, number + 1))
    assert pairs.schulze(table) == pairs.Paths(order, ())
    assert pairs.majority(table) == pairs.Majority(order, order[0][0], ())
    assert pairs.copeland(table) == tuple(Fraction(number - place) for place in places)


def test_many_items_are_put_in_order_in_seconds():
    dice = random.Random(1)
    table = pairs.preferred([Ballot("a", tuple(dice.sample(range(60), 60))) for _ in range(50)])

    begun = time.perf_counter()
    pairs.schulze(table)
    pairs.majority(table)

    assert time.perf_counter() - begun < 10
