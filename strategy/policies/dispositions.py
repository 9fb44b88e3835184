"""Who answers what Members said: the conditions on the plan that it was said of."""

from __future__ import annotations

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from strategy.enums.plans import PlanState
from strategy.models import Disposition, Plan
from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision, denied
from wco_portal.access.permissions import Permission
from wco_portal.directory.models import Person


def answer(_actor: Person, obj: Model | None) -> Decision:
    """A plan answers until it is withdrawn or another one has taken its place."""
    plan = obj.plan if isinstance(obj, Disposition) else obj
    if isinstance(plan, Plan) and plan.state in {PlanState.WITHDRAWN, PlanState.SUPERSEDED}:
        return denied(_("The plan is over: what was answered stays as it is."))
    return ALLOWED


def register() -> None:
    """Fill the rows of answers in the table of conditions."""
    policies.register(Permission.DISPOSITION_ANSWER, answer)
    policies.register(Permission.DISPOSITION_PUBLISH, answer)
