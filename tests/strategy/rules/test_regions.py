"""What may be told of a region, and what it says."""

from fractions import Fraction

from strategy.rules import protection, regions
from strategy.rules.aggregation import LEFT_OUT, Ballot
from strategy.rules.regions import Band


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
    kept = regions.compare(ballots, ("aa", "bb"), frozenset({(0, 0), (0, 1)}))

    assert shown.bands[0] == {Band.FIRST: (6, 0), Band.MIDDLE: (0, 0), Band.LAST: (0, 6)}
    assert set(kept.bands[0].values()) == {(None, None)}
    assert kept.bands[1] == shown.bands[1]
