"""The order: against published examples."""

from fractions import Fraction

import pytest
from hypothesis import given

from strategy.rules import aggregation, pairs, results
from strategy.rules.aggregation import LEFT_OUT, Ballot
from strategy.rules.intervals import Interval
from strategy.rules.results import Firmness, Method
from tests.strategy.rules.electorates import (
    BORDA_NOT_CONDORCET,
    CYCLE,
    PATIENT,
    REGIONS,
    TENNESSEE,
    electorates,
)


def by_letter(order, scores):
    return dict(zip(sorted(order), scores, strict=True))


def test_tennessee_by_places():
    order = "CKMN"

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
    assert set(aggregation.borda(CYCLE)) == {3}
    assert aggregation.places(aggregation.mean_ranks(CYCLE)) == [1, 1, 1]

    result = results.calculate(tuple(CYCLE), ("all",))
    assert not result.has_majority_order
    assert result.has_ties


def test_borda_and_majority_may_differ():
    assert aggregation.borda(BORDA_NOT_CONDORCET) == (6, 7, 2)
    assert pairs.majority(pairs.preferred(BORDA_NOT_CONDORCET)).winner == 0


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


def test_what_is_left_out_is_level_and_last_but_never_among_the_first():
    made = [Ballot("a", (1, LEFT_OUT, LEFT_OUT, LEFT_OUT), 3), Ballot("a", (2, 1, 3, 4))]

    assert aggregation.doubled(made[0].places) == (2, 6, 6, 6)
    assert aggregation.borda(made) == (11, 6, 4, 3)
    assert aggregation.first_counts(made) == (4, 1, 1, 0)
    assert [ballot.is_partial for ballot in made] == [True, False]


def test_median_of_an_even_number_lies_between():
    made = [Ballot("a", (1, 2), 2), Ballot("a", (2, 1), 2)]

    assert aggregation.median_ranks(made) == (Fraction(3, 2), Fraction(3, 2))
    assert aggregation.median_ranks([*made, Ballot("b", (1, 2))]) == (1, 2)


@PATIENT
@given(electorates())
def test_points_and_ranks_add_up_whatever_is_tied_or_left_out(made):
    items, cast = len(made[0].places), aggregation.size(made)

    assert sum(aggregation.mean_ranks(made)) == Fraction(items * (items + 1), 2)
    assert sum(aggregation.borda(made)) == cast * Fraction(items * (items - 1), 2)


@PATIENT
@given(electorates())
def test_count_is_so_many_copies(made):
    copies = [Ballot(each.stratum, each.places) for each in made for _ in range(each.count)]

    assert aggregation.merged(copies) == aggregation.merged(made)
    assert aggregation.mean_ranks(copies) == aggregation.mean_ranks(made)
    assert aggregation.median_ranks(copies) == aggregation.median_ranks(made)
    assert aggregation.first_counts(copies) == aggregation.first_counts(made)
    assert pairs.preferred(copies) == pairs.preferred(made)


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
