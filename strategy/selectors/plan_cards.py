"""How plans, their elements and sentences look from afar, on the thread of other things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from strategy import phrases
from strategy.models import Amendment, Plan, PlanElement, PlanReview
from strategy.selectors import amendments, plans, reviews
from strategy.selectors.plans import Reading
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import LANGUAGES, active, local
from wco_portal.links.models import Anchor
from wco_portal.links.tables import Card, card_of
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.models import FrozenVersion

LONGEST = 120


def of_plans(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of visible plans."""
    return [card_of(each) for each in plans.visible(actor).filter(public_id__in=public_ids)]


def any_plan(actor: Actor) -> Iterable[Card]:
    """List the plans that a link may name."""
    return [card_of(each) for each in plans.index(actor)]


def of_elements(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of the elements of visible plans."""
    return [_element(each) for each in plans.all_elements(actor).filter(public_id__in=public_ids)]


def any_element(actor: Actor) -> Iterable[Card]:
    """List the elements that a link may name."""
    found = plans.all_elements(actor).exclude(title_en="").order_by("-plan__starts_on", "order")
    return [_element(each) for each in found]


def _element(element: PlanElement) -> Card:
    title = local(element, "title")
    return Card(
        public_id=element.public_id,
        title=f"{element.number} {title} ({element.plan})",
        address=element.get_absolute_url(),
        language=title.language or active(),
        is_demonstration=element.is_demonstration,
        note=dropped(element),
    )


def dropped(element: PlanElement) -> str:
    """Say when an amendment dropped an element; nothing where it stands."""
    if element.dropped_on is None:
        return ""
    return phrases.dropped_on(element.dropped_on)


def of_reviews(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of reviews that the actor may see."""
    return [_named(each) for each in reviews.everything(actor).filter(public_id__in=public_ids)]


def of_amendments(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of amendments of visible plans."""
    return [_named(each) for each in amendments.everything(actor).filter(public_id__in=public_ids)]


def _named(thing: PlanReview | Amendment) -> Card:
    return Card(
        thing.public_id,
        str(thing),
        thing.get_absolute_url(),
        active(),
        is_demonstration=thing.is_demonstration,
    )


def of_blocks(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of sentences of the texts that the actor may read."""
    wanted = set(public_ids)
    found = {plan.public_id: plan for plan in plans.visible(actor)}
    bodies = _bodies(found, actor)
    elements = {
        each.public_id: each
        for each in PlanElement.objects.filter(plan__in=found.values()).select_related("plan")
    }
    return [
        card
        for public_id, texts in bodies.items()
        for card in _sentences(found[public_id], texts, elements, wanted)
    ]


def _bodies(found: dict[str, Plan], actor: Actor) -> dict[str, dict[str, Any]]:
    """Return the texts of plans in two queries: the working ones, or the last frozen ones."""
    if policies.check(actor, Permission.PLAN_DRAFT_VIEW):
        texts: dict[str, dict[str, Any]] = {}
        for plan in Plan.objects.filter(public_id__in=found).prefetch_related("text__documents"):
            texts[plan.public_id] = {d.language: d.body for d in plan.text.documents.all()}
        return texts
    frozen = FrozenVersion.objects.filter(owner__in=found).order_by("owner", "-number")
    frozen = frozen.distinct("owner")
    return {each.owner: each.content["documents"] for each in frozen}


def _sentences(
    plan: Plan, texts: dict[str, Any], elements: dict[str, PlanElement], wanted: set[str]
) -> Iterator[Card]:
    seen: set[str] = set()
    for language in (active(), *(code for code in LANGUAGES if code != active())):
        body = texts.get(language, {})
        for block, section, words in publishing.documents.blocks(body, among=wanted - seen):
            seen.add(block)
            element = elements.get(section)
            page = element or plan
            short = words if len(words) <= LONGEST else f"{words[:LONGEST].rsplit(' ', 1)[0]}…"
            yield Card(
                block,
                f"“{short}”" if language == "en" else f"«\u00a0{short}\u00a0»",
                f"{page.get_absolute_url()}#b-{block}",
                language,
                is_demonstration=plan.text.is_demonstration,
                note=dropped(element) if element else "",
            )


def linked_blocks(text: Reading, *, section: str) -> list[tuple[str, str]]:
    """Return the sentences of a section that carry links, each with its words."""
    language = active() if text.bodies.get(active()) else "en"
    blocks = text.sections.get(language, {}).get(section, [])
    here = publishing.documents.words_by_block(blocks)
    anchored = Anchor.objects.filter(kind="planblock", public_id__in=here)
    known = set(anchored.values_list("public_id", flat=True))
    return [(block, words) for block, words in here.items() if block in known]
