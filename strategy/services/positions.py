"""What focal points do: save the Member's draft, send the Member's position."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.enums.consultations import ConsultationState, PositionState, RevisionKind
from strategy.enums.contributions import Consent
from strategy.models import Consultation, Position, PositionRevision
from strategy.phrases import NOT_ASKED
from strategy.rules import ballots
from strategy.rules.paper_answers import Clash, joined
from strategy.workflows.consultations import POSITION, still_asks
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
    Without a word on consent, what the Member allowed before stays. What two people wrote meanwhile
    is joined field by field; a field that both changed, each in another way, is nobody's to decide
    here: ChangedMeanwhile.
    """
    position = locked(consultation, member, by=by, needs=Permission.POSITION_WRITE)
    arrow = _arrow_of_saving(position, by=by)
    mine = known(position.consultation, ranking, remarks or {}) | {"comment": comment}
    _write(position, mine if consent is None else mine | {"consent": consent}, version)
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
    position = locked(consultation, member, by=by, needs=Permission.POSITION_SEND)
    _still_seen(position, version)
    arrow = POSITION.follow("send", position, by=by)
    receipt = _keep(position, kind=RevisionKind.SENT, by=by)
    position.sent, position.state = receipt, arrow.target
    position.save(update_fields=[*WRITTEN, "sent"])
    data = {"receipt": receipt.public_id, "member": member.code, "version": position.version}
    audit.record(arrow.event, target=position, by=by, data=data)
    return receipt


@transaction.atomic
def take_from_paper(
    consultation: Consultation,
    *,
    member: Member,
    ranking: Mapping[str, int],
    remarks: Mapping[str, str],
    comment: str,
    by: Person,
) -> PositionRevision:
    """Make what a confirmed paper says the Member's position, unless it has sent one itself."""
    fresh = Consultation.objects.phased_for(member.region).get(pk=consultation.pk)
    if fresh.phase == ConsultationState.PUBLISHED:
        raise DomainError(_("The result is published; nothing is added to it."), code="published")
    position = _of(fresh, member)
    _has_not_answered_itself(position)
    position.ranking, position.comment, position.remarks = dict(ranking), comment, dict(remarks)
    # What was allowed of words of its own was not said of these.
    position.consent = Consent.NONE
    arrow = POSITION.follow("enter", position, by=by)
    receipt = _keep(position, kind=RevisionKind.SENT, by=by)
    position.sent, position.state = receipt, arrow.target
    position.save(update_fields=[*WRITTEN, "ranking", "remarks", "comment", "consent", "sent"])
    data = {"receipt": receipt.public_id, "member": member.code, "version": position.version}
    audit.record(arrow.event, target=position, by=by, data=data | {"on_paper": True})
    return receipt


def _has_not_answered_itself(position: Position) -> None:
    """Refuse a paper after the Member's own answer; asked under the lock of the position."""
    if position.sent is not None and not hasattr(position.sent, "paper"):
        raise DomainError(answered_itself(), code="answered_itself")


def answered_itself() -> str:
    """Say that a paper comes after the Member's own answer."""
    return _("The Member has sent its position itself: that one counts, not the paper.")


def require_whole(position: Position) -> None:
    """Refuse what could not be sent."""
    for guard in POSITION.transitions["send"].guards:
        guard(position)


def locked(
    consultation: Consultation, member: Member, *, by: Person, needs: Permission
) -> Position:
    """Return the Member's position under a lock, if the Member can answer now."""
    fresh = Consultation.objects.phased_for(member.region).get(pk=consultation.pk)
    policies.require(by, needs, Position(consultation=fresh, member=member))
    if not fresh.asks(member.region_id):
        raise DomainError(NOT_ASKED, code="not_asked")
    _is_open(fresh, member)
    if not directory.members.counted_on(fresh.closing_day).filter(pk=member.pk).exists():
        raise DomainError(
            _("This administration is not a Member on the closing day."), code="not_a_member"
        )
    return _of(fresh, member)


def _of(consultation: Consultation, member: Member) -> Position:
    """Return the one position of the Member under a lock."""
    ours = Position.objects.select_for_update()
    position, _is_new = ours.get_or_create(consultation=consultation, member=member)
    position.consultation, position.member = consultation, member
    return position


def _is_open(consultation: Consultation, member: Member) -> None:
    """Refuse what comes too early or too late, and say what to do next."""
    if consultation.is_open:
        return
    still_asks(consultation)
    if not consultation.is_over:
        raise DomainError(_("The consultation has not opened yet."), code="not_open")
    raise DomainError(selectors.positions.late_answer(consultation, member), code="closed")


def _still_seen(position: Position, version: int) -> None:
    if position.version != version:
        raise ChangedMeanwhile(changed(), code="changed_meanwhile")


def changed() -> str:
    """Say that somebody else was faster."""
    return _("Somebody of your administration saved meanwhile; nothing is lost.")


def known(
    consultation: Consultation, ranking: Mapping[str, int], remarks: Mapping[str, str]
) -> dict[str, Any]:
    """Keep what is said of items that are asked about, and remarks where they are asked for."""
    items = list(consultation.items.values_list("public_id", flat=True))
    asked = remarks if consultation.asks_remarks else {}
    return {"ranking": ballots.known(ranking, items), "remarks": ballots.remarks(asked, items)}


def _write(position: Position, mine: Mapping[str, Any], version: int) -> None:
    """Put what was written into the draft, joined with what was saved since `version`."""
    if position.version != version:
        seen = position.revisions.filter(number=version).first() or Position()
        try:
            mine = {
                name: joined(getattr(seen, name), getattr(position, name), value)
                for name, value in mine.items()
            }
        except Clash as clash:
            raise ChangedMeanwhile(changed(), code="changed_meanwhile") from clash
    for name, value in mine.items():
        setattr(position, name, value)


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
