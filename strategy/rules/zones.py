"""Local times and their zones: a time that a clock never shows is refused."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from wco_portal.common.errors import DomainError


def instant(day: dt.date, time: dt.time, *, zone: str) -> dt.datetime:
    """Return the instant of a local time; refuse one that is skipped when the clocks change.

    A time that the clocks show twice means the first one.
    """
    local = dt.datetime.combine(day, time, tzinfo=ZoneInfo(zone))
    if not dt.MINYEAR < day.year < dt.MAXYEAR:
        raise DomainError(_("There is no such year."), code="no_such_time")
    back = local.astimezone(dt.UTC).astimezone(ZoneInfo(zone))
    if back.replace(tzinfo=None) != local.replace(tzinfo=None):
        raise DomainError(
            _("%(time)s does not exist on that day in %(zone)s: the clocks go forward then.")
            % {"time": f"{time:%H:%M}", "zone": zone},
            code="no_such_time",
        )
    return local.astimezone(dt.UTC)
