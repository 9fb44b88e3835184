"""The gallery: every component, once, on a page of its own."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC
from wco_portal.home import forms, selectors


@require_safe
@page(PUBLIC)
def gallery(request: AnyRequest) -> HttpResponse:
    """Show every component of the public pages."""
    form = forms.sample.Sample(request.GET if "title_en" in request.GET else None)
    return render(request, "home/styleguide.html", {"form": form} | selectors.samples.samples())


@require_safe
@page(PUBLIC)
def work_gallery(request: AnyRequest) -> HttpResponse:
    """Show every component of the work pages."""
    return render(request, "home/styleguide_work.html", selectors.samples.samples())
