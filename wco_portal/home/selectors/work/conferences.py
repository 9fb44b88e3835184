"""What waits around delegations and registrations."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from conferences import selectors
from conferences.enums import Answer, ConferenceKind, ReviewState
from conferences.models import Conference, Registration
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.common import clock
from wco_portal.directory.models import Person
from wco_portal.home.selectors.work.task import Task


def to_answer(person: Person) -> Iterable[Task]:
    """Find the invitations that the person's administration has not answered."""
    if not policies.check(person, Permission.DELEGATION_VIEW):
        return
    for own in selectors.delegations.own_open(person):
        conference = own.conference
        if not conference.is_open_at(clock.now()):
            continue
        if own.answer == Answer.NONE:
            title, act = _("Answer the invitation to “%(title)s”"), _("Answer")
        elif own.answer == Answer.ATTENDS and own.free_count:
            title, act = _("Nominate delegates to “%(title)s”"), _("Nominate")
        else:
            continue
        yield Task(
            title=title % {"title": conference},
            note=ngettext(
                "%(free)s place of your delegation is free.",
                "%(free)s places of your delegation are free.",
                own.free_count,
            )
            % {"free": own.free_count},
            act=act,
            address=own.get_absolute_url(),
            due_at=conference.nominations_close_at,
            is_demonstration=conference.is_demonstration,
        )


def to_review(person: Person) -> Iterable[Task]:
    """Find the nominations that wait for the registration officer, and rooms that are full."""
    if not policies.check(person, Permission.REGISTRATIONS_LIST):
        return
    may_review = bool(policies.check(person, Permission.REGISTRATION_REVIEW))
    editions = list(_editions())
    waiting = selectors.registrations.waiting_counts(editions) if editions else {}
    for conference in editions:
        counts = waiting.get(conference.pk, {"to_review": 0, "waiting": 0})
        address = reverse("registrations", args=[conference.slug])
        if may_review and counts["to_review"]:
            yield Task(
                title=ngettext(
                    "%(count)s nomination waits for your review",
                    "%(count)s nominations wait for your review",
                    counts["to_review"],
                )
                % {"count": counts["to_review"]},
                note=str(conference),
                act=_("Review"),
                address=f"{address}?view=action",
                is_demonstration=conference.is_demonstration,
            )
        if counts["waiting"] and policies.check(person, Permission.CONFERENCE_MANAGE):
            yield _full(conference, counts["waiting"], f"{address}?view=waiting")


def _full(conference: Conference, count: int, address: str) -> Task:
    return Task(
        title=ngettext(
            "%(count)s person waits for a place", "%(count)s people wait for a place", count
        )
        % {"count": count},
        note=str(conference),
        act=_("See the places"),
        address=address,
        is_demonstration=conference.is_demonstration,
    )


def to_correct(person: Person) -> Iterable[Task]:
    """Find the registrations that came back, and the next conference of a delegate."""
    returned = list(_returned(person))
    for registration in returned:
        yield _task(registration, _("Correct the registration of %(name)s"), _("Correct"))
    for registration in selectors.registrations.own(person):
        ended = registration.conference.ends_on
        is_ahead = ended is not None and ended >= clock.today()
        if registration not in returned and is_ahead:
            yield _task(registration, _("Your registration: %(name)s"), _("Open"))


def _returned(person: Person) -> Iterable[Registration]:
    if not policies.check(person, Permission.REGISTRATION_CORRECT):
        return []
    found = selectors.registrations.seen_by(person).filter(review_state=ReviewState.RETURNED)
    own = person.member_ids()
    return found.filter(delegation__member__in=own).order_by("pk")


def _task(registration: Registration, title: str, act: str) -> Task:
    return Task(
        title=title % {"name": registration},
        note=str(registration.conference),
        act=act,
        address=registration.get_absolute_url(),
        due_at=registration.conference.changes_close_at,
        is_demonstration=registration.conference.is_demonstration,
    )


def _editions() -> Iterable[Conference]:
    found = selectors.conferences.listed().filter(kind=ConferenceKind.EDITION)
    return found.filter(ends_on__gte=clock.today())
