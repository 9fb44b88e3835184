"""Which figures are due or overdue, and nobody was reminded yet."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db.models import DateField, Exists, ExpressionWrapper, F, Min, OuterRef, QuerySet
from django.db.models.functions import Greatest

from strategy.enums.indicators import MeasurementState
from strategy.enums.plans import DECIDED
from strategy.models import FigureReminder, IndicatorPeriod
from wco_portal.audit.models import Event

# A figure that has been missing for longer is no news any more.
MOST_LATE: Final = dt.timedelta(days=31)


def missing() -> QuerySet[IndicatorPeriod]:
    """Return the periods of decided plans whose figure is neither approved nor sent."""
    found = IndicatorPeriod.objects.filter(
        locked_at=None, indicator__element__plan__state__in=sorted(DECIDED)
    )
    return found.exclude(measurements__state=MeasurementState.PENDING)


def _remind_on() -> Greatest:
    """Return the day of the reminder: before the period is over, nobody can enter its figure."""
    before = ExpressionWrapper(F("due_on") - F("indicator__remind_days"), output_field=DateField())
    return Greatest(before, F("ends_on"))


def due_soon(day: dt.date) -> QuerySet[IndicatorPeriod]:
    """Return the periods that are over and whose figure is due within the days of the reminder."""
    found = missing().annotate(remind_on=_remind_on())
    found = found.filter(due_on__gte=day, remind_on__lte=day)
    return found.filter(~_reminded(is_overdue=False)).order_by("due_on", "pk")


def overdue(day: dt.date) -> QuerySet[IndicatorPeriod]:
    """Return the periods whose figure was due before this day, but not long before."""
    found = missing().filter(due_on__lt=day, due_on__gte=day - MOST_LATE)
    return found.filter(~_reminded(is_overdue=True)).order_by("due_on", "pk")


def next_on(day: dt.date) -> dt.date | None:
    """Return the first day after this one on which a reminder leaves."""
    soon = missing().annotate(remind_on=_remind_on()).filter(remind_on__gt=day)
    late = missing().filter(due_on__gte=day).aggregate(on=Min("due_on"))["on"]
    days = [
        soon.aggregate(on=Min("remind_on"))["on"],
        late and late + dt.timedelta(days=1),
    ]
    return min((each for each in days if each is not None), default=None)


def _reminded(*, is_overdue: bool) -> Exists:
    sent = FigureReminder.objects.filter(
        period=OuterRef("pk"), due_on=OuterRef("due_on"), is_overdue=is_overdue
    )
    return Exists(sent)


def of_event(event: Event) -> IndicatorPeriod:
    """Return the period that an event is about."""
    found = IndicatorPeriod.objects.select_related("indicator__element__plan", "indicator__owner")
    return found.get(public_id=event.target)
