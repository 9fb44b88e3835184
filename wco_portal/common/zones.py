"""Time zones: those that one may choose from, and the instants that clocks there show."""

from __future__ import annotations

import datetime as dt
from functools import cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wco_portal.common import dates
from wco_portal.common.bilingual import active
from wco_portal.common.errors import DomainError
from wco_portal.common.sorting import sort_key

# What happens here happens in these: near the ends of the calendar no other zone has a time for it.
YEARS: Final = range(1900, 2200)
AREAS: Final = {
    "Africa": gettext_noop("Africa"),
    "America": gettext_noop("America"),
    "Asia": gettext_noop("Asia"),
    "Atlantic": gettext_noop("Atlantic Ocean"),
    "Australia": gettext_noop("Australia"),
    "Europe": gettext_noop("Europe"),
    "Indian": gettext_noop("Indian Ocean"),
    "Pacific": gettext_noop("Pacific Ocean"),
}


def choices(also: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the zones by area, as a form offers them; also one that a thing has already."""
    return _choices(also, active())


def instant(day: dt.date, time: dt.time, *, zone: str) -> dt.datetime:
    """Return the instant of a local time; refuse one that is skipped when the clocks change.

    A time that the clocks show twice means the first one.
    """
    local = dt.datetime.combine(day, time, tzinfo=ZoneInfo(zone))
    require_year(day)
    back = local.astimezone(dt.UTC).astimezone(ZoneInfo(zone))
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise DomainError(
            _("%(time)s does not exist on that day in %(zone)s: the clocks go forward then.")
            % {"time": f"{time:%H:%M}", "zone": zone},
            code="no_such_time",
        )
    return local.astimezone(dt.UTC)


def require_year(day: dt.date) -> None:
    """Refuse a day, or a moment, of a year in which nothing of this happens."""
    if day.year not in YEARS:
        raise DomainError(_("There is no such year."), code="no_such_time")


@cache
def _choices(also: str, _language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for name in {*_names(), also}:
        area = name.partition("/")[0]
        if area in found:
            found[area].append((name, dates.place(ZoneInfo(name))))
    return [
        *(
            (_(AREAS[area]), sorted(zones, key=lambda zone: sort_key(zone[1])))
            for area, zones in found.items()
        ),
        ("UTC", [("UTC", "UTC")]),
    ]


@cache
def _names() -> list[str]:
    """Read the third column of the zones' own table; older names of a place do not stand there."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    return [line.split("\t")[2] for line in table.splitlines() if not line.startswith("#")]
