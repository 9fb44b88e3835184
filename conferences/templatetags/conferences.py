"""Times of a programme."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wco_portal.common import dates
from wco_portal.common.bilingual import active

register = template.Library()


@register.simple_tag
def hours(starts_at: dt.datetime, ends_at: dt.datetime, zone: ZoneInfo) -> SafeString:
    """From when until when, where the conference takes place."""
    return format_html(
        '<span class="nowrap"><time datetime="{}">{}</time>{}<time datetime="{}">{}</time></span>',
        starts_at.isoformat(),
        dates.hour(starts_at.astimezone(zone)),
        "–" if active() == "en" else " – ",
        ends_at.isoformat(),
        dates.hour(ends_at.astimezone(zone)),
    )


@register.simple_tag
def day_and_hours(starts_at: dt.datetime, ends_at: dt.datetime, zone: ZoneInfo) -> SafeString:
    """On which day, from when until when, and by the clocks of which city."""
    return format_html(
        "{}, {} {}",
        dates.day(starts_at.astimezone(zone).date()),
        hours(starts_at, ends_at, zone),
        dates.place(zone),
    )
