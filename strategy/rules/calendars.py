"""Calendar entries, as mail programs read them (RFC 5545 and 5546)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, vCalAddress, vDatetime, vText

# What no text of a calendar may hold (RFC 5545, section 3.1): a program refuses all of it then.
CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands in a calendar."""

    uid: str
    sequence: int
    stamp: dt.datetime
    starts_at: dt.datetime
    ends_at: dt.datetime
    zone: str
    summary: str
    description: str
    location: str
    address: str
    is_cancelled: bool = False


def invitation(entry: Entry, *, organiser: str, name: str, attendee: str) -> str:
    """Return the entry as an invitation, an update of it, or its cancellation."""
    calendar = _calendar("CANCEL" if entry.is_cancelled else "REQUEST")
    event = _event(entry)
    sender = vCalAddress(f"mailto:{organiser}")
    sender.params["CN"] = vText(name)
    event["organizer"] = sender
    guest = vCalAddress(f"mailto:{attendee}")
    guest.params["PARTSTAT"] = vText("NEEDS-ACTION")
    guest.params["RSVP"] = vText("FALSE")
    event.add("attendee", guest, encode=False)
    return _written(calendar, event, entry)


def published(entry: Entry) -> str:
    """Return the entry as anybody may put it into a calendar."""
    return _written(_calendar("PUBLISH"), _event(entry), entry)


def feed(entries: Sequence[Entry], *, name: str) -> str:
    """Return many entries as one calendar that a program asks for again each hour."""
    calendar = _calendar("PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", dt.timedelta(hours=1), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", dt.timedelta(hours=1))
    for zone in sorted({entry.zone for entry in entries}):
        calendar.add_component(_zone(zone, [each for each in entries if each.zone == zone]))
    for entry in entries:
        calendar.add_component(_event(entry))
    return str(calendar.to_ical(), "utf-8")


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//WCO portal//EN")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    return calendar


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.stamp.astimezone(dt.UTC))
    event["dtstart"] = _local(entry.starts_at, zone=entry.zone)
    event["dtend"] = _local(entry.ends_at, zone=entry.zone)
    for name in ("summary", "description", "location"):
        if words := CONTROL.sub("", getattr(entry, name)):
            event.add(name, words)
    event.add("url", entry.address)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return event


def _local(at: dt.datetime, *, zone: str) -> vDatetime:
    """Name the zone always: where it has no offset, the library would write UTC."""
    value = vDatetime(at.astimezone(ZoneInfo(zone)).replace(tzinfo=None))
    value.params["TZID"] = vText(zone)
    return value


def _written(calendar: Calendar, event: Event, entry: Entry) -> str:
    calendar.add_component(_zone(entry.zone, [entry]))
    calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def _zone(name: str, entries: Sequence[Entry]) -> Timezone:
    """Tell the rules of a zone for a year around its entries."""
    year = dt.timedelta(days=366)
    first = min(entry.starts_at for entry in entries) - year
    last = max(entry.ends_at for entry in entries) + year
    return _rules(name, first.date(), last.date())


@lru_cache(maxsize=64)
def _rules(name: str, first: dt.date, last: dt.date) -> Timezone:
    """Find the rules once for all letters of an invitation: the library walks hour by hour."""
    return Timezone.from_tzid(name, first_date=first, last_date=last)
