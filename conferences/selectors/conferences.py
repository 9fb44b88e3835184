"""Read conferences and their programme."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import groupby

from django.db.models import F, QuerySet

from conferences.enums import ConferenceKind
from conferences.models import Conference, Delegation, Session
from wco_portal.access.policies import Actor
from wco_portal.common import addresses, clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    """A session with its address."""

    session: Session
    address: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the programme, where the conference takes place."""

    date: dt.date
    lines: list[Line]


def listed() -> QuerySet[Conference]:
    """Return the conferences that are announced, the next ones first."""
    known = Conference.objects.known_by(clock.today()).select_related("source")
    return known.order_by(F("starts_on").asc(nulls_last=True), "slug")


def by_slug(slug: str) -> Conference:
    """Return the conference of a URL, or 404 through `Conference.DoesNotExist`."""
    return listed().get(slug=slug)


def edition_by_slug(slug: str) -> Conference:
    """Return an edition with registration, or 404 through `Conference.DoesNotExist`."""
    return listed().get(slug=slug, kind=ConferenceKind.EDITION)


def next_edition() -> Conference | None:
    """Return the next edition that administrations register for."""
    return listed().filter(kind=ConferenceKind.EDITION, ends_on__gte=clock.today()).first()


def sessions(conference: Conference) -> QuerySet[Session]:
    """Return the sessions in order."""
    return conference.sessions.select_related("conference").order_by("starts_at", "pk")


def all_sessions() -> QuerySet[Session]:
    """Return the sessions of all announced conferences."""
    return Session.objects.select_related("conference").filter(conference__in=listed().values("pk"))


def session_by_id(slug: str, public_id: str) -> Session:
    """Return the session of a URL, or 404 through `Session.DoesNotExist`."""
    return all_sessions().get(conference__slug=slug, public_id=public_id)


def programme(conference: Conference) -> list[Day]:
    """Return the programme by day, in the zone of the conference."""
    zone = conference.time_zone
    address = addresses.pattern("session", conference.slug)

    def day(session: Session) -> dt.date:
        return session.starts_at.astimezone(zone).date()

    found = conference.sessions.order_by("starts_at", "pk")
    return [
        Day(date, [Line(each, address(each.public_id)) for each in of_day])
        for date, of_day in groupby(found, key=day)
    ]


def own_delegation(conference: Conference, *, actor: Actor) -> Delegation | None:
    """Return the delegation that a focal point or delegate belongs to."""
    if not isinstance(actor, Person):
        return None
    members = actor.member_ids(RoleName.FOCAL_POINT)
    return (
        conference.delegations.select_related("member", "conference")
        .filter(member__in=members)
        .order_by("member__sort_en")
        .first()
    )
