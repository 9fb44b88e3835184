from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.enums.indicators import GREEN, Light
from strategy.rules.rollup import Child, capped, mean, roll

R, G, A, X, N, W = (
    Light.REACHED,
    Light.ON_TRACK,
    Light.AT_RISK,
    Light.OFF_TRACK,
    Light.NO_DATA,
    Light.NOT_DUE,
)
children = st.lists(
    st.builds(
        Child,
        light=st.sampled_from(list(Light)),
        weight=st.integers(1, 100),
        done=st.none() | st.fractions(-2, 3),
        is_reported=st.booleans(),
    ),
    max_size=8,
)


def lights(*shown):
    return [Child(light, is_reported=light not in {N, W}) for light in shown]


@pytest.mark.parametrize(
    ("shown", "light", "reported", "due"),
    [
        ([], N, 0, 0),
        ([W, W], W, 0, 0),
        ([N, N], N, 0, 2),
        ([G, G, G, G], G, 4, 4),
        ([R, R], R, 2, 2),
        ([R, W], G, 1, 1),
        ([G, G, G, X], A, 3 + 1, 4),
        ([G, G, G, G, X], G, 5, 5),
        ([A, A], A, 2, 2),
        ([A, X], X, 2, 2),
        # what is missing never makes it green, and too much missing leaves nothing to say
        ([G, G, G, N], A, 3, 4),
        ([G, N, N], N, 1, 3),
        ([X, X, N], X, 2, 3),
    ],
)
def test_an_objective_from_its_indicators(shown, light, reported, due):
    found = roll(lights(*shown))

    assert (found.light, found.reported, found.due) == (light, reported, due)


def test_weights_count():
    heavy = [Child(X, weight=9), Child(G, weight=1)]

    assert roll(heavy).light == X
    assert roll([Child(X, weight=1), Child(G, weight=9)]).light == G


def test_a_light_set_by_hand_does_not_make_up_for_a_missing_figure():
    by_hand = Child(G, is_reported=False)

    assert roll([by_hand]).light == N
    assert roll([*lights(G, G), by_hand]).light == A


@given(children)
def test_a_parent_is_green_only_when_all_that_is_due_is_reported(found):
    rolled = roll(found)

    assert rolled.reported <= rolled.due <= rolled.total == len(found)
    if rolled.light in GREEN:
        assert rolled.reported == rolled.due > 0
    if rolled.light == W:
        assert rolled.due == 0 < rolled.total
    if rolled.reported == 0 < rolled.due:
        assert rolled.light == N


@given(children)
def test_losing_a_figure_never_makes_a_parent_greener(found):
    before = roll(found)
    for at, child in enumerate(found):
        if child.light == W:
            continue
        lost = [*found[:at], Child(N, child.weight, None, is_reported=False), *found[at + 1 :]]
        assert roll(lost).light not in GREEN
    assert before.done is None or 0 <= before.done <= 1


def test_what_overshoots_does_not_cover_for_what_lags():
    assert mean([(Fraction(2), 1), (Fraction(0), 1)]) == Fraction(1, 2)
    assert mean([(None, 1)]) is None
    assert (capped(Fraction(-1)), capped(Fraction(3, 2))) == (0, 1)
