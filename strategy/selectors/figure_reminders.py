"""Which figures are due or overdue, and nobody was reminded yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import DateField, Exists, ExpressionWrapper, F, Min, OuterRef, QuerySet
from django.db.models.functions import Greatest

from strategy.enums.indicators import MeasurementState
from strategy.enums.plans import DECIDED
from strategy.models import FigureReminder, Indicator, IndicatorPeriod, PlanElement
from wco_portal.audit.models import Event
from wco_portal.common import clock, dates
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person
from wco_portal.directory.selectors import people

# A figure that has been missing for longer is no news any more.
MOST_LATE: Final = dt.timedelta(days=31)


def missing() -> QuerySet[IndicatorPeriod]:
    """Return the periods of decided plans whose figure is neither approved nor sent.

    Of an element that was dropped no figure is asked for any more.
    """
    found = IndicatorPeriod.objects.filter(
        locked_at=None,
        indicator__element__in=PlanElement.objects.standing(),
        indicator__element__plan__state__in=sorted(DECIDED),
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


@dataclass(frozen=True, slots=True)
class Due:
    """A period of which somebody is reminded."""

    period: IndicatorPeriod
    is_overdue: bool
    due_on: dt.date

    @property
    def day(self) -> str:
        """Say when it is due."""
        return dates.day(self.due_on)

    @property
    def depth(self) -> int:
        """Say how deep in the plan the element stands that the figure measures."""
        above, deep = self.period.indicator.element.parent, 0
        while above is not None:
            above, deep = above.parent, deep + 1
        return deep

    def as_data(self) -> dict[str, Any]:
        """Return it for the trail."""
        return {
            "period": self.period.public_id,
            "due_on": self.due_on.isoformat(),
            "is_overdue": self.is_overdue,
        }


def held(day: dt.date) -> list[Due]:
    """Return what is due soon or overdue on a day, locked, in the order of a letter."""
    late = set(overdue(day).values_list("pk", flat=True))
    soon = due_soon(day).values_list("pk", flat=True)
    rows = _whole().select_for_update(of=("self",)).filter(pk__in=late | set(soon))
    return ordered(Due(each, each.pk in late, each.due_on) for each in rows.order_by("pk"))


def ordered(found: Iterable[Due]) -> list[Due]:
    """Put the figures of what stands deepest in the plan first: those above rest on them."""
    return sorted(
        found,
        key=lambda due: (-due.depth, due.due_on, due.period.indicator.element.order, due.period.pk),
    )


def reporters(indicator: Indicator) -> list[Person]:
    """Return who enters the figures of an indicator: its owner; without one, every editor."""
    if indicator.owner is not None:
        return [indicator.owner]
    return list(people.in_secretariat(RoleName.EDITOR, on=clock.today()))


def told_on(day: dt.date) -> set[str]:
    """Return the keys of those who were reminded on a day already."""
    told = Event.objects.filter(type="strategy.figures.due", data__day=day.isoformat())
    return set(told.values_list("subject", flat=True))


def of_event(event: Event) -> list[Due]:
    """Return the figures that an event reminds of, as far as their periods are there still."""
    said = {each["period"]: each for each in event.data["figures"]}
    rows = _whole().filter(public_id__in=list(said))
    return ordered(
        Due(
            each,
            said[each.public_id]["is_overdue"],
            dt.date.fromisoformat(said[each.public_id]["due_on"]),
        )
        for each in rows
    )


def _whole() -> QuerySet[IndicatorPeriod]:
    above = "indicator__element__parent__parent__parent"
    return IndicatorPeriod.objects.select_related(
        "indicator__owner", "indicator__element__plan", above
    )
