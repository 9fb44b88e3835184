"""What happens to a registration after its nomination."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from conferences import rules
from conferences.enums import DelegationRole, PlaceState, ReceiptAct
from conferences.models import Conference, Receipt, Registration
from conferences.services import places, receipts
from conferences.workflows import REGISTRATION
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person

CORRECTABLE = ("given_name", "family_name", "title", "email", "language")


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one row of a bulk act: done, or why not."""

    registration: Registration
    problem: str = ""


def locked_registration(registration: Registration, *, seen: int | None = None) -> Registration:
    """Read a registration again under its row lock; object when it is no longer as it was seen."""
    now = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("conference", "delegation__member", "delegation__conference", "person")
        .get(pk=registration.pk)
    )
    if seen is not None and seen != now.version:
        raise ChangedMeanwhile(
            _("Somebody changed the registration first; look at it again."),
            code="changed_meanwhile",
        )
    return now


@transaction.atomic
def note_export(conference: Conference, *, ending: str, rows: int, by: Person) -> None:
    """Leave in the trail that personal data left as a file, and how many rows."""
    policies.require(by, Permission.REGISTRATIONS_LIST, conference)
    data = {"ending": ending, "rows": rows}
    audit.record("conferences.registrations.exported", target=conference, by=by, data=data)


@transaction.atomic
def confirm(registration: Registration, *, by: Person, seen: int | None = None) -> Registration:
    """Confirm a delegate; with a place it is final, without one the number stays."""
    now = locked_registration(registration, seen=seen)
    return _move("confirm", now, by=by)


def confirm_many(registrations: Iterable[Registration], *, by: Person) -> list[Result]:
    """Confirm each that can be confirmed, and say for each other why not."""
    results = []
    for registration in sorted(registrations, key=lambda each: each.pk):
        try:
            results.append(Result(confirm(registration, by=by)))
        except DomainError as no:
            results.append(Result(registration, str(no.message)))
    return results


@transaction.atomic
def return_for_changes(
    registration: Registration, *, remark: str, by: Person, seen: int | None = None
) -> Registration:
    """Ask the administration for a correction; the place is kept."""
    now = locked_registration(registration, seen=seen)
    return _move("return", now, by=by, remark=_said(remark))


@transaction.atomic
def correct(
    registration: Registration,
    *,
    values: Mapping[str, Any],
    by: Person,
    seen: int | None = None,
) -> Registration:
    """Correct what the Secretariat asked for; number and place stay."""
    places.lock(registration.conference)
    now = locked_registration(registration, seen=seen)
    arrow = REGISTRATION.follow("correct", now, by=by)
    changed = sorted(name for name in CORRECTABLE if values.get(name, "") != getattr(now, name))
    for name in changed:
        setattr(now, name, values.get(name, ""))
    now.name_key = rules.name_key(now.given_name, now.family_name)
    now.review_state, now.remark = arrow.target, ""
    now.version += 1
    now.full_clean(exclude={"supersedes", "person", "conference", "delegation"})
    now.save(
        update_fields=[*CORRECTABLE, "name_key", "review_state", "remark", "version", "updated_at"]
    )
    audit.record(arrow.event, target=now, by=by, subject=now.person, data={"fields": changed})
    return now


@transaction.atomic
def reject(
    registration: Registration, *, remark: str, by: Person, seen: int | None = None
) -> Registration:
    """Reject a delegate, with a reason; the place goes to the first waiting."""
    locked = places.lock(registration.conference)
    now = locked_registration(registration, seen=seen)
    rejected = _end("reject", now, by=by, remark=_said(remark))
    places.fill(locked.conference)
    return rejected


@transaction.atomic
def withdraw(
    registration: Registration, *, by: Person, remark: str = "", seen: int | None = None
) -> Receipt:
    """Withdraw a delegate; the place goes to the first waiting in the same transaction."""
    locked = places.lock(registration.conference)
    now = locked_registration(registration, seen=seen)
    withdrawn = _end("withdraw", now, by=by, remark=remark)
    places.fill(locked.conference)
    return receipts.write(
        ReceiptAct.WITHDRAWN,
        delegation=withdrawn.delegation,
        granted=[(withdrawn, None)],
        by=by,
        at=locked.at,
    )


@transaction.atomic
def make_head(registration: Registration, *, by: Person) -> Registration:
    """Make a delegate the head; the present head becomes an alternate."""
    policies.require(by, Permission.REGISTRATION_NOMINATE, registration)
    places.lock(registration.conference)
    now = locked_registration(registration)
    if not now.is_active:
        raise DomainError(_("The registration has ended."), code="wrong_state")
    if now.is_head:
        return now
    heads = now.delegation.registrations.active().filter(role=DelegationRole.HEAD)
    for head in heads.select_for_update():
        _take_role(head, DelegationRole.ALTERNATE, by=by)
    return _take_role(now, DelegationRole.HEAD, by=by)


def _take_role(registration: Registration, role: DelegationRole, *, by: Person) -> Registration:
    before, registration.role = registration.role, role
    registration.version += 1
    registration.save(update_fields=["role", "version", "updated_at"])
    audit.record(
        "conferences.registration.role_changed",
        target=registration,
        by=by,
        subject=registration.person,
        data={"before": before, "after": role},
    )
    return registration


def _move(arrow_name: str, now: Registration, *, by: Person, remark: str = "") -> Registration:
    arrow = REGISTRATION.follow(arrow_name, now, by=by)
    now.review_state, now.remark = arrow.target, remark
    now.version += 1
    now.save(update_fields=["review_state", "remark", "version", "updated_at"])
    data = {"place": now.place_state, "remark": bool(remark)}
    audit.record(arrow.event, target=now, by=by, subject=now.person, data=data)
    return now


def _end(arrow_name: str, now: Registration, *, by: Person, remark: str) -> Registration:
    """End an active registration: the place is freed before the state says so."""
    arrow = REGISTRATION.follow(arrow_name, now, by=by)
    place = now.place_state
    places.free(now)
    now.review_state, now.place_state, now.remark = arrow.target, PlaceState.NONE, remark
    now.version += 1
    now.save(update_fields=["review_state", "place_state", "remark", "version", "updated_at"])
    audit.record(arrow.event, target=now, by=by, subject=now.person, data={"place": place})
    return now


def _said(remark: str) -> str:
    if not remark.strip():
        raise ValidationError({"remark": _("Say why, so that the administration can act.")})
    return remark.strip()
