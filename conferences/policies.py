"""Who may do what with delegations and registrations; a no carries its reason."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from conferences.enums import READING
from conferences.models import Delegation, Receipt, Registration
from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision, denied
from wco_portal.access.permissions import Permission
from wco_portal.directory.enums import REGIONAL, RoleName
from wco_portal.directory.models import Member, Person

NOT_YOUR_MEMBER = _("Only the focal points of the Member may do this.")
NOT_YOURS = _("This concerns another Member or another person.")


def _member(obj: Model | None) -> Member | None:
    if isinstance(obj, Registration | Receipt):
        return obj.delegation.member
    return obj.member if isinstance(obj, Delegation) else None


def view(actor: Person, obj: Model | None) -> Decision:
    """Let a Member read its own, a region's people their region's, a delegate their own."""
    if obj is None or actor.holds(*READING):
        return ALLOWED
    member = _member(obj)
    if member is None:
        return denied(NOT_YOURS)
    if isinstance(obj, Registration) and obj.person_id == actor.pk:
        return ALLOWED
    if isinstance(obj, Receipt) and obj.by_id == actor.pk:
        return ALLOWED
    is_own = member.pk in actor.member_ids(RoleName.FOCAL_POINT)
    is_regional = not isinstance(obj, Receipt) and member.region_id in actor.region_ids(*REGIONAL)
    return ALLOWED if is_own or is_regional else denied(NOT_YOURS)


def act_for_member(actor: Person, obj: Model | None) -> Decision:
    """Let a focal point act for its own Member, the registrar for all."""
    if obj is None or actor.holds(RoleName.REGISTRAR):
        return ALLOWED
    member = _member(obj)
    if member is not None and member.pk in actor.member_ids(RoleName.FOCAL_POINT):
        return ALLOWED
    return denied(NOT_YOUR_MEMBER)


def act_for_person(actor: Person, obj: Model | None) -> Decision:
    """Let also the delegate act for themselves."""
    if isinstance(obj, Registration) and obj.person_id == actor.pk:
        return ALLOWED
    return act_for_member(actor, obj)


def register() -> None:
    """Fill this app's rows of the table of policies."""
    policies.register(Permission.DELEGATION_VIEW, view)
    policies.register(Permission.REGISTRATION_VIEW, view)
    policies.register(Permission.RECEIPT_VIEW, view)
    policies.register(Permission.DELEGATION_ANSWER, act_for_member)
    policies.register(Permission.REGISTRATION_NOMINATE, act_for_member)
    policies.register(Permission.REGISTRATION_CORRECT, act_for_person)
    policies.register(Permission.REGISTRATION_WITHDRAW, act_for_person)
