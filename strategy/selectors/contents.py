"""What a frozen version of a plan holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from strategy.models import Commitment, Plan, PlanElement
from strategy.selectors import commitments


def of(plan: Plan) -> dict[str, Any]:
    """Return what a frozen version of a plan holds: its rows and both texts."""
    elements = list(
        plan.elements.in_order().select_related("parent").prefetch_related("functions", "serves")
    )
    aligned = commitments.of_elements(element.public_id for element in elements)
    return {
        "kind": "plan",
        "plan": {
            "id": plan.public_id,
            "slug": plan.slug,
            "title": {"en": plan.title_en, "fr": plan.title_fr},
            "starts_on": plan.starts_on.isoformat(),
            "ends_on": plan.ends_on.isoformat(),
        },
        "elements": [_element(element, aligned.get(element.public_id, ())) for element in elements],
        "documents": {
            document.language: document.body
            for document in plan.text.documents.order_by("language")
        },
    }


def _element(element: PlanElement, served: Sequence[Commitment]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": element.public_id,
        "kind": element.kind,
        "number": element.number,
        "slug": element.slug,
        "title": {"en": element.title_en, "fr": element.title_fr},
        "functions": sorted(function.code for function in element.functions.all()),
        "serves": sorted(other.public_id for other in element.serves.all()),
    }
    # Without these the row is what it was before there were any: so is its hash.
    if element.parent:
        row["part_of"] = element.parent.public_id
    if element.dropped_on:
        row["dropped_on"] = element.dropped_on.isoformat()
    if element.added_on:
        row["added_on"] = element.added_on.isoformat()
    if served:
        row["aligned"] = sorted(each.code for each in served)
    return row
