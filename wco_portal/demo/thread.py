"""One whole thread, from a remark at a workshop to a session: the demonstration's golden thread."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from communications.enums import MessageState, PublicationState
from communications.models import Message, Practice
from conferences.models import Session
from strategy.enums.plans import ElementKind
from strategy.models import (
    Indicator,
    Plan,
    PlanElement,
    ResearchItem,
    ThemeActivity,
    WorkshopConclusion,
)
from wco_portal.links.enums import Relation
from wco_portal.links.services import links

PLAN: Final = "2019-2022"
IN_FORCE: Final = "2016-2019"
OBJECTIVE: Final = "SO1"
PRIORITY: Final = "e-commerce"


def load() -> None:
    """Tie the remark, priority, sentence, message, practice, session and indicator together."""
    plan = Plan.objects.select_related("text").get(slug=PLAN)
    objective = PlanElement.objects.get(plan=plan, number=OBJECTIVE)
    priority = PlanElement.objects.get(plan=plan, slug=PRIORITY)
    remark = WorkshopConclusion.objects.filter(workshop__is_demonstration=True).earliest("pk")
    message = Message.objects.filter(state=MessageState.IN_USE).earliest("pk")
    practice = Practice.objects.filter(
        state=PublicationState.PUBLISHED, is_demonstration=True
    ).earliest("pk")
    session = Session.objects.filter(conference__is_demonstration=True).earliest("pk")
    indicator = Indicator.objects.earliest("pk")
    sentence = ("planblock", _first_sentence(plan, objective))
    _join(("planelement", priority.public_id), Relation.ARISES_FROM, _end(remark))
    _join(sentence, Relation.IMPLEMENTS, ("planelement", priority.public_id))
    _join(_end(message), Relation.QUOTES, sentence)
    _join(_end(practice), Relation.CARRIES, _end(message))
    _join(_end(session), Relation.CARRIES, _end(message))
    _join(_end(indicator), Relation.ANSWERS, sentence)
    _priorities_in_force()
    for study in ResearchItem.objects.all():
        _join(_end(study), Relation.ANSWERS, ("planelement", objective.public_id))
        _join(_end(study), Relation.ANSWERS, ("planelement", priority.public_id))


def _priorities_in_force() -> None:
    """Tie the priorities of the plan in force to what measures, carries and implements them."""
    named = PlanElement.objects.filter(plan__slug=IN_FORCE, kind=ElementKind.PRIORITY)
    ends = {each.slug: ("planelement", each.public_id) for each in named}
    for measure in Indicator.objects.filter(element__in=named).select_related("element"):
        _join(_end(measure), Relation.ANSWERS, ends[measure.element.slug])
    for message in Message.objects.filter(state=MessageState.IN_USE).order_by("pk")[:2]:
        _join(_end(message), Relation.CARRIES, ends["trade-facilitation"])
    for member, slug in (("ken", "trade-facilitation"), ("jpn", "performance-measurement")):
        done = ThemeActivity.objects.get(is_demonstration=True, member__code=member)
        _join(_end(done), Relation.IMPLEMENTS, ends[slug])


def _end(thing: Any) -> tuple[str, str]:
    return type(thing).__name__.lower(), thing.public_id


def _join(origin: tuple[str, str], relation: str, target: tuple[str, str]) -> None:
    links.join(origin, target, relation=relation, is_demonstration=True)


def _first_sentence(plan: Plan, objective: PlanElement) -> str:
    """Return the id of the first block of the objective's section."""
    body = plan.text.documents.get(language="en").body
    return next(_blocks(body, objective.public_id))


def _blocks(body: dict[str, Any], section: str) -> Iterator[str]:
    for node in body["content"]:
        if node["type"] == "section" and node["attrs"]["id"] == section:
            for block in node["content"]:
                yield block["attrs"]["id"]
