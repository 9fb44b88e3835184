"""What Members say to a common message."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from communications.enums import Position
from communications.models import Endorsement, Message
from communications.services import messages
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person


@transaction.atomic
def give(
    message: Message, *, position: str, text: str = "", language: str = "en", by: Person
) -> Endorsement:
    """Take the Member's position on a message; a later one replaces the earlier."""
    message = messages.locked(message)
    policies.require(by, Permission.MESSAGE_ENDORSE, message)
    member = _speaks_for(by)
    _check(position, text)
    found = Endorsement.objects.filter(message=message, member=member).first()
    endorsement = found or Endorsement(message=message, member=member)
    before = endorsement.position
    endorsement.position, endorsement.by = position, by
    endorsement.text_en = text.strip() if language == "en" else ""
    endorsement.text_fr = text.strip() if language == "fr" else ""
    endorsement.given_at, endorsement.wording = clock.now(), message.wording
    endorsement.is_demonstration = by.is_demonstration
    endorsement.full_clean()
    endorsement.save()
    audit.record(
        "communications.message.endorsed",
        target=message,
        by=by,
        subject=message.author,
        data={"member": member.code, "position": position, "before": before},
    )
    return endorsement


def _speaks_for(person: Person) -> Member:
    for role in person.roles_held():
        if role.name == RoleName.FOCAL_POINT and role.member is not None:
            return role.member
    raise DomainError(_("Only a Member's focal point takes a position."), code="no_member")


def _check(position: str, text: str) -> None:
    if position not in Position.values:
        raise DomainError(_("Choose one of the three positions."), code="position")
    if position != Position.ENDORSE and not text.strip():
        raise DomainError(
            _("A reservation and an objection need a text; it is published."), code="reason_missing"
        )
