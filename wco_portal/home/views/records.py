"""What the portal rests on, and what was done in it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.home import forms, selectors

SIZE = 50


@require_safe
@page(PUBLIC)
def sources(request: AnyRequest) -> HttpResponse:
    """Show every source that the portal rests on."""
    return render(request, "home/sources.html", {"all": selectors.sources.everything()})


@require_safe
@page(Permission.EVENTS_VIEW)
def events(request: PersonRequest) -> HttpResponse:
    """Show the audit trail."""
    form = forms.events.EventFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    numbered = Paginator(selectors.events.trail(wanted), SIZE).get_page(request.GET.get("page"))
    status = 200 if form.is_valid() else 422
    return render(request, "home/events.html", {"form": form, "page": numbered}, status=status)
