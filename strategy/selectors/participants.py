"""Read who takes part in a workshop: by administration, as a list, as a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy.enums.workshops import (
    CALLED_BEFORE,
    CallPhase,
    ParticipantState,
    WorkshopState,
)
from strategy.models import Workshop, WorkshopParticipant, WorkshopReminder
from strategy.models.workshop_participant import READING
from strategy.selectors import workshops
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import active
from wco_portal.directory import selectors as directory
from wco_portal.directory.enums import REGIONAL, RoleName
from wco_portal.directory.models import Member, Person, Role
from wco_portal.directory.models.member import MemberQuerySet

COLUMNS: Final[tuple[Promise, ...]] = (
    gettext_lazy("Member"),
    gettext_lazy("Name"),
    gettext_lazy("Function"),
    gettext_lazy("Languages"),
    gettext_lazy("Needs interpretation into"),
    gettext_lazy("Takes part"),
    gettext_lazy("State"),
    gettext_lazy("Present"),
    gettext_lazy("Registered at"),
)


@dataclass(frozen=True, slots=True)
class Delegation:
    """An administration of the region with whom it has registered."""

    member: Member
    people: list[WorkshopParticipant]


@dataclass(frozen=True, slots=True)
class Book:
    """The list of a workshop as its reader may see it."""

    workshop: Workshop
    delegations: list[Delegation]
    # Whether the reader sees every Member's people, or the own ones only.
    is_whole: bool
    withdrawn: list[WorkshopParticipant]

    @property
    def registered(self) -> int:
        """Count the administrations that have registered somebody."""
        return sum(bool(each.people) for each in self.delegations)

    @property
    def people(self) -> list[WorkshopParticipant]:
        """Return everybody who is registered."""
        return [person for each in self.delegations for person in each.people]

    @property
    def needs(self) -> list[tuple[str, int]]:
        """Count by language how many need interpretation into it."""
        counted: dict[str, int] = {}
        for person in self.people:
            if person.needs:
                counted[person.needed] = counted.get(person.needed, 0) + 1
        return sorted(counted.items())


def workshop(slug: str, actor: Actor) -> Workshop:
    """Return a workshop of which the actor may ask who takes part, or 404."""
    return workshops.visible(actor).get(slug=slug)


def visible(actor: Actor) -> QuerySet[WorkshopParticipant]:
    """Return whom the actor may know of, at workshops that the actor may know of."""
    return (
        WorkshopParticipant.objects.visible_to(actor)
        .filter(workshop__in=Workshop.objects.visible_to(actor))
        .select_related("workshop__region", "member")
    )


def by_public_id(slug: str, public_id: str, actor: Actor) -> WorkshopParticipant:
    """Return a participant whom the actor may know of, or 404."""
    return visible(actor).get(workshop__slug=slug, public_id=public_id)


def book(found: Workshop, actor: Actor) -> Book:
    """Return the administrations of the region, each with its people; focal points see their own.

    Names of administrations are public; of people only the own ones are there.
    """
    people: dict[int, list[WorkshopParticipant]] = {}
    withdrawn: list[WorkshopParticipant] = []
    rows = found.participants.visible_to(actor).order_by("name", "pk")
    for each in rows.select_related("member"):
        each.workshop = found
        is_registered = each.state == ParticipantState.REGISTERED
        (people.setdefault(each.member_id, []) if is_registered else withdrawn).append(each)
    is_whole = reads_all(found, actor)
    members = list(members_of(found).by_name())
    if not is_whole and isinstance(actor, Person):
        own = actor.member_ids(RoleName.FOCAL_POINT)
        members = [each for each in members if each.pk in own]
    delegations = [Delegation(each, people.get(each.pk, [])) for each in members]
    return Book(found, delegations, is_whole, withdrawn)


def reads_all(found: Workshop, actor: Actor) -> bool:
    """Say whether the actor sees the people of every Member."""
    if not isinstance(actor, Person):
        return False
    return actor.holds(*READING) or found.region_id in actor.region_ids(*REGIONAL)


def members_of(found: Workshop) -> MemberQuerySet:
    """Return the Members of the region on the first day of the workshop."""
    day = found.begins.date() if found.begins else found.starts_on or clock.today()
    return Member.objects.counted().on(day).filter(region=found.region)


def missing(found: Workshop) -> list[Member]:
    """Return the Members of the region that have registered nobody, by name."""
    registered = found.participants.registered().values("member")
    return list(members_of(found).exclude(pk__in=registered).by_name())


def choices(found: Workshop, actor: Actor) -> MemberQuerySet:
    """Return the Members for which the actor may register somebody."""
    members = members_of(found).by_name()
    if not isinstance(actor, Person):
        return members.none()
    if actor.holds(RoleName.EDITOR):
        return members
    return members.filter(pk__in=actor.member_ids(RoleName.FOCAL_POINT))


def to_register(actor: Person) -> list[tuple[Workshop, Member]]:
    """Return the open workshops for which the actor's Members have registered nobody."""
    members = {
        role.member_id: role.member
        for role in actor.roles_held()
        if role.name == RoleName.FOCAL_POINT and role.member is not None
    }
    if not members:
        return []
    regions = {member.region_id for member in members.values()}
    asked = Workshop.objects.filter(
        state=WorkshopState.ANNOUNCED, registration_ends_at__gt=clock.now(), region__in=regions
    ).order_by("registration_ends_at", "pk")
    rows = WorkshopParticipant.objects.registered().filter(
        workshop__in=asked, member__in=list(members)
    )
    done = set(rows.values_list("workshop", "member"))
    return [
        (workshop, member)
        for workshop in asked
        for member in members.values()
        if member.region_id == workshop.region_id and (workshop.pk, member.pk) not in done
    ]


def counts(found: Workshop) -> tuple[int, int, int]:
    """Count the administrations that have registered, all of the region, and the people."""
    rows = found.participants.registered()
    members = rows.order_by().values("member").distinct().count()
    return members, members_of(found).count(), rows.count()


def to_call(phase: CallPhase, at: dt.datetime) -> QuerySet[Workshop]:
    """Return the workshops whose Members are called now; what was just announced is not.

    The last call replaces the first where both would be due.
    """
    days = dt.timedelta(days=CALLED_BEFORE[phase])
    later = dt.timedelta(days=min(CALLED_BEFORE.values()))
    sent = WorkshopReminder.objects.filter(
        workshop=OuterRef("pk"), phase=phase, occurrence=OuterRef("registration_ends_at")
    )
    first = at + later if phase == CallPhase.REGISTER else at
    due = Workshop.objects.filter(
        state=WorkshopState.ANNOUNCED,
        registration_ends_at__gt=first,
        registration_ends_at__lte=at + days,
        announced_at__lte=at - dt.timedelta(days=1),
    )
    return due.exclude(Exists(sent))


def focal_points(found: Workshop, codes: Iterable[str]) -> QuerySet[Role]:
    """Return the focal points of some Members of the region of a workshop."""
    held = directory.people.focal_points(on=clock.today())
    return held.filter(member__code__in=list(codes), member__region=found.region_id)


def rows(found: Book) -> list[Sequence[object]]:
    """Return the list as rows under a head."""
    zone = ZoneInfo(found.workshop.zone or "UTC")
    return [
        [str(title) for title in COLUMNS],
        *(_row(each, zone) for each in [*found.people, *found.withdrawn]),
    ]


def _row(each: WorkshopParticipant, zone: ZoneInfo) -> Sequence[object]:
    present = {True: _("yes"), False: _("no"), None: ""}[each.was_present]
    return [
        str(each.member),
        each.name,
        each.function,
        ", ".join(each.tongues),
        each.needed,
        str(capfirst(each.get_attending_display())),
        str(capfirst(each.get_state_display())),
        present,
        each.registered_at.astimezone(zone).strftime("%Y-%m-%d %H:%M"),
    ]


def file_name(found: Book) -> str:
    """Return the name of the file, without its ending."""
    return f"participants-{found.workshop.slug}-{clock.today()}-{active()}"
