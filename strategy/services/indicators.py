"""Define indicators, their periods and targets; set a light by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from strategy.enums.indicators import Frequency, IndicatorKind, Light, Regions
from strategy.models import (
    Indicator,
    IndicatorPeriod,
    IndicatorScore,
    LightOverride,
    PlanElement,
)
from strategy.rules import figures, targets
from strategy.rules.progress import DEFAULT, Rule, Span
from strategy.services.plans import stands
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person

# What a figure means hangs on these: they stay once there is one.
FIXED = ("kind", "direction", "is_cumulative", "regions")


@dataclass(frozen=True, slots=True)
class Score:
    """A step of a qualitative indicator."""

    value: int
    name: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Definition:
    """All that defines an indicator; texts are `{"en": ..., "fr": ...}`."""

    name: Mapping[str, str]
    unit: Mapping[str, str]
    span: Span
    kind: IndicatorKind = IndicatorKind.QUANTITATIVE
    regions: Regions = Regions.NONE
    is_cumulative: bool = False
    owner: Person | None = None
    rule: Rule = DEFAULT
    weight: int = 1
    remind_days: int = 14
    baseline_from: Mapping[str, str] = field(default_factory=dict)
    figures_from: Mapping[str, str] = field(default_factory=dict)
    scores: tuple[Score, ...] = ()
    # Why the target changes, once figures were reported against it.
    reason: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PeriodPlan:
    """A period to come: its days, its target, when its figure is due; why its target changes."""

    starts_on: dt.date
    ends_on: dt.date
    target: Decimal | None = None
    due_on: dt.date | None = None
    reason: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def define(
    element: PlanElement,
    definition: Definition,
    *,
    by: Person,
    periods: Iterable[PeriodPlan] | Frequency = Frequency.YEARLY,
    continues: Indicator | None = None,
) -> Indicator:
    """Give an element of a plan a measure, with the periods for which figures are due."""
    policies.require(by, Permission.INDICATOR_EDIT, element)
    stands(element)
    is_invented = by.is_demonstration or bool(continues and continues.is_demonstration)
    indicator = Indicator(element=element, continues=continues, is_demonstration=is_invented)
    _fill(indicator, definition)
    indicator.full_clean()
    indicator.save()
    _score(indicator, definition)
    if isinstance(periods, Frequency):
        span = definition.span
        periods = [PeriodPlan(*days) for days in figures.spans(span.since, span.until, periods)]
    for period in periods:
        _plan(indicator, period)
    audit.record("strategy.indicator.defined", target=indicator, by=by)
    return indicator


@transaction.atomic
def change(
    indicator: Indicator, definition: Definition, *, by: Person, version: int | None = None
) -> Indicator:
    """Define an indicator anew; what a known figure means does not change."""
    indicator = locked(indicator, version=version)
    policies.require(by, Permission.INDICATOR_EDIT, indicator.element)
    before, target, due = _state(indicator), indicator.target, indicator.target_on
    _fill(indicator, definition)
    if (indicator.target, indicator.target_on) != (target, due):
        is_known = indicator.periods.exclude(locked_at=None).exists()
        _retarget(indicator, target, due=due, reason=definition.reason, is_known=is_known)
    after = _state(indicator)
    changed = sorted(name for name in after if after[name] != before[name])
    if indicator.measurements.exists() and set(changed) & set(FIXED):
        raise DomainError(
            _("Figures were reported: kind, direction, regions and adding up stay as they are."),
            code="figures_exist",
        )
    indicator.full_clean()
    if {"baseline_on", "target_on"} & set(changed):
        _cut(indicator)
    indicator.version += 1
    indicator.save()
    _score(indicator, definition)
    data = {name: {"before": before[name], "after": after[name]} for name in changed}
    told = data | _because(definition.reason)
    audit.record("strategy.indicator.changed", target=indicator, by=by, data=told)
    return indicator


@transaction.atomic
def plan_period(
    indicator: Indicator, period: PeriodPlan, *, by: Person, old: IndicatorPeriod | None = None
) -> IndicatorPeriod:
    """Add a period, or change its target and due day; a locked one keeps its days."""
    indicator = locked(indicator)
    policies.require(by, Permission.INDICATOR_EDIT, indicator.element)
    same_days = old and (old.starts_on, old.ends_on) == (period.starts_on, period.ends_on)
    if old is not None and not same_days and old.measurements.exists():
        raise DomainError(_("The period has a figure: its days stay."), code="period_in_use")
    made = _plan(indicator, period, old=old)
    bump(indicator)
    data = {
        "period": made.public_id,
        "ends_on": made.ends_on.isoformat(),
        "target": None if made.target is None else str(made.target),
    } | _because(period.reason)
    audit.record("strategy.indicator.period_planned", target=indicator, by=by, data=data)
    return made


@transaction.atomic
def set_light(
    indicator: Indicator, *, light: Light, reason: Mapping[str, str], until: dt.date, by: Person
) -> LightOverride:
    """Set a light by hand, with a reason, until a day; the rule's own light stays visible."""
    indicator = locked(indicator)
    policies.require(by, Permission.INDICATOR_APPROVE, indicator)
    if until < clock.today():
        raise ValidationError({"until": _("A light set by hand ends on a later day.")})
    _end_override(indicator)
    made = LightOverride(
        indicator=indicator,
        light=light,
        reason_en=reason.get("en", "").strip(),
        reason_fr=reason.get("fr", "").strip(),
        since=clock.today(),
        until=until,
        by=by,
        is_demonstration=by.is_demonstration,
    )
    made.full_clean()
    made.save()
    bump(indicator)
    data = {"light": str(light), "until": until.isoformat()}
    audit.record("strategy.indicator.light_set", target=indicator, by=by, data=data)
    return made


@transaction.atomic
def free_light(indicator: Indicator, *, by: Person) -> Indicator:
    """Let the rule speak again before a light set by hand expires."""
    indicator = locked(indicator)
    policies.require(by, Permission.INDICATOR_APPROVE, indicator)
    if not _end_override(indicator):
        raise DomainError(_("The light is not set by hand."), code="not_set_by_hand")
    bump(indicator)
    audit.record("strategy.indicator.light_freed", target=indicator, by=by)
    return indicator


def _end_override(indicator: Indicator) -> bool:
    """End what holds today: yesterday was its last day, or it never was."""
    today = clock.today()
    held = indicator.overrides.filter(since__lte=today, until__gte=today).first()
    if held is None:
        return False
    if held.since == today:
        held.delete()
    else:
        held.until = today - dt.timedelta(days=1)
        held.save(update_fields=["until"])
    return True


def locked(indicator: Indicator, *, version: int | None = None) -> Indicator:
    """Take the row's lock for the rest of the transaction; refuse what was read before a change."""
    found = (
        Indicator.objects.select_for_update(of=("self",))
        .select_related("element__plan")
        .get(pk=indicator.pk)
    )
    if version is not None and version != found.version:
        raise ChangedMeanwhile(
            _("Somebody changed the indicator before you; read it again."),
            code="changed_meanwhile",
        )
    return found


def bump(indicator: Indicator) -> None:
    """Count a change of the indicator; the row is locked."""
    indicator.version += 1
    indicator.save(update_fields=["version", "updated_at"])


def _fill(indicator: Indicator, definition: Definition) -> None:
    span = definition.span
    try:
        figures.check_time(span.since, span.until)
    except ValidationError as no:
        raise ValidationError({"target_on": no.messages}) from no
    indicator.kind, indicator.regions = definition.kind, definition.regions
    indicator.direction, indicator.is_cumulative = span.direction, definition.is_cumulative
    indicator.baseline, indicator.baseline_on = span.baseline, span.since
    indicator.target, indicator.target_on = span.target, span.until
    indicator.owner, indicator.weight = definition.owner, definition.weight
    indicator.remind_days = definition.remind_days
    indicator.on_track_from = definition.rule.on_track_from
    indicator.at_risk_from = definition.rule.at_risk_from
    for name in ("name", "unit", "baseline_from", "figures_from"):
        texts: Mapping[str, str] = getattr(definition, name)
        for code in ("en", "fr"):
            setattr(indicator, f"{name}_{code}", (texts.get(code) or "").strip())


def _state(indicator: Indicator) -> dict[str, object]:
    plain = {name: getattr(indicator, name) for name in (*FIXED, "weight", "remind_days")}
    said: dict[str, object] = {
        name: None if value is None else figures.plain(value)
        for name in ("baseline", "target")
        for value in [getattr(indicator, name)]
    }
    said |= {name: getattr(indicator, name).isoformat() for name in ("baseline_on", "target_on")}
    rule = {name: getattr(indicator, name) for name in ("on_track_from", "at_risk_from")}
    return {key: str(value) for key, value in plain.items()} | said | rule


def _because(reason: Mapping[str, str]) -> dict[str, Any]:
    """Tell of a change why it was made, where that was said."""
    return {"reason": dict(reason)} if any(reason.values()) else {}


def _retarget(
    thing: Indicator | IndicatorPeriod,
    before: Decimal | None,
    *,
    reason: Mapping[str, str],
    is_known: bool,
    due: dt.date | None = None,
) -> None:
    """Keep target and day that held until now; once a figure is approved, say why they change."""
    said = {code: reason.get(code, "").strip() for code in ("en", "fr")}
    if is_known and not any(said.values()):
        raise ValidationError(
            {"reason_en": _("A figure is approved against this target: say why it changes.")}
        )
    earlier = targets.Earlier(before, clock.now(), said, due)
    thing.earlier_targets = [*thing.earlier_targets, earlier.kept()]


def _cut(indicator: Indicator) -> None:
    """Drop the periods that lie outside of its time now; one with a figure stays, and all does."""
    outside = indicator.periods.filter(
        Q(starts_on__lt=indicator.baseline_on) | Q(ends_on__gt=indicator.target_on)
    )
    if outside.filter(measurements__isnull=False).exists():
        raise ValidationError(
            {"target_on": _("A period with a figure would lie outside of these days.")}
        )
    outside.delete()


def _score(indicator: Indicator, definition: Definition) -> None:
    wanted = {score.value: score for score in definition.scores}
    if indicator.is_scored and not {indicator.target, indicator.baseline} - {None} <= set(wanted):
        raise ValidationError({"target": _("Baseline and target must be among the scores.")})
    if not indicator.is_scored and wanted:
        raise ValidationError({"scores": _("Only a qualitative indicator has scores.")})
    gone = indicator.scores.exclude(value__in=wanted)
    if indicator.measurements.filter(value__in=list(gone.values_list("value", flat=True))).exists():
        raise ValidationError({"scores": _("A score that a figure has stays.")})
    gone.delete()
    for score in wanted.values():
        names = {"name_en": score.name.get("en", ""), "name_fr": score.name.get("fr", "")}
        IndicatorScore.objects.update_or_create(
            indicator=indicator, value=score.value, defaults=names
        )


def _plan(
    indicator: Indicator, period: PeriodPlan, *, old: IndicatorPeriod | None = None
) -> IndicatorPeriod:
    if period.starts_on < indicator.baseline_on or period.ends_on > indicator.target_on:
        raise ValidationError(
            {"ends_on": _("A period lies between the baseline and the day of the target.")}
        )
    if period.ends_on < period.starts_on:
        raise ValidationError({"ends_on": _("The period must end after it begins.")})
    made = old or IndicatorPeriod(indicator=indicator, target=period.target)
    target, made.target = made.target, period.target
    made.starts_on, made.ends_on = period.starts_on, period.ends_on
    if made.target != target:
        _retarget(made, target, reason=period.reason, is_known=made.locked_at is not None)
    made.due_on = period.due_on or figures.due_on(period.ends_on)
    made.full_clean()
    made.save()
    return made
