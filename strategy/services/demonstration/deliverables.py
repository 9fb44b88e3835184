"""Invented deliverables of the last year of the plan in force, with their shares of effort."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from strategy.models import Plan
from strategy.services import deliverables
from strategy.services.deliverables import Content
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person

LIST: Final = (
    Path(__file__).resolve().parent.parent.parent / "data" / "deliverable_demonstration.json"
)
YEAR: Final = 2018


def load() -> None:
    """Plan the year and move some of it along."""
    editor = Person.objects.get(roles__name=RoleName.EDITOR)
    plan = Plan.objects.get(slug="2016-2019")
    entries = json.loads(LIST.read_text(encoding="utf-8"))
    for entry in entries:
        _add(plan, entry, editor)
    shares = {entry["element"]: Decimal(entry["share"]) for entry in entries}
    deliverables.share_out(plan, year=YEAR, shares=shares, by=editor)


def _add(plan: Plan, entry: dict[str, Any], editor: Person) -> None:
    content = Content(
        title=_both(entry["title"]),
        target=Decimal(entry["target"]) if "target" in entry else None,
        unit=_both(entry.get("unit", ["", ""])),
        words=_both(entry.get("words", ["", ""])),
        reached=Decimal(entry["reached"]) if "reached" in entry else None,
    )
    element = plan.elements.get(number=entry["element"])
    made = deliverables.add(element, year=YEAR, content=content, by=editor)
    if entry["state"]:
        reason = _both(entry.get("reason", ["", ""]))
        deliverables.move(made, entry["state"], by=editor, reason=reason)


def _both(texts: list[str]) -> dict[str, str]:
    return dict(zip(("en", "fr"), texts, strict=True))
