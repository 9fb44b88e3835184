"""Read what elements of plans rest on."""

from __future__ import annotations

from django.db.models import QuerySet

from strategy.models import Evidence, PlanElement
from strategy.selectors import plans
from wco_portal.access.policies import Actor


def of_element(element: PlanElement, *, actor: Actor) -> QuerySet[Evidence]:
    """Return what an element rests on, as far as the actor may see it, the newest first."""
    return element.evidence.visible_to(actor).order_by("-dated_on", "pk")


def everything(actor: Actor) -> QuerySet[Evidence]:
    """Return the evidence of all elements of visible plans."""
    found = Evidence.objects.visible_to(actor).select_related("element__plan")
    return found.filter(element__in=plans.all_elements(actor)).order_by("-dated_on", "pk")


def by_public_id(public_id: str, actor: Actor) -> Evidence:
    """Return one, or 404 through `Evidence.DoesNotExist`."""
    return everything(actor).get(public_id=public_id)
