"""Remind who enters the figures: some days before one is due, and when it is overdue."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from strategy import selectors
from strategy.models import FigureReminder, IndicatorPeriod
from wco_portal.audit import services as audit
from wco_portal.common import clock


def remind_due(at: dt.datetime) -> int:
    """Remind of each figure that is due soon or overdue: once before and once after its day."""
    day = at.astimezone(clock.zone()).date()
    before = selectors.figure_reminders.due_soon(day).values_list("pk", flat=True)
    after = selectors.figure_reminders.overdue(day).values_list("pk", flat=True)
    return sum(
        _remind(pk, is_overdue=is_overdue, at=at)
        for found, is_overdue in ((before, False), (after, True))
        for pk in list(found)
    )


@transaction.atomic
def _remind(pk: int, *, is_overdue: bool, at: dt.datetime) -> int:
    period = IndicatorPeriod.objects.select_for_update(of=("self",)).get(pk=pk)
    _reminder, is_new = FigureReminder.objects.get_or_create(
        period=period, due_on=period.due_on, is_overdue=is_overdue, defaults={"sent_at": at}
    )
    if not is_new:
        return 0
    event = "strategy.period.overdue" if is_overdue else "strategy.period.due"
    audit.record(event, target=period, data={"due_on": period.due_on.isoformat()})
    return 1
