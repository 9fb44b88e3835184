"""Register who takes part in a workshop for an administration, and record who came."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.enums.workshops import ParticipantState, WorkshopState
from strategy.models import Workshop, WorkshopParticipant
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import MemberKind, RoleName
from wco_portal.directory.models import Member, Person

# Names and functions are forgotten so long after the workshop; the counts stay.
KEPT_FOR: Final = dt.timedelta(days=365)


@transaction.atomic
def register(
    workshop: Workshop, *, member: Member, by: Person, **values: Any
) -> WorkshopParticipant:
    """Register a person for an administration of the region, while there is room."""
    workshop = _locked(workshop)
    policies.require(by, Permission.PARTICIPANT_REGISTER, workshop)
    _require_own(member, workshop, by)
    taken = workshop.participants.registered().count()
    if workshop.capacity is not None and taken >= workshop.capacity:
        raise DomainError(
            _("All %(places)s places are taken. Write to the Secretariat.")
            % {"places": workshop.capacity},
            code="workshop_full",
        )
    participant = WorkshopParticipant(
        workshop=workshop,
        member=member,
        registered_by=by,
        registered_at=clock.now(),
        is_demonstration=workshop.is_demonstration,
        **values,
    )
    participant.full_clean()
    participant.save(force_insert=True)
    _record("registered", participant, by=by)
    return participant


def _require_own(member: Member, workshop: Workshop, by: Person) -> None:
    """Refuse a Member of elsewhere, and one for which the person does not speak."""
    if member.region_id != workshop.region_id or member.kind != MemberKind.MEMBER:
        raise DomainError(_("Choose a Member of the region."), code="other_region")
    if by.holds(RoleName.EDITOR) or member.pk in by.member_ids(RoleName.FOCAL_POINT):
        return
    raise DomainError(
        _("Members of the region register their own participants."), code="not_your_member"
    )


@transaction.atomic
def change(
    participant: WorkshopParticipant, *, version: int, by: Person, **values: Any
) -> WorkshopParticipant:
    """Change what is known of a participant."""
    participant = _held(participant, by)
    if version != participant.version:
        raise ChangedMeanwhile(
            _("Somebody changed the participant before you; read it again."),
            code="changed_meanwhile",
        )
    changed = sorted(n for n, value in values.items() if getattr(participant, n) != value)
    for name, value in values.items():
        setattr(participant, name, value)
    participant.full_clean()
    participant.version += 1
    participant.save(update_fields=[*values, "version", "updated_at"])
    _record("changed", participant, by=by, changed=changed)
    return participant


@transaction.atomic
def withdraw(participant: WorkshopParticipant, *, by: Person) -> WorkshopParticipant:
    """Withdraw a participant: the place is free again."""
    participant = _held(participant, by)
    participant.state, participant.was_present = ParticipantState.WITHDRAWN, None
    participant.version += 1
    participant.save(update_fields=["state", "was_present", "version", "updated_at"])
    _count(participant.workshop)
    _record("withdrawn", participant, by=by)
    return participant


@transaction.atomic
def mark(
    workshop: Workshop, *, shown: Collection[str], present: Collection[str], by: Person
) -> Workshop:
    """Record who of those shown came; the same sheet twice changes nothing."""
    workshop = _locked(workshop)
    policies.require(by, Permission.ATTENDANCE_RECORD, workshop)
    changed = 0
    rows = workshop.participants.registered().filter(public_id__in=list(shown))
    for participant in rows.select_for_update():
        was_present = participant.public_id in present
        if participant.was_present == was_present:
            continue
        participant.was_present = was_present
        participant.version += 1
        participant.save(update_fields=["was_present", "version", "updated_at"])
        changed += 1
    if changed:
        _count(workshop)
        data = {"marked": changed, "members": workshop.members_present}
        data |= {"people": workshop.people_present}
        audit.record("strategy.workshop.attended", target=workshop, by=by, data=data)
    return workshop


def _count(workshop: Workshop) -> None:
    """Keep how many Members and people were present, once the sheet is begun."""
    if not workshop.participants.filter(was_present__isnull=False).exists():
        return
    came = workshop.participants.registered().filter(was_present=True)
    workshop.people_present = came.count()
    workshop.members_present = came.order_by().values("member").distinct().count()
    if workshop.members_of is not None:
        workshop.members_of = max(workshop.members_of, workshop.members_present)
    workshop.version += 1
    workshop.save(
        update_fields=["people_present", "members_present", "members_of", "version", "updated_at"]
    )


def forget_due(at: dt.datetime) -> int:
    """Forget names and functions a year after the workshop, also of those withdrawn."""
    due = WorkshopParticipant.objects.filter(
        forgotten_at=None,
        workshop__ends_at__lte=at - KEPT_FOR,
        workshop__state__in=[WorkshopState.HELD, WorkshopState.CANCELLED],
    )
    workshops = Workshop.objects.filter(pk__in=due.values("workshop"))
    return sum(_forget(workshop, at=at) for workshop in workshops)


@transaction.atomic
def _forget(workshop: Workshop, *, at: dt.datetime) -> int:
    workshop = Workshop.objects.select_for_update().get(pk=workshop.pk)
    kept = workshop.participants.filter(forgotten_at=None)
    forgotten = kept.update(name="", function="", registered_by=None, forgotten_at=at)
    if forgotten:
        data = {"forgotten": forgotten}
        audit.record("strategy.workshop.participants_forgotten", target=workshop, data=data)
    return forgotten


def _locked(workshop: Workshop) -> Workshop:
    return (
        Workshop.objects.select_for_update(of=("self",))
        .select_related("region")
        .get(pk=workshop.pk)
    )


def _held(participant: WorkshopParticipant, by: Person) -> WorkshopParticipant:
    """Lock the workshop first, then the participant, as every act here does."""
    workshop = _locked(participant.workshop)
    participant = (
        WorkshopParticipant.objects.select_for_update(of=("self",))
        .select_related("member")
        .get(pk=participant.pk)
    )
    participant.workshop = workshop
    policies.require(by, Permission.PARTICIPANT_REGISTER, participant)
    if participant.state != ParticipantState.REGISTERED or participant.forgotten_at is not None:
        raise DomainError(_("The participant was withdrawn already."), code="withdrawn")
    return participant


def _record(act: str, participant: WorkshopParticipant, *, by: Person, **data: Any) -> None:
    """Record an act without the person's name: the audit trail is for ever."""
    told = {"workshop": participant.workshop.slug, "member": participant.member.code}
    audit.record(f"strategy.participant.{act}", target=participant, by=by, data=told | data)
