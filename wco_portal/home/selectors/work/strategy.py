"""What waits around plans, consultations, workshops and themes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategy import selectors
from strategy.enums.consultations import ConsultationState, SynthesisState
from strategy.enums.plans import PlanState, ReviewState
from strategy.enums.workshops import WorkshopState
from strategy.models import Consultation, Plan, Synthesis
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person, Region
from wco_portal.home.selectors.work.task import Task
from wco_portal.publishing import selectors as publishing

# So many days an answer to a Member is news.
NEWS_DAYS = 30


def to_answer(person: Person) -> Iterable[Task]:
    """Find the open consultations that the person's Members have not answered."""
    members = selectors.positions.members_of(person)
    asked = {
        region: list(selectors.consultations.open_for(region, person))
        for region in {member.region for member in members}
    }
    everything = [each for found in asked.values() for each in found]
    positions = selectors.positions.saved(everything, members) if everything else {}
    for member in members:
        for consultation in asked[member.region]:
            position = positions.get((consultation.pk, member.pk))
            if position and position.sent_id is not None:
                continue
            saved = position is not None
            yield Task(
                title=_("Answer “%(title)s” for %(member)s")
                % {"title": consultation, "member": member},
                note=_("A draft is saved.") if saved else _("Nothing is saved yet."),
                act=_("Go on") if saved else _("Answer"),
                address=reverse("consultation-answer-for", args=[consultation.slug, member.code]),
                due_at=consultation.window_closes_at,
                is_demonstration=consultation.is_demonstration,
            )


def to_register(person: Person) -> Iterable[Task]:
    """Find the workshops for which the person's Members have not registered anybody."""
    for workshop, member in selectors.participants.to_register(person):
        yield Task(
            title=_("Register participants of %(member)s") % {"member": member},
            note=str(workshop),
            act=_("Register"),
            address=reverse("participant-new", args=[workshop.slug]),
            due_at=workshop.registration_ends_at,
            is_demonstration=workshop.is_demonstration,
        )


def to_gather(person: Person) -> Iterable[Task]:
    """Find what a regional coordinator does: remind, and draft the region's synthesis."""
    regions = _regions(person, RoleName.COORDINATOR)
    for region in regions:
        asked = list(selectors.consultations.listed_for(region, person))
        turnouts = selectors.turnout.of_each(asked) if asked else {}
        states = _synthesis_states(asked, [region])
        for consultation in asked:
            address = reverse("consultation-region", args=[consultation.slug, region.code])
            turnout = next(each for each in turnouts[consultation.pk] if each.region == region)
            missing = turnout.members - turnout.answered
            state = states.get((consultation.pk, region.pk), "")
            if consultation.phase == ConsultationState.OPEN and missing:
                yield Task(
                    title=ngettext(
                        "%(count)s Member of your region has not answered",
                        "%(count)s Members of your region have not answered",
                        missing,
                    )
                    % {"count": missing},
                    note=str(consultation),
                    act=_("See and remind"),
                    address=address,
                    due_at=consultation.window_closes_at,
                    is_demonstration=consultation.is_demonstration,
                )
            if consultation.is_over and state in _TO_DRAFT:
                yield _to_draft(consultation, address)


_TO_DRAFT = {"", SynthesisState.DRAFT, SynthesisState.RETURNED}


def _to_draft(consultation: Consultation, address: str) -> Task:
    return Task(
        title=_("Draft the synthesis of your region"),
        note=str(consultation),
        act=_("Draft"),
        address=address,
        is_demonstration=consultation.is_demonstration,
    )


def to_clear(person: Person) -> Iterable[Task]:
    """Find the syntheses that a Vice-Chair clears."""
    regions = person.region_ids(RoleName.VICE_CHAIR)
    proposed = Synthesis.objects.filter(region__in=regions, state=SynthesisState.PROPOSED)
    for synthesis in proposed.select_related("consultation", "region"):
        yield Task(
            title=_("Clear the synthesis of your region"),
            note=str(synthesis.consultation),
            act=_("Read and clear"),
            address=reverse(
                "consultation-region", args=[synthesis.consultation.slug, synthesis.region.code]
            ),
            is_demonstration=synthesis.consultation.is_demonstration,
        )
    held = _regions(person, RoleName.VICE_CHAIR)
    for region in held:
        asked = list(selectors.consultations.open_for(region, person))
        turnouts = selectors.turnout.of_each(asked) if asked else {}
        for consultation in asked:
            turnout = next(each for each in turnouts[consultation.pk] if each.region == region)
            yield Task(
                title=_("%(answered)s of %(members)s Members of your region have answered")
                % {"answered": turnout.answered, "members": turnout.members},
                note=str(consultation),
                act=_("Follow"),
                address=reverse("consultation-region", args=[consultation.slug, region.code]),
                due_at=consultation.window_closes_at,
                is_demonstration=consultation.is_demonstration,
            )


def to_release(person: Person) -> Iterable[Task]:
    """Find the positions that a head of administration releases."""
    if not person.holds(RoleName.HEAD):
        return
    for release in selectors.releases.waiting(person):
        consultation = release.position.consultation
        yield Task(
            title=_("Release the position of %(member)s on “%(title)s”")
            % {"member": release.position.member, "title": consultation},
            note=_("Passed to you by %(person)s.") % {"person": release.passed_by},
            act=_("Read and send"),
            address=release.get_absolute_url(),
            due_at=consultation.closes_at,
            is_demonstration=consultation.is_demonstration,
        )


def to_confirm(person: Person) -> Iterable[Task]:
    """Find the answers on paper that wait for a second pair of eyes."""
    for paper in selectors.paper_answers.waiting(person):
        yield Task(
            title=_("Confirm the answer of %(member)s, which came on paper")
            % {"member": paper.member},
            note=str(paper.consultation),
            act=_("Compare"),
            address=paper.get_absolute_url(),
            due_at=paper.consultation.closes_at,
            is_demonstration=paper.is_demonstration,
        )


def to_brief(person: Person) -> Iterable[Task]:
    """Find the briefings of a Vice-Chair or a coordinator before the next Policy Commission."""
    held = _regions(person, RoleName.VICE_CHAIR, RoleName.COORDINATOR)
    meeting = selectors.briefings.meeting() if held else None
    if meeting is None:
        return
    for region in held:
        yield Task(
            title=_("Read the briefing for the Vice-Chair: %(region)s") % {"region": region},
            note=str(meeting),
            act=_("Open"),
            address=reverse("briefing", args=[region.code]),
            due_at=clock.start_of(meeting.starts_on),
        )


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
    papers = _paper_day()
    for plan in selectors.plans.in_preparation().filter(state__in=_WRITTEN):
        yield Task(
            title=_("Read the draft of “%(plan)s”") % {"plan": plan},
            note=_("An opinion of the Policy Commission can be recorded."),
            act=_("Read"),
            address=reverse("plan", args=[plan.slug]),
            due_at=papers,
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


def to_hear(person: Person) -> Iterable[Task]:
    """Find what was answered of late to what the person's Members said."""
    members = person.member_ids(RoleName.FOCAL_POINT)
    since = clock.now() - dt.timedelta(days=NEWS_DAYS)
    found = selectors.dispositions.newly_given(members, since=since) if members else []
    for plan, count, is_invented in found:
        yield Task(
            title=ngettext(
                "%(count)s answer to what your administration said",
                "%(count)s answers to what your administration said",
                count,
            )
            % {"count": count},
            note=str(plan),
            act=_("Read"),
            address=selectors.dispositions.own(plan),
            is_demonstration=is_invented,
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


def _regions(person: Person, *names: RoleName) -> list[Region]:
    held = person.roles_held()
    return [role.region for role in held if role.name in names and role.region is not None]


def _synthesis_states(
    asked: list[Consultation], regions: list[Region]
) -> dict[tuple[int, int], str]:
    found = Synthesis.objects.filter(consultation__in=asked, region__in=regions) if asked else ()
    return {(each.consultation_id, each.region_id): each.state for each in found}


def _missing_words(plan: Plan) -> str:
    stale = len(publishing.documents.stale(plan.text))
    gaps = len(publishing.documents.structure_gaps(plan.text))
    if not stale and not gaps:
        return _("Both languages are up to date.")
    return "; ".join(
        [
            ngettext(
                "%(count)s block to translate again", "%(count)s blocks to translate again", stale
            )
            % {"count": stale},
            ngettext(
                "%(count)s block differs in structure", "%(count)s blocks differ in structure", gaps
            )
            % {"count": gaps},
        ]
    )


def _paper_day() -> dt.datetime | None:
    """Return when the papers of the next Council are due."""
    council = selectors.lives.councils().exclude(paper_deadline=None).first()
    deadline = council.paper_deadline if council else None
    return clock.end_of(deadline) if deadline else None
