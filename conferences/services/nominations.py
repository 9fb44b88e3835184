"""Nominate delegates, and replace one by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Q, When
from django.utils.translation import gettext as _

from conferences import rules
from conferences.enums import Answer, DelegationRole, PlaceState, ReceiptAct, ReviewState
from conferences.models import Delegation, Receipt, Registration
from conferences.services import delegations, places, receipts
from conferences.services.registrations import locked_registration
from conferences.workflows import REGISTRATION
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory import services as directory
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person


@dataclass(frozen=True, slots=True)
class Nominee:
    """Who is to be sent, as the administration writes it."""

    given_name: str
    family_name: str
    email: str
    language: str
    role: str
    title: str = ""


@clock.held()
@transaction.atomic
def nominate(delegation: Delegation, *, people: Sequence[Nominee], by: Person) -> Receipt:
    """Nominate delegates, all or none; each takes a place or a number on the waiting list."""
    policies.require(by, Permission.REGISTRATION_NOMINATE, delegation)
    prepared = _prepare(delegation, people)
    if not prepared:
        raise DomainError(_("Name at least one delegate."), code="nobody_named")
    locked, delegation = places.lock_for(delegation)
    delegations.require_open(locked, by=by)
    delegations.note_answer(delegation, answer=Answer.ATTENDS, locked=locked)
    granted = [_admit(registration, locked=locked) for registration in prepared]
    return receipts.write(
        ReceiptAct.NOMINATED,
        delegation=delegation,
        granted=granted,
        by=by,
        at=locked.at,
        told=[_told(each, place, locked=locked, by=by) for each, place in granted],
    )


@transaction.atomic
def substitute(
    registration: Registration, *, nominee: Nominee, by: Person, seen: int | None = None
) -> Receipt:
    """Replace a delegate: the new one takes over the place and the arrival number."""
    policies.require(by, Permission.REGISTRATION_NOMINATE, registration)
    (new,) = _prepare(registration.delegation, [nominee])
    locked = places.lock(registration.conference)
    old = locked_registration(registration, seen=seen)
    arrow = REGISTRATION.follow("substitute", old, by=by)
    place_state, arrival_no, role = PlaceState(old.place_state), old.arrival_no, old.role
    old.review_state, old.place_state, old.arrival_no = arrow.target, PlaceState.NONE, None
    old.version += 1
    old.save(update_fields=["review_state", "place_state", "arrival_no", "version", "updated_at"])
    _require_new(new)
    new.role, new.arrival_no, new.place_state = role, arrival_no, place_state
    new.supersedes, new.nominated_at = old, locked.at
    new.save()
    audit.record(
        arrow.event, target=old, by=by, subject=old.person, data={"replaced_by": new.public_id}
    )
    return receipts.write(
        ReceiptAct.SUBSTITUTED,
        delegation=old.delegation,
        granted=[(old, None), (new, None)],
        by=by,
        at=locked.at,
        told=[_told(new, None, locked=locked, by=by)],
    )


def _prepare(delegation: Delegation, people: Sequence[Nominee]) -> list[Registration]:
    """Do what can be done before the lock: check the words, find or make the accounts."""
    registrations = [_drafted(delegation, nominee) for nominee in people]
    # In the order of the addresses, so that two forms never wait for each other crosswise.
    for registration in sorted(registrations, key=lambda each: each.email.lower()):
        registration.person = _account(registration, member=delegation.member)
    return registrations


def _drafted(delegation: Delegation, nominee: Nominee) -> Registration:
    registration = Registration(
        **asdict(nominee),
        name_key=rules.name_key(nominee.given_name, nominee.family_name),
        conference=delegation.conference,
        delegation=delegation,
        is_demonstration=delegation.is_demonstration,
        review_state=ReviewState.REVIEW,
    )
    placed = {"conference", "delegation", "person", "place_state", "nominated_at", "supersedes"}
    registration.clean_fields(exclude=placed | {"name_key"})
    if not registration.name_key:
        raise ValidationError({"family_name": _("Write the name in letters.")})
    return registration


def _account(registration: Registration, *, member: Member) -> Person | None:
    """Find or make the account of the delegate.

    An address alone is not a person: an assistant's mailbox may serve a whole delegation. The
    account of somebody who is more than a delegate of this Member belongs to the registration only
    when the name is the same.
    """
    account = directory.people.enrol_delegate(
        registration.email,
        name=registration.name,
        language=registration.language,
        member=member,
        on=clock.today(),
        is_demonstration=registration.is_demonstration,
    )
    if {(role.name, role.member_id) for role in account.roles_held()} == {
        (RoleName.DELEGATE, member.pk)
    }:
        return account
    return account if rules.name_key(account.name) == registration.name_key else None


def _admit(
    registration: Registration, *, locked: places.Locked
) -> tuple[Registration, places.Place]:
    """Take a place for one nominee, under the lock."""
    _require_new(registration)
    _require_headless(registration)
    place = places.take(registration.delegation)
    registration.arrival_no, registration.place_state = place.arrival_no, place.state
    registration.nominated_at = locked.at
    registration.save(force_insert=True)
    return registration, place


def _require_new(registration: Registration) -> None:
    """Object to a person who is there already; drop the account that another name uses."""
    again = Q(
        name_key=registration.name_key,
        delegation=registration.delegation,
        email__iexact=registration.email,
    )
    account = Q(person=registration.person) if registration.person else Q(pk__in=[])
    active = Registration.objects.filter(conference=registration.conference).active()
    found = active.filter(again | account).annotate(is_again=Case(When(again, True), default=False))
    known = list(found.values_list("is_again", "name_key"))
    if any(is_again for is_again, _name in known):
        raise DomainError(
            _("%(name)s is already nominated.") % {"name": registration.name},
            code="already_nominated",
        )
    if any(name == registration.name_key for _again, name in known):
        raise DomainError(
            _("%(name)s is already registered for this conference.") % {"name": registration.name},
            code="already_registered",
        )
    if known:
        registration.person = None


def _require_headless(registration: Registration) -> None:
    if not registration.is_head:
        return
    delegation = registration.delegation
    if delegation.registrations.active().filter(role=DelegationRole.HEAD).exists():
        raise DomainError(
            _("The delegation already has a head: choose another role, or change the head after."),
            code="head_exists",
        )


def _told(
    registration: Registration, place: places.Place | None, *, locked: places.Locked, by: Person
) -> Event:
    return audit.happened(
        "conferences.registration.nominated",
        target=registration,
        by=by,
        subject=registration.person,
        data={
            "member": registration.delegation.member.code,
            "arrival_no": registration.arrival_no,
            "place": registration.place_state,
            "waiting_no": place.waiting_no if place else None,
            "received_at": locked.received_at.isoformat(),
            "capacity": locked.conference.capacity,
            "replaces": registration.supersedes.public_id if registration.supersedes else None,
        },
    )
