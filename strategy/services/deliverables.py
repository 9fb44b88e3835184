"""Write the yearly implementation plan: deliverables, their way, and the shares of effort."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.models import Deliverable, EffortShare, Plan, PlanElement
from strategy.services.plans import locked, stands
from strategy.workflows.deliverables import DELIVERABLE
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person

WHOLE: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Content:
    """What a deliverable says; texts are `{"en": ..., "fr": ...}`."""

    title: Mapping[str, str]
    target: Decimal | None = None
    unit: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    reached: Decimal | None = None
    owner: Person | None = None


@transaction.atomic
def add(element: PlanElement, *, year: int, content: Content, by: Person) -> Deliverable:
    """Add a deliverable to an objective for a year of its plan."""
    plan = locked(element.plan)
    policies.require(by, Permission.DELIVERABLE_EDIT, element)
    stands(element)
    _within(plan, year)
    last = element.deliverables.filter(year=year).aggregate(last=Max("number"))["last"] or 0
    made = Deliverable(
        element=element, year=year, number=last + 1, is_demonstration=by.is_demonstration
    )
    _fill(made, content)
    made.full_clean()
    made.save()
    data = {"year": year, "content": _told(made)}
    audit.record("strategy.deliverable.added", target=made, by=by, data=data)
    return made


@transaction.atomic
def change(
    deliverable: Deliverable, *, content: Content, by: Person, version: int | None = None
) -> Deliverable:
    """Change what a deliverable says, or what is reached of it."""
    found = _held(deliverable, version=version)
    policies.require(by, Permission.DELIVERABLE_EDIT, found.element)
    before = None if found.reached is None else str(found.reached)
    _fill(found, content)
    _save(found)
    after = None if found.reached is None else str(found.reached)
    data = {"reached": {"before": before, "after": after}, "content": _told(found)}
    audit.record("strategy.deliverable.changed", target=found, by=by, data=data)
    return found


@transaction.atomic
def move(
    deliverable: Deliverable, name: str, *, by: Person, reason: Mapping[str, str] | None = None
) -> Deliverable:
    """Follow an arrow: start, finish, reopen, or put off and drop with a reason."""
    found = _held(deliverable)
    if name not in DELIVERABLE.transitions:
        raise DomainError(_("There is no such act."), code="act_unknown")
    arrow = DELIVERABLE.follow(name, found, by=by)
    found.state = arrow.target
    said = reason or {}
    found.reason_en, found.reason_fr = said.get("en", "").strip(), said.get("fr", "").strip()
    _save(found)
    audit.record(arrow.event, target=found, by=by, data={"content": _told(found)})
    return found


@transaction.atomic
def share_out(plan: Plan, *, year: int, shares: Mapping[str, Decimal], by: Person) -> None:
    """Set the share of effort of every goal for a year: together they make the whole."""
    plan = locked(plan)
    policies.require(by, Permission.DELIVERABLE_EDIT, plan)
    _within(plan, year)
    goals = {
        each.number: each
        for each in plan.elements.steering()
        if selectors.deliverables.steers(each, year, clock.today())
    }
    if set(shares) != set(goals):
        missing = ", ".join(sorted(set(goals) ^ set(shares)))
        raise DomainError(
            _("Give a share for each goal or objective: %(numbers)s.") % {"numbers": missing},
            code="share_missing",
        )
    total = sum(shares.values(), Decimal(0))
    if total != WHOLE:
        raise DomainError(
            _("The shares add up to %(total)s per cent instead of 100.") % {"total": total},
            code="shares_not_whole",
        )
    for number, percent in shares.items():
        known = EffortShare.objects.filter(element=goals[number], year=year).first()
        row = known or EffortShare(element=goals[number], year=year)
        row.percent, row.is_demonstration = percent, by.is_demonstration
        row.full_clean()
        row.save()
    data = {"year": year, "shares": {number: str(each) for number, each in shares.items()}}
    audit.record("strategy.plan.effort_shared", target=plan, by=by, data=data)


def _told(deliverable: Deliverable) -> dict[str, str | None]:
    """Say for the trail how a deliverable stands now: pages of past days are read from there."""
    held = {name: getattr(deliverable, name) for name in selectors.deliverables.TOLD}
    return {name: None if value is None else str(value) for name, value in held.items()}


def _within(plan: Plan, year: int) -> None:
    if not plan.starts_on.year <= year < plan.ends_on.year:
        raise ValidationError({"year": _("The plan does not cover this year.")})


def _fill(deliverable: Deliverable, content: Content) -> None:
    deliverable.target, deliverable.reached = content.target, content.reached
    deliverable.owner = content.owner
    for name, texts in (
        ("title", content.title),
        ("unit", content.unit),
        ("target", content.words),
    ):
        for code in ("en", "fr"):
            setattr(deliverable, f"{name}_{code}", (texts.get(code) or "").strip())


def _held(deliverable: Deliverable, *, version: int | None = None) -> Deliverable:
    found = Deliverable.objects.select_for_update(of=("self",)).select_related("element__plan")
    held = found.get(pk=deliverable.pk)
    if version is not None and version != held.version:
        raise ChangedMeanwhile(
            _("Somebody changed the deliverable before you; read it again."),
            code="changed_meanwhile",
        )
    return held


def _save(deliverable: Deliverable) -> None:
    deliverable.version += 1
    deliverable.full_clean()
    deliverable.save()
