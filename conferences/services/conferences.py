"""What a conference manager does: make an edition, invite, change the capacity."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from conferences.enums import ConferenceKind
from conferences.models import Conference, Delegation, Session
from conferences.services import places
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory import selectors as directory
from wco_portal.directory.models import Person


@transaction.atomic
def create(*, by: Person, **fields: Any) -> Conference:
    """Make an edition that administrations can register for."""
    policies.require(by, Permission.CONFERENCE_MANAGE)
    invented = {"is_demonstration": by.is_demonstration}
    conference = Conference(kind=ConferenceKind.EDITION, **(invented | fields))
    conference.full_clean()
    conference.save()
    audit.record("conferences.conference.created", target=conference, by=by)
    return conference


@transaction.atomic
def add_session(conference: Conference, *, by: Person, **fields: Any) -> Session:
    """Put a session into the programme."""
    policies.require(by, Permission.CONFERENCE_MANAGE, conference)
    session = Session(conference=conference, is_demonstration=conference.is_demonstration, **fields)
    session.full_clean()
    session.save()
    audit.record("conferences.session.added", target=session, by=by)
    return session


@transaction.atomic
def invite(conference: Conference, *, by: Person) -> int:
    """Give every Member of the day a delegation to answer for; safe to repeat."""
    policies.require(by, Permission.CONFERENCE_MANAGE, conference)
    have = set(conference.delegations.values_list("member", flat=True))
    made = Delegation.objects.bulk_create(
        Delegation(
            conference=conference,
            member=member,
            quota=conference.quota,
            is_demonstration=conference.is_demonstration,
        )
        for member in directory.members.counted_on(clock.today())
        if member.pk not in have
    )
    if made:
        audit.record(
            "conferences.conference.invited", target=conference, by=by, data={"members": len(made)}
        )
    return len(made)


@transaction.atomic
def change_capacity(
    conference: Conference, *, capacity: int, reason: str, by: Person, seen: int | None = None
) -> Conference:
    """Change the number of places: more promotes the first waiting, fewer removes nobody."""
    policies.require(by, Permission.CONFERENCE_MANAGE, conference)
    now = places.lock(conference).conference
    if seen is not None and seen != now.version:
        raise ChangedMeanwhile(
            _("Somebody changed the conference first; look at it again."), code="changed_meanwhile"
        )
    if not now.takes_registrations:
        raise DomainError(_("There is no registration for this conference."), code="not_an_edition")
    before = now.capacity
    Conference.objects.filter(pk=now.pk).update(capacity=capacity, version=F("version") + 1)
    promoted = places.fill(now)
    audit.record(
        "conferences.conference.capacity_changed",
        target=now,
        by=by,
        data={
            "before": before,
            "after": capacity,
            "reason": reason,
            "promoted": [each.public_id for each in promoted],
        },
    )
    return Conference.objects.get(pk=now.pk)
