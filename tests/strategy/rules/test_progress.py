import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from strategy.enums.indicators import Direction, Light
from strategy.rules.progress import (
    Rule,
    Slot,
    Span,
    elapsed,
    expected_value,
    progress,
    reached,
    running,
    standing,
)

SINCE, UNTIL = dt.date(2016, 7, 1), dt.date(2019, 7, 1)
MIDDLE = dt.date(2018, 1, 1)
numbers = st.decimals(-(10**6), 10**6, places=3)
days = st.dates(SINCE - dt.timedelta(days=400), UNTIL + dt.timedelta(days=400))


def span(baseline, target):
    baseline = None if baseline is None else Decimal(baseline)
    way = Direction.DOWN if baseline is not None and Decimal(target) < baseline else Direction.UP
    return Span(baseline, Decimal(target), SINCE, UNTIL, way)


def slot(value, *, ends_on=MIDDLE, target=None):
    return Slot(
        ends_on,
        ends_on + dt.timedelta(days=31),
        None if target is None else Decimal(target),
        None if value is None else Decimal(value),
    )


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "done"),
    [
        ("70", "90", "84", Fraction(7, 10)),
        ("50", "20", "35", Fraction(1, 2)),
        ("10", "0", "4", Fraction(3, 5)),
        ("0", "10", "12", Fraction(6, 5)),
        ("5", "5", "5", None),
        (None, "5", "5", None),
    ],
)
def test_progress_is_the_share_of_the_way(baseline, target, actual, done):
    assert progress(span(baseline, target), Decimal(actual)) == done


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "period_target", "shown"),
    [
        ("50", "20", "20", None, Light.REACHED),
        ("50", "20", "35", None, Light.ON_TRACK),
        ("50", "20", "40", None, Light.AT_RISK),
        ("50", "20", "49", None, Light.OFF_TRACK),
        ("5", "5", "5", None, Light.REACHED),
        ("5", "5", "4", None, Light.OFF_TRACK),
        ("0", "10", "12", None, Light.REACHED),
        # a target of the period bends what is expected
        ("0", "100", "10", "10", Light.ON_TRACK),
        ("0", "100", "10", "90", Light.OFF_TRACK),
        ("0", "100", "-1", "-5", Light.ON_TRACK),
        # without a baseline only targets can be held against the figure
        (None, "10", "4", None, Light.NOT_DUE),
        (None, "10", "4", "4", Light.ON_TRACK),
        (None, "10", "3", "4", Light.OFF_TRACK),
        (None, "10", "10", "4", Light.REACHED),
    ],
)
def test_the_light_compares_progress_with_what_was_expected(
    baseline, target, actual, period_target, shown
):
    slots = [slot(actual, target=period_target)]

    assert standing(span(baseline, target), slots, MIDDLE).light == shown


def test_a_baseline_that_is_not_known_is_judged_at_the_end():
    late = [slot("4", ends_on=UNTIL)]

    assert standing(span(None, "10"), late, UNTIL).light == Light.OFF_TRACK


def test_thresholds_are_the_indicators_own():
    slots, way = [slot("20")], span("0", "100")

    assert standing(way, slots, MIDDLE, Rule(90, 60)).light == Light.OFF_TRACK
    assert standing(way, slots, MIDDLE, Rule(90, 30)).light == Light.AT_RISK
    assert standing(way, slots, MIDDLE, Rule(39, 30)).light == Light.ON_TRACK


def test_not_due_no_data_and_a_late_figure_are_three_things():
    way, first = span("0", "10"), slot(None)
    second = slot(None, ends_on=dt.date(2019, 1, 1))

    assert (
        standing(way, [first, second], first.due_on - dt.timedelta(days=1)).light == Light.NOT_DUE
    )
    late = standing(way, [first, second], first.due_on)
    assert (late.light, late.missing) == (Light.NO_DATA, first)
    known = [slot("9"), second]
    assert standing(way, known, second.due_on - dt.timedelta(days=1)).light == Light.ON_TRACK
    stale = standing(way, known, second.due_on)
    assert (stale.light, stale.actual, stale.missing) == (Light.NO_DATA, 9, second)
    # a later figure makes up for a missing older one
    assert standing(way, [first, slot("9", ends_on=second.ends_on)], UNTIL).missing is None


def test_figures_that_add_up_run_from_the_baseline_until_one_is_missing():
    way = span("40", "100")
    slots = [slot("10", target="20"), slot("5", target="20"), slot(None), slot("5", target="20")]

    assert [each.value for each in running(way, slots)] == [50, 55, None, None]
    assert [each.target for each in running(way, slots)] == [60, 80, None, 100]


def test_a_total_with_a_gap_is_no_data_and_names_the_gap():
    way, days = span("0", "30"), [dt.date(2018, 1, 1), dt.date(2018, 7, 1), dt.date(2019, 1, 1)]
    known, gap, after = (
        slot(value, ends_on=day) for value, day in zip(("10", None, "10"), days, strict=True)
    )

    found = standing(way, running(way, [known, gap, after]), UNTIL)

    assert (found.light, found.actual) == (Light.NO_DATA, 10)
    assert found.missing is not None
    assert found.missing.ends_on == gap.ends_on


def test_time_does_not_run_outside_its_span():
    assert elapsed(span("0", "1"), dt.date(2010, 1, 1)) == 0
    assert elapsed(span("0", "1"), dt.date(2030, 1, 1)) == 1
    assert elapsed(Span(Decimal(0), Decimal(1), UNTIL, UNTIL), UNTIL) == 1


@given(baseline=numbers, target=numbers, actual=numbers)
def test_progress_does_not_care_for_scale_sign_or_origin(baseline, target, actual):
    way = span(baseline, target)
    done = progress(way, actual)

    turned = span(-baseline, -target)
    moved = span(3 * baseline + 7, 3 * target + 7)
    assert progress(turned, -actual) == done
    assert progress(moved, 3 * actual + 7) == done
    assert (done is None) == (baseline == target)
    assert reached(way, actual) == reached(moved, 3 * actual + 7)
    if done is not None:
        assert reached(way, actual) == (done >= 1)
        assert (progress(way, baseline), progress(way, target)) == (0, 1)


@given(baseline=numbers, target=numbers, point=numbers, day=days)
def test_what_is_expected_stays_between_its_waypoints(baseline, target, point, day):
    found = expected_value(span(baseline, target), [(MIDDLE, point)], day)

    near = (baseline, point) if day <= MIDDLE else (point, target)
    assert min(near) <= found <= max(near)


@given(
    baseline=numbers,
    target=numbers,
    values=st.lists(st.none() | numbers, min_size=3, max_size=3),
    goals=st.lists(st.none() | numbers, min_size=3, max_size=3),
    day=days,
)
def test_a_light_is_green_only_with_a_figure_that_earns_it(baseline, target, values, goals, day):
    ends = [dt.date(2017, 6, 30), dt.date(2018, 6, 30), dt.date(2019, 6, 30)]
    slots = [slot(v, ends_on=e, target=g) for v, e, g in zip(values, ends, goals, strict=True)]
    way = span(baseline, target)

    found = standing(way, slots, day)

    due = [each for each in slots if each.due_on <= day]
    known = [each for each in slots if each.value is not None and each.ends_on <= day]
    if not known:
        assert found.light == (Light.NO_DATA if due else Light.NOT_DUE)
    elif due and known[-1].ends_on < due[-1].ends_on:
        assert found.light == Light.NO_DATA
    else:
        assert (found.light == Light.REACHED) == reached(way, known[-1].value)
        assert found.light not in {Light.NO_DATA, Light.NOT_DUE}
