"""What waits on plans, consultations and workshops: for the Secretariat."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from strategy import selectors
from strategy.enums.consultations import ConsultationState
from strategy.enums.plans import AmendmentState, PlanState, ReviewState
from strategy.enums.workshops import WorkshopState
from strategy.models import Plan
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.common import clock
from wco_portal.directory.models import Person
from wco_portal.home.selectors.work.task import Task
from wco_portal.publishing import selectors as publishing


def to_decide(person: Person) -> Iterable[Task]:
    """Find the plans whose decision is to be recorded."""
    if not policies.check(person, Permission.PLAN_DECIDE):
        return
    submitted = selectors.plans.visible(person).filter(state=PlanState.SUBMITTED)
    for plan in submitted.prefetch_related("submissions__meeting"):
        submission = max(plan.submissions.all(), key=lambda each: each.pk, default=None)
        yield Task(
            title=_("Record the Council’s decision on “%(plan)s”") % {"plan": plan},
            note=str(submission.meeting) if submission else "",
            act=_("Decide"),
            address=reverse("plan-adopt", args=[plan.slug]),
            due_at=clock.end_of(submission.meeting.ends_on) if submission else None,
        )
    yield from _amendments_to_decide(person)
    papers = _paper_day()
    for plan in selectors.plans.in_preparation().filter(state__in=_WRITTEN):
        yield Task(
            title=_("Read the draft of “%(plan)s”") % {"plan": plan},
            note=_("An opinion of the Policy Commission can be recorded."),
            act=_("Read"),
            address=reverse("plan", args=[plan.slug]),
            due_at=papers,
        )


def _amendments_to_decide(person: Person) -> Iterable[Task]:
    submitted = selectors.amendments.everything(person).filter(state=AmendmentState.SUBMITTED)
    for amendment in submitted.prefetch_related("submissions__meeting"):
        submission = max(amendment.submissions.all(), key=lambda each: each.pk)
        yield Task(
            title=_("Record the Council’s decision on Amendment %(number)d of “%(plan)s”")
            % {"number": amendment.number, "plan": amendment.plan},
            note=str(submission.meeting),
            act=_("Decide"),
            address=amendment.get_absolute_url(),
            due_at=clock.end_of(submission.meeting.ends_on),
            is_demonstration=amendment.is_demonstration,
        )


def _amendments_to_write(person: Person) -> Iterable[Task]:
    drafts = selectors.amendments.everything(person).filter(
        state=AmendmentState.DRAFT, plan__state=PlanState.IN_FORCE
    )
    for amendment in drafts:
        yield Task(
            title=_("Write and submit Amendment %(number)d of “%(plan)s”")
            % {"number": amendment.number, "plan": amendment.plan},
            note=_("A review calls for it."),
            act=_("Write"),
            address=amendment.get_absolute_url(),
            is_demonstration=amendment.is_demonstration,
        )


_WRITTEN = (PlanState.DRAFT, PlanState.IN_CONSULTATION)


def to_write(person: Person) -> Iterable[Task]:
    """Find the drafts that an editor writes, with what is missing in the other language."""
    if not policies.check(person, Permission.PLAN_EDIT):
        return
    papers = _paper_day()
    written = selectors.plans.visible(person).filter(state__in=_WRITTEN)
    for plan in written.prefetch_related("text__documents__translations"):
        yield Task(
            title=_("Go on writing “%(plan)s”") % {"plan": plan},
            note=_missing_words(plan),
            act=_("Write"),
            address=reverse("plan-edit", args=[plan.slug]),
            due_at=papers,
        )
    yield from _amendments_to_write(person)


def to_answer_inputs(person: Person) -> Iterable[Task]:
    """Find the plans of which something that Members said has no published answer."""
    if not policies.check(person, Permission.DISPOSITION_ANSWER):
        return
    for plan, count in selectors.dispositions.waiting(person):
        yield Task(
            title=ngettext(
                "%(count)s input has no published answer",
                "%(count)s inputs have no published answer",
                count,
            )
            % {"count": count},
            note=str(plan),
            act=_("Answer"),
            address=reverse("plan-inputs", args=[plan.slug]),
        )


def to_review(person: Person) -> Iterable[Task]:
    """Find the reviews, challenges and activities that wait for the Secretariat."""
    if policies.check(person, Permission.PLAN_REVIEW):
        reviews = list(selectors.reviews.everything(person).filter(state=ReviewState.OPEN))
        counts = selectors.reviews.steering_counts(reviews) if reviews else {}
        for review in reviews:
            yield Task(
                title=_("Close the review of “%(plan)s”") % {"plan": review.plan},
                note=_("%(done)s of %(all)s findings are written.")
                % {"done": len(review.findings.all()), "all": counts.get(review.plan_id, 0)},
                act=_("Review"),
                address=review.get_absolute_url(),
                is_demonstration=review.is_demonstration,
            )
    if policies.check(person, Permission.CHALLENGE_ANSWER):
        for challenge in selectors.challenges.waiting(person):
            yield Task(
                title=_("Answer the challenge “%(title)s”") % {"title": challenge},
                note=str(challenge.member),
                act=_("Answer"),
                address=challenge.get_absolute_url(),
                is_demonstration=challenge.is_demonstration,
            )
    yield from _activities(person)


def to_measure(person: Person) -> Iterable[Task]:
    """Find the figures that are due, and those that wait for approval: a line each."""
    if policies.check(person, Permission.INDICATOR_REPORT):
        due = list(selectors.measurements.missing(person))
        yield from _figures(
            ngettext("%(count)s figure is due", "%(count)s figures are due", len(due)),
            [period.indicator.is_demonstration for period in due],
            act=_("Enter"),
            due_at=clock.end_of(due[0].due_on) if due else None,
        )
    if policies.check(person, Permission.INDICATOR_APPROVE):
        waiting = selectors.measurements.pending(person)
        invented = list(waiting.values_list("period__indicator__is_demonstration", flat=True))
        title = ngettext(
            "%(count)s figure waits for approval",
            "%(count)s figures wait for approval",
            len(invented),
        )
        yield from _figures(title, invented, act=_("Look at it"))


def _figures(
    title: str, invented: list[bool], *, act: str, due_at: dt.datetime | None = None
) -> Iterable[Task]:
    if invented:
        yield Task(
            title=title % {"count": len(invented)},
            note=_("Indicators of the plan"),
            act=act,
            address=reverse("measurements"),
            due_at=due_at,
            is_demonstration=all(invented),
        )


def _activities(person: Person) -> Iterable[Task]:
    theme = selectors.themes.current()
    if theme and policies.check(person, Permission.ACTIVITY_REVIEW):
        for activity in selectors.themes.proposed(theme):
            yield Task(
                title=_("Review the activity “%(title)s”") % {"title": activity},
                note=str(activity.member or ""),
                act=_("Review"),
                address=theme.get_absolute_url(),
                is_demonstration=activity.is_demonstration,
            )


def to_publish(person: Person) -> Iterable[Task]:
    """Find the consultations and workshops that an editor brings to the next step."""
    if not policies.check(person, Permission.CONSULTATION_ANNOUNCE):
        return
    words = {
        ConsultationState.DRAFT: _("Announce the consultation “%(title)s”"),
        ConsultationState.CLOSED: _("Publish the result of “%(title)s”"),
    }
    for consultation in selectors.consultations.listed(person):
        title = words.get(ConsultationState(consultation.phase))
        if title:
            yield Task(
                title=title % {"title": consultation},
                act=_("Open"),
                address=consultation.get_absolute_url(),
                is_demonstration=consultation.is_demonstration,
            )
    for workshop in selectors.workshops.visible(person).filter(state=WorkshopState.PLANNED):
        yield Task(
            title=_("Announce the workshop “%(title)s”") % {"title": workshop},
            note=str(workshop.region),
            act=_("Open"),
            address=workshop.get_absolute_url(),
            is_demonstration=workshop.is_demonstration,
        )


def _missing_words(plan: Plan) -> str:
    stale = len(publishing.documents.stale(plan.text))
    gaps = len(publishing.documents.structure_gaps(plan.text))
    if not stale and not gaps:
        return _("Both languages are up to date.")
    waiting = []
    if stale:
        waiting.append(
            ngettext(
                "%(count)s block to translate again", "%(count)s blocks to translate again", stale
            )
            % {"count": stale}
        )
    if gaps:
        waiting.append(
            ngettext(
                "%(count)s block differs in structure", "%(count)s blocks differ in structure", gaps
            )
            % {"count": gaps}
        )
    return pgettext("between two remarks", "; ").join(waiting)


def _paper_day() -> dt.datetime | None:
    """Return when the papers of the next Council are due."""
    council = selectors.lives.councils().exclude(paper_deadline=None).first()
    deadline = council.paper_deadline if council else None
    return clock.end_of(deadline) if deadline else None
