"""Bring people into the directory."""

from __future__ import annotations

import datetime as dt

from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person, Role


def enrol_delegate(
    email: str, *, name: str, language: str, member: Member, on: dt.date, is_demonstration: bool
) -> Person:
    """Return who has this address; a new person becomes a delegate of the Member, without password.

    The caller records the event: the audit stands above the directory.
    """
    known = Person.objects.filter(email__iexact=email).first()
    if known is not None:
        return known
    person = Person(
        email=email, name=name[:120], language=language, is_demonstration=is_demonstration
    )
    person.set_unusable_password()
    Person.objects.bulk_create([person], ignore_conflicts=True)
    enrolled = Person.objects.get(email__iexact=email)
    if enrolled.key == person.key:
        role = Role(person=enrolled, name=RoleName.DELEGATE, member=member, since=on)
        role.save(force_insert=True)
        enrolled.remember([role])
    return enrolled
