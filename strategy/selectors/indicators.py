"""Read indicators with the figures known by a day, and say what they show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from strategy.enums.indicators import TONES, Direction, IndicatorKind, Light, MeasurementState
from strategy.models import (
    Indicator,
    IndicatorPeriod,
    LightOverride,
    Measurement,
    Plan,
    PlanElement,
)
from strategy.rules import progress, targets
from strategy.rules.progress import Rule, Slot, Span, Standing
from strategy.rules.targets import Earlier
from wco_portal.access.policies import Actor
from wco_portal.common import clock, dates
from wco_portal.common.bilingual import local
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person
from wco_portal.directory.selectors import people


@dataclass(frozen=True, slots=True)
class Point:
    """A period with the figure that counts, and those that it corrected."""

    period: IndicatorPeriod
    figure: Measurement | None
    earlier: list[Measurement]
    # What was asked for on that day, and before it.
    target: Decimal | None
    targets: list[Earlier]


@dataclass(frozen=True, slots=True)
class Reading:
    """An indicator on a day: its last figure, how far it has come, its light and why."""

    indicator: Indicator
    day: dt.date
    points: list[Point]
    # The periods as the rule saw them: figures that add up as totals.
    slots: list[Slot]
    standing: Standing
    override: LightOverride | None
    span: Span
    targets: list[Earlier]

    @property
    def light(self) -> Light:
        """Return the light: the one set by hand while it holds, else the rule's."""
        return Light(self.override.light) if self.override else self.standing.light

    @property
    def tone(self) -> str:
        """Return the tone of the light."""
        return TONES[self.light]

    @property
    def actual(self) -> Decimal | None:
        """Return the last figure; for figures that add up, the total."""
        return self.standing.actual

    @property
    def done(self) -> Fraction | None:
        """Return the share of the way that is done."""
        return self.standing.done

    @property
    def percent(self) -> int | None:
        """Return the progress in whole per cent."""
        return None if self.done is None else round(self.done * 100)

    @property
    def expected_percent(self) -> int | None:
        """Return the progress that was expected, in whole per cent."""
        expected = self.standing.expected
        return None if expected is None else round(expected * 100)

    @property
    def is_reported(self) -> bool:
        """Say whether the newest figure that is due is there."""
        return self.standing.light not in {Light.NO_DATA, Light.NOT_DUE}

    @property
    def is_due(self) -> bool:
        """Say whether a figure was due by the day, or is there already."""
        return self.standing.light != Light.NOT_DUE

    @property
    def measurements(self) -> list[Measurement]:
        """Return the figures that count, in the order of their periods."""
        return [point.figure for point in self.points if point.figure is not None]

    @property
    def rows(self) -> list[tuple[Point, Slot]]:
        """Return every period with its totals."""
        return list(zip(self.points, self.slots, strict=True))

    @property
    def last(self) -> Measurement | None:
        """Return the newest figure that counts."""
        found = self.measurements
        return found[-1] if found else None

    @property
    def said(self) -> str:
        """Return the last figure in words, with its unit."""
        return written(self.indicator, self.actual)


def written(indicator: Indicator, value: Decimal | None) -> str:
    """Write a figure as people read it: a number with its unit, a score or reached by name."""
    if value is None:
        return ""
    if indicator.kind == IndicatorKind.MILESTONE:
        return _("reached") if value >= 1 else _("not reached")
    if indicator.kind == IndicatorKind.QUALITATIVE:
        names = {score.value: str(local(score, "name")) for score in indicator.scores.all()}
        return names.get(int(value), dates.number(value))
    if indicator.kind == IndicatorKind.PERCENTAGE:
        return dates.percent(value / 100)
    return f"{dates.number(value)}{dates.NO_BREAK}{local(indicator, 'unit')}".strip()


def as_of(day: dt.date) -> QuerySet[Indicator]:
    """Return the indicators that had begun by a day that is over, today all that are there."""
    found = _knowing(day)
    return found.filter(baseline_on__lte=day) if day < clock.today() else found


def _knowing(day: dt.date) -> QuerySet[Indicator]:
    """Return indicators, each with the periods, figures and lights known by a day."""
    approved = Measurement.objects.filter(
        state=MeasurementState.APPROVED, decided_at__lt=clock.end_of(day), measured_on__lte=day
    )
    held = LightOverride.objects.filter(since__lte=day, until__gte=day).select_related("by")
    return Indicator.objects.select_related(
        "element__plan", "source", "owner", "continues"
    ).prefetch_related(
        Prefetch("periods", queryset=IndicatorPeriod.objects.order_by("starts_on")),
        Prefetch("measurements", queryset=approved.order_by("measured_on", "number")),
        Prefetch("overrides", queryset=held),
        "scores",
    )


def known(actor: Actor, *, on: dt.date | None = None) -> QuerySet[Indicator]:
    """Return the indicators of the plans that the actor may know of, as they stood on a day."""
    return as_of(on or clock.today()).filter(element__plan__in=Plan.objects.visible_to(actor))


def element(public_id: str) -> PlanElement:
    """Return an element of a plan, or 404 through `PlanElement.DoesNotExist`."""
    return PlanElement.objects.select_related("plan").get(public_id=public_id)


def by_public_id(public_id: str, actor: Actor) -> Indicator:
    """Return an indicator, or 404 through `Indicator.DoesNotExist`."""
    return known(actor).get(public_id=public_id)


def span(indicator: Indicator) -> Span:
    """Return the way of an indicator, from its baseline to its target."""
    return Span(
        indicator.baseline,
        indicator.target,
        indicator.baseline_on,
        indicator.target_on,
        Direction(indicator.direction),
    )


def rule(indicator: Indicator) -> Rule:
    """Return the thresholds of an indicator."""
    return Rule(indicator.on_track_from, indicator.at_risk_from)


def read(indicator: Indicator, day: dt.date) -> Reading:
    """Say what an indicator, read as of a day, shows on that day."""
    target, earlier = _targets(indicator, day)
    until = indicator.target_on
    if indicator.earlier_targets:
        until = targets.due(until, _earlier(indicator), clock.end_of(day))
    points, way = _points(indicator, day), replace(span(indicator), target=target, until=until)
    slots = [
        Slot(
            point.period.ends_on,
            point.period.due_on,
            point.target,
            point.figure.value if point.figure else None,
        )
        for point in points
    ]
    if indicator.is_cumulative:
        slots = progress.running(way, slots)
    standing = progress.standing(way, slots, day, rule(indicator))
    held = next(iter(indicator.overrides.all()), None)
    return Reading(indicator, day, points, slots, standing, held, way, earlier)


def _targets(thing: Indicator | IndicatorPeriod, day: dt.date) -> tuple[Any, list[Earlier]]:
    """Return what was asked for on a day, and what had been asked for before it."""
    if not thing.earlier_targets:
        return thing.target, []
    earlier, at = _earlier(thing), clock.end_of(day)
    return targets.held(thing.target, earlier, at), [each for each in earlier if each.until <= at]


def _earlier(thing: Indicator | IndicatorPeriod) -> list[Earlier]:
    return targets.read(thing.earlier_targets)


def _points(indicator: Indicator, day: dt.date) -> list[Point]:
    figures: dict[int, list[Measurement]] = {}
    for figure in indicator.measurements.all():
        figures.setdefault(figure.period_id, []).append(figure)
    return [
        Point(period, known[-1] if known else None, known[:-1], *_targets(period, day))
        for period in indicator.periods.all()
        for known in [figures.get(period.pk, [])]
    ]


def reading(indicator: Indicator, *, on: dt.date | None = None) -> Reading:
    """Read one indicator as it stood on a day: today, unless another is named."""
    day = on or clock.today()
    return read(_knowing(day).get(pk=indicator.pk), day)


def of_elements(elements: Iterable[PlanElement], *, on: dt.date | None = None) -> list[Reading]:
    """Read the indicators of elements, in the order in which they were defined."""
    day = on or clock.today()
    # By their keys: of 400 elements Django would look at each to find its key.
    keys = [each.pk for each in elements]
    found = as_of(day).filter(element__in=keys).order_by("element__order", "pk")
    return [read(indicator, day) for indicator in found]


def of_parts(elements: Mapping[int, PlanElement], *, on: dt.date) -> list[Reading]:
    """Read the indicators of many elements of a plan, given by key, in the same order.

    Each with its element as it is given, without what only the page of an indicator shows.
    """
    plans = {each.plan_id for each in elements.values()}
    # By the plan: to name 400 keys takes longer than to leave some rows out.
    rows = as_of(on).select_related(None).filter(element__plan__in=plans)
    found = [each for each in rows.order_by("element__order", "pk") if each.element_id in elements]
    for indicator in found:
        indicator.element = elements[indicator.element_id]
    return [read(indicator, on) for indicator in found]


def of_plan(plan: Plan) -> list[Reading]:
    """Read every indicator of a plan as it stands today, also those that have not begun."""
    today = clock.today()
    found = _knowing(today).filter(element__plan=plan).order_by("element__order", "pk")
    return [read(indicator, today) for indicator in found]


def everything(actor: Actor, *, on: dt.date | None = None) -> list[Reading]:
    """Read every indicator of plans that the actor may know of."""
    day = on or clock.today()
    ordered = known(actor, on=day).order_by("-element__plan__starts_on", "element__order", "pk")
    return [read(indicator, day) for indicator in ordered]


def because(found: Reading) -> str:
    """Say in a sentence why the light is what it is."""
    standing = found.standing
    if standing.missing is not None:
        return _("The figure for %(period)s was due on %(day)s and is missing.") % {
            "period": dates.day(standing.missing.ends_on),
            "day": dates.day(standing.missing.due_on),
        }
    if standing.light == Light.NOT_DUE:
        return _first_due(found.points, found.day)
    if standing.done is None or standing.expected is None:
        return _("There is no way to measure: the target is reached or not.")
    return _("%(done)s%% of the way; %(expected)s%% was expected by %(day)s.") % {
        "done": found.percent,
        "expected": found.expected_percent,
        "day": dates.day(standing.measured_on or found.day),
    }


def _first_due(points: Sequence[Point], day: dt.date) -> str:
    empty = (point.period for point in points if point.figure is None)
    waiting = [period for period in empty if period.due_on > day]
    if not waiting:
        return _("No figure is due yet.")
    return _("The next figure is due on %(day)s.") % {"day": dates.day(waiting[0].due_on)}


def rule_words(indicator: Indicator) -> str:
    """Say the rule of the light in words."""
    return _(
        "Progress is the share of the way from the baseline to the target. On track means at "
        "least %(good)s%% of the progress expected by the day of the figure, at risk at least "
        "%(fair)s%%; what is expected runs in a straight line between baseline, targets of "
        "periods and target. A figure that is due and missing is “no data”, before that “not due "
        "yet”."
    ) % {"good": indicator.on_track_from, "fair": indicator.at_risk_from}


def owners() -> QuerySet[Person]:
    """Return who may own an indicator: the editors of the day."""
    return people.in_secretariat(RoleName.EDITOR, on=clock.today())
