"""When this app's clock has something to do next."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db.models import DurationField, ExpressionWrapper, F, Min, Value

from strategy.enums.consultations import ConsultationState
from strategy.enums.plans import AmendmentState, PlanState
from strategy.enums.workshops import CALLED_BEFORE, WorkshopState
from strategy.models import Amendment, Consultation, Plan, RegionWindow, Workshop
from strategy.selectors import consultations, figure_reminders
from wco_portal.common import clock

RUNNING: Final = (ConsultationState.ANNOUNCED, ConsultationState.OPEN)


def consultation(after: dt.datetime) -> dt.datetime | None:
    """Return when the next consultation opens or closes, for all or for a region."""
    opens = Consultation.objects.filter(state__in=RUNNING, opens_at__gt=after)
    closes = Consultation.objects.filter(state=ConsultationState.OPEN, closes_at__gt=after)
    own = RegionWindow.objects.filter(consultation__state__in=RUNNING)
    moments = [
        opens.aggregate(at=Min("opens_at"))["at"],
        closes.aggregate(at=Min("closes_at"))["at"],
        own.filter(opens_at__gt=after, told_at=None).aggregate(at=Min("opens_at"))["at"],
        own.filter(closes_at__gt=after).aggregate(at=Min("closes_at"))["at"],
    ]
    return min((moment for moment in moments if moment is not None), default=None)


def plan(after: dt.datetime) -> dt.datetime | None:
    """Return when the next adopted plan comes into force."""
    adopted = Plan.objects.filter(state=PlanState.ADOPTED, starts_on__gt=after.date())
    day = adopted.aggregate(day=Min("starts_on"))["day"]
    return clock.start_of(day) if day else None


def amendment(after: dt.datetime) -> dt.datetime | None:
    """Return when the next adopted amendment takes effect."""
    adopted = Amendment.objects.filter(
        state=AmendmentState.ADOPTED, effective_on__gt=after.astimezone(clock.zone()).date()
    )
    day = adopted.aggregate(day=Min("effective_on"))["day"]
    return clock.start_of(day) if day else None


def figure(after: dt.datetime) -> dt.datetime | None:
    """Return when the next reminder of a figure leaves."""
    day = figure_reminders.next_on(after.astimezone(clock.zone()).date())
    return clock.start_of(day) if day else None


def workshop(after: dt.datetime) -> dt.datetime | None:
    """Return when the next reminder of a workshop leaves, or the next workshop is over."""
    before = ExpressionWrapper(
        F("remind_days") * Value(dt.timedelta(days=1)), output_field=DurationField()
    )
    announced = Workshop.objects.filter(state=WorkshopState.ANNOUNCED)
    reminders = announced.annotate(remind_at=F("starts_at") - before)
    moments = [
        reminders.filter(remind_at__gt=after).aggregate(at=Min("remind_at"))["at"],
        announced.filter(ends_at__gt=after).aggregate(at=Min("ends_at"))["at"],
    ]
    return min((moment for moment in moments if moment is not None), default=None)


def registration(after: dt.datetime) -> dt.datetime | None:
    """Return when Members are next called to register for a workshop."""
    announced = Workshop.objects.filter(
        state=WorkshopState.ANNOUNCED, registration_ends_at__gt=after
    )
    moments = [
        at - dt.timedelta(days=days)
        for at in announced.values_list("registration_ends_at", flat=True)
        if at is not None
        for days in CALLED_BEFORE.values()
    ]
    return min((moment for moment in moments if moment > after), default=None)


def closing_call(after: dt.datetime) -> dt.datetime | None:
    """Return when Members are next told that a window closes."""
    states = [ConsultationState.ANNOUNCED, ConsultationState.OPEN]
    calls = Consultation.objects.filter(state__in=states)
    windows = RegionWindow.objects.filter(consultation__state__in=states)
    found = [
        rows.annotate(call_at=consultations.called_at(days))
        .filter(call_at__gt=after)
        .aggregate(at=Min("call_at"))["at"]
        for rows, days in ((calls, "remind_days"), (windows, "consultation__remind_days"))
    ]
    return min((at for at in found if at is not None), default=None)
