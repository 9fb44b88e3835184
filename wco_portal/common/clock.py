"""The one business clock.

In operation it is the real time; in demonstration mode it starts at 27 March 2019 and may be
stepped forward. Everything that depends on the day asks here in Python and `portal_now()` in SQL.
Sessions, tokens, leases and locks use real time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from wco_portal.common.models import BusinessClock

_offset: ContextVar[dt.timedelta | None] = ContextVar("clock_offset", default=None)

DEMONSTRATION_START = dt.datetime(2019, 3, 27, 9, 0, tzinfo=ZoneInfo("Europe/Brussels"))


def offset() -> dt.timedelta:
    """Return how far the business clock stands from real time."""
    known = _offset.get()
    return _read() if known is None else known


def _read() -> dt.timedelta:
    if not settings.PORTAL_DEMO:
        return dt.timedelta(0)
    return BusinessClock.objects.values_list("ahead_by", flat=True).first() or dt.timedelta(0)


def now() -> dt.datetime:
    """Return the business time, aware, in UTC."""
    return timezone.now() + offset()


def zone() -> ZoneInfo:
    """Return the organisation's time zone."""
    return ZoneInfo(settings.PORTAL_ZONE)


def today() -> dt.date:
    """Return the business day in the organisation's zone."""
    return now().astimezone(zone()).date()


def start_of(day: dt.date, *, tz: ZoneInfo | None = None) -> dt.datetime:
    """Return the first instant of a day in a zone (the organisation's unless named)."""
    return dt.datetime.combine(day, dt.time.min, tzinfo=tz or zone())


def end_of(day: dt.date, *, tz: ZoneInfo | None = None) -> dt.datetime:
    """Return the instant at which a day has ended: a date-only deadline closes here."""
    return start_of(day + dt.timedelta(days=1), tz=tz)


@contextmanager
def held() -> Iterator[None]:
    """Read the offset once for all that runs inside: a request, a sweep."""
    token = _offset.set(_read())
    try:
        yield
    finally:
        _offset.reset(token)


@contextmanager
def standing_at(moment: dt.datetime) -> Iterator[None]:
    """Let the demonstration's clock stand elsewhere while its past is built."""
    before, ahead_by = offset(), moment - timezone.now()
    BusinessClock.objects.update_or_create(id=1, defaults={"ahead_by": ahead_by})
    token = _offset.set(ahead_by)
    try:
        yield
    finally:
        _offset.reset(token)
        BusinessClock.objects.update_or_create(id=1, defaults={"ahead_by": before})


def forget() -> None:
    """Read the offset again, because it was just changed."""
    _offset.set(None)
