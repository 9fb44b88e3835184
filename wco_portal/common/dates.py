"""Dates and times as people of the two languages write them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location
from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wco_portal.common.bilingual import active
from wco_portal.common.enums import Precision

NO_BREAK = "\u00a0"
LOCALES = {"en": "en_GB", "fr": "fr_FR"}
PATTERNS: dict[str, str] = {
    Precision.DAY: f"d{NO_BREAK}MMMM y",
    Precision.MONTH: f"MMMM{NO_BREAK}y",
    Precision.YEAR: "y",
}
# How sources write their dates; what is written otherwise stays as it is.
WORDS: dict[str, str] = {
    "%d %B %Y": Precision.DAY,
    "%Y-%m-%d": Precision.DAY,
    "%B %Y": Precision.MONTH,
    "%Y-%m": Precision.MONTH,
}


def locale() -> str:
    """Return the locale of the active language."""
    return LOCALES[active()]


def day(value: dt.date, *, precision: str = Precision.DAY) -> str:
    """Write a date as exactly as it is known: 27 March 2019, 1er juillet 2019, June 2019."""
    return _day(value, precision or Precision.DAY, active())


# A list writes the same few dates again and again, and each takes a fifth of a millisecond.
@lru_cache(maxsize=4096)
def _day(value: dt.date, precision: str, language: str) -> str:
    written = format_date(value, PATTERNS[precision], locale=LOCALES[language])
    if language == "fr" and precision == Precision.DAY and value.day == 1:
        return written.replace(f"1{NO_BREAK}", f"1er{NO_BREAK}", 1)
    return written


def written(words: str) -> str:
    """Write a date that a source gives in its own words: 8 November 2018, January 2019, 2019-01."""
    for pattern, precision in WORDS.items():
        try:
            return day(dt.datetime.strptime(words, pattern).date(), precision=precision)  # noqa: DTZ007 -- a date has no zone
        except ValueError:
            continue
    return words


def span(first: dt.date, last: dt.date | None, *, precision: str = Precision.DAY) -> str:
    """Write the days from one date to another, naming month and year once where that is enough."""
    if last is None or last == first:
        return day(first, precision=precision)
    exact = precision in {"", Precision.DAY}
    if not exact or first.year != last.year:
        # As exactly as they are known, both may be the same.
        ends = dict.fromkeys(day(each, precision=precision) for each in (first, last))
        return " – ".join(ends)
    end = day(last)
    if first.month == last.month:
        start = "1er" if active() == "fr" and first.day == 1 else str(first.day)
        return f"{start}–{end}"
    return f"{day(first).rsplit(' ', 1)[0]} – {end}"


def weekday(value: dt.date) -> str:
    """Write a date with its day of the week."""
    return f"{format_date(value, 'EEEE', locale=locale())} {day(value)}"


def hour(value: dt.time | dt.datetime) -> str:
    """Write a time of day: 18:00 in English, 18 h 00 in French."""
    if active() == "fr":
        return f"{value:%H}{NO_BREAK}h{NO_BREAK}{value:%M}"
    return f"{value:%H:%M}"


def place(zone: ZoneInfo) -> str:
    """Name the city of a time zone."""
    return "UTC" if zone.key == "UTC" else _city(zone, locale())


@lru_cache(maxsize=1024)
def _city(zone: ZoneInfo, named_in: str) -> str:
    return get_timezone_location(zone, locale=named_in, return_city=True).replace("/", ", ")


def days_left(count: int) -> str:
    """Say how many days are left."""
    if count == 0:
        return _("today")
    return ngettext("%(count)s day left", "%(count)s days left", count) % {"count": count}


def days_late(count: int) -> str:
    """Say how many days something is late."""
    return ngettext("%(count)s day late", "%(count)s days late", count) % {"count": count}


def number(value: float | Decimal) -> str:
    """Write a number with the language's separators."""
    return _number(str(value), locale())


@lru_cache(maxsize=4096)
def _number(value: str, named_in: str) -> str:
    return format_decimal(value, locale=named_in)


def fixed(value: float | Decimal, places: int) -> str:
    """Write a number with so many decimal places, for columns of figures."""
    return format_decimal(value, format=f"#,##0.{'0' * places}", locale=locale())


def percent(value: float | Decimal) -> str:
    """Write a share between 0 and 1 in whole per cent."""
    return _percent(str(value), active())


@lru_cache(maxsize=4096)
def _percent(value: str, language: str) -> str:
    pattern = f"#,##0{NO_BREAK}%" if language == "fr" else "#,##0%"
    return format_percent(value, format=pattern, locale=LOCALES[language])
