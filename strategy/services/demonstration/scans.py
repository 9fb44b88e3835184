"""Invented findings of an Environmental Scan, tied to the goals that answer them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from strategy.enums.scans import Aspect
from strategy.models import PlanElement
from strategy.services import scans
from strategy.services.scans import Said
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person

LIST: Final = Path(__file__).resolve().parent.parent.parent / "data" / "scan_demonstration.json"
YEAR: Final = 2018


def load() -> None:
    """Add the findings."""
    editor = Person.objects.get(roles__name=RoleName.EDITOR)
    for entry in json.loads(LIST.read_text(encoding="utf-8")):
        texts = {name: entry[name] for name in ("title", "finding", "response")}
        said = Said(year=YEAR, aspect=Aspect(entry["aspect"]), **texts)
        numbers = entry["answered_by"]
        elements = PlanElement.objects.filter(plan__slug="2016-2019", number__in=numbers)
        scans.add(said, by=editor, answered_by=elements)
