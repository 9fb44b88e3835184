"""The tags of `ui` that say how a fact stands: its source, language, date, or nothing known."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.template.context import RequestContext
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, override, pgettext
from django.utils.translation import gettext as _

from wco_portal.common import bilingual, clock, dates
from wco_portal.common.bilingual import LocalText, active, language_of, local
from wco_portal.common.enums import Grade

register = template.Library()
# A word of one letter and a hyphen (E-Commerce), the years of a period (2019-2022).
_WHOLE: Final = re.compile(r"\b(?:[^\W\d_]-\w+|\d{4}[-–]\d{4}\b)")


# --- honesty --------------------------------------------------------------------------------------
@register.simple_tag
def unknown() -> SafeString:
    """Say that something is not known."""
    return _unknown(active())


# These two stand in every row of some lists.
@lru_cache
def _unknown(_language: str) -> SafeString:
    return format_html('<span class="unknown">{}</span>', _("not known"))


@register.simple_tag
def demo_mark(obj: object = None) -> SafeString:
    """Mark what is invented; with a thing, only when it is."""
    if obj is not None and not getattr(obj, "is_demonstration", False):
        return SafeString("")
    return _demo_mark(active())


@lru_cache
def _demo_mark(_language: str) -> SafeString:
    return format_html('<span class="demo">{}</span>', _("Demonstration data"))


@register.simple_tag
def text(obj: object, field: str) -> SafeString:
    """A text of a thing in the reader's language; when it is the other one, say so."""
    return marked(local(obj, field))


@register.filter
def localised(value: LocalText) -> SafeString:
    """The same for a text that a selector already chose."""
    return marked(value)


@register.filter
def written(words: str) -> SafeString:
    """The attribute `lang` of an element that holds what a person wrote, where it is needed."""
    language = language_of(words)
    return mark_safe("") if language in {"", active()} else format_html('lang="{}"', language)


@register.filter
def unbroken(words: str) -> SafeString:
    """A title in which words of one letter and a hyphen, and periods of years, stay on one line."""
    text = conditional_escape(words)
    if "<" in text:
        return text
    return mark_safe(_WHOLE.sub(r'<span class="whole">\g<0></span>', text))  # noqa: S308 -- escaped above


def marked(value: LocalText) -> SafeString:
    """Mark a text that fell back to the other language."""
    if not value:
        return unknown()
    if not value.is_fallback:
        return conditional_escape(value.value)
    label = _("in English") if value.language == "en" else _("in French")
    return format_html(
        '<span lang="{}" dir="ltr">{}</span> <span class="fell-back">{}</span>',
        value.language,
        value.value,
        label,
    )


@register.simple_tag
def plain_text(obj: object, field: str) -> str:
    """A text of a thing for a title or an attribute, without marks."""
    return str(local(obj, field))


@register.simple_tag(takes_context=True)
def source(context: RequestContext, obj: Any, grade: str = "") -> SafeString:
    """The number of a fact's source; it leads to the list at the foot of the page.

    A source by itself has no grade: `grade` says how good it is for this fact.
    """
    found = getattr(obj, "source", obj) if obj else None
    request = context.get("request")
    if found is None or request is None:
        return SafeString("")
    entries: dict[tuple[int, str], Any] = request.__dict__.setdefault("portal_sources", {})
    if getattr(obj, "grade", None):
        grade = str(Grade(obj.grade).label)
    key = (found.pk, grade)
    if key not in entries:
        entries[key] = {"number": len(entries) + 1, "source": found, "grade": grade}
    return format_html(
        '\u00a0<a class="src" href="#source-{0}"><span><span class="vh">{1} </span>{0}</span></a>',
        entries[key]["number"],
        pgettext("of a fact", "source"),
    )


@register.inclusion_tag("components/sources.html", takes_context=True)
def sources(context: RequestContext) -> dict[str, Any]:
    """All sources that the page named, with their grades."""
    request = context.get("request")
    entries = getattr(request, "portal_sources", {}) if request else {}
    return {"entries": list(entries.values())}


# --- languages ------------------------------------------------------------------------------------
@register.filter
def language_names(codes: Iterable[str]) -> str:
    """The names of languages in the reader's: English, French."""
    return _language_names(tuple(codes), active())


@lru_cache(maxsize=256)
def _language_names(codes: tuple[str, ...], language: str) -> str:
    with override(language):
        return ", ".join(str(get_language_info(code)["name_translated"]) for code in codes)


@register.simple_tag
def colon() -> str:
    """The colon as the language sets it."""
    return bilingual.colon()


# --- time and numbers -----------------------------------------------------------------------------
@register.simple_tag
def moment(at: dt.datetime | None, zone: ZoneInfo | str | None = None) -> SafeString:
    """An instant in a named zone, and in UTC."""
    if at is None:
        return unknown()
    there = ZoneInfo(zone) if isinstance(zone, str) else zone or ZoneInfo(settings.PORTAL_ZONE)
    here = at.astimezone(there)
    return format_html(
        '<time datetime="{}"><span class="nowrap">{}, {}</span> {}</time>',
        at.isoformat(),
        dates.day(here.date()),
        dates.hour(here),
        dates.place(there),
    )


@register.simple_tag
def moments(
    first: dt.datetime, last: dt.datetime, zone: ZoneInfo | str | None = None
) -> SafeString:
    """From when until when, in a named zone; of one day the day is said once."""
    there = ZoneInfo(zone) if isinstance(zone, str) else zone or ZoneInfo(settings.PORTAL_ZONE)
    here, end = first.astimezone(there), last.astimezone(there)
    if here.date() != end.date():
        return format_html("{} – {}", moment(first, there), moment(last, there))
    return format_html(
        '<time datetime="{}"><span class="nowrap">{}, {}</span> – '
        '<span class="nowrap">{}</span> {}</time>',
        first.isoformat(),
        dates.day(here.date()),
        dates.hour(here),
        dates.hour(end),
        dates.place(there),
    )


@register.simple_tag
def deadline(at: dt.datetime, zone: ZoneInfo | str | None = None) -> SafeString:
    """An instant to come: days left first, then the time and its zone, then UTC."""
    left = (at - clock.now()).days
    words = _("closed") if at <= clock.now() else dates.days_left(left)
    utc = at.astimezone(dt.UTC)
    return format_html(
        "<b>{}</b> · {} <small>({} UTC)</small>", words, moment(at, zone), dates.hour(utc)
    )


@register.filter
def long_date(value: dt.date | dt.datetime | None, precision: str = "day") -> SafeString:
    """A date in words, as exactly as it is known."""
    if value is None:
        return unknown()
    day = value.astimezone(clock.zone()).date() if isinstance(value, dt.datetime) else value
    return format_html('<span class="nowrap">{}</span>', dates.day(day, precision=precision))


@register.simple_tag
def days(first: dt.date | None, last: dt.date | None = None, precision: str = "day") -> SafeString:
    """The days of something: 14–16 May 2019."""
    return (
        unknown()
        if first is None
        else format_html("{}", dates.span(first, last, precision=precision))
    )


@register.filter
def number(value: float | None) -> SafeString:
    """A number with the language's separators."""
    return unknown() if value is None else format_html("{}", dates.number(value))


@register.filter
def fixed(value: float | None, places: int) -> SafeString:
    """A number with so many decimal places, as its neighbours in a column have."""
    return unknown() if value is None else format_html("{}", dates.fixed(value, places))


@register.filter
def percent(value: float | None) -> SafeString:
    """A share between 0 and 1 in whole per cent."""
    return unknown() if value is None else format_html("{}", dates.percent(value))
