"""Step the demonstration's clock forward: what falls due on the way happens at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.audit import tables
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.common.models import BusinessClock
from wco_portal.directory.models import Person
from wco_portal.home.enums import ClockStep

# The day on which the plan 2019-2022 comes into force, if the Council adopts it.
JULY: Final = dt.datetime(2019, 7, 1, 0, 0, tzinfo=ZoneInfo("Europe/Brussels"))

STEPS: Final[dict[ClockStep, Callable[[dt.datetime], dt.datetime | None]]] = {
    ClockStep.HOUR: lambda now: now + dt.timedelta(hours=1),
    ClockStep.DAY: lambda now: now + dt.timedelta(days=1),
    ClockStep.NEXT: tables.next_due,
    ClockStep.JULY: lambda now: JULY if now < JULY else None,
}


def step(kind: ClockStep, *, by: Person) -> dt.datetime:
    """Move the clock forward, never back; afterwards do what has fallen due."""
    policies.require(by, Permission.CLOCK_STEP)
    if not settings.PORTAL_DEMO:
        raise DomainError(_("The clock can only be moved in a demonstration."), code="not_a_demo")
    with transaction.atomic():
        row, _made = BusinessClock.objects.select_for_update().get_or_create(id=1)
        now = timezone.now() + row.ahead_by
        target = STEPS[kind](now)
        if target is None:
            raise DomainError(_("Nothing more falls due, or that day is over."), code="no_such_day")
        row.ahead_by += target - now
        row.save(update_fields=["ahead_by"])
        clock.forget()
        data = {"from": now.isoformat(), "to": target.isoformat(), "step": kind.value}
        audit.record("common.clock.stepped", target=row, by=by, data=data)
        transaction.on_commit(_catch_up, robust=True)
    return target


def _catch_up() -> None:
    audit.outbox.sweep()
