"""How far a measure has come, and what light it shows.

Progress is (actual - baseline) / (target - baseline), right for measures that fall as for those
that rise. It is not defined when the target equals the baseline: then the target is reached or not.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from strategy.enums.indicators import Light

ON_TRACK: Final = Fraction(9, 10)
AT_RISK: Final = Fraction(6, 10)


@dataclass(frozen=True, slots=True)
class Span:
    """From a value on a day to a value on a later day."""

    baseline: Decimal
    target: Decimal
    since: dt.date
    until: dt.date


def progress(span: Span, actual: Decimal) -> Fraction | None:
    """Return the share of the way that is done; None where the way has no length."""
    way = Fraction(span.target) - Fraction(span.baseline)
    if way == 0:
        return None
    return (Fraction(actual) - Fraction(span.baseline)) / way


def reached(span: Span, actual: Decimal) -> bool:
    """Say whether the target is reached, whichever way it lies."""
    if span.target >= span.baseline:
        return actual >= span.target
    return actual <= span.target


def elapsed(span: Span, day: dt.date) -> Fraction:
    """Return the share of the time that is over, between 0 and 1."""
    whole = (span.until - span.since).days
    if whole <= 0:
        return Fraction(1)
    return min(max(Fraction((day - span.since).days, whole), Fraction(0)), Fraction(1))


def light(span: Span, actual: Decimal | None, day: dt.date) -> Light:
    """Return the light of a day: done, on track, at risk, off track, or no data.

    On track is at least nine tenths of the progress that the elapsed time asks for; at risk at
    least six tenths.
    """
    if actual is None:
        return Light.NO_DATA
    if reached(span, actual):
        return Light.REACHED
    done = progress(span, actual)
    due = elapsed(span, day)
    if done is None or done < AT_RISK * due:
        return Light.OFF_TRACK
    return Light.ON_TRACK if done >= ON_TRACK * due else Light.AT_RISK
