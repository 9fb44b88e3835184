"""Read the findings of the Environmental Scan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from strategy.models import ScanFinding
from wco_portal.access.policies import Actor
from wco_portal.links.tables import Card, card_of


def everything() -> QuerySet[ScanFinding]:
    """Return the findings, the latest scan first."""
    return ScanFinding.objects.select_related("source").order_by("-year", "aspect", "pk")


def by_public_id(public_id: str) -> ScanFinding:
    """Return a finding, or 404 through `ScanFinding.DoesNotExist`."""
    return everything().get(public_id=public_id)


def cards(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of findings: they are public."""
    del actor
    return [card_of(each) for each in everything().filter(public_id__in=public_ids)]


def options(actor: Actor) -> Iterable[Card]:
    """Return the findings that a link may name."""
    del actor
    return [card_of(each) for each in everything()]
