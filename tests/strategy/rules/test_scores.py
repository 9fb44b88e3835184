"""Figures of scales, dots and points: worked by hand, and what must always hold."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from strategy.rules import scores
from strategy.rules.intervals import Interval
from strategy.rules.scores import Given

REGIONS = ("eur", "wca", "ap")


def cast(*answers):
    return tuple(Given(region, marks) for region, marks in answers)


def test_scale_by_hand():
    made = scores.calculate(
        cast(("eur", (5, 2)), ("eur", (4, None)), ("wca", (3, 2)), ("wca", (3, 1))),
        REGIONS,
        is_scale=True,
    )

    first, second = made.lines
    assert (first.item, first.place, first.count) == (0, 1, 4)
    assert (first.mean, first.median) == (Fraction(15, 4), Fraction(7, 2))
    assert first.top_two == Fraction(1, 2)
    assert first.spread == (0, 0, 2, 1, 1)
    assert first.region_value == Fraction(15, 4)
    assert (second.count, second.mean, second.spread) == (3, Fraction(5, 3), (1, 2, 0, 0, 0))
    assert second.region_value == Fraction(7, 4)
    assert made.strata == {"eur": 2, "wca": 2, "ap": 0}
    assert made.gini is None


def test_points_by_hand_and_the_weights_can_turn_the_order():
    few = [("eur", (80, 20))]
    many = [("wca", (45, 55))] * 4

    made = scores.calculate(cast(*few, *many), REGIONS, is_scale=False)

    first, second = made.lines
    assert (first.item, first.value, first.mean) == (0, Fraction(52, 100), 52)
    assert (first.median, second.median) == (45, 55)
    assert second.region_value == Fraction(375, 1000)
    assert made.gini == Fraction(52 - 48, 2 * 100)
    turned = scores.calculate(cast(*few, *([("wca", (40, 60))] * 4)), REGIONS, is_scale=False)
    assert [(line.item, line.rise) for line in turned.lines] == [(1, -1), (0, 1)]


def test_unused_dots_do_not_weaken_a_voice():
    made = scores.calculate(cast(("eur", (1, 0)), ("eur", (0, 10))), REGIONS, is_scale=False)

    assert [line.value for line in made.lines] == [Fraction(1, 2)] * 2
    assert [line.place for line in made.lines] == [1, 1]


@pytest.mark.parametrize(
    ("shared", "found"),
    [
        ([1, 1, 1, 1], Fraction()),
        ([0, 0, 0, 4], Fraction(3, 4)),
        ([1, 2, 3, 4], Fraction(1, 4)),
        ([7], None),
        ([0, 0], None),
        ([], None),
    ],
)
def test_gini_of_known_cases(shared, found):
    assert scores.gini(shared) == found


def test_what_nobody_has_an_opinion_on_is_undefined_and_last():
    made = scores.calculate(cast(*[("eur", (None, 1))] * 3), REGIONS, is_scale=True)

    last = made.lines[-1]
    assert (last.item, last.place, last.value, last.low) == (0, 2, None, None)
    assert (last.mean, last.median, last.top_two, last.region_value) == (None,) * 4


def test_small_regions_are_hidden_and_another_one_with_them():
    answers = [("eur", (5, 5))] * 2 + [("wca", (4, 4))] * 5 + [("ap", (5, 4))] * 4

    made = scores.calculate(cast(*answers), REGIONS, is_scale=True)

    hidden = {column for _item, column in made.hidden}
    assert 0 in hidden
    assert len(hidden) == 2


def test_one_voice_everywhere_has_no_span_and_the_same_draw_twice_is_the_same():
    answers = cast(*[("eur", (60, 40))] * 5, *[("wca", (60, 40))] * 5)

    made = scores.calculate(answers, REGIONS, is_scale=False)

    assert [line.interval for line in made.lines] == [Interval(1, 1), Interval(2, 2)]
    assert [(line.low, line.high) for line in made.lines] == [(0.6, 0.6), (0.4, 0.4)]


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(REGIONS),
            st.tuples(*[st.one_of(st.none(), st.integers(1, 5))] * 3),
        ),
        min_size=1,
        max_size=8,
    )
)
def test_order_of_answers_does_not_matter(answers):
    one = scores.calculate(cast(*answers), REGIONS, is_scale=True)
    other = scores.calculate(cast(*reversed(answers)), REGIONS, is_scale=True)

    assert one == other
    for line in one.lines:
        assert sum(line.spread) == line.count
        if line.low is not None and line.value is not None:
            assert 1 <= line.low <= line.high <= 5
