"""Read the research items, with the editions that were out on the day."""

from __future__ import annotations

from django.db.models import Prefetch, QuerySet

from strategy.models import ResearchEdition, ResearchItem
from wco_portal.common import clock


def known() -> QuerySet[ResearchItem]:
    """Return the studies known by the day, each with its `editions` that are out."""
    today = clock.today()
    editions = ResearchEdition.objects.published(today).select_related("source").order_by("number")
    return (
        ResearchItem.objects.filter(known_from__lte=today)
        .select_related("source")
        .prefetch_related(Prefetch("editions", queryset=editions))
        .order_by("slug")
    )


def by_slug(slug: str) -> ResearchItem:
    """Return a study, or 404 through `ResearchItem.DoesNotExist`."""
    return known().get(slug=slug)
