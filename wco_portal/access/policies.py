"""One table of policies; each app adds the conditions on its own objects from its policies.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias, cast

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.utils.functional import Promise, lazy
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wco_portal.access import roles
from wco_portal.access.decisions import ALLOWED, Decision, denied
from wco_portal.access.permissions import Permission
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person

Actor: TypeAlias = Person | AnonymousUser
# A condition on the object, asked after the matrix of roles has said yes.
Condition: TypeAlias = Callable[[Person, Model | None], Decision]

CONDITIONS: dict[Permission, Condition] = {}


class Denied(PermissionDenied):
    """A refusal that carries its reason, the permission and the object, for the audit trail."""

    def __init__(self, decision: Decision, permission: Permission, obj: Model | None) -> None:
        super().__init__(str(decision.reason))
        self.permission = permission
        self.obj = obj
        self.is_closed = decision.is_closed


def register(permission: Permission, condition: Condition) -> None:
    """Give a permission the condition on its object, once."""
    if permission in CONDITIONS:
        msg = f"{permission} already has a condition"
        raise ValueError(msg)
    CONDITIONS[permission] = condition


def check(actor: Actor, permission: Permission, obj: Model | None = None) -> Decision:
    """Ask whether the actor holds the permission on the object."""
    decision = by_role(actor, permission)
    condition = CONDITIONS.get(permission)
    if decision and condition and isinstance(actor, Person):
        return condition(actor, obj)
    return decision


def by_role(actor: Actor, permission: Permission) -> Decision:
    """Ask only whether a role of the actor holds the permission, whatever the object."""
    if not isinstance(actor, Person) or not actor.is_active:
        return denied(gettext_lazy("Sign in to do this."))
    holders = roles.holders(permission)
    # A menu asks of twenty permissions whether they are held, and of none why not.
    return ALLOWED if actor.holds(*holders) else denied(cast("Promise", _only(holders)))


def require(actor: Actor, permission: Permission, obj: Model | None = None) -> None:
    """Raise Denied with the reason, unless allowed."""
    decision = check(actor, permission, obj)
    if not decision:
        raise Denied(decision, permission, obj)


def _said(holders: frozenset[RoleName]) -> str:
    names = [str(role.label) for role in RoleName if role in holders]
    return _("Only these roles may do this: %(roles)s.") % {"roles": get_text_list(names, _("or"))}


_only = lazy(_said, str)
