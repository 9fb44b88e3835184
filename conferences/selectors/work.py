"""What waits for a person in this app: the lines of "My work"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from conferences.enums import Answer, ConferenceKind, ReviewState
from conferences.models import Conference, Delegation, Registration
from conferences.selectors import registrations
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person


@dataclass(frozen=True, slots=True)
class Waiting:
    """The things of this app that wait for somebody, or concern them."""

    to_answer: Sequence[Delegation]
    to_correct: Sequence[Registration]
    to_review: Sequence[Conference]
    own: Sequence[Registration]


def waiting(person: Person) -> Waiting:
    """Return invitations to answer, corrections asked for, registrations to review, and own ones.

    Each conference to review carries `review_count`.
    """
    return Waiting(
        to_answer=list(_unanswered(person)),
        to_correct=list(_returned(person)),
        to_review=list(_to_review(person)),
        own=list(registrations.own(person).filter(conference__ends_on__gte=clock.today())),
    )


def _unanswered(person: Person) -> Sequence[Delegation]:
    members = person.member_ids(RoleName.FOCAL_POINT)
    if not members:
        return []
    found = Delegation.objects.filter(
        member__in=members,
        answer=Answer.NONE,
        conference__nominations_open_at__lte=clock.now(),
        conference__nominations_close_at__gt=clock.now(),
    )
    ordered = found.select_related("conference", "member")
    return list(ordered.order_by("conference__nominations_close_at"))


def _returned(person: Person) -> Sequence[Registration]:
    found = registrations.seen_by(person).filter(review_state=ReviewState.RETURNED)
    concerned = Q(person=person) | Q(delegation__member__in=person.member_ids(RoleName.FOCAL_POINT))
    return list(found.filter(concerned).order_by("nominated_at"))


def _to_review(person: Person) -> Sequence[Conference]:
    if not policies.check(person, Permission.REGISTRATION_REVIEW):
        return []
    in_review = Count("registrations", filter=Q(registrations__review_state=ReviewState.REVIEW))
    found = Conference.objects.filter(kind=ConferenceKind.EDITION, ends_on__gte=clock.today())
    counted = found.annotate(review_count=in_review).filter(review_count__gt=0)
    return list(counted.order_by("starts_on"))
