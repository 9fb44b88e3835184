"""Local times and their zones: a time that a clock never shows is refused."""

from __future__ import annotations

import datetime as dt
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.utils.translation import gettext as _

from wco_portal.common.errors import DomainError

AREAS = (
    "Africa",
    "America",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


def instant(day: dt.date, time: dt.time, *, zone: str) -> dt.datetime:
    """Return the instant of a local time; refuse one that is skipped when the clocks change.

    A time that the clocks show twice means the first one.
    """
    local = dt.datetime.combine(day, time, tzinfo=ZoneInfo(zone))
    back = local.astimezone(dt.UTC).astimezone(ZoneInfo(zone))
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise DomainError(
            _("%(time)s does not exist on that day in %(zone)s: the clocks go forward then.")
            % {"time": f"{time:%H:%M}", "zone": zone},
            code="no_such_time",
        )
    return local.astimezone(dt.UTC)


@cache
def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the zones by area, to choose from."""
    found: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for name in sorted(available_timezones()):
        area, _slash, city = name.partition("/")
        if city and area in found:
            found[area].append((name, city.replace("_", " ").replace("/", ", ")))
    return [*found.items(), ("UTC", [("UTC", "UTC")])]
