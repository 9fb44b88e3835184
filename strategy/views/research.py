"""Pages of the research items."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strategy import selectors
from strategy.models import ResearchItem
from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """Show the studies known by the day."""
    return render(request, "strategy/research.html", {"items": selectors.research.known()})


@require_safe
@page(PUBLIC, on=selectors.research.by_slug)
def detail(request: AnyRequest, item: ResearchItem) -> HttpResponse:
    """Show a study, its question and its editions."""
    return render(request, "strategy/research_item.html", {"item": item})
