"""Who comments on a plan in consultation, proposes other words, supports, answers, redacts."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from strategy.enums.plans import PlanState
from strategy.models import Contribution, Plan, PlanElement
from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision, denied
from wco_portal.access.permissions import Permission
from wco_portal.directory.enums import MemberKind, RoleName
from wco_portal.directory.models import Person


def comment(actor: Person, obj: Model | None) -> Decision:
    """Let a focal point speak for its own administration while the plan is in consultation."""
    own = _members(actor)
    if not own:
        return denied(_("Only Members comment on a plan; participants do not count."))
    if isinstance(obj, Contribution) and obj.member_id not in own:
        return denied(_("This was said by another administration."))
    return _in_consultation(obj)


def withdraw(actor: Person, obj: Model | None) -> Decision:
    """Let a Member take back what it said itself."""
    if isinstance(obj, Contribution) and obj.member_id not in actor.member_ids(
        RoleName.FOCAL_POINT
    ):
        return denied(_("This was said by another administration."))
    return ALLOWED


def answer(actor: Person, obj: Model | None) -> Decision:
    """Let Members answer in consultation, the Secretariat as long as the text is open."""
    if not actor.is_secretariat:
        if not _members(actor):
            return denied(_("Only Members comment on a plan; participants do not count."))
        return _in_consultation(obj)
    plan = _plan(obj)
    if plan is not None and not plan.is_editable:
        return denied(_("The text is closed: nothing is answered in its threads any more."))
    return ALLOWED


def support(actor: Person, obj: Model | None) -> Decision:
    """Let other Members than the proposing one support or oppose."""
    own = _members(actor)
    if not own:
        return denied(_("Only Members comment on a plan; participants do not count."))
    if isinstance(obj, Contribution) and own == {obj.member_id}:
        return denied(_("Other Members support or oppose what your administration proposes."))
    return _in_consultation(obj)


def _members(actor: Person) -> set[int | None]:
    return {
        role.member_id
        for role in actor.roles_held()
        if role.name == RoleName.FOCAL_POINT
        and role.member is not None
        and role.member.kind == MemberKind.MEMBER
    }


def _plan(obj: Model | None) -> Plan | None:
    if isinstance(obj, Contribution | PlanElement):
        return obj.plan
    return obj if isinstance(obj, Plan) else None


def _in_consultation(obj: Model | None) -> Decision:
    plan = _plan(obj)
    if plan is not None and plan.state != PlanState.IN_CONSULTATION:
        return denied(_("Members comment on a plan while it is in consultation."))
    return ALLOWED


def register() -> None:
    """Fill the rows of this noun."""
    policies.register(Permission.CLAUSE_COMMENT, comment)
    policies.register(Permission.CLAUSE_WITHDRAW, withdraw)
    policies.register(Permission.CLAUSE_ANSWER, answer)
    policies.register(Permission.CLAUSE_SUPPORT, support)
