"""The drawings of a result; the words and tables beside them say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any, Final

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from strategy.rules import charts, scores
from strategy.rules.results import Line
from strategy.selectors.participation import Occasion, Present
from strategy.selectors.regional import Slope
from strategy.selectors.results import Row
from strategy.selectors.scores import ScoreRow
from strategy.selectors.turnout import Turnout
from wco_portal.common import dates
from wco_portal.common.bilingual import colon

register = template.Library()

STEP: Final = 24
LEVEL: Final = 52
WIDE: Final = 400
LIGHTEST: Final = 4


@register.simple_tag
def interval(line: Line | scores.Line, count: int) -> SafeString:
    """Draw where an item stands (a dot) and where it may stand (a bar)."""
    said = _("Place %(place)s, between %(low)s and %(high)s") % {
        "place": line.place,
        "low": line.interval.low,
        "high": line.interval.high,
    }
    left = (line.interval.low - 1) * STEP + 5
    return format_html(
        '<svg class="interval" viewBox="0 0 {} 20" role="img" aria-label="{}">{}'
        '<rect x="{}" y="6" width="{}" height="8" rx="4"/>'
        '<circle cx="{}" cy="10" r="5"/></svg>',
        count * STEP,
        said,
        _ticks(count),
        left,
        (line.interval.high - line.interval.low) * STEP + 14,
        (line.place - 1) * STEP + 12,
    )


def _ticks(count: int) -> SafeString:
    spots = ((number * STEP + 12,) * 2 for number in range(count))
    return format_html_join("", '<line x1="{}" x2="{}" y1="5" y2="15"/>', spots)


@register.simple_tag
def interval_scale(count: int) -> SafeString:
    """Draw the places above the bars."""
    numbers = ((number * STEP + 12, number + 1) for number in range(count))
    return format_html(
        '<svg class="interval" viewBox="0 0 {} 14" aria-hidden="true">{}</svg>',
        count * STEP,
        format_html_join("", '<text x="{}" y="11">{}</text>', numbers),
    )


@register.simple_tag
def spread_bar(counts: Sequence[int], description: str) -> SafeString:
    """Draw how many gave each place, the first place first: one bar, parted by hairlines."""
    total = sum(counts) or 1
    edges = [round(WIDE * sum(counts[:at]) / total) for at in range(len(counts) + 1)]
    parts = (
        (f"p{min(LIGHTEST, at * (LIGHTEST + 1) // len(counts))}", left, right - left)
        for at, (left, right) in enumerate(pairwise(edges))
        if right > left
    )
    return format_html(
        '<svg class="spread" viewBox="0 0 {} 20" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>',
        WIDE,
        description,
        format_html_join("", '<rect class="{}" x="{}" width="{}" height="20"/>', parts),
    )


@register.simple_tag
def bands_bar(counts: Sequence[tuple[str, int | None]]) -> SafeString:
    """Draw how many stand in each named band; nothing where one of them is hidden."""
    known = [count for _name, count in counts if count is not None]
    if len(known) < len(counts):
        return SafeString("")
    return spread_bar(known, ", ".join(f"{name}: {count}" for name, count in counts if count))


@register.simple_tag
def spread_said(counts: Sequence[int]) -> str:
    """Say how many gave each place."""
    said = (
        _("%(place)s: %(count)s") % {"place": place, "count": count}
        for place, count in enumerate(counts, start=1)
        if count
    )
    return _("Members by place: %(places)s") % {"places": ", ".join(said)}


@register.simple_tag
def presence(line: Sequence[tuple[Occasion, Present]], name: object) -> SafeString:
    """Draw the share that took part over time: discs are consultations, diamonds workshops."""
    known = [(each.on, cell.share, each) for each, cell in line if cell.share is not None]
    if not known:
        return SafeString()
    days = [on for on, _share, _each in known]
    frame = charts.Frame(10, 8, 180, 44, min(days), max(days), Fraction(0), Fraction(1))
    asked = frame.points((on, share) for on, share, each in known if not each.is_workshop)
    met = frame.points((on, share) for on, share, each in known if each.is_workshop)
    return format_html(
        '<svg class="presence" viewBox="0 0 200 60" role="img" aria-label="{}">'
        '<path class="grid" d="M10 8H190M10 30H190M10 52H190"/><path d="{}"/>{}{}</svg>',
        _presence_said(known, name),
        charts.path(asked),
        format_html_join("", '<circle cx="{}" cy="{}" r="4"/>', asked),
        format_html_join(
            "", '<path class="met" d="M{} {}l5 5l-5 5l-5 -5z"/>', ((x, y - 5) for x, y in met)
        ),
    )


def _presence_said(known: Sequence[tuple[dt.date, Fraction, Occasion]], name: object) -> str:
    mark = colon()
    said = (
        f"{dates.day(on, precision=each.precision)}, {each.kind}{mark} "
        f"{dates.percent(float(share))}"
        for on, share, each in known
    )
    return f"{name}. {'; '.join(said)}"


@register.simple_block_tag
def heat_cell(
    content: SafeString, value: object, shade: str, *, is_hidden: bool, region: object = ""
) -> SafeString:
    """A field of a table of regions: the figure inside it, if there is one that may be told."""
    label = format_html(' data-label="{}"', region) if region else ""
    if is_hidden:
        shown = _("hidden")
        return format_html('<td class="withheld"{}><span class="vh">{}</span></td>', label, shown)
    if value is None:
        shown = _("no answer")
        return format_html('<td{}><span class="vh">{}</span></td>', label, shown)
    return format_html('<td class="{} num"{}>{}</td>', shade, label, content)


@register.simple_tag
def turnout_bar(turnout: Turnout) -> SafeString:
    """Draw the share of Members that answered."""
    return format_html(
        '<svg class="turnout-bar" viewBox="0 0 100 10" preserveAspectRatio="none" '
        'aria-hidden="true"><rect class="all" width="100" height="10"/>'
        '<rect width="{}" height="10"/></svg>',
        turnout.width,
    )


@register.simple_tag
def spread(counts: Sequence[int]) -> SafeString:
    """Draw the shares of the five answers side by side; the table beside it has the figures."""
    total = sum(counts)
    if not total:
        return SafeString("")
    ends = [0, *accumulate(counts)]
    parts = [
        (at, round(WIDE * start / total), round(WIDE * (end - start) / total))
        for at, (start, end) in enumerate(pairwise(ends), start=1)
    ]
    return format_html(
        '<svg class="spread-bar" viewBox="0 0 {} 14" preserveAspectRatio="none" '
        'aria-hidden="true">{}</svg>',
        WIDE,
        format_html_join("", '<rect class="a{}" x="{}" width="{}" height="14"/>', parts),
    )


@register.inclusion_tag("strategy/_slope.html")
def slope(
    rows: Sequence[Row | ScoreRow], by_region: Sequence[Row | ScoreRow], description: str
) -> dict[str, Any]:
    """Draw the two orders side by side, joined by lines."""
    end = {row.item.pk: at for at, row in enumerate(by_region)}
    lines = [
        {"way": way(row.line), "from": _level(at), "to": _level(end[row.item.pk])}
        for at, row in enumerate(rows)
    ]
    return {
        "rows": [(row, way(row.line)) for row in rows],
        "by_region": [(row, way(row.line)) for row in by_region],
        "lines": lines,
        "height": LEVEL * len(rows),
        "description": description,
    }


@register.inclusion_tag("strategy/_slope_between.html")
def slope_between(drawn: Slope, description: str) -> dict[str, Any]:
    """Draw the orders of two regions, or of a region and all Members, joined by lines."""
    right = drawn.by_right
    end = {spot.item: at for at, spot in enumerate(right)}
    lines = [
        {"way": after.way, "from": _level(at), "to": _level(end[after.item])}
        for at, (_before, after) in enumerate(drawn.lines)
    ]
    height = LEVEL * len(lines)
    return {
        "slope": drawn,
        "right": right,
        "lines": lines,
        "height": height,
        "description": description,
    }


def way(line: Line | scores.Line) -> str:
    """Name the way an item goes from one order to the other."""
    if line.rise == 0:
        return "level"
    return "up" if line.rise > 0 else "down"


def _level(at: int) -> int:
    return at * LEVEL + LEVEL // 2
