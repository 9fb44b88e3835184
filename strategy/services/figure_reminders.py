"""Remind who enters figures, in one letter a day: before they are due, and when overdue."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.db import transaction

from strategy import selectors
from strategy.models import FigureReminder
from strategy.selectors.figure_reminders import Due
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.directory.models import Person


@transaction.atomic
def remind_due(at: dt.datetime) -> int:
    """Remind of each figure that is due soon or overdue: once before and once after its day.

    Each person is told of all of theirs at once, and once a day: what comes up later on a day on
    which somebody was told waits for the next.
    """
    day = at.astimezone(clock.zone()).date()
    found = selectors.figure_reminders.held(day)
    if not found:
        return 0
    told = selectors.figure_reminders.told_on(day)
    lists: dict[Person, list[Due]] = defaultdict(list)
    count = 0
    for due in found:
        people = selectors.figure_reminders.reporters(due.period.indicator)
        if any(person.key in told for person in people) or not _mark(due, at):
            continue
        count += 1
        for person in people:
            lists[person].append(due)
    for person, dues in lists.items():
        data = {"day": day.isoformat(), "figures": [due.as_data() for due in dues]}
        audit.record("strategy.figures.due", target=person, subject=person, data=data)
    return count


def _mark(due: Due, at: dt.datetime) -> bool:
    """Keep that a reminder goes out; say whether it is the first for that day."""
    return FigureReminder.objects.get_or_create(
        period=due.period,
        due_on=due.period.due_on,
        is_overdue=due.is_overdue,
        defaults={"sent_at": at},
    )[1]
