"""Intervals: the same whatever the order of the ballots, as wide as chance makes them, and fast."""

import random
import time

import pytest

from strategy.rules import intervals
from strategy.rules.aggregation import Ballot
from strategy.rules.intervals import Interval
from tests.strategy.rules.electorates import CYCLE, REGIONS, ballots


def test_intervals_do_not_hang_on_the_order_of_the_ballots():
    shuffled = REGIONS[:]
    random.Random(1).shuffle(shuffled)

    assert intervals.intervals(REGIONS) == intervals.intervals(shuffled)


def test_intervals_of_one_voice_are_points_and_of_a_draw_are_wide():
    assert intervals.intervals(ballots((9, "ABC"))) == [
        Interval(1, 1),
        Interval(2, 2),
        Interval(3, 3),
    ]
    assert intervals.intervals(CYCLE) == [Interval(1, 3)] * 3


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    """Noisy ballots around a known order, with a stretch of the true places inside."""
    dice = random.Random(7)
    held = total = 0
    for _ in range(20):
        made = []
        for _voter in range(60):
            noisy = sorted(range(5), key=lambda item: item + dice.gauss(0, 2.5))
            made.append(Ballot("a", tuple(noisy.index(item) + 1 for item in range(5))))
        for item, span in enumerate(intervals.intervals(made, repeats=400)):
            held += span.low <= item + 1 <= span.high
            total += 1

    assert held / total >= 0.9


def test_two_thousand_repeats_over_all_members_are_fast():
    dice = random.Random(3)
    made = [Ballot(dice.choice("abcdef"), tuple(dice.sample(range(1, 10), 9))) for _ in range(183)]

    begun = time.perf_counter()
    intervals.intervals(made)

    assert time.perf_counter() - begun < 2


def test_many_copies_are_drawn_by_number_and_spread_as_if_one_by_one(monkeypatch):
    made = [Ballot("a", (1, 2, 3), 40), Ballot("a", (2, 3, 1), 35), Ballot("b", (3, 1, 2), 30)]
    one_by_one = intervals.intervals(made, repeats=1000)
    monkeypatch.setattr(intervals, "ONE_BY_ONE", 1)

    assert intervals.intervals(made, repeats=1000) == one_by_one


@pytest.mark.parametrize(("tries", "chance"), [(1000, 0.3), (17, 0.9), (40, 0.02), (5, 0.5)])
def test_drawn_numbers_have_the_mean_and_the_spread_of_a_binomial(tries, chance):
    dice = random.Random(5)

    drawn = [intervals.binomial(dice, tries, chance) for _ in range(4000)]

    mean = sum(drawn) / len(drawn)
    spread = sum((each - mean) ** 2 for each in drawn) / len(drawn)
    assert mean == pytest.approx(tries * chance, abs=4 * (tries * chance / 4000) ** 0.5)
    assert spread == pytest.approx(tries * chance * (1 - chance), rel=0.12)


def test_chance_of_none_or_all_draws_none_or_all():
    dice = random.Random(5)

    assert intervals.binomial(dice, 1000, 0.0) == 0
    assert intervals.binomial(dice, 1000, 1.0) == 1000


def test_what_would_take_minutes_is_not_begun():
    crowd = [Ballot("a", (1, 2), 10**9), Ballot("a", (2, 1), 10**9)]
    many = [Ballot("a", tuple(random.Random(n).sample(range(9), 9)), 1000) for n in range(9000)]

    assert intervals.intervals(crowd) == [Interval(1, 2)] * 2
    assert intervals.intervals(many) is None
