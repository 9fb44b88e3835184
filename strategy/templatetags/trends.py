"""The drawing of an indicator's way; the table beside it says the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from html import escape
from typing import Final

from django import template
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from strategy.models import Indicator
from strategy.selectors.indicators import Reading, written
from strategy.templatetags.measures import figure
from wco_portal.common import dates
from wco_portal.common.templatetags import truth, ui

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


@register.simple_tag(takes_context=True)
def indicator_rows(context: Context, readings: Iterable[Reading]) -> SafeString:
    """The rows of a table of indicators; the page of an element need not name the element."""
    names = ("baseline", "last", "target", "way", "light")
    labels = [conditional_escape(context[name]) for name in names]
    is_named = not context.get("element")
    return SafeString("".join(_row(each, labels, is_named=is_named) for each in readings))


# A plan may have 45, and a template takes twice as long.
def _row(reading: Reading, labels: Sequence[str], *, is_named: bool) -> str:
    indicator = reading.indicator
    values = (indicator.baseline, reading.actual, reading.span.target)
    figures = "".join(
        f'<td class="num" data-label="{label}">\n{figure(indicator, value)}\n</td>\n'
        for label, value in zip(labels, values, strict=False)
    )
    drawn = trend(reading) if reading.measurements else truth.unknown()
    return (
        f'\n<tr>\n<th scope="row">\n<a href="{escape(indicator.get_absolute_url())}">'
        f"{truth.text(indicator, 'name')}</a>\n{truth.demo_mark(indicator)}\n"
        f"{_element(indicator) if is_named else ''}\n</th>\n{figures}"
        f'<td data-label="{labels[3]}">\n{drawn}\n</td>\n'
        f'<td data-label="{labels[4]}">{ui.status(reading.tone, reading.light.label)}</td>\n</tr>'
    )


def _element(indicator: Indicator) -> str:
    element = indicator.element
    return (
        f'<small><a\nhref="{escape(element.get_absolute_url())}"\n'
        f">{escape(str(element))}</a></small>"
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
