"""Say which goals of international frameworks an element of a plan serves."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.models import Commitment, Plan, PlanElement
from strategy.services import plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.links.enums import Relation
from wco_portal.links.models import Link
from wco_portal.links.services import links


@transaction.atomic
def add(element: PlanElement, commitment: Commitment, *, by: Person) -> Link:
    """Say that an element of a draft serves a commitment; once, however often."""
    plan = _editable(element, by=by)
    found = selectors.alignments.link(element, commitment)
    if found is not None:
        return found
    made = tie(element, commitment, by=by)
    _told(plan, element, "strategy.element.aligned", commitment, by=by)
    return made


@transaction.atomic
def remove(element: PlanElement, commitment: Commitment, *, by: Person) -> None:
    """Take back that an element of a draft serves a commitment."""
    plan = _editable(element, by=by)
    found = selectors.alignments.link(element, commitment)
    if found is None:
        raise DomainError(_("The element is not aligned with this commitment."), code="not_aligned")
    links.cut(found, by=by)
    _told(plan, element, "strategy.element.unaligned", commitment, by=by)


def tie(element: PlanElement, commitment: Commitment, *, by: Person | None) -> Link:
    """Link the two for a service that has checked its own permission."""
    return links.join(
        ("planelement", element.public_id),
        (selectors.commitments.KIND, commitment.code),
        relation=Relation.IMPLEMENTS,
        is_demonstration=element.plan.text.is_demonstration,
        by=by,
    )


def _editable(element: PlanElement, *, by: Person) -> Plan:
    plan = plans.locked(element.plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    return plan


def _told(
    plan: Plan, element: PlanElement, event: str, commitment: Commitment, *, by: Person
) -> None:
    plans.bump(plan)
    audit.record(event, target=element, by=by, data={"commitment": commitment.code})
