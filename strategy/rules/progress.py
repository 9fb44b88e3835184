"""How far a measure has come, what is expected of it by a day, and what light it shows.

Progress is (actual - baseline) / (target - baseline), right for measures that fall as for those
that rise. It is not defined when the target equals the baseline or the baseline is not known:
then the target is reached or not. Pure: no queries, no clock.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final

from strategy.enums.indicators import Direction, Light

ON_TRACK: Final = 90
AT_RISK: Final = 60


@dataclass(frozen=True, slots=True)
class Span:
    """From a value on a day to a value on a later day."""

    baseline: Decimal | None
    target: Decimal
    since: dt.date
    until: dt.date
    direction: Direction = Direction.UP


@dataclass(frozen=True, slots=True)
class Slot:
    """A period of a measure: its end, the day its figure is due, its target, its figure."""

    ends_on: dt.date
    due_on: dt.date
    target: Decimal | None = None
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Per cent of the expected progress from which a measure is on track, or at risk."""

    on_track_from: int = ON_TRACK
    at_risk_from: int = AT_RISK


DEFAULT: Final = Rule()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a measure stands on a day: its figure, progress, what was expected, its light."""

    actual: Decimal | None
    measured_on: dt.date | None
    done: Fraction | None
    expected: Fraction | None
    light: Light
    # The first period whose figure is due and missing, if any.
    missing: Slot | None = None


# The page of a plan asks the same of an objective, of its goal and of each figure of the way.
@lru_cache(maxsize=4096)
def progress(span: Span, actual: Decimal) -> Fraction | None:
    """Return the share of the way that is done; None where the way has no length."""
    if span.baseline is None:
        return None
    way = Fraction(span.target) - Fraction(span.baseline)
    if way == 0:
        return None
    return (Fraction(actual) - Fraction(span.baseline)) / way


def reached(span: Span, actual: Decimal, *, target: Decimal | None = None) -> bool:
    """Say whether the target (the span's, unless named) is reached, whichever way it lies."""
    goal = span.target if target is None else target
    return actual <= goal if span.direction == Direction.DOWN else actual >= goal


def elapsed(span: Span, day: dt.date) -> Fraction:
    """Return the share of the time that is over, between 0 and 1."""
    whole = (span.until - span.since).days
    if whole <= 0:
        return Fraction(1)
    return min(max(Fraction((day - span.since).days, whole), Fraction(0)), Fraction(1))


def expected_value(
    span: Span, waypoints: Iterable[tuple[dt.date, Decimal]], day: dt.date
) -> Fraction:
    """Return the value due by a day: a straight line between baseline, waypoints and target."""
    start = Fraction(span.target if span.baseline is None else span.baseline)
    path = [(span.since, start), *((on, Fraction(value)) for on, value in sorted(waypoints))]
    if path[-1][0] < span.until:
        path.append((span.until, Fraction(span.target)))
    if day <= path[0][0]:
        return path[0][1]
    for (earlier, low), (later, high) in itertools.pairwise(path):
        if day <= later:
            return low + (high - low) * Fraction((day - earlier).days, (later - earlier).days)
    return path[-1][1]


def running(span: Span, slots: Sequence[Slot]) -> list[Slot]:
    """Turn figures and targets of single periods into totals since the baseline.

    After a period without a figure no total is known: what is empty is not zero.
    """
    total: Decimal | None = span.baseline or Decimal(0)
    target = span.baseline or Decimal(0)
    made = []
    for slot in slots:
        total = None if total is None or slot.value is None else total + slot.value
        target = target if slot.target is None else target + slot.target
        made.append(
            Slot(
                slot.ends_on,
                slot.due_on,
                None if slot.target is None else target,
                total,
            )
        )
    return made


def standing(span: Span, slots: Sequence[Slot], day: dt.date, rule: Rule = DEFAULT) -> Standing:
    """Say where a measure stands on a day; slots in order, their figures those known by the day.

    A figure that is due and missing is "no data", even where an older one is known; before the
    first is due it is "not due". Else progress is held against what was expected by the day that
    the figure speaks of.
    """
    reported = [slot for slot in slots if slot.value is not None and slot.ends_on <= day]
    last = reported[-1] if reported else None
    missing = _missing(slots, last, day)
    if last is None or last.value is None:
        light = Light.NOT_DUE if missing is None else Light.NO_DATA
        return Standing(None, None, None, None, light, missing)
    done = progress(span, last.value)
    expected = _expected(span, slots, last.ends_on)
    light = Light.NO_DATA if missing else _judge(span, last, done, expected, rule)
    return Standing(last.value, last.ends_on, done, expected, light, missing)


def _missing(slots: Sequence[Slot], last: Slot | None, day: dt.date) -> Slot | None:
    """The first period after the last figure whose own is due; a later one makes up for it."""
    due = [slot for slot in slots if slot.due_on <= day]
    return next((slot for slot in due if last is None or slot.ends_on > last.ends_on), None)


def _expected(span: Span, slots: Sequence[Slot], day: dt.date) -> Fraction | None:
    waypoints = [(slot.ends_on, slot.target) for slot in slots if slot.target is not None]
    if span.baseline is None or span.baseline == span.target:
        return None
    value = expected_value(span, waypoints, day)
    return (value - Fraction(span.baseline)) / (Fraction(span.target) - Fraction(span.baseline))


def _judge(
    span: Span, last: Slot, done: Fraction | None, expected: Fraction | None, rule: Rule
) -> Light:
    value = last.value
    if value is None:
        return Light.NO_DATA
    if reached(span, value):
        return Light.REACHED
    if done is None or expected is None:
        return _without_a_way(span, last, value)
    if done >= _asked(expected, rule.on_track_from):
        return Light.ON_TRACK
    return Light.AT_RISK if done >= _asked(expected, rule.at_risk_from) else Light.OFF_TRACK


def _asked(expected: Fraction, percent: int) -> Fraction:
    """A share of what is expected; where nothing or less is expected, that itself."""
    return expected * Fraction(percent, 100) if expected > 0 else expected


def _without_a_way(span: Span, last: Slot, value: Decimal) -> Light:
    """No progress can be given: hold the figure against the target of its period."""
    if last.target is not None:
        return Light.ON_TRACK if reached(span, value, target=last.target) else Light.OFF_TRACK
    if span.baseline is None and last.ends_on < span.until:
        return Light.NOT_DUE
    return Light.OFF_TRACK
