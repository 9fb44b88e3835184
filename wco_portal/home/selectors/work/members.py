"""What waits on plans, consultations and workshops: for Members, their regions, and heads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategy import selectors
from strategy.enums.consultations import ConsultationState, SynthesisState
from strategy.models import Consultation, Synthesis
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person, Region
from wco_portal.home.selectors.work.task import Task

# So many days an answer to a Member is news.
NEWS_DAYS = 30
_TO_DRAFT = {"", SynthesisState.DRAFT, SynthesisState.RETURNED}


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
            due_at=release.due_at,
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
            due_at=paper.due_at,
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


def _regions(person: Person, *names: RoleName) -> list[Region]:
    held = person.roles_held()
    return [role.region for role in held if role.name in names and role.region is not None]


def _synthesis_states(
    asked: list[Consultation], regions: list[Region]
) -> dict[tuple[int, int], str]:
    found = Synthesis.objects.filter(consultation__in=asked, region__in=regions) if asked else ()
    return {(each.consultation_id, each.region_id): each.state for each in found}
