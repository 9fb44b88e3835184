"""The one search page."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC
from wco_portal.search import selectors

SIZE = 20


@require_safe
@page(PUBLIC)
def search(request: AnyRequest) -> HttpResponse:
    """Find what was asked for, of one kind or of all."""
    typed = request.GET.get("q", "").strip()[:200]
    chosen = request.GET.get("kind", "")
    hits = selectors.entries.find(typed, actor=request.user)
    shown = [hit for hit in hits if not chosen or hit.kind == chosen]
    numbered = Paginator(shown, SIZE).get_page(request.GET.get("page"))
    words = {
        "typed": typed,
        "chosen": chosen,
        "total": len(hits),
        "kinds": selectors.entries.kinds(hits),
        "page": numbered,
        "found": selectors.entries.show(list(numbered.object_list), typed=typed) if shown else [],
        "meant": "" if hits else selectors.entries.did_you_mean(typed),
    }
    return render(request, "search/search.html", words)
