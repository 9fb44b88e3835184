"""Kemeny: against every order there is."""

import random
import time
from itertools import combinations, permutations
from math import factorial

from hypothesis import given

from strategy.rules import kemeny, pairs
from strategy.rules.aggregation import Ballot
from tests.strategy.rules.electorates import CYCLE, PATIENT, TENNESSEE, electorates


def by_definition(ballots):
    """Count, for every order, the pairs of every ballot that it contradicts."""
    items = range(len(ballots[0].places))

    def distance(order):
        return sum(
            ballot.count
            for ballot in ballots
            for before, after in combinations(order, 2)
            if ballot.places[after] < ballot.places[before]
        )

    distances = {order: distance(order) for order in permutations(items)}
    least = min(distances.values())
    return least, tuple(sorted(order for order in distances if distances[order] == least))


def test_tennessee():
    found = kemeny.consensus(pairs.preferred(TENNESSEE))

    assert found == kemeny.Consensus(393, 600 - 393, 1, ((3, 0, 1, 2),))


def test_cycle_has_three_best_orders():
    found = kemeny.consensus(pairs.preferred(CYCLE))

    assert (found.score, found.distance, found.count) == (5, 4, 3)
    assert found.optima == ((0, 1, 2), (1, 2, 0), (2, 0, 1))


@PATIENT
@given(electorates(items=(1, 6)))
def test_all_best_orders_are_found_and_no_other(made):
    found = kemeny.consensus(pairs.preferred(made))

    assert (found.distance, found.optima) == by_definition(made)
    assert found.count == len(found.optima)
    assert found.score + found.distance == sum(map(sum, pairs.preferred(made)))


@PATIENT
@given(electorates())
def test_reversed_ballots_reverse_the_best_orders(made):
    turned = [Ballot(b.stratum, tuple(-place for place in b.places), b.count) for b in made]

    best = kemeny.consensus(pairs.preferred(made)).optima
    reversed_best = kemeny.consensus(pairs.preferred(turned)).optima
    assert sorted(order[::-1] for order in reversed_best) == sorted(best)


def test_too_many_best_orders_are_counted_and_not_listed():
    found = kemeny.consensus([[0] * 9 for _ in range(9)])

    assert (found.count, found.optima) == (factorial(9), None)
    assert len(kemeny.consensus([[0] * 8 for _ in range(8)]).optima) == factorial(8)


def test_many_items_are_solved_where_majorities_part_them_and_refused_where_not():
    chain = [[int(a < b) for b in range(40)] for a in range(40)]
    knot = [[int((b - a) % 15 < 8) for b in range(15)] for a in range(15)]

    assert kemeny.consensus(chain).optima == (tuple(range(40)),)
    assert kemeny.consensus(knot) is None


def test_widest_knot_is_solved_in_a_moment():
    dice = random.Random(2)
    number = kemeny.WIDEST
    table = [[dice.randrange(100) for _ in range(number)] for _ in range(number)]

    begun = time.perf_counter()
    assert kemeny.consensus(table) is not None

    assert time.perf_counter() - begun < 2
