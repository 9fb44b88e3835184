"""Answers that came on paper: one person of the Secretariat enters, another one confirms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.enums.consultations import ConsultationState
from strategy.models import Consultation, PaperAnswer, Position
from strategy.phrases import NOT_ASKED
from strategy.rules.paper_answers import kind_of
from strategy.services import positions
from strategy.workflows.consultations import still_asks
from strategy.workflows.paper_answers import PAPER_ANSWER
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory import selectors as directory
from wco_portal.directory.models import Member, Person
from wco_portal.files.models import File
from wco_portal.files.services import files
from wco_portal.files.services.files import Made

PURPOSE: Final = "paper_answer"


@transaction.atomic
def enter(
    consultation: Consultation,
    *,
    member: Member,
    ranking: Mapping[str, int],
    received_on: dt.date,
    scan: bytes,
    by: Person,
    comment: str = "",
    remarks: Mapping[str, str] | None = None,
) -> PaperAnswer:
    """Keep what a Member's paper says, with its scan; it counts when another person confirms it."""
    policies.require(by, Permission.PAPER_ANSWER_ENTER)
    fresh = _open_to(consultation, member, received_on)
    paper = PaperAnswer(consultation=fresh, member=member, comment=comment, received_on=received_on)
    said = positions.known(fresh, ranking, remarks or {})
    paper.ranking, paper.remarks = said["ranking"], said["remarks"]
    paper.entered_by, paper.entered_at = by, clock.now()
    # The same check as before sending: what could not count is not worth a second person's time.
    positions.require_whole(Position(consultation=fresh, member=member, ranking=paper.ranking))
    paper.scan = _kept(paper, scan)
    paper.full_clean()
    paper.save(force_insert=True)
    data = {"member": member.code, "consultation": fresh.slug, "sha256": paper.scan.sha256}
    audit.record("strategy.paper_answer.entered", target=paper, by=by, data=data)
    return paper


def _open_to(consultation: Consultation, member: Member, received_on: dt.date) -> Consultation:
    """Return the consultation, if a paper of the Member that came on a day can still count."""
    fresh = Consultation.objects.phased_for(member.region).get(pk=consultation.pk)
    _is_in_time(fresh, received_on)
    _is_asked(fresh, member)
    _has_not_answered_itself(fresh, member)
    return fresh


def _is_in_time(consultation: Consultation, received_on: dt.date) -> None:
    """Refuse what came too early or too late, and what can no longer change the result."""
    if consultation.phase == ConsultationState.PUBLISHED:
        raise DomainError(_("The result is published; nothing is added to it."), code="published")
    still_asks(consultation)
    there = ZoneInfo(consultation.window_zone)
    first = consultation.window_opens_at.astimezone(there).date()
    # The window is half-open: its last instant is outside.
    last = (consultation.window_closes_at - dt.timedelta(microseconds=1)).astimezone(there).date()
    if not (consultation.is_open or consultation.is_over) or received_on < first:
        raise DomainError(_("The consultation had not opened on that day."), code="not_open")
    if received_on > last:
        raise DomainError(_("The paper came after the closing day."), code="closed")
    if received_on > clock.today():
        raise DomainError(_("That day has not come yet."), code="not_yet")


def _is_asked(consultation: Consultation, member: Member) -> None:
    counted = directory.members.counted_on(consultation.closing_day)
    if not counted.filter(pk=member.pk).exists():
        raise DomainError(
            _("This administration is not a Member on the closing day."), code="not_a_member"
        )
    if not consultation.asks(member.region_id):
        raise DomainError(NOT_ASKED, code="not_asked")


def _has_not_answered_itself(consultation: Consultation, member: Member) -> None:
    sent = consultation.positions.answered().filter(member=member, sent__paper=None)
    if sent.exists():
        raise DomainError(positions.answered_itself(), code="answered_itself")


def _kept(paper: PaperAnswer, scan: bytes) -> File:
    """Keep the scan, if it is what it should be by its content."""
    found = kind_of(scan)
    if found is None:
        raise DomainError(
            _("The scan is no PDF, PNG or JPEG file, whatever its name says."), code="scan_type"
        )
    media_type, form = found
    name = f"{paper.consultation.slug}-{paper.member.code}-{paper.received_on}.{form}"
    made = Made(name, media_type, scan)
    return files.keep(made, purpose=PURPOSE, owner=paper.public_id)


@transaction.atomic
def confirm(paper: PaperAnswer, *, by: Person) -> PaperAnswer:
    """Confirm what a colleague entered: from now on it is the Member's position."""
    paper = _locked(paper)
    arrow = PAPER_ANSWER.follow("confirm", paper, by=by)
    paper.revision = positions.take_from_paper(
        paper.consultation,
        member=paper.member,
        ranking=paper.ranking,
        remarks=paper.remarks,
        comment=paper.comment,
        by=by,
    )
    paper.checked_by, paper.checked_at = by, clock.now()
    _move(paper, arrow.target, "revision", "checked_by", "checked_at")
    data = {"receipt": paper.revision.public_id, "member": paper.member.code}
    audit.record(arrow.event, target=paper, by=by, data=data)
    return paper


@transaction.atomic
def set_aside(paper: PaperAnswer, *, reason: str, by: Person) -> PaperAnswer:
    """Set aside what was entered, with the reason; the paper may be entered anew."""
    paper = _locked(paper)
    arrow = PAPER_ANSWER.follow("set_aside", paper, by=by)
    if not reason.strip():
        raise DomainError(_("Say why it is set aside."), code="no_reason")
    paper.reason, paper.checked_by, paper.checked_at = reason.strip(), by, clock.now()
    _move(paper, arrow.target, "reason", "checked_by", "checked_at")
    audit.record(arrow.event, target=paper, by=by, data={"reason": paper.reason})
    return paper


def _locked(paper: PaperAnswer) -> PaperAnswer:
    found = PaperAnswer.objects.select_related("consultation", "member__region", "scan")
    return found.select_for_update(of=("self",)).get(pk=paper.pk)


def _move(paper: PaperAnswer, state: str, *fields: str) -> None:
    paper.state = state
    paper.version += 1
    paper.save(update_fields=["state", "version", "updated_at", *fields])
