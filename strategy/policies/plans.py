"""Who may work on a plan: the conditions on the plan itself."""

from __future__ import annotations

from typing import Final

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from strategy.enums.plans import AmendmentState, PlanState
from strategy.models import Amendment, Evidence, Plan, PlanElement
from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision, closed, denied
from wco_portal.access.permissions import Permission
from wco_portal.directory.models import Person

OVER: Final = frozenset({PlanState.SUPERSEDED, PlanState.WITHDRAWN})


def edit(_actor: Person, obj: Model | None) -> Decision:
    """A plan is written while it is a draft or in consultation."""
    if isinstance(obj, Plan) and not obj.is_editable:
        return closed(
            _("The text is closed: a plan is written while it is a draft or in consultation.")
        )
    return ALLOWED


def decide(actor: Person, obj: Model | None) -> Decision:
    """Whoever wrote in a plan, or in an amendment and its review, does not approve it."""
    if isinstance(obj, Amendment) and obj.was_written_by(actor):
        return denied(_("You wrote in this amendment or its review, so somebody else approves it."))
    if isinstance(obj, Plan) and obj.was_written_by(actor):
        return denied(_("You wrote in this plan, so somebody else approves it."))
    return ALLOWED


def review(_actor: Person, obj: Model | None) -> Decision:
    """Only a plan that is or was in force is reviewed; an amendment is written as a draft."""
    if isinstance(obj, Amendment):
        if obj.state != AmendmentState.DRAFT:
            return denied(_("The words are closed: an amendment is written while it is a draft."))
        obj = obj.plan
    if isinstance(obj, Plan) and obj.state not in {PlanState.IN_FORCE, PlanState.SUPERSEDED}:
        return denied(_("Only a plan in force is reviewed."))
    return ALLOWED


def carry_over(_actor: Person, obj: Model | None) -> Decision:
    """The next plan is started from one that holds something and was not withdrawn."""
    if not isinstance(obj, Plan):
        return ALLOWED
    if obj.state == PlanState.WITHDRAWN:
        return denied(_("A withdrawn plan is not carried over."))
    if not obj.elements.exists():
        return denied(_("The plan has no element that could be carried over."))
    return ALLOWED


def name_evidence(_actor: Person, obj: Model | None) -> Decision:
    """What speaks for an element is named as long as the plan is made or in force."""
    element = obj.element if isinstance(obj, Evidence) else obj
    if isinstance(element, PlanElement) and element.plan.state in OVER:
        return denied(_("The plan is over: what it rested on stays as it was."))
    return ALLOWED


def register() -> None:
    """Fill the rows of plans in the table of conditions."""
    policies.register(Permission.PLAN_EDIT, edit)
    policies.register(Permission.PLAN_DECIDE, decide)
    policies.register(Permission.PLAN_REVIEW, review)
    policies.register(Permission.PLAN_CARRY_OVER, carry_over)
    policies.register(Permission.EVIDENCE_EDIT, name_evidence)
