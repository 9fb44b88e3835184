"""Release by the head of an administration, where the Member's rule says so."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from strategy.enums.paper_answers import ReleaseState
from strategy.models import Consultation, Position, PositionRevision, Release, ReleaseRule
from strategy.services import positions
from strategy.workflows.paper_answers import RELEASE
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory import selectors as directory
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person


@transaction.atomic
def set_rule(member: Member, *, by_head: bool, by: Person) -> ReleaseRule:
    """Say who sends the Member's positions: its focal points, or its head."""
    policies.require(by, Permission.RELEASE_RULE, member)
    if by_head and not _heads(member).exists():
        raise DomainError(
            _("Nobody is entered as head of this administration: ask the Secretariat first."),
            code="no_head",
        )
    rule, _is_new = ReleaseRule.objects.update_or_create(
        member=member, defaults={"by_head": by_head, "set_by": by}
    )
    data = {"by_head": by_head, "member": member.code}
    audit.record("strategy.release.rule_set", target=rule, by=by, data=data)
    return rule


def _heads(member: Member) -> QuerySet[Person]:
    return directory.people.of_member(member, on=clock.today(), names=[RoleName.HEAD])


@transaction.atomic
def pass_on(consultation: Consultation, *, member: Member, version: int, by: Person) -> Release:
    """Pass the draft to the head; passed again, the newer draft takes the place of the older."""
    position = positions.locked(consultation, member, by=by, needs=Permission.POSITION_WRITE)
    if not ReleaseRule.is_by_head(member):
        raise DomainError(
            _("In this administration the focal point sends the position."), code="no_release"
        )
    if position.version != version:
        raise ChangedMeanwhile(positions.changed(), code="changed_meanwhile")
    if not position.version:
        raise DomainError(_("Save a draft first."), code="no_draft")
    positions.require_whole(position)
    release = Release.objects.filter(position=position, state=ReleaseState.WAITING).first()
    release = release or Release(position=position, version=0)
    release.draft, release.passed_by, release.passed_at = version, by, clock.now()
    release.version += 1
    release.save()
    data = {"member": member.code, "draft": version}
    audit.record("strategy.release.asked", target=release, by=by, data=data)
    return release


@transaction.atomic
def send(release: Release, *, version: int, by: Person) -> PositionRevision:
    """Send what was passed, as the head, as the Member's position.

    `version` is that of the release which the head has read: a draft may be passed anew meanwhile.
    """
    release = _locked(release)
    arrow = RELEASE.follow("send", release, by=by)
    _still_read(release, version)
    position = release.position
    receipt = positions.send(
        position.consultation, member=position.member, version=release.draft, by=by
    )
    _decide(release, arrow.target, by)
    data = {"receipt": receipt.public_id, "member": position.member.code}
    audit.record(arrow.event, target=release, by=by, data=data)
    return receipt


@transaction.atomic
def send_back(release: Release, *, version: int, reason: str, by: Person) -> Release:
    """Return what was passed to the focal point, with the reason; `version` as for sending."""
    release = _locked(release)
    arrow = RELEASE.follow("return", release, by=by)
    _still_read(release, version)
    if not reason.strip():
        raise DomainError(_("Say why, so that the focal point can mend it."), code="no_reason")
    release.reason = reason.strip()
    _decide(release, arrow.target, by)
    audit.record(arrow.event, target=release, by=by, data={"reason": release.reason})
    return release


def _still_read(release: Release, version: int) -> None:
    if release.version != version:
        raise ChangedMeanwhile(
            _("Another draft was passed to you meanwhile: read it before you decide."),
            code="changed_meanwhile",
        )


def _locked(release: Release) -> Release:
    """Lock the position first, as everybody does who writes it, then the release."""
    Position.objects.select_for_update().get(pk=release.position_id)
    found = Release.objects.select_related("position__consultation", "position__member__region")
    return found.select_for_update(of=("self",)).get(pk=release.pk)


def _decide(release: Release, state: str, by: Person) -> None:
    release.state, release.decided_by, release.decided_at = state, by, clock.now()
    release.version += 1
    release.save(
        update_fields=["state", "decided_by", "decided_at", "reason", "version", "updated_at"]
    )
