"""Whom the events of registration tell what: each person concerned, once, in their language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from conferences import selectors
from conferences.models import Receipt, Registration
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member
from wco_portal.directory.selectors import people
from wco_portal.notifications.tables import (
    Recipient,
    add_group,
    add_notice,
    at_once,
    because,
    no_limit,
)


def delegate(event: Event) -> Iterator[Recipient]:
    """The delegate; without an account, whoever reads the address that was given."""
    registration = selectors.registrations.of_event(event)
    if registration.person is not None:
        yield Recipient(registration.person, _("You are registered for this conference."))
        return
    person = people.by_address(registration.email)
    if person is not None:
        reason = because(_("Your address was given for %(name)s."), name=registration.name)
        yield Recipient(person, reason)


def delegate_and_focal_points(event: Event) -> Iterator[Recipient]:
    """The delegate and the focal points of the Member."""
    yield from delegate(event)
    registration = selectors.registrations.of_event(event)
    yield from _focal_points(registration.delegation.member)


def focal_points_and_registrars(event: Event) -> Iterator[Recipient]:
    """The focal points and the registration officers, but not the persons of the receipt."""
    receipt = selectors.receipts.of_event(event)
    concerned = {line.registration.person_id for line in selectors.receipts.lines(receipt)}
    for each in (*_focal_points(receipt.delegation.member), *_registrars()):
        if each.person.pk not in concerned:
            yield each


def focal_points(event: Event) -> Iterator[Recipient]:
    """The focal points of the Member."""
    yield from _focal_points(selectors.receipts.of_event(event).delegation.member)


def registrars(event: Event) -> Iterator[Recipient]:
    """The registration officers."""
    del event
    yield from _registrars()


def _focal_points(member: Member) -> Iterator[Recipient]:
    for person in people.of_member(member, on=clock.today(), names=[RoleName.FOCAL_POINT]):
        reason = because(_("You are the focal point of %(member)s."), member=member)
        yield Recipient(person, reason)


def _registrars() -> Iterator[Recipient]:
    for person in people.in_secretariat(RoleName.REGISTRAR, on=clock.today()):
        yield Recipient(person, _("You confirm the delegates of conferences."))


def about_registration(event: Event) -> dict[str, Any]:
    """Return what letters on a registration say, with the waiting number of the moment."""
    registration: Registration = selectors.registrations.of_event(event)
    return {
        "registration": registration,
        "conference": registration.conference,
        "member": registration.delegation.member,
        "address": registration.get_absolute_url(),
    }


def about_receipt(event: Event) -> dict[str, Any]:
    """Return what letters with a receipt say."""
    receipt: Receipt = selectors.receipts.of_event(event)
    return {
        "receipt": receipt,
        "lines": selectors.receipts.lines(receipt),
        "conference": receipt.delegation.conference,
        "member": receipt.delegation.member,
        "address": receipt.get_absolute_url(),
    }


# Past tense of the event, audience; the pair of templates is named after both.
OF_REGISTRATIONS: Final = {
    "nominated": delegate,
    "confirmed": delegate_and_focal_points,
    "returned": delegate_and_focal_points,
    "corrected": registrars,
    "rejected": delegate_and_focal_points,
    "withdrawn": delegate,
    "substituted": delegate,
    "promoted": delegate_and_focal_points,
}
# To be acted upon at once: an invitation, a correction that is asked for, a place that is free.
URGENT: Final = {"nominated", "returned", "rejected", "promoted"}
OF_DELEGATIONS: Final = {
    "answered": focal_points,
    "nominated": focal_points_and_registrars,
    "withdrawn": focal_points_and_registrars,
    "substituted": focal_points_and_registrars,
}


def register() -> None:
    """Fill this app's rows of the table of notices."""
    add_group("registration", _("Registration for conferences"))
    for act, audience in OF_REGISTRATIONS.items():
        add_notice(
            f"registration_{act}",
            event=f"conferences.registration.{act}",
            group="registration",
            audience=audience,
            context=about_registration,
            latest=at_once if act in URGENT else no_limit,
        )
    for act, audience in OF_DELEGATIONS.items():
        add_notice(
            f"delegation_{act}",
            event=f"conferences.delegation.{act}",
            group="registration",
            audience=audience,
            context=about_receipt,
            is_required=True,
        )
