"""The life of a plan: how it came to be, where it stands, what comes next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from strategy.enums.plans import PlanState
from strategy.models import Plan, PlanDecision, PlanElement, PlanStep, PlanSubmission
from strategy.selectors import plans
from strategy.selectors.plans import Reading, Words
from strategy.workflows.plans import PLAN
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event
from wco_portal.common import clock, dates
from wco_portal.common.bilingual import active, local
from wco_portal.common.enums import Precision
from wco_portal.common.parts import Step
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.enums import Body
from wco_portal.publishing.models import FrozenVersion, GoverningMeeting

ORDER = (
    PlanState.DRAFT,
    PlanState.IN_CONSULTATION,
    PlanState.ENDORSED,
    PlanState.SUBMITTED,
    PlanState.ADOPTED,
    PlanState.IN_FORCE,
)

# The page of the act that leads to a state: it does it, or says why it is not possible now.
ACTS = {
    PlanState.IN_CONSULTATION: ("plan-consult", Permission.PLAN_SUBMIT),
    PlanState.ENDORSED: ("plan-endorse", Permission.PLAN_DECIDE),
    PlanState.SUBMITTED: ("plan-submit", Permission.PLAN_SUBMIT),
    PlanState.ADOPTED: ("plan-adopt", Permission.PLAN_DECIDE),
}


@dataclass(frozen=True, slots=True)
class History:
    """All that is known of the making of a plan; versions without what they hold."""

    steps: list[PlanStep]
    submissions: QuerySet[PlanSubmission]
    decisions: QuerySet[PlanDecision]
    versions: QuerySet[FrozenVersion]


# What an event of a plan's life brings it to.
MOVES: dict[str, PlanState] = {
    arrow.event: PlanState(arrow.target) for arrow in PLAN.transitions.values()
}


def index(actor: Actor, *, on: dt.date) -> list[tuple[Plan, PlanState]]:
    """Return the plans known by a day with the state of each on it, the latest first."""
    found = [each for each in plans.index(actor) if not each.known_from or each.known_from <= on]
    states = states_on(found, on)
    return [(each, states[each.public_id]) for each in found]


def state_on(plan: Plan, day: dt.date) -> PlanState:
    """Return the state of a plan on a day."""
    return states_on([plan], day)[plan.public_id]


def states_on(found: Sequence[Plan], day: dt.date) -> dict[str, PlanState]:
    """Return the state of each plan on a day: today's, or as the trail of its life tells."""
    if day >= clock.today():
        return {each.public_id: PlanState(each.state) for each in found}
    moves = Event.objects.filter(type__in=MOVES, target__in=[each.public_id for each in found])
    until = clock.end_of(day)
    last: dict[str, PlanState] = {each.public_id: _loaded_on(each, day) for each in found}
    for move in moves.order_by("pk"):
        if _effective_at(move) < until:
            last[move.target] = MOVES[move.type]
    return last


def _effective_at(move: Event) -> dt.datetime:
    """Say when a move counts: a decision recorded ahead of its day, from that day on."""
    decided = move.data.get("decided_on")
    if decided is None:
        return move.happened_at
    return max(move.happened_at, clock.start_of(dt.date.fromisoformat(decided)))


def _loaded_on(plan: Plan, day: dt.date) -> PlanState:
    """Return the state that the reference data gave a plan, before anything was done to it."""
    if plan.in_force_from is None or day < plan.in_force_from:
        return PlanState.DRAFT
    if plan.in_force_until is not None and day > plan.in_force_until:
        return PlanState.SUPERSEDED
    return PlanState.IN_FORCE


def history(plan: Plan, *, on: dt.date | None = None) -> History:
    """Return the steps, submissions, decisions and frozen versions known by a day."""
    day = on or clock.today()
    until = clock.end_of(day)
    known = plan.steps.filter(Q(known_from=None) | Q(known_from__lte=day))
    submitted = plan.submissions.filter(at__lt=until).select_related("meeting", "frozen")
    decided = plan.decisions.filter(at__lt=until).select_related("meeting")
    return History(
        steps=list(known.select_related("source", "meeting").order_by("on", "pk")),
        submissions=submitted.defer("frozen__content").order_by("pk"),
        decisions=decided.order_by("pk"),
        versions=publishing.frozen.listed(plan.public_id).filter(at__lt=until),
    )


def timeline(known: History, *, on: dt.date | None = None) -> list[Step]:
    """Return the known steps of the making of a plan, past and to come."""
    day = on or clock.today()
    return [
        Step(
            title=str(local(step, "title")),
            when=dates.day(step.on, precision=step.precision),
            state="done" if _is_over(step, day) else "next",
        )
        for step in known.steps
    ]


def _is_over(step: PlanStep, day: dt.date) -> bool:
    if step.precision == Precision.DAY:
        return step.on < day
    return (step.on.year, step.on.month) < (day.year, day.month)


def path(plan: Plan, *, actor: Actor) -> list[Step]:
    """Return the states of a plan as a way, the present one marked, with what each needs."""
    notes = {
        PlanState.DRAFT: _("The editors write in both languages."),
        PlanState.IN_CONSULTATION: _("Members read and comment; it may be skipped."),
        PlanState.ENDORSED: _("Needs the opinion of the Policy Commission; it may be skipped."),
        PlanState.SUBMITTED: _("Needs text in both languages with the same structure."),
        PlanState.ADOPTED: _("Needs the Council’s decision, recorded by who did not write."),
        PlanState.IN_FORCE: _("%(day)s, if adopted.") % {"day": dates.day(plan.starts_on)},
    }
    if plan.state in {PlanState.SUPERSEDED, PlanState.WITHDRAWN}:
        return [Step(capfirst(PlanState(plan.state).label), state="now")]
    here = ORDER.index(PlanState(plan.state))
    return [
        Step(
            capfirst(state.label),
            note=notes[state],
            state="done" if number < here else "now" if number == here else "next",
            address=_act_of(plan, state, actor),
        )
        for number, state in enumerate(ORDER)
    ]


def _act_of(plan: Plan, state: PlanState, actor: Actor) -> str:
    name, permission = ACTS.get(state, ("", None))
    if permission is None or not policies.check(actor, permission):
        return ""
    return reverse(name, args=[plan.slug])


def version(slug: str, number: int, actor: Actor) -> tuple[Plan, FrozenVersion]:
    """Return a frozen version of a visible plan, or 404."""
    plan = Plan.objects.visible_to(actor).get(slug=slug)
    return plan, publishing.frozen.listed(plan.public_id).get(number=number)


@dataclass(frozen=True, slots=True)
class FrozenPart:
    """An element as it was frozen, in the reader's language."""

    key: str
    number: str
    title: str
    words: Words | None
    # The days on which amendments had added and dropped it.
    added_on: dt.date | None
    dropped_on: dt.date | None
    # The element as it is now; none where it was taken out since.
    element: PlanElement | None


def parts(plan: Plan, frozen: FrozenVersion, text: Reading) -> list[FrozenPart]:
    """Return the elements of a frozen version with their words."""
    language = active()
    known = {each.public_id: each for each in plan.elements.select_related("plan")}
    return [
        FrozenPart(
            element["id"],
            element["number"],
            element["title"][language] or element["title"]["en"],
            text.words(element["id"]),
            _day(element, "added_on"),
            _day(element, "dropped_on"),
            known.get(element["id"]),
        )
        for element in frozen.content["elements"]
    ]


def _day(element: dict[str, Any], name: str) -> dt.date | None:
    return dt.date.fromisoformat(element[name]) if name in element else None


def versions(plan: Plan) -> QuerySet[FrozenVersion]:
    """Return the frozen versions of a plan with all that they hold, newest first."""
    return publishing.frozen.of(plan.public_id).filter(at__lt=clock.end_of(clock.today()))


def newest(plan: Plan) -> FrozenVersion | None:
    """Return the newest frozen version of a plan."""
    return publishing.frozen.latest_listed(plan.public_id)


def councils() -> QuerySet[GoverningMeeting]:
    """Return the sessions of the Council to which a plan may be submitted."""
    return publishing.meetings.coming(Body.COUNCIL, on=clock.today())


def commissions() -> QuerySet[GoverningMeeting]:
    """Return the sessions of the Policy Commission, the latest first."""
    return GoverningMeeting.objects.of(Body.POLICY_COMMISSION).order_by("-starts_on")


def decision_day(plan: Plan) -> dict[str, dt.date]:
    """Propose the last day of the meeting as the date of its decision."""
    submission = plan.submissions.select_related("meeting").last()
    return {"decided_on": submission.meeting.ends_on} if submission else {}


def meetings() -> QuerySet[GoverningMeeting]:
    """Return all sessions of the governing bodies, as they were held."""
    return GoverningMeeting.objects.in_order()


def of_event(public_id: str) -> Plan:
    """Return the plan of an event."""
    return Plan.objects.get(public_id=public_id)


def last_submission(plan: Plan) -> PlanSubmission | None:
    """Return the latest submission of a plan."""
    found = plan.submissions.select_related("meeting", "frozen").defer("frozen__content")
    return found.order_by("pk").last()


def last_decision(plan: Plan) -> PlanDecision | None:
    """Return the latest decision on a plan."""
    return plan.decisions.select_related("meeting").order_by("pk").last()


def desk_address(plan: Plan) -> str:
    """Return the address of the editor's page."""
    return reverse("plan-edit", args=[plan.slug])
