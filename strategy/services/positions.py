"""What focal points do: save the Member's draft, send the Member's position."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.enums.consultations import PositionState, RevisionKind
from strategy.enums.contributions import Consent
from strategy.models import Consultation, Position, PositionRevision
from strategy.rules import ballots
from strategy.workflows.consultations import POSITION
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory import selectors as directory
from wco_portal.directory.models import Member, Person
from wco_portal.publishing.workflow import Transition

WRITTEN: Final = ("state", "version", "saved_at", "saved_by", "updated_at")


@transaction.atomic
def save(
    consultation: Consultation,
    *,
    member: Member,
    ranking: Mapping[str, int],
    comment: str,
    version: int,
    by: Person,
    remarks: Mapping[str, str] | None = None,
    consent: Consent | None = None,
) -> Position:
    """Keep the Member's draft; `version` is the one that the writer saw.

    `ranking` says by the item's public id what it gets: its place, or agreement, dots or points.
    Without a word on consent, what the Member allowed before stays.
    """
    position = _locked(consultation, member, by=by)
    _still_seen(position, version)
    arrow = _arrow_of_saving(position, by=by)
    items = position.consultation.items.values_list("public_id", flat=True)
    position.ranking = ballots.known(ranking, list(items))
    asked = remarks if position.consultation.asks_remarks and remarks else {}
    position.remarks = ballots.remarks(asked, list(items))
    position.comment = comment
    position.consent = position.consent if consent is None else consent
    _keep(position, kind=RevisionKind.SAVED, by=by)
    position.state = arrow.target
    position.save(update_fields=[*WRITTEN, "ranking", "remarks", "comment", "consent"])
    audit.record(arrow.event, target=position, by=by, data={"version": position.version})
    return position


@transaction.atomic
def send(
    consultation: Consultation, *, member: Member, version: int, by: Person
) -> PositionRevision:
    """Send the saved draft as the Member's position; the revision is the receipt."""
    position = _locked(consultation, member, by=by)
    _still_seen(position, version)
    arrow = POSITION.follow("send", position, by=by)
    receipt = _keep(position, kind=RevisionKind.SENT, by=by)
    position.sent, position.state = receipt, arrow.target
    position.save(update_fields=[*WRITTEN, "sent"])
    data = {"receipt": receipt.public_id, "member": member.code, "version": position.version}
    audit.record(arrow.event, target=position, by=by, data=data)
    return receipt


def _locked(consultation: Consultation, member: Member, *, by: Person) -> Position:
    """Return the Member's position under a lock, if the Member can answer now."""
    fresh = Consultation.objects.phased_for(member.region).get(pk=consultation.pk)
    policies.require(by, Permission.POSITION_WRITE, Position(consultation=fresh, member=member))
    _is_open(fresh, member)
    if not directory.members.counted_on(fresh.closing_day).filter(pk=member.pk).exists():
        raise DomainError(
            _("This administration is not a Member on the closing day."), code="not_a_member"
        )
    ours = Position.objects.select_for_update()
    position, _is_new = ours.get_or_create(consultation=fresh, member=member)
    position.consultation, position.member = fresh, member
    return position


def _is_open(consultation: Consultation, member: Member) -> None:
    """Refuse what comes too early or too late, and say what to do next."""
    if consultation.is_open:
        return
    if not consultation.is_over:
        raise DomainError(_("The consultation has not opened yet."), code="not_open")
    raise DomainError(selectors.positions.late_answer(consultation, member), code="closed")


def _still_seen(position: Position, version: int) -> None:
    if position.version != version:
        raise ChangedMeanwhile(
            _("Somebody of your administration saved meanwhile; nothing is lost."),
            code="changed_meanwhile",
        )


def _arrow_of_saving(position: Position, *, by: Person) -> Transition:
    name = "save" if position.state == PositionState.DRAFT else "revise"
    return POSITION.follow(name, position, by=by)


def _keep(position: Position, *, kind: RevisionKind, by: Person) -> PositionRevision:
    """Count the version up and keep the revision; the caller saves the position."""
    position.version += 1
    position.saved_at, position.saved_by = clock.now(), by
    return PositionRevision.objects.create(
        position=position,
        number=position.version,
        kind=kind,
        ranking=position.ranking,
        remarks=position.remarks,
        comment=position.comment,
        consent=position.consent,
        made_at=position.saved_at,
        by=by,
    )
