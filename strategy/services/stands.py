"""Support or oppose what another Member proposes: one position for each Member."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.enums.contributions import Stance
from strategy.models import Contribution, ProposalStand
from strategy.services import contributions
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Member, Person


@transaction.atomic
def stand(
    contribution: Contribution, *, member: Member, stance: Stance, by: Person, reason: str = ""
) -> ProposalStand:
    """Say for a Member whether it supports a proposal as it is worded now, or change that."""
    found = contributions.locked(contribution)
    _require(found, member, by=by)
    stands = ProposalStand.objects.filter(contribution=found, member=member)
    made = stands.first() or ProposalStand(contribution=found, member=member)
    made.revision, made.stance, made.reason = found.said, stance, reason.strip()
    made.by, made.at = by, clock.now()
    made.full_clean()
    made.save()
    data = {"member": member.code, "stance": str(stance)}
    audit.record("strategy.contribution.stood", target=found, by=by, data=data)
    return made


@transaction.atomic
def leave(contribution: Contribution, *, member: Member, by: Person) -> Contribution:
    """Take a Member's support or opposition back."""
    found = contributions.locked(contribution)
    _require(found, member, by=by)
    found.stands.filter(member=member).delete()
    audit.record("strategy.contribution.left", target=found, by=by, data={"member": member.code})
    return found


def _require(found: Contribution, member: Member, *, by: Person) -> None:
    policies.require(by, Permission.CLAUSE_SUPPORT, found)
    if member not in selectors.contributions.speakers(by, without=found):
        raise DomainError(
            _("Other Members support or oppose what your administration proposes."), code="not_own"
        )
    if not selectors.contributions.is_open(found):
        raise DomainError(
            _("Only what is proposed and not decided is supported or opposed."), code="wrong_state"
        )
