"""The order: against published examples."""

import random
import time
from fractions import Fraction

import pytest

from strategy.rules import aggregation, results
from strategy.rules.aggregation import Ballot, Interval
from strategy.rules.results import Firmness, Method


def ballots(*groups, stratum="all"):
    """Make ballots from (count, order[, stratum]); items in the alphabet's order."""
    made = []
    for count, order, *where in groups:
        items = sorted(order)
        places = tuple(order.index(item) + 1 for item in items)
        made += [Ballot(where[0] if where else stratum, places)] * count
    return made


# Memphis, Nashville, Chattanooga, Knoxville.
TENNESSEE = ballots((42, "MNCK"), (26, "NCKM"), (15, "CKNM"), (17, "KCNM"))
CYCLE = ballots((1, "ABC"), (1, "BCA"), (1, "CAB"))
BORDA_NOT_CONDORCET = ballots((3, "ABC"), (2, "BCA"))
REGIONS = ballots((2, "ABC", "X"), (10, "CBA", "Y"), (3, "ABC", "Z"))


def by_letter(order, scores):
    return dict(zip(sorted(order), scores, strict=True))


def test_tennessee_pairs():
    wins = aggregation.preferred(TENNESSEE)

    c, k, m, n = 0, 1, 2, 3
    assert (wins[n][m], wins[c][m], wins[k][m]) == (58, 58, 58)
    assert (wins[n][c], wins[n][k], wins[c][k]) == (68, 68, 83)


def test_tennessee_under_every_method():
    order = "CKMN"

    assert by_letter(order, aggregation.copeland(TENNESSEE)) == {"N": 3, "C": 2, "K": 1, "M": 0}
    assert by_letter(order, aggregation.schulze(TENNESSEE)) == {"N": 3, "C": 2, "K": 1, "M": 0}
    assert by_letter(order, aggregation.borda(TENNESSEE)) == {
        "N": 194,
        "C": 173,
        "M": 126,
        "K": 107,
    }
    assert by_letter(order, aggregation.mean_ranks(TENNESSEE)) == {
        "N": Fraction("2.06"),
        "C": Fraction("2.27"),
        "M": Fraction("2.74"),
        "K": Fraction("2.93"),
    }
    assert by_letter(order, aggregation.median_ranks(TENNESSEE)) == {"N": 2, "C": 2, "M": 4, "K": 3}


def test_cycle_is_a_three_way_tie_and_says_so():
    assert set(aggregation.copeland(CYCLE)) == {1}
    assert set(aggregation.schulze(CYCLE)) == {1}
    assert set(aggregation.borda(CYCLE)) == {3}
    assert aggregation.places(aggregation.mean_ranks(CYCLE)) == [1, 1, 1]

    result = results.calculate(tuple(CYCLE), ("all",))
    assert not result.has_majority_order
    assert result.has_ties


def test_borda_and_majority_may_differ():
    assert aggregation.borda(BORDA_NOT_CONDORCET) == (6, 7, 2)
    assert aggregation.copeland(BORDA_NOT_CONDORCET) == (2, 1, 0)
    assert aggregation.schulze(BORDA_NOT_CONDORCET) == (2, 1, 0)


def test_regions_of_equal_weight_reverse_the_order():
    pooled = [3 - mean for mean in aggregation.mean_ranks(REGIONS)]
    equal = [3 - mean for mean in aggregation.mean_ranks_by_stratum(REGIONS)]

    assert pooled == [Fraction(2, 3), 1, Fraction(4, 3)]
    assert equal == [Fraction(4, 3), 1, Fraction(2, 3)]


def test_result_shows_both_orders_and_the_rise():
    result = results.calculate(tuple(REGIONS), ("W", "X", "Y", "Z"))

    assert [line.item for line in result.lines] == [2, 1, 0]
    assert [line.item for line in result.by_region] == [0, 1, 2]
    assert [line.rise for line in result.lines] == [-2, 0, 2]
    assert result.strata == {"W": 0, "X": 2, "Y": 10, "Z": 3}
    assert result.methods[Method.EQUAL_REGION] == [1, 2, 3]
    assert not result.has_ties


def test_ties_share_the_mean_of_their_places():
    assert aggregation.doubled((1, 1, 3)) == (3, 3, 6)
    assert aggregation.doubled((2, 1, 2, 2)) == (6, 2, 6, 6)
    assert aggregation.places([Fraction(1), Fraction(2), Fraction(2), Fraction(4)]) == [1, 2, 2, 4]
    assert aggregation.order([Fraction(2), Fraction(1), Fraction(2)]) == [1, 0, 2]


def test_first_three_counts_who_has_fewer_than_three_before():
    made = [Ballot("a", (1, 2, 3, 4)), Ballot("a", (1, 2, 3, 3)), Ballot("a", (4, 3, 2, 1))]

    assert aggregation.first_counts(made) == (2, 3, 3, 2)


def test_intervals_do_not_hang_on_the_order_of_the_ballots():
    shuffled = REGIONS[:]
    random.Random(1).shuffle(shuffled)

    assert aggregation.intervals(REGIONS) == aggregation.intervals(shuffled)


def test_intervals_of_one_voice_are_points_and_of_a_draw_are_wide():
    assert aggregation.intervals(ballots((9, "ABC"))) == [
        Interval(1, 1),
        Interval(2, 2),
        Interval(3, 3),
    ]
    assert aggregation.intervals(CYCLE) == [Interval(1, 3)] * 3


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    """Noisy ballots around a known order, with a stretch of the true places inside."""
    dice = random.Random(7)
    held = total = 0
    for _ in range(20):
        made = []
        for _voter in range(60):
            noisy = sorted(range(5), key=lambda item: item + dice.gauss(0, 2.5))
            made.append(Ballot("a", tuple(noisy.index(item) + 1 for item in range(5))))
        for item, span in enumerate(aggregation.intervals(made, repeats=400)):
            held += span.low <= item + 1 <= span.high
            total += 1

    assert held / total >= 0.9


def test_two_thousand_repeats_over_all_members_are_fast():
    dice = random.Random(3)
    made = [Ballot(dice.choice("abcdef"), tuple(dice.sample(range(1, 10), 9))) for _ in range(183)]

    begun = time.perf_counter()
    aggregation.intervals(made)

    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize(
    ("span", "word"),
    [
        (Interval(4, 4), Firmness.FIRM),
        (Interval(2, 3), Firmness.CLOSE),
        (Interval(3, 5), Firmness.CLOSE),
        (Interval(3, 6), Firmness.OPEN),
    ],
)
def test_firmness_is_a_word(span, word):
    assert results.firmness(span) == word
