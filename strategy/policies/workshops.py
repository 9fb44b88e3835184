"""Who may raise a challenge where, register whom, and say who came."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from strategy.enums.workshops import WorkshopState
from strategy.models import Workshop, WorkshopParticipant
from strategy.models.workshop_participant import READING
from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision, denied
from wco_portal.access.permissions import Permission
from wco_portal.common import clock
from wco_portal.directory.enums import REGIONAL, RoleName
from wco_portal.directory.models import Person

NOT_ANNOUNCED = _("Participants are registered once the workshop is announced.")


def _regions(actor: Person) -> set[int]:
    """Return the regions of the Members that the actor is focal point of."""
    return {
        role.member.region_id
        for role in actor.roles_held()
        if role.name == RoleName.FOCAL_POINT and role.member is not None
    }


def challenge_raise(actor: Person, obj: Model | None) -> Decision:
    """Let the focal points of the region speak at its workshop, before and after it is held."""
    if not isinstance(obj, Workshop):
        return ALLOWED
    if obj.region_id not in _regions(actor):
        return denied(_("Members of the region raise challenges at its workshop."))
    if obj.state not in {WorkshopState.ANNOUNCED, WorkshopState.HELD}:
        return denied(_("Challenges are raised at a workshop that is announced or was held."))
    return ALLOWED


def participant_view(actor: Person, obj: Model | None) -> Decision:
    """Let a region's people read its list: focal points their own Member's part of it."""
    if not isinstance(obj, Workshop) or actor.holds(*READING):
        return ALLOWED
    if obj.region_id in actor.region_ids(*REGIONAL) | _regions(actor):
        return ALLOWED
    return denied(_("The region of the workshop and the Secretariat read its participants."))


def participant_register(actor: Person, obj: Model | None) -> Decision:
    """Let focal points register their own people until registration closes, editors until later."""
    workshop = obj.workshop if isinstance(obj, WorkshopParticipant) else obj
    if not isinstance(workshop, Workshop):
        return ALLOWED
    if workshop.registration_ends_at is None:
        return denied(_("Nobody is asked to register for this workshop."))
    if actor.holds(RoleName.EDITOR):
        is_open = workshop.state in {WorkshopState.ANNOUNCED, WorkshopState.HELD}
        return ALLOWED if is_open else denied(NOT_ANNOUNCED)
    if not _is_own(actor, workshop, obj):
        return denied(_("Members of the region register their own participants."))
    if workshop.registration_ends_at <= clock.now():
        return denied(_("Registration is closed. Write to the Secretariat."))
    return ALLOWED if workshop.state == WorkshopState.ANNOUNCED else denied(NOT_ANNOUNCED)


def _is_own(actor: Person, workshop: Workshop, obj: Model | None) -> bool:
    if isinstance(obj, WorkshopParticipant):
        return obj.member_id in actor.member_ids(RoleName.FOCAL_POINT)
    return workshop.region_id in _regions(actor)


def attendance_record(actor: Person, obj: Model | None) -> Decision:
    """Let the region's coordinator and the Secretariat's editors say who came."""
    if not isinstance(obj, Workshop):
        return ALLOWED
    is_regional = obj.region_id in actor.region_ids(RoleName.COORDINATOR)
    if not is_regional and not actor.holds(RoleName.EDITOR):
        return denied(_("The coordinator of the region and the Secretariat record who came."))
    if obj.state not in {WorkshopState.ANNOUNCED, WorkshopState.HELD}:
        return denied(_("Attendance is recorded at a workshop that is announced or was held."))
    if obj.starts_at is None or obj.starts_at > clock.now():
        return denied(_("The workshop has not begun."))
    return ALLOWED


def register() -> None:
    """Fill the rows of this noun."""
    policies.register(Permission.PARTICIPANT_VIEW, participant_view)
    policies.register(Permission.PARTICIPANT_REGISTER, participant_register)
    policies.register(Permission.ATTENDANCE_RECORD, attendance_record)
    policies.register(Permission.CHALLENGE_RAISE, challenge_raise)
