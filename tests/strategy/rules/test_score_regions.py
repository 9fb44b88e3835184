"""What may be told of a region on a scale, with dots or points: worked by hand."""

from fractions import Fraction

import pytest

from strategy.rules import score_regions, scores
from strategy.rules.score_regions import Band, consensus, overlap
from strategy.rules.scores import Given

HALF = Fraction(1, 2)


def cast(**given):
    return tuple(Given(code, marks) for code, found in given.items() for marks in found)


def compared(given, codes, *, is_scale=True):
    hidden = scores.calculate(given, codes, is_scale=is_scale).hidden
    return score_regions.compare(given, codes, hidden, is_scale=is_scale)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0, 9, 0, 0], 1),
        ([4, 4, 4, 4, 4], 0),
        ([5, 0, 0, 0, 5], -1),
        ([0, 3, 3, 0, 0], Fraction(3, 4)),
        # The example of the R package “agrmt”: 0.6113333.
        ([30, 40, 210, 130, 530, 50, 10], Fraction(917, 1500)),
        ([0, 1, 0, 0, 0], None),
    ],
)
def test_agreement_on_a_scale_is_van_der_eijks(counts, expected):
    assert consensus(counts) == expected
    assert consensus(counts[::-1]) == expected


def test_overlap_is_what_two_members_give_to_the_same():
    one, two, even = [Fraction(1), Fraction(0)], [Fraction(0), Fraction(1)], [HALF, HALF]
    assert (overlap([one, two]), overlap([even] * 3), overlap([one, even])) == (0, 1, HALF)
    assert overlap([one, two, even]) == Fraction(1, 3)
    assert overlap([one]) is None


def test_values_places_and_bands_are_those_of_the_region_alone():
    given = cast(aa=[(5, 1)] * 3 + [(4, 2)] * 3, bb=[(1, 5)] * 4 + [(3, None)] * 3)

    found = compared(given, ("aa", "bb", "cc"))

    assert found.strata["aa"].values == (Fraction(9, 2), Fraction(3, 2))
    assert found.strata["bb"].places == {1: 1, 0: 2}
    assert found.strata["bb"].counts == (7, 4)
    assert found.bands[1][Band.NO_OPINION] == (0, 3, 0)
    assert found.bands[0][Band.DISAGREE] == (0, 4, 0)
    assert found.spread[0] == {
        Band.AGREE: 6,
        Band.NEITHER: 3,
        Band.DISAGREE: 4,
        Band.NO_OPINION: 0,
    }
    assert found.strata["aa"].agreement == Fraction(3, 4)
    assert not found.strata["cc"].is_shown


def test_shares_fall_into_bands_around_an_even_share():
    given = cast(aa=[(50, 25, 25, 0)] * 3, bb=[(20, 30, 50, 0)] * 3)

    found = compared(given, ("aa", "bb"), is_scale=False)

    assert found.bands[0] == {
        Band.MOST: (3, 0),
        Band.MUCH: (0, 0),
        Band.LITTLE: (0, 3),
        Band.NOTHING: (0, 0),
    }
    assert found.strata["aa"].agreement == 1
    assert found.agreement == 1 - Fraction(3, 5) * Fraction(3, 10)


def test_small_regions_and_small_groups_of_a_region_stay_hidden():
    given = cast(aa=[(5, 4)] * 6, bb=[(5, 4)] * 5 + [(1, 4)], cc=[(2, 3)] * 2)

    found = compared(given, ("aa", "bb", "cc"))

    small = found.strata["cc"]
    assert (small.is_hidden, small.values, small.agreement) == (True, (None, None), None)
    # A lone small region would be the difference to all: that which the result hides goes with it.
    assert [stratum.is_hidden for stratum in found.strata.values()] == [False, True, True]
    for name in (Band.AGREE, Band.DISAGREE, Band.NEITHER):
        row = found.bands[0][name]
        assert not any(0 < count < 3 for count in row if count is not None)
    assert found.strata["aa"].is_shown
