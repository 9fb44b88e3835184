"""How figures are written and drawn; the tables beside the drawings say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from typing import Any, Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from strategy.models import Indicator
from strategy.rules.charts import Frame, extent, path
from strategy.selectors import indicators
from strategy.selectors.indicators import Reading
from strategy.selectors.rollups import Rolled
from wco_portal.common import dates
from wco_portal.common.templatetags import ui
from wco_portal.common.templatetags.truth import unknown

register = template.Library()

WIDE, HIGH = 640, 260
SPARK_WIDE, SPARK_HIGH = 120, 34
ONE: Final = Fraction(1)


@register.simple_tag
def figure(indicator: Indicator, value: Decimal | None) -> SafeString:
    """A figure with its unit, or the name of a score; nothing known is said in words."""
    if value is None:
        return unknown()
    return format_html('<span class="nowrap">{}</span>', indicators.written(indicator, value))


def together(rolled: Rolled) -> SafeString:
    """What the indicators of an element show together: their light, counts, way and progress."""
    counts = format_html_join(
        "",
        '<li>\n{} {}<span class="vh"> {}</span>\n</li>',
        ((ui.shape(each.tone), each.count, each.word) for each in rolled.counts),
    )
    told = {"reported": rolled.rollup.reported, "due": rolled.rollup.due}
    way = _("%(percent)s%% towards the targets") % {"percent": rolled.percent}
    return format_html(
        '<div class="measured">\n{}\n<ul class="counts" role="list">\n{}\n</ul>\n'
        "<small>{}</small>\n{}\n{}\n</div>\n",
        ui.status(rolled.tone, rolled.rollup.light.label),
        counts,
        _("%(reported)s of %(due)s due indicators reported") % told,
        spark(rolled),
        "" if rolled.percent is None else format_html("<small>{}</small>", way),
    )


def spark(rolled: Rolled) -> SafeString:
    """Draw the way of an objective towards its target; the words beside it say where it stands."""
    spans = [reading.span for reading in rolled.readings]
    first = min(span.since for span in spans)
    last = max(span.until for span in spans)
    frame = Frame(3, 4, SPARK_WIDE - 6, SPARK_HIGH - 8, first, last, Fraction(0), ONE)
    points = frame.points([(first, Fraction(0)), *rolled.way])
    return format_html(
        '<svg class="way-spark" viewBox="0 0 {} {}" aria-hidden="true">'
        '<path class="goal" d="M3 4H{}"/><path class="way" d="{}"/>'
        '<circle cx="{}" cy="{}" r="3"/></svg>',
        SPARK_WIDE,
        SPARK_HIGH,
        SPARK_WIDE - 3,
        path(points),
        *points[-1],
    )


@register.simple_tag
def chart(reading: Reading, before: Sequence[Reading] = ()) -> SafeString:
    """Draw the figures of an indicator with the line of its targets, after those of before."""
    asked, known = _goals(reading), _figures(reading)
    past = [point for each in before for point in _figures(each)]
    low, high = extent([value for _day, value in (*asked, *known, *past)])
    way = reading.span
    first = min([way.since, *(day for day, _value in past)])
    frame = Frame(16, 28, WIDE - 32, HIGH - 72, first, way.until, low, high)
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<path class="ground" d="M16 {}H{}"/>{}<path class="goal" d="{}"/>{}'
        '<path class="way" d="{}"/>{}{}</svg>',
        WIDE,
        HIGH,
        f"{_said(reading)}{_said_before(before)}",
        HIGH - 44,
        WIDE - 16,
        _before(frame, reading, past, before),
        path(frame.points(asked)),
        _marks(frame, reading.indicator, asked, "goal", below=False),
        path(frame.points(known)),
        _marks(frame, reading.indicator, known, "way", below=True),
        _days(frame, [day for day, _value in [*past[:1], *asked]]),
    )


def _before(
    frame: Frame,
    reading: Reading,
    past: Sequence[tuple[dt.date, Fraction]],
    before: Sequence[Reading],
) -> SafeString:
    """Draw what was reported under earlier plans up to the baseline, each plan by its name."""
    joined = sorted([*past, *_figures(reading)[:1]], key=itemgetter(0))
    names = [
        (frame.x(each.indicator.baseline_on), each.indicator.element.plan.slug) for each in before
    ]
    return (
        format_html(
            '<path class="before" d="{}"/>{}{}',
            path(frame.points(joined)),
            format_html_join(
                "", '<circle cx="{}" cy="{}" r="3" class="before"/>', frame.points(past)
            ),
            format_html_join(
                "", '<text x="{}" y="14" text-anchor="start" class="before">{}</text>', names
            ),
        )
        if past
        else SafeString()
    )


def _said_before(before: Sequence[Reading]) -> str:
    parts = [
        _("%(actual)s in the plan %(plan)s")
        % {"actual": each.said or "–", "plan": each.indicator.element.plan.slug}
        for each in before
    ]
    return pgettext("between two remarks", "; ").join(["", *parts])


def _goals(reading: Reading) -> list[tuple[dt.date, Fraction]]:
    """The line that is asked for: from the baseline through targets of periods to the target."""
    indicator = reading.indicator
    start = [] if indicator.baseline is None else [(indicator.baseline_on, indicator.baseline)]
    middle = [(slot.ends_on, slot.target) for slot in reading.slots if slot.target is not None]
    end = [(reading.span.until, reading.span.target)]
    if middle and middle[-1][0] == reading.span.until:
        end = []
    return [(day, Fraction(value)) for day, value in (*start, *middle, *end)]


def _figures(reading: Reading) -> list[tuple[dt.date, Fraction]]:
    indicator = reading.indicator
    start = [] if indicator.baseline is None else [(indicator.baseline_on, indicator.baseline)]
    known = [(slot.ends_on, slot.value) for slot in reading.slots if slot.value is not None]
    return [(day, Fraction(value)) for day, value in (*start, *known)]


def _said(reading: Reading) -> str:
    return _("%(name)s: from %(baseline)s to %(target)s; last figure: %(actual)s") % {
        "name": reading.indicator,
        "baseline": indicators.written(reading.indicator, reading.indicator.baseline) or "–",
        "target": indicators.written(reading.indicator, reading.span.target),
        "actual": reading.said or "–",
    }


def _marks(
    frame: Frame,
    indicator: Indicator,
    series: Sequence[tuple[dt.date, Fraction]],
    kind: str,
    *,
    below: bool,
) -> SafeString:
    rows: list[tuple[Any, ...]] = []
    for at, (day, value) in enumerate(series):
        x, y = frame.x(day), frame.y(value)
        anchor = "start" if x < WIDE // 8 else "end" if x > WIDE - WIDE // 8 else "middle"
        is_start = at == 0 and indicator.baseline is not None
        words = "" if is_start and not below else _short(indicator, value)
        rows.append((x, y, kind, x, y + (18 if below else -9), anchor, kind, words))
    return format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="4" class="{}"/>'
        '<text x="{}" y="{}" text-anchor="{}" class="{}">{}</text>',
        rows,
    )


def _short(indicator: Indicator, value: Fraction) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if indicator.kind in {"qualitative", "milestone", "percentage"}:
        return indicators.written(indicator, exact)
    return dates.number(exact)


def _days(frame: Frame, days: Sequence[dt.date]) -> SafeString:
    rows = []
    for day in days:
        x = frame.x(day)
        anchor = "start" if x < WIDE // 8 else "end" if x > WIDE - WIDE // 8 else "middle"
        rows.append((x, HIGH - 8, anchor, dates.day(day, precision="month")))
    return format_html_join("", '<text x="{}" y="{}" text-anchor="{}" class="day">{}</text>', rows)
