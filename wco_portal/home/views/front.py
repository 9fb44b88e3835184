"""The front page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.home import selectors


@require_safe
@page(PUBLIC)
def home(request: AnyRequest) -> HttpResponse:
    """Show the front page."""
    return render(request, "home/home.html", {"front": selectors.front.front(request.user)})


@require_safe
@page(Permission.WORK_VIEW)
def my_work(request: PersonRequest) -> HttpResponse:
    """Show what waits for the person."""
    return render(request, "home/my_work.html", {"desk": selectors.work.desk(request.user)})
