"""What an administration answers to the invitation."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from conferences.enums import Answer, ReceiptAct
from conferences.models import Delegation, Receipt
from conferences.services import places, receipts
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person


@transaction.atomic
def answer(delegation: Delegation, *, answer: Answer, by: Person) -> Receipt:
    """Say whether the administration will attend; it may change that until nominations close."""
    policies.require(by, Permission.DELEGATION_ANSWER, delegation)
    locked, delegation = places.lock_for(delegation)
    require_open(locked, by=by)
    if answer == Answer.DECLINES and delegation.active_count:
        raise DomainError(
            _("The delegation has delegates: withdraw them before you decline."),
            code="has_delegates",
        )
    note_answer(delegation, answer=answer, locked=locked)
    return receipts.write(
        ReceiptAct.ANSWERED, delegation=delegation, granted=[], by=by, at=locked.at
    )


@transaction.atomic
def change_quota(delegation: Delegation, *, quota: int, reason: str, by: Person) -> Delegation:
    """Give a delegation more or fewer places; fewer removes nobody."""
    policies.require(by, Permission.DELEGATION_QUOTA, delegation)
    _locked, now = places.lock_for(delegation)
    before, now.quota = now.quota, quota
    now.save(update_fields=["quota", "updated_at"])
    audit.record(
        "conferences.delegation.quota_changed",
        target=now,
        by=by,
        data={"before": before, "after": quota, "reason": reason},
    )
    return now


def require_open(locked: places.Locked, *, by: Person) -> None:
    """Object outside the window, unless the registrar acts; decided when the lock was granted."""
    if by.holds(RoleName.REGISTRAR) and not locked.conference.is_over_at(locked.at):
        return
    if not locked.conference.is_open_at(locked.at):
        raise DomainError(
            _("Nominations are closed. Write to the Secretariat if a delegate must be added."),
            code="nominations_closed",
        )


def note_answer(delegation: Delegation, *, answer: Answer, locked: places.Locked) -> None:
    """Write the answer down; the receipt of the act tells of it."""
    if delegation.answer == answer:
        return
    delegation.answer, delegation.answered_at = answer, locked.at
    delegation.save(update_fields=["answer", "answered_at", "updated_at"])
