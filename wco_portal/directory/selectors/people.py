"""Find the people of a Member, a region or the Secretariat, on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import QuerySet

from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person, Region, Role


def _holding(roles: QuerySet[Role]) -> QuerySet[Person]:
    return Person.objects.active().filter(pk__in=roles.values("person")).order_by("pk")


def by_key(key: str) -> QuerySet[Person]:
    """Return whom the audit trail knows by this key: one person, or none."""
    return Person.objects.active().filter(key=key)


def in_secretariat(*names: RoleName, on: dt.date) -> QuerySet[Person]:
    """Return who holds one of these roles in the Secretariat."""
    return _holding(Role.objects.on(on).filter(name__in=names))


def of_member(member: Member, *, on: dt.date, names: Iterable[RoleName]) -> QuerySet[Person]:
    """Return who acts for a Member in one of these roles."""
    return _holding(Role.objects.on(on).filter(member=member, name__in=list(names)))


def of_region(region: Region, *, on: dt.date, names: Iterable[RoleName]) -> QuerySet[Person]:
    """Return who acts for a region in one of these roles."""
    return _holding(Role.objects.on(on).filter(region=region, name__in=list(names)))


def focal_points_in(region: Region, *, on: dt.date) -> QuerySet[Person]:
    """Return the focal points of all Members of a region."""
    return _holding(Role.objects.on(on).filter(member__region=region, name=RoleName.FOCAL_POINT))


def focal_points(*, on: dt.date) -> QuerySet[Role]:
    """Return who speaks for which Member on a day, as roles with their person and Member."""
    members = Member.objects.counted().on(on)
    held = Role.objects.on(on).filter(name=RoleName.FOCAL_POINT, member__in=members)
    return held.filter(person__is_active=True).select_related("person", "member").order_by("pk")


def by_address(email: str) -> Person | None:
    """Return who has an address and may sign in."""
    return Person.objects.active().filter(email__iexact=email).first()


def remember_roles(found: Collection[Person]) -> None:
    """Read at once what `Person.roles_held` would read for each."""
    held: dict[int, list[Role]] = {person.pk: [] for person in found}
    rows = Role.objects.on(clock.today()).filter(person__in=list(held))
    for role in rows.select_related("member__region", "region").order_by("pk"):
        held[role.person_id].append(role)
    for person in found:
        person.remember(held[person.pk])
