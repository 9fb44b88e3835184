"""Help: three guides."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC
from wco_portal.home import selectors
from wco_portal.home.selectors.guides import Guide


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """List the guides."""
    return render(request, "home/help.html", {"guides": selectors.guides.everything()})


@require_safe
@page(PUBLIC, on=selectors.guides.by_slug)
def guide(request: AnyRequest, found: Guide) -> HttpResponse:
    """Show a guide."""
    return render(request, "home/guide.html", {"guide": found})


@require_safe
@page(PUBLIC)
def accessibility(request: AnyRequest) -> HttpResponse:
    """Say how accessible the portal is, how that was tried, and what is not."""
    return render(request, "home/accessibility.html")
