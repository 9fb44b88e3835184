"""How consultations and what regions say look from afar, on the thread of other things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from strategy.models import Synthesis
from strategy.selectors import consultations
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import active, local
from wco_portal.links.tables import Card, card_of


def of_any(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of consultations that the actor may see."""
    found = consultations.listed(actor).filter(public_id__in=public_ids)
    return [card_of(each) for each in found]


def options(actor: Actor) -> Iterable[Card]:
    """List the consultations that a link may name."""
    return [card_of(each) for each in consultations.listed(actor)]


def of_syntheses(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of the syntheses that the actor may see."""
    found = consultations.syntheses_visible_to(actor).filter(public_id__in=public_ids)
    return [_card(each) for each in found]


def said(actor: Actor) -> Iterable[Card]:
    """List the cleared syntheses that a link may name."""
    found = consultations.syntheses_visible_to(actor).exclude(cleared_at=None)
    return [_card(each) for each in found.order_by("-cleared_at", "region__order")]


def _card(synthesis: Synthesis) -> Card:
    """Name the region and the consultation; the text stands beside the consultation's result."""
    title = f"{local(synthesis.region, 'short')} · {local(synthesis.consultation, 'title')}"
    return Card(
        public_id=synthesis.public_id,
        title=title,
        address=f"{synthesis.consultation.get_absolute_url()}#{synthesis.public_id}",
        language=active(),
        is_demonstration=synthesis.consultation.is_demonstration,
    )
