"""Read the yearly implementation plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from strategy.enums.deliverables import DeliverableState
from strategy.enums.plans import STEERING
from strategy.models import Deliverable, EffortShare, Plan, PlanElement
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.bilingual import local

NUMBERS: Final = ("target", "reached")
# What the audit trail keeps of a deliverable with each change.
TOLD: Final = (
    *NUMBERS,
    "title_en",
    "title_fr",
    "unit_en",
    "unit_fr",
    "target_en",
    "target_fr",
    "state",
    "reason_en",
    "reason_fr",
)
COLUMNS: tuple[str | Promise, ...] = (
    _("Number"),
    _("Goal or objective"),
    _("Deliverable (English)"),
    _("Deliverable (French)"),
    _("Target"),
    _("Unit"),
    _("Target in words (English)"),
    _("Target in words (French)"),
    _("Reached so far"),
    _("State"),
    _("Reason"),
    _("Share of effort, per cent"),
)


JULY: Final = 7


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal or objective in a year: its share of the effort and its deliverables."""

    element: PlanElement
    share: Decimal | None
    deliverables: list[Deliverable]


@dataclass(frozen=True, slots=True)
class Year:
    """The implementation plan of a year."""

    plan: Plan
    year: int
    goals: list[Goal]

    @property
    def name(self) -> str:
        """Name the year by both its ends."""
        return f"{self.year}–{self.year + 1}"

    @property
    def total(self) -> int:
        """Count the deliverables."""
        return sum(len(goal.deliverables) for goal in self.goals)

    @property
    def done(self) -> int:
        """Count what is done."""
        return sum(
            each.state == DeliverableState.DONE for goal in self.goals for each in goal.deliverables
        )

    @property
    def shared(self) -> Decimal | None:
        """Return the sum of the shares, where there are any."""
        known = [goal.share for goal in self.goals if goal.share is not None]
        return sum(known, Decimal(0)) if known else None

    def table(self) -> list[list[object]]:
        """Return the year as rows under a head, a line per deliverable."""
        rows: list[list[object]] = [[str(title) for title in COLUMNS]]
        for goal in self.goals:
            rows += [_line(goal, each) for each in goal.deliverables]
        return rows


def _line(goal: Goal, each: Deliverable) -> list[object]:
    return [
        f"{goal.element.number}.{each.number}",
        goal.element.title,
        each.title_en,
        each.title_fr,
        each.target,
        str(local(each, "unit")),
        each.target_en,
        each.target_fr,
        each.reached,
        str(each.get_state_display()),
        str(local(each, "reason")),
        goal.share,
    ]


def years(plan: Plan) -> list[int]:
    """Return the years of a plan, each from July to June and named by its beginning."""
    return list(range(_year_of(plan.starts_on), _year_of(plan.ends_on) + 1))


def current(plan: Plan) -> int:
    """Return the year of the day, or the plan's nearest one."""
    known = years(plan)
    return min(max(_year_of(clock.today()), known[0]), known[-1])


def _year_of(day: dt.date) -> int:
    return day.year if day.month >= JULY else day.year - 1


def of_year(plan: Plan, year: int, *, on: dt.date | None = None) -> Year:
    """Return the implementation plan of a year, as it stands or as it stood on a day."""
    day = on or clock.today()
    is_past = day < clock.today()
    found = Deliverable.objects.filter(element__plan=plan, year=year)
    rows = list(found.select_related("element", "owner").order_by("number"))
    by_element: dict[int, list[Deliverable]] = {}
    for each in _as_they_stood(rows, day) if is_past else rows:
        by_element.setdefault(each.element_id, []).append(each)
    shared = EffortShare.objects.filter(element__plan=plan, year=year)
    now = {each.element.number: each.percent for each in shared.select_related("element")}
    shares = _shared_on(plan, year, day) if is_past else now
    elements = plan.elements.there(on=day).select_related("plan", "source").in_order()
    goals = [
        Goal(element, shares.get(element.number), by_element.get(element.pk, []))
        for element in elements
        if element.pk in by_element or steers(element, year, day)
    ]
    return Year(plan, year, goals)


def steers(element: PlanElement, year: int, day: dt.date) -> bool:
    """Say whether a goal or an objective has work in a year: it stood in some part of it."""
    last = dt.date(year + 1, JULY, 1) - dt.timedelta(days=1)
    return (element.kind in STEERING and element.is_there_on(last)) and (
        element.stands_on(day) or element.stands_on(dt.date(year, JULY, 1))
    )


def _as_they_stood(rows: Sequence[Deliverable], day: dt.date) -> list[Deliverable]:
    """Return deliverables as the trail tells of them by the end of a day; unsaved.

    One that was added later is left out, and one of which the trail of the time kept no content.
    """
    told = Event.objects.filter(
        target_kind="deliverable",
        target__in=[each.public_id for each in rows],
        happened_at__lt=clock.end_of(day),
    )
    last = dict(told.order_by("pk").values_list("target", "data__content"))
    found = []
    for each in rows:
        content = last.get(each.public_id)
        if content is None:
            continue
        found.append(_told(each, content))
    return found


def _told(each: Deliverable, content: Mapping[str, Any]) -> Deliverable:
    """Let a deliverable say what the trail tells of it; it is not to be saved."""
    for name, said in content.items():
        is_number = name in NUMBERS and said is not None
        setattr(each, name, Decimal(said) if is_number else said)
    return each


def _shared_on(plan: Plan, year: int, day: dt.date) -> dict[str, Decimal]:
    """Return the shares of effort, by number of the goal, as the trail tells of a day."""
    told = Event.objects.about(plan.public_id).filter(
        type="strategy.plan.effort_shared", data__year=year, happened_at__lt=clock.end_of(day)
    )
    last = told.first()
    shares = last.data["shares"] if last else {}
    return {number: Decimal(percent) for number, percent in shares.items()}


def place(slug: str, year: str, actor: Actor) -> Year:
    """Return the implementation plan of a year of a visible plan, or 404."""
    plan = Plan.objects.visible_to(actor).select_related("source").get(slug=slug)
    if int(year) not in years(plan):
        raise Plan.DoesNotExist
    return of_year(plan, int(year))


def shares(plan: Plan, year: int) -> QuerySet[EffortShare]:
    """Return the shares of effort of a year."""
    found = EffortShare.objects.filter(element__plan=plan, year=year)
    return found.select_related("element").order_by("element__order")


def visible(actor: Actor, *, on: dt.date | None = None) -> QuerySet[Deliverable]:
    """Return the deliverables of plans that the actor may know of, or those there were on a day.

    What these said then is with them, for `as_it_stood`.
    """
    plans = Plan.objects.visible_to(actor)
    found = Deliverable.objects.filter(element__plan__in=plans).select_related("element__plan")
    if on is None or on >= clock.today():
        return found
    told = Event.objects.about(OuterRef("public_id")).filter(  # type: ignore[arg-type]  # -- of the row
        target_kind="deliverable", happened_at__lt=clock.end_of(on)
    )
    content = Subquery(told.values("data__content")[:1])
    known = Q(element__plan__known_from=None) | Q(element__plan__known_from__lte=on)
    return found.filter(known).annotate(then=content).filter(then__isnull=False)


def is_past(deliverable: Deliverable) -> bool:
    """Say whether a deliverable was read as it stood on a day that is over."""
    return "then" in deliverable.__dict__


def as_it_stood(deliverable: Deliverable) -> Deliverable:
    """Return a deliverable of `visible` as it was on the day that it was read for."""
    return _told(deliverable, deliverable.__dict__.get("then", {}))


def by_public_id(public_id: str, actor: Actor) -> Deliverable:
    """Return a deliverable of a visible plan, or 404."""
    return visible(actor).get(public_id=public_id)
