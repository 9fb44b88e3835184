"""What Members said behind a sentence or a title of a plan: counted, with where to read it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from strategy.models import Plan, PlanElement, PlanInput
from strategy.models.plan_input import PlanInputQuerySet
from strategy.selectors.dispositions import quoted
from strategy.selectors.plans import Reading
from wco_portal.common.bilingual import active, local
from wco_portal.publishing import selectors as publishing


@dataclass(frozen=True, slots=True)
class Behind:
    """How many answered inputs stand behind a whole, its title or one of its sentences.

    `asked` are the words of an address that shows them.
    """

    words: str
    count: int
    asked: str
    block: str = ""


def of_element(element: PlanElement, *, text: Reading) -> list[Behind]:
    """Count what was said behind an element as a whole, its title and each of its sentences."""
    found = PlanInput.objects.filter(disposition__element=element).answered()
    counted = Counter(found.values_list("disposition__block", flat=True))
    asked = f"element={element.public_id}"
    whole = [Behind("", sum(counted.values()), asked)] if counted else []
    named = _title(element.plan, f"part=title&about={element.public_id}", element)
    return whole + named + _sentences(text, counted, element.public_id, f"{asked}&")


def of_introduction(plan: Plan, *, text: Reading) -> list[Behind]:
    """Count what was said behind the title of a plan and each sentence of its introduction."""
    given = PlanInput.objects.filter(plan=plan, disposition__element=None).answered()
    counted = Counter(given.values_list("disposition__block", flat=True))
    return _title(plan, "part=title", None) + _sentences(text, counted, "", "")


def _title(plan: Plan, asked: str, element: PlanElement | None) -> list[Behind]:
    said: PlanInputQuerySet = PlanInput.objects.filter(plan=plan).answered()
    count = said.of_title(element.public_id if element else "").count()
    words = quoted(str(local(element or plan, "title")), active())
    return [Behind(words, count, asked)] if count else []


def _sentences(text: Reading, counted: Counter[str], section: str, asked: str) -> list[Behind]:
    body = text.bodies.get(active()) or text.bodies.get("en") or {}
    return [
        Behind(quoted(words, active()), counted[block], f"{asked}block={block}", block)
        for block, place, words in publishing.documents.blocks(body, among=counted)
        if place == section
    ]
