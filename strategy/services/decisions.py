"""Move a plan along its life: consultation, endorsement, submission, decision, into force."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy import selectors
from strategy.enums.plans import Outcome, PlanState
from strategy.models import Amendment, Plan, PlanDecision, PlanSubmission
from strategy.services.plans import bump, locked
from strategy.workflows.plans import PLAN
from wco_portal.audit import services as audit
from wco_portal.common import clock, dates
from wco_portal.common.bilingual import in_both
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Body
from wco_portal.publishing.models import FrozenVersion, GoverningMeeting
from wco_portal.publishing.services import frozen, sittings


@transaction.atomic
def consult(plan: Plan, *, by: Person) -> Plan:
    """Open the draft for consultation: from now on everybody may read this version."""
    plan = locked(plan)
    arrow = PLAN.follow("consult", plan, by=by)
    reason = in_both(gettext_lazy("Opened for consultation"))
    version = freeze(plan, reason=reason, event=arrow.event, by=by)
    _move(plan, arrow.target)
    audit.record(arrow.event, target=plan, by=by, data={"frozen": version.number})
    return plan


@transaction.atomic
def resume(plan: Plan, *, by: Person) -> Plan:
    """Close the consultation and go on drafting."""
    plan = locked(plan)
    arrow = PLAN.follow("resume", plan, by=by)
    _move(plan, arrow.target)
    audit.record(arrow.event, target=plan, by=by)
    return plan


@transaction.atomic
def submit(
    plan: Plan,
    *,
    meeting: GoverningMeeting,
    by: Person,
    agenda_item: str = "",
    document_number: str = "",
) -> PlanSubmission:
    """Lay a frozen version of the plan before a session of the Council."""
    plan = locked(plan)
    arrow = PLAN.follow("submit", plan, by=by)
    is_to_come(meeting)
    version = freeze(plan, reason=named(meeting), event=arrow.event, by=by)
    submission = PlanSubmission.objects.create(
        plan=plan,
        meeting=meeting,
        agenda_item=agenda_item.strip(),
        document_number=document_number.strip(),
        frozen=version,
        by=by,
        at=clock.now(),
        is_demonstration=version.is_demonstration,
    )
    _move(plan, arrow.target)
    data = {"meeting": meeting.code, "frozen": version.number, "sha256": version.sha256}
    audit.record(arrow.event, target=plan, by=by, data=data)
    return submission


@transaction.atomic
def endorse(
    plan: Plan, *, meeting: GoverningMeeting, reference: str, decided_on: dt.date, by: Person
) -> PlanDecision:
    """Record that the Policy Commission endorsed the draft."""
    plan = locked(plan)
    arrow = PLAN.follow("endorse", plan, by=by)
    if meeting.body != Body.POLICY_COMMISSION:
        raise ValidationError({"meeting": _("Choose a session of the Policy Commission.")})
    dated(decided_on, meeting)
    version = freeze(plan, reason=named(meeting), event=arrow.event, by=by)
    decision = decided(
        plan,
        Outcome.ENDORSED,
        by=by,
        meeting=meeting,
        reference=reference,
        decided_on=decided_on,
        frozen=version,
    )
    _move(plan, arrow.target)
    audit.record(arrow.event, target=plan, by=by, data={"reference": reference})
    return decision


@transaction.atomic
def adopt(plan: Plan, *, reference: str, decided_on: dt.date, by: Person) -> PlanDecision:
    """Record the Council's decision on the version that was submitted, and on no other."""
    plan = locked(plan)
    arrow = PLAN.follow("adopt", plan, by=by)
    found = plan.submissions.select_related("meeting", "frozen").defer("frozen__content")
    submission = found.latest("pk")
    if frozen.digest(selectors.contents.of(plan)) != submission.frozen.sha256:
        raise DomainError(
            _("The plan differs from the version that was submitted: return it first."),
            code="changed_since_submission",
        )
    dated(decided_on, submission.meeting)
    _has_its_day(plan)
    decision = decided(
        plan,
        Outcome.ADOPTED,
        by=by,
        meeting=submission.meeting,
        reference=reference,
        decided_on=decided_on,
        frozen=submission.frozen,
    )
    _move(plan, arrow.target)
    audit.record(
        arrow.event,
        target=plan,
        by=by,
        data={"reference": reference, "decided_on": decided_on.isoformat()},
    )
    return decision


@transaction.atomic
def give_back(plan: Plan, *, reasons_en: str, reasons_fr: str, by: Person) -> PlanDecision:
    """Return a plan to its editors, with reasons."""
    return _stopped(plan, "return", Outcome.RETURNED, (reasons_en, reasons_fr), by=by)


@transaction.atomic
def withdraw(plan: Plan, *, reasons_en: str, reasons_fr: str, by: Person) -> PlanDecision:
    """Withdraw a plan for good, with reasons."""
    return _stopped(plan, "withdraw", Outcome.WITHDRAWN, (reasons_en, reasons_fr), by=by)


def bring_into_force(at: dt.datetime) -> int:
    """Bring adopted plans into force on their first day; the one before is superseded."""
    today = at.astimezone(clock.zone()).date()
    due = Plan.objects.filter(state=PlanState.ADOPTED, starts_on__lte=today)
    return sum(_bring(plan) for plan in due.order_by("starts_on"))


@transaction.atomic
def _bring(plan: Plan) -> int:
    plan = locked(plan)
    arrow = PLAN.transitions["bring_into_force"]
    if plan.state not in arrow.sources:
        return 0
    for old in Plan.objects.select_for_update(of=("self",)).filter(state=PlanState.IN_FORCE):
        leaving = PLAN.transitions["supersede"]
        old.state = leaving.target
        old.in_force_until = plan.starts_on - dt.timedelta(days=1)
        bump(old, "state", "in_force_until")
        audit.record(leaving.event, target=old, data={"by": plan.slug})
    plan.state, plan.in_force_from = arrow.target, plan.starts_on
    bump(plan, "state", "in_force_from")
    audit.record(arrow.event, target=plan)
    return 1


def is_to_come(meeting: GoverningMeeting) -> None:
    """Refuse what is no session of the Council, or one that is over."""
    if meeting.body != Body.COUNCIL or meeting.ends_on < clock.today():
        raise ValidationError({"meeting": _("Choose a session of the Council that is to come.")})


def named(meeting: GoverningMeeting) -> dict[str, str]:
    """Return the name of a meeting in both languages."""
    return {"en": meeting.name_en, "fr": meeting.name_fr}


def freeze(
    plan: Plan, *, reason: Mapping[str, str], event: str, by: Person | None
) -> FrozenVersion:
    """Freeze a plan with its text; the row is locked. Without a person it is the clock."""
    sittings.seal_text(plan.text)
    return frozen.freeze(
        plan.public_id,
        content=selectors.contents.of(plan),
        reason=reason,
        event=event,
        by=by,
        is_demonstration=plan.is_demonstration or bool(by and by.is_demonstration),
    )


def _move(plan: Plan, target: str) -> None:
    plan.state = target
    fields = ["state"]
    if plan.known_from is None and target != PlanState.WITHDRAWN:
        plan.known_from = clock.today()
        fields.append("known_from")
    bump(plan, *fields)


def dated(decided_on: dt.date, meeting: GoverningMeeting) -> None:
    """A decision falls on a day of its meeting; ahead of its day only while rehearsing."""
    if not meeting.starts_on <= decided_on <= meeting.ends_on:
        raise ValidationError(
            {"decided_on": _("The date must fall on a day of the meeting.")}, code="outside_meeting"
        )
    if decided_on > clock.today() and not settings.PORTAL_DEMO:
        raise ValidationError(
            {"decided_on": _("A decision cannot be recorded before it is taken.")}, code="too_early"
        )


def _has_its_day(plan: Plan) -> None:
    """One plan is in force on a day: this one begins after the one in force, on no other's day."""
    others = Plan.objects.exclude(pk=plan.pk).filter(
        Q(state=PlanState.ADOPTED, starts_on=plan.starts_on)
        | Q(state=PlanState.IN_FORCE, in_force_from__gte=plan.starts_on)
    )
    if other := others.first():
        raise DomainError(
            _("“%(plan)s” begins on %(day)s: two plans are not in force on one day.")
            % {"plan": other, "day": dates.day(other.in_force_from or other.starts_on)},
            code="day_taken",
        )


def decided(
    subject: Plan | Amendment, outcome: Outcome, *, by: Person | None, **details: Any
) -> PlanDecision:
    """Keep a decision on a plan or an amendment; without a person it is the clock's."""
    decision = PlanDecision(
        plan=subject if isinstance(subject, Plan) else None,
        amendment=subject if isinstance(subject, Amendment) else None,
        outcome=outcome,
        by=by,
        at=clock.now(),
        is_demonstration=subject.is_demonstration or bool(by and by.is_demonstration),
        **details,
    )
    if outcome in {Outcome.ADOPTED, Outcome.ENDORSED} and not decision.reference.strip():
        raise ValidationError({"reference": _("Give the reference of the decision.")})
    decision.full_clean()
    decision.save()
    return decision


def _stopped(
    plan: Plan, name: str, outcome: Outcome, reasons: tuple[str, str], *, by: Person
) -> PlanDecision:
    plan = locked(plan)
    arrow = PLAN.follow(name, plan, by=by)
    decision = decided(
        plan,
        outcome,
        by=by,
        decided_on=clock.today(),
        reasons_en=reasons[0].strip(),
        reasons_fr=reasons[1].strip(),
    )
    _move(plan, arrow.target)
    audit.record(arrow.event, target=plan, by=by, data={"decision": decision.public_id})
    return decision
