"""When a mail that is not urgent may leave: quiet hours and summaries, in a person's zone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from wco_portal.notifications.enums import Hold, Pace

# Summaries leave at this time of a person's clock; weekly ones on Mondays.
SUMMARY_AT: Final = dt.time(8)
MONDAY: Final = 0
ONE_DAY: Final = dt.timedelta(days=1)
# So long before its deadline a letter is there, else it does not wait.
MARGIN: Final = {Hold.QUIET: dt.timedelta(hours=4), Hold.DIGEST: dt.timedelta(days=1)}


@dataclass(frozen=True, slots=True)
class Times:
    """What a person chose."""

    zone: ZoneInfo
    pace: str = Pace.AT_ONCE
    quiet_from: dt.time | None = None
    quiet_until: dt.time | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """Until when a mail is held back, and why."""

    until: dt.datetime
    hold: Hold


def held(at: dt.datetime, times: Times, *, latest: dt.datetime | None = None) -> Held | None:
    """Return until when a mail of this moment waits; None: it leaves now.

    It never waits so long that what it asks for could hardly be done in time.
    """
    quiet = quiet_until(at, times)
    waits = []
    if times.pace != Pace.AT_ONCE:
        summary = next_summary(at, times)
        waits.append(Held(quiet_until(summary, times) or summary, Hold.DIGEST))
    if quiet is not None:
        waits.append(Held(quiet, Hold.QUIET))
    in_time = (wait for wait in waits if latest is None or wait.until <= latest - MARGIN[wait.hold])
    return next(in_time, None)


def quiet_until(at: dt.datetime, times: Times) -> dt.datetime | None:
    """Return when the quiet hours of this moment end; None outside of them.

    The first time belongs to them and the last one does not; they may cross midnight. They begin
    when a clock first shows the first time and end when it last shows the other one.
    """
    first, last = times.quiet_from, times.quiet_until
    if first is None or last is None:
        return None
    today, crosses = at.astimezone(times.zone).date(), first > last
    for day in (today - ONE_DAY, today):
        ends = instant(day + ONE_DAY if crosses else day, last, zone=times.zone)
        if _first(day, first, zone=times.zone) <= at < ends:
            return ends
    return None


def _first(day: dt.date, time: dt.time, *, zone: ZoneInfo) -> dt.datetime:
    """Return the instant at which a clock first shows a time; skipped, when it goes forward."""
    early = dt.datetime.combine(day, time, tzinfo=zone).astimezone(dt.UTC)
    return min(early, instant(day, time, zone=zone))


def next_summary(at: dt.datetime, times: Times) -> dt.datetime:
    """Return when the next summary after this moment leaves."""
    day = at.astimezone(times.zone).date()
    for ahead in range(9):
        on = day + dt.timedelta(days=ahead)
        moment = instant(on, SUMMARY_AT, zone=times.zone)
        is_day = times.pace == Pace.DAILY or on.weekday() == MONDAY
        if is_day and moment > at:
            return moment
    raise AssertionError("a week has a Monday")  # pragma: no cover -- cannot happen


def instant(day: dt.date, time: dt.time, *, zone: ZoneInfo) -> dt.datetime:
    """Return the instant at which a clock shows a time, in UTC.

    Shown twice, it is the second one; skipped, it is the moment at which the clock goes forward.
    """
    late = dt.datetime.combine(day, time, tzinfo=zone).replace(fold=1).astimezone(dt.UTC)
    if late.astimezone(zone).replace(tzinfo=None, fold=0) == dt.datetime.combine(day, time):
        return late
    while late.astimezone(zone).replace(tzinfo=None) < dt.datetime.combine(day, time):
        late += dt.timedelta(minutes=1)
    return late
