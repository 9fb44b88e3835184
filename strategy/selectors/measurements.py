"""Read figures in work and their periods."""

from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet

from strategy.enums.indicators import MeasurementState
from strategy.models import (
    Indicator,
    IndicatorPeriod,
    Measurement,
    Plan,
    PlanElement,
    RegionalValue,
)
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.directory.models import Person, Region


def visible(actor: Actor) -> QuerySet[Measurement]:
    """Return the approved figures of known plans, and those in work for the Secretariat."""
    found = Measurement.objects.filter(indicator__element__plan__in=Plan.objects.visible_to(actor))
    if not policies.check(actor, Permission.PLAN_DRAFT_VIEW):
        found = found.filter(state=MeasurementState.APPROVED)
    regions = RegionalValue.objects.select_related("region").order_by("region__order")
    return found.select_related(
        "indicator__element__plan", "period", "entered_by", "decided_by"
    ).prefetch_related(Prefetch("by_region", queryset=regions), "indicator__scores")


def counting(actor: Actor) -> QuerySet[Measurement]:
    """Return the figures that count, one for each period, of plans that the actor may know of."""
    plans = Plan.objects.visible_to(actor)
    found = Measurement.objects.counting().filter(indicator__element__plan__in=plans)
    return found.filter(measured_on__lte=clock.today()).select_related("indicator__element__plan")


def by_public_id(public_id: str, actor: Actor) -> Measurement:
    """Return a figure that the actor may see, or 404."""
    return visible(actor).get(public_id=public_id)


def of_event(event: Event) -> Measurement:
    """Return the figure that an event is about."""
    found = Measurement.objects.select_related(
        "indicator__element__plan", "indicator__owner", "period", "entered_by", "decided_by"
    )
    return found.get(public_id=event.target)


def period(public_id: str, actor: Actor) -> IndicatorPeriod:
    """Return a period of an indicator of a known plan, or 404."""
    plans = Plan.objects.visible_to(actor)
    found = IndicatorPeriod.objects.filter(indicator__element__plan__in=plans)
    return found.select_related("indicator__element__plan", "indicator__owner").get(
        public_id=public_id
    )


def in_work(period_: IndicatorPeriod) -> Measurement | None:
    """Return the figure of a period that is not approved yet, if any."""
    found = period_.measurements.exclude(state=MeasurementState.APPROVED)
    return found.prefetch_related("by_region__region").first()


def of_indicator(indicator: Indicator, actor: Actor) -> list[Measurement]:
    """Return the figures of an indicator in work, for the Secretariat."""
    if not policies.check(actor, Permission.PLAN_DRAFT_VIEW):
        return []
    found = Measurement.objects.filter(indicator=indicator)
    open_ = found.exclude(state=MeasurementState.APPROVED)
    return list(open_.select_related("period", "entered_by").order_by("measured_on"))


def pending(actor: Actor) -> QuerySet[Measurement]:
    """Return the figures that wait for the actor's approval."""
    found = visible(actor).filter(state=MeasurementState.PENDING)
    if isinstance(actor, Person):
        found = found.exclude(entered_by=actor)
    return found.order_by("measured_on", "pk")


def missing(actor: Actor) -> QuerySet[IndicatorPeriod]:
    """Return the periods whose figure the actor may enter: over, and without an approved one."""
    today = clock.today()
    found = IndicatorPeriod.objects.filter(
        ends_on__lte=today,
        locked_at=None,
        indicator__element__in=PlanElement.objects.standing(),
        indicator__element__plan__in=Plan.objects.visible_to(actor),
    ).exclude(measurements__state=MeasurementState.PENDING)
    if isinstance(actor, Person):
        found = found.filter(Q(indicator__owner=None) | Q(indicator__owner=actor))
    return found.select_related("indicator__element__plan", "indicator__owner").order_by(
        "due_on", "pk"
    )


def regions() -> list[Region]:
    """Return the six regions in their order."""
    return list(Region.objects.order_by("order"))
