"""The front page: the year on one page, on the facts of the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from communications import selectors as communications
from conferences import selectors as conferences
from strategy import selectors as strategy
from strategy.enums.workshops import WorkshopState
from strategy.models import AnnualTheme, CoreFunction, Plan, PlanElement
from strategy.rules.motif import HERO, Motif, motif
from wco_portal.access.policies import Actor
from wco_portal.common import clock, dates
from wco_portal.common.parts import Step, TileGroup
from wco_portal.home.selectors import members


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with, per core function, whether it serves it."""

    element: PlanElement
    serves: Sequence[tuple[CoreFunction, bool]]


@dataclass(frozen=True, slots=True)
class InForce:
    """The plan in force: its goals against the core functions, its priorities."""

    plan: Plan
    functions: Sequence[CoreFunction]
    goals: Sequence[Goal]
    named: Sequence[PlanElement]
    days_left: int


@dataclass(frozen=True, slots=True)
class InPreparation:
    """A plan in the making: its map, its priorities, how far it is."""

    plan: Plan
    steering: Sequence[PlanElement]
    layers: Sequence[tuple[PlanElement, Sequence[PlanElement]]]
    named: Sequence[PlanElement]
    timeline: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Asked:
    """A consultation that is open, and who has answered."""

    consultation: Any
    regions: Sequence[Any]
    overall: Any


@dataclass(frozen=True, slots=True)
class Front:
    """Everything that the front page shows; what is None has no block."""

    theme: AnnualTheme | None
    drawn: Motif | None
    in_force: InForce | None
    in_preparation: InPreparation | None
    asked: Sequence[Asked]
    ahead: Sequence[Any]
    held: Sequence[Any]
    members: Sequence[TileGroup]
    members_count: int
    conferences: Sequence[Any]
    chapters: Sequence[Any]
    research: Sequence[Any]
    said: Sequence[Any]


def front(actor: Actor) -> Front:
    """Read the front page."""
    theme = strategy.themes.current()
    planned = strategy.plans.in_preparation().first()
    tiles = members.tiles(clock.today())
    letters = "".join(each.letter for each in theme.principles.all()) if theme else ""
    return Front(
        theme=theme,
        drawn=motif(theme.year, letters, HERO) if theme else None,
        in_force=_in_force(),
        in_preparation=_in_preparation(planned),
        asked=_asked(actor),
        ahead=strategy.workshops.ahead(actor),
        held=_held(actor, planned),
        members=tiles,
        members_count=sum(len(group.tiles) for group in tiles),
        conferences=list(conferences.conferences.listed()),
        chapters=list(communications.chapters.published_ones()),
        research=list(strategy.research.known()[:3]),
        said=list(communications.messages.in_use()[:6]),
    )


def _in_force() -> InForce | None:
    plan = strategy.plans.in_force()
    if plan is None:
        return None
    outline = strategy.plans.outline(plan, strategy.plans.Reading())
    functions = list(CoreFunction.objects.order_by("order"))
    goals = []
    for part in outline.standing:
        served = {function.pk for function in part.functions}
        goals.append(Goal(part.element, [(each, each.pk in served) for each in functions]))
    return InForce(
        plan=plan,
        functions=functions,
        goals=goals,
        named=[part.element for part in outline.named],
        days_left=((plan.in_force_until or plan.ends_on) - clock.today()).days,
    )


def _in_preparation(plan: Plan | None) -> InPreparation | None:
    if plan is None:
        return None
    outline = strategy.plans.outline(plan, strategy.plans.Reading())
    layers = [(part.element, [each.element for each in part.children]) for part in outline.layers]
    return InPreparation(
        plan=plan,
        steering=[part.element for part in outline.steering],
        layers=layers,
        named=[part.element for part in outline.named],
        timeline=_with_today(plan),
    )


def _with_today(plan: Plan) -> list[Step]:
    """Put the day itself on the way, between what is done and what is to come."""
    steps = strategy.lives.timeline(strategy.lives.history(plan))
    if not steps:
        return []
    title = _("Today: %(state)s") % {"state": plan.get_state_display()}
    today = Step(title=title, when=dates.day(clock.today()), state="now")
    done = [step for step in steps if step.state == "done"]
    return [*done, today, *steps[len(done) :]]


def _held(actor: Actor, plan: Plan | None) -> list[Any]:
    """Return the workshops in the making of the plan in preparation, one a region."""
    if plan is None:
        return []
    found = strategy.workshops.of_plan(plan, actor).filter(
        state=WorkshopState.HELD, is_demonstration=False
    )
    return list(found.order_by("region__order", "pk"))


def _asked(actor: Actor) -> list[Asked]:
    asked = list(strategy.consultations.open_now(actor)[:2])
    turnouts = strategy.turnout.of_each(asked) if asked else {}
    return [
        Asked(each, turnouts[each.pk], strategy.turnout.overall(turnouts[each.pk]))
        for each in asked
    ]
