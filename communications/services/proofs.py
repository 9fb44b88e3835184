"""Put facts behind messages, with the day on which they expire."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from communications.enums import MessageState, PublicationState
from communications.models import Message, Practice, ProofPoint
from communications.rules import Pair
from communications.services import messages, sources
from communications.services.sources import Publication
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person


@dataclass(frozen=True, slots=True)
class Proof:
    """A fact as it is put forward: from a publication, or shown by a practice."""

    statement: Pair
    expires_on: dt.date
    publication: Publication | None = None
    practice: Practice | None = None


@transaction.atomic
def add(message: Message, proof: Proof, *, by: Person) -> ProofPoint:
    """Put a fact behind a message; also later, when an older one has expired."""
    message = messages.locked(message)
    policies.require(by, Permission.MESSAGE_PROVE, message)
    if proof.practice and proof.practice.state != PublicationState.PUBLISHED:
        raise DomainError(_("Only a published practice can show it."), code="practice_unpublished")
    if proof.expires_on <= clock.today():
        raise ValidationError({"expires_on": _("Choose a day that is still to come.")})
    point = ProofPoint(
        message=message,
        statement_en=proof.statement.en.strip(),
        statement_fr=proof.statement.fr.strip(),
        expires_on=proof.expires_on,
        source=sources.name(proof.publication, by=by) if proof.publication else None,
        grade=proof.publication.grade if proof.publication else "",
        practice=proof.practice,
        is_demonstration=by.is_demonstration and proof.publication is None,
    )
    point.full_clean()
    point.save()
    if message.state != MessageState.DRAFT:
        messages.quote(message, point, by=by)
    data = {"proof": point.public_id}
    audit.record("communications.message.proved", target=message, by=by, data=data)
    return point


@transaction.atomic
def remove(message: Message, *, proof_id: str, by: Person) -> Message:
    """Take a fact away from a draft."""
    message = messages.locked(message)
    policies.require(by, Permission.MESSAGE_EDIT, message)
    point = message.proofs.filter(public_id=proof_id).first()
    if point is None:
        raise DomainError(_("This proof point is already gone."), code="gone")
    point.delete()
    data = {"proof": proof_id}
    audit.record("communications.message.unproved", target=message, by=by, data=data)
    return message
