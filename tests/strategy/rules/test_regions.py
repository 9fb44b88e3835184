"""What may be told of a region, and what it says."""

import random
from fractions import Fraction
from itertools import product

import pytest

from strategy.rules import protection, regions, results
from strategy.rules.aggregation import LEFT_OUT, Ballot
from strategy.rules.regions import Band
from tests.strategy.rules.subtractions import worked_out


def cast(**orders):
    return tuple(
        Ballot(code, tuple(map(int, order))) for code, found in orders.items() for order in found
    )


def test_a_lone_small_region_hides_the_smallest_other_so_that_it_cannot_be_worked_out():
    assert protection.hidden_strata([1, 5, 9]) == {0, 1}
    assert protection.hidden_strata([2, 2, 9]) == {0, 1}
    assert protection.hidden_strata([1, 1, 9, 4]) == {0, 1, 3}
    assert protection.hidden_strata([0, 3, 9]) == set()
    assert protection.hidden_strata([2]) == {0}


def test_means_places_and_agreement_are_those_of_the_region_alone():
    ballots = cast(aa=["1234", "1234", "1243"], bb=["4321", "4321", "3421", "4321"])

    found = regions.compare(ballots, ("aa", "bb", "cc"), frozenset())

    assert found.strata["aa"].means == (1, 2, Fraction(10, 3), Fraction(11, 3))
    assert found.strata["aa"].places == (1, 2, 3, 4)
    assert found.strata["bb"].places == (4, 3, 2, 1)
    assert round(float(found.strata["aa"].w), 4) == 0.9111
    assert not found.strata["cc"].is_shown
    assert not found.strata["cc"].is_hidden


def test_places_spread_over_all_ballots_and_what_is_left_out_stands_apart():
    ballots = (Ballot("aa", (1, 2, LEFT_OUT), 3), Ballot("bb", (2, 1, 3), 4))

    found = regions.compare(ballots, ("aa", "bb"), frozenset())

    assert found.spread == ((3, 4, 0, 0), (4, 3, 0, 0), (0, 0, 4, 3))


def test_bands_hide_what_the_result_hides_and_what_is_small():
    order = tuple(range(1, 10))
    ballots = (*(Ballot("aa", order),) * 6, *(Ballot("bb", order[::-1]),) * 6)

    shown = regions.compare(ballots, ("aa", "bb"), frozenset())
    kept = regions.compare(ballots, ("aa", "bb"), frozenset(product((0, 1), (0, 1))))

    assert shown.bands[0] == {Band.FIRST: (6, 0), Band.MIDDLE: (0, 0), Band.LAST: (0, 6)}
    assert set(kept.bands[0].values()) == {(None, None)}
    assert kept.bands[2] == shown.bands[2]


@pytest.mark.parametrize("seed", range(12))
def test_result_bands_and_sums_together_give_back_nothing_hidden(seed):
    dice, codes, items = random.Random(seed), "abcdef", range(4 + seed % 6)
    ballots = tuple(
        Ballot(code, tuple(place + 1 for place in dice.sample(items, len(items))))
        for code in codes
        for _ in range(dice.choice([0, 1, 2, 3, 5, 8, 12, 18]))
    )
    shown = results.count(ballots, tuple(codes))

    found = regions.compare(ballots, tuple(codes), shown.hidden)

    fields = list(product(items, range(len(codes))))
    hidden = {
        (item, band, at)
        for (item, at), band in product(fields, Band)
        if found.bands[item][band][at] is None
        and (band != Band.FIRST or (item, at) in shown.hidden)
    }
    sums = [{(item, band, at) for band in Band} for item, at in fields]
    sums += [{(item, band, at) for at in range(6)} for item, band in product(items, Band)]
    sums += [{(item, band, at) for item in items} for band, at in product(Band, range(6))]
    empty = [at for at, size in enumerate(shown.strata.values()) if not size]
    assert not {at for _item, _band, at in hidden} & set(empty)
    assert worked_out(sums, hidden) == set()
