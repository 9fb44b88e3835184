"""Read indicators, with the values known by the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Prefetch, QuerySet

from strategy.enums.indicators import TONES, Light
from strategy.models import Indicator, Measurement, Plan, PlanElement
from strategy.rules import progress
from strategy.rules.progress import Span
from wco_portal.access.policies import Actor
from wco_portal.common import clock


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator on a day: its last value, how far it has come, its light."""

    indicator: Indicator
    measurements: list[Measurement]
    actual: Decimal | None
    done: Fraction | None
    light: Light

    @property
    def tone(self) -> str:
        """Return the tone of the light."""
        return TONES[self.light]

    @property
    def percent(self) -> int | None:
        """Return the progress in whole per cent."""
        return None if self.done is None else round(self.done * 100)


def known() -> QuerySet[Indicator]:
    """Return the indicators known by the day, each with its `measurements` known by it."""
    return _known(clock.today())


def visible(actor: Actor) -> QuerySet[Indicator]:
    """Return the known indicators of the plans that the actor may know of."""
    return known().filter(element__plan__in=Plan.objects.visible_to(actor))


def values(actor: Actor) -> QuerySet[Measurement]:
    """Return the values known by the day, of the indicators that the actor may know of."""
    found = Measurement.objects.filter(indicator__in=visible(actor).values("pk"))
    known_by_now = found.filter(measured_on__lte=clock.today())
    return known_by_now.select_related("indicator__element__plan")


def element(public_id: str) -> PlanElement:
    """Return an element of a plan, or 404 through `PlanElement.DoesNotExist`."""
    return PlanElement.objects.select_related("plan").get(public_id=public_id)


def _known(day: dt.date) -> QuerySet[Indicator]:
    values = Measurement.objects.filter(measured_on__lte=day).order_by("measured_on")
    return (
        Indicator.objects.filter(baseline_on__lte=day)
        .select_related("element__plan", "source")
        .prefetch_related(Prefetch("measurements", queryset=values))
    )


def span(indicator: Indicator) -> Span:
    """Return the way of an indicator, from its baseline to its target."""
    return Span(indicator.baseline, indicator.target, indicator.baseline_on, indicator.target_on)


def _read(indicator: Indicator, day: dt.date) -> Reading:
    values = list(indicator.measurements.all())
    actual = values[-1].value if values else None
    done = None if actual is None else progress.progress(span(indicator), actual)
    return Reading(indicator, values, actual, done, progress.light(span(indicator), actual, day))


def by_public_id(public_id: str, actor: Actor) -> Indicator:
    """Return an indicator that the actor may know of, or 404 through `Indicator.DoesNotExist`."""
    return visible(actor).get(public_id=public_id)


def reading(indicator: Indicator) -> Reading:
    """Read one indicator as it stands today."""
    return _read(indicator, clock.today())


def of_elements(elements: Iterable[PlanElement]) -> list[Reading]:
    """Read the indicators of elements, in the order in which they were defined."""
    today = clock.today()
    found = _known(today).filter(element__in=list(elements)).order_by("element__order", "pk")
    return [_read(indicator, today) for indicator in found]


def everything() -> list[Reading]:
    """Read every indicator of plans that the public knows."""
    today = clock.today()
    found = _known(today).filter(element__plan__known_from__lte=today)
    ordered = found.order_by("-element__plan__starts_on", "element__order", "pk")
    return [_read(indicator, today) for indicator in ordered]
