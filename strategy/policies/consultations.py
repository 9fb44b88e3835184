"""Who may do what with consultations, positions and syntheses: conditions on the object."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from strategy.models import (
    Consultation,
    PaperAnswer,
    Position,
    Release,
    ReleaseRule,
    Synthesis,
)
from strategy.phrases import NOT_ASKED
from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision, denied
from wco_portal.access.permissions import Permission
from wco_portal.directory.enums import MemberKind, RoleName
from wco_portal.directory.models import Member, Person, Region


def position_write(actor: Person, obj: Model | None) -> Decision:
    """Let a focal point write for its own administration, if that is a Member."""
    own = [role.member for role in actor.roles_held() if role.name == RoleName.FOCAL_POINT]
    if not any(member and member.kind == MemberKind.MEMBER for member in own):
        return denied(_("Only Members answer a consultation; participants do not count."))
    if isinstance(obj, Position) and obj.member_id not in {m.pk for m in own if m}:
        return denied(_("You can answer for your own administration only."))
    if isinstance(obj, Position) and not obj.consultation.asks(obj.member.region_id):
        return denied(NOT_ASKED)
    return ALLOWED


def position_send(actor: Person, obj: Model | None) -> Decision:
    """Let who releases in an administration send: its focal points, or its head by its own rule."""
    if not isinstance(obj, Position):
        return ALLOWED
    if ReleaseRule.is_by_head(obj.member):
        if obj.member_id in actor.member_ids(RoleName.HEAD):
            return ALLOWED
        return denied(
            _("In this administration the head releases the position: pass it to the head.")
        )
    if obj.member_id in actor.member_ids(RoleName.FOCAL_POINT):
        return ALLOWED
    if obj.member_id in actor.member_ids(RoleName.HEAD):
        return denied(_("In this administration the focal point sends the position."))
    return denied(_("You can answer for your own administration only."))


def position_read(actor: Person, obj: Model | None) -> Decision:
    """Let the people of an administration read what it drafted and sent."""
    own = actor.member_ids(RoleName.FOCAL_POINT, RoleName.HEAD)
    if isinstance(obj, Position) and obj.member_id not in own:
        return denied(_("You can read the position of your own administration only."))
    return ALLOWED


def as_head(actor: Person, obj: Model | None) -> Decision:
    """Let a head of administration act for the own one."""
    own = actor.member_ids(RoleName.HEAD)
    member = obj.position.member_id if isinstance(obj, Release) else None
    if isinstance(obj, Member):
        member = obj.pk
    if member is not None and member not in own:
        return denied(_("You can do this for your own administration only."))
    return ALLOWED


def paper_answer_confirm(actor: Person, obj: Model | None) -> Decision:
    """Ask for a second pair of eyes."""
    if isinstance(obj, PaperAnswer) and obj.entered_by_id == actor.pk:
        return denied(_("You entered this paper yourself: another person has to confirm it."))
    return ALLOWED


def result_view(actor: Person, obj: Model | None) -> Decision:
    """Show the parties a result that is not published, once the consultation is over."""
    del actor
    if isinstance(obj, Consultation) and not obj.is_over:
        return denied(_("There is a result when the consultation has closed."))
    return ALLOWED


def region_follow(actor: Person, obj: Model | None) -> Decision:
    """Let the people of a region follow their own region, the Secretariat all."""
    if actor.is_secretariat:
        return ALLOWED
    return _own_region(actor, obj, RoleName.COORDINATOR, RoleName.VICE_CHAIR)


def briefing_read(actor: Person, obj: Model | None) -> Decision:
    """Let the people of a region read its own briefing, the Secretariat all."""
    if actor.is_secretariat:
        return ALLOWED
    own = actor.region_ids(RoleName.COORDINATOR, RoleName.VICE_CHAIR)
    if isinstance(obj, Region) and obj.pk not in own:
        return denied(_("You can read the briefing of your own region only."))
    return ALLOWED


def as_coordinator(actor: Person, obj: Model | None) -> Decision:
    """Let a coordinator act for the own region."""
    return _own_region(actor, obj, RoleName.COORDINATOR)


def as_vice_chair(actor: Person, obj: Model | None) -> Decision:
    """Let a Vice-Chair clear what the own region says, but not a text of one's own hand."""
    if isinstance(obj, Synthesis) and obj.drafted_by_id == actor.pk:
        return denied(_("Whoever drafted the synthesis does not clear it."))
    return _own_region(actor, obj, RoleName.VICE_CHAIR)


def _own_region(actor: Person, obj: Model | None, *names: RoleName) -> Decision:
    if isinstance(obj, Synthesis) and obj.region_id not in actor.region_ids(*names):
        return denied(_("You can do this for your own region only."))
    return ALLOWED


def register() -> None:
    """Fill the rows of this noun."""
    policies.register(Permission.POSITION_WRITE, position_write)
    policies.register(Permission.POSITION_SEND, position_send)
    policies.register(Permission.POSITION_READ, position_read)
    policies.register(Permission.RELEASE_DECIDE, as_head)
    policies.register(Permission.RELEASE_RULE, as_head)
    policies.register(Permission.PAPER_ANSWER_CONFIRM, paper_answer_confirm)
    policies.register(Permission.RESULT_VIEW, result_view)
    policies.register(Permission.REGION_FOLLOW, region_follow)
    policies.register(Permission.BRIEFING_READ, briefing_read)
    policies.register(Permission.REGION_REMIND, as_coordinator)
    policies.register(Permission.SYNTHESIS_DRAFT, as_coordinator)
    policies.register(Permission.SYNTHESIS_CLEAR, as_vice_chair)
