"""Who may raise a challenge where."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from strategy.enums.workshops import WorkshopState
from strategy.models import Workshop
from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision, denied
from wco_portal.access.permissions import Permission
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person


def challenge_raise(actor: Person, obj: Model | None) -> Decision:
    """Let the focal points of the region speak at its workshop, before and after it is held."""
    if not isinstance(obj, Workshop):
        return ALLOWED
    regions = {
        role.member.region_id
        for role in actor.roles_held()
        if role.name == RoleName.FOCAL_POINT and role.member is not None
    }
    if obj.region_id not in regions:
        return denied(_("Members of the region raise challenges at its workshop."))
    if obj.state not in {WorkshopState.ANNOUNCED, WorkshopState.HELD}:
        return denied(_("Challenges are raised at a workshop that is announced or was held."))
    return ALLOWED


def register() -> None:
    """Fill the rows of this noun."""
    policies.register(Permission.CHALLENGE_RAISE, challenge_raise)
