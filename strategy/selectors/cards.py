"""How themes, research and indicators look from afar, on the thread of other things."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from strategy.selectors import indicators, research, themes
from wco_portal.access.policies import Actor
from wco_portal.links.tables import Card, card_of


def of_themes(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of announced themes."""
    return [card_of(each) for each in themes.announced().filter(public_id__in=public_ids)]


def any_theme(actor: Actor) -> Iterable[Card]:
    """List the themes that a link may name."""
    return [card_of(each) for each in themes.announced()]


def of_activities(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of activities that the actor may see."""
    found = themes.activities_visible_to(actor).filter(public_id__in=public_ids)
    return [card_of(each) for each in found]


def of_research(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of known studies."""
    return [card_of(each) for each in research.known().filter(public_id__in=public_ids)]


def any_research(actor: Actor) -> Iterable[Card]:
    """List the studies that a link may name."""
    return [card_of(each) for each in research.known()]


def of_indicators(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of known indicators."""
    found = indicators.known(actor).filter(public_id__in=public_ids)
    return [card_of(each, field="name") for each in found]


def any_indicator(actor: Actor) -> Iterable[Card]:
    """List the indicators that a link may name."""
    return [card_of(each, field="name") for each in indicators.known(actor)]
