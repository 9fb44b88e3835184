"""Times of a programme."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from wco_portal.common import dates

register = template.Library()


@register.simple_tag
def hours(starts_at: dt.datetime, ends_at: dt.datetime, zone: ZoneInfo) -> SafeString:
    """From when until when, where the conference takes place."""
    return format_html(
        '<span class="nowrap"><time datetime="{}">{}</time> – <time datetime="{}">{}</time></span>',
        starts_at.isoformat(),
        dates.hour(starts_at.astimezone(zone)),
        ends_at.isoformat(),
        dates.hour(ends_at.astimezone(zone)),
    )
