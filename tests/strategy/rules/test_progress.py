import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from strategy.enums.indicators import Light
from strategy.rules.progress import Span, elapsed, light, progress

SINCE, UNTIL = dt.date(2016, 7, 1), dt.date(2019, 7, 1)


def span(baseline, target):
    return Span(Decimal(baseline), Decimal(target), SINCE, UNTIL)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "done"),
    [
        ("70", "90", "84", Fraction(7, 10)),
        ("50", "20", "35", Fraction(1, 2)),
        ("10", "0", "4", Fraction(3, 5)),
        ("0", "10", "12", Fraction(6, 5)),
        ("5", "5", "5", None),
    ],
)
def test_progress_is_the_share_of_the_way(baseline, target, actual, done):
    assert progress(span(baseline, target), Decimal(actual)) == done


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "day", "shown"),
    [
        ("50", "20", None, "2018-01-01", Light.NO_DATA),
        ("50", "20", "20", "2018-01-01", Light.REACHED),
        ("50", "20", "35", "2018-01-01", Light.ON_TRACK),
        ("50", "20", "40", "2018-01-01", Light.AT_RISK),
        ("50", "20", "49", "2018-01-01", Light.OFF_TRACK),
        ("5", "5", "5", "2018-01-01", Light.REACHED),
        ("5", "5", "4", "2018-01-01", Light.OFF_TRACK),
        ("0", "10", "12", "2018-01-01", Light.REACHED),
    ],
)
def test_the_light_compares_progress_with_the_elapsed_time(baseline, target, actual, day, shown):
    value = None if actual is None else Decimal(actual)

    assert light(span(baseline, target), value, dt.date.fromisoformat(day)) == shown


def test_time_does_not_run_outside_its_span():
    assert elapsed(span("0", "1"), dt.date(2010, 1, 1)) == 0
    assert elapsed(span("0", "1"), dt.date(2030, 1, 1)) == 1
    assert elapsed(Span(Decimal(0), Decimal(1), UNTIL, UNTIL), UNTIL) == 1
