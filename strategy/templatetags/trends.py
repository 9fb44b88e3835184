"""The drawing of an indicator's way; the table beside it says the same."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from strategy.selectors.indicators import Reading, written
from wco_portal.common import dates

register = template.Library()

WIDTH: Final = 100
HEIGHT: Final = 40
MARGIN: Final = 4


@register.simple_tag
def trend(reading: Reading, kind: str = "") -> SafeString:
    """Draw the values from the baseline on, and the target as a dashed line."""
    indicator = reading.indicator
    start = [] if indicator.baseline is None else [(indicator.baseline_on, indicator.baseline)]
    known = [(slot.ends_on, slot.value) for slot in reading.slots if slot.value is not None]
    points = start + known
    levels = [value for _day, value in points] + [reading.span.target]
    low, high = min(levels), max(levels)
    last = max(reading.span.until, points[-1][0])
    spots = [
        f"{_across(day, points[0][0], last):.1f} {_down(value, low, high):.1f}"
        for day, value in points
    ]
    goal = f"{_down(reading.span.target, low, high):.1f}"
    return format_html(
        '<svg class="spark {}" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" '
        'aria-label="{}"><line x1="0" x2="{}" y1="{}" y2="{}"/><path d="M{}"/>'
        '<path class="spots" d="{}"/></svg>',
        *(kind, WIDTH, HEIGHT, _said(reading), WIDTH, goal, goal),
        "L".join(spots),
        "".join(f"M{spot}h0" for spot in spots),
    )


def _said(reading: Reading) -> str:
    indicator = reading.indicator
    return _("From %(baseline)s to %(actual)s, with a target of %(target)s by %(day)s") % {
        "baseline": written(indicator, indicator.baseline) or _("not known"),
        "actual": reading.said or _("not known"),
        "target": written(indicator, reading.span.target),
        "day": dates.day(reading.span.until),
    }


def _across(day: dt.date, first: dt.date, last: dt.date) -> float:
    share = (day - first).days / max((last - first).days, 1)
    return MARGIN / 2 + share * (WIDTH - MARGIN)


def _down(value: Decimal, low: Decimal, high: Decimal) -> float:
    share = float((value - low) / (high - low)) if high > low else 0.5
    return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)
