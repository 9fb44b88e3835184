"""The audit trail as an auditor reads it: keys, never names."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from wco_portal.audit.models import Event
from wco_portal.common import clock


def trail(wanted: dict[str, Any]) -> QuerySet[Event]:
    """Return the events that fit, newest first."""
    found = Event.objects.order_by("-pk")
    if wanted.get("type"):
        found = found.filter(type__startswith=wanted["type"])
    for name in ("target", "actor"):
        if wanted.get(name):
            found = found.filter(**{name: wanted[name]})
    day: dt.date | None = wanted.get("day")
    if day is not None:
        found = found.filter(
            happened_at__gte=clock.start_of(day), happened_at__lt=clock.end_of(day)
        )
    return found
