"""What a frozen version of a plan holds."""

from __future__ import annotations

from typing import Any

from strategy.models import Plan


def of(plan: Plan) -> dict[str, Any]:
    """Return what a frozen version of a plan holds: its rows and both texts."""
    elements = plan.elements.in_order().prefetch_related("functions", "serves")
    return {
        "kind": "plan",
        "plan": {
            "id": plan.public_id,
            "slug": plan.slug,
            "title": {"en": plan.title_en, "fr": plan.title_fr},
            "starts_on": plan.starts_on.isoformat(),
            "ends_on": plan.ends_on.isoformat(),
        },
        "elements": [
            {
                "id": element.public_id,
                "kind": element.kind,
                "number": element.number,
                "slug": element.slug,
                "title": {"en": element.title_en, "fr": element.title_fr},
                "functions": sorted(function.code for function in element.functions.all()),
                "serves": sorted(served.public_id for served in element.serves.all()),
            }
            for element in elements
        ],
        "documents": {
            document.language: document.body
            for document in plan.text.documents.order_by("language")
        },
    }
