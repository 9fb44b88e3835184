"""A plan to read, print and work with: the file when it is there, else the button that makes it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from strategy import selectors, services
from strategy.selectors.plan_prints import Wanted
from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC
from wco_portal.api.throttles import is_within
from wco_portal.directory.models import Person


@page(PUBLIC, on=selectors.plan_prints.current)
def current(request: AnyRequest, wanted: Wanted) -> HttpResponse:
    """Lead to the file of a plan as its reader may see it now."""
    return _lead(request, wanted)


@page(PUBLIC, on=selectors.plan_prints.numbered)
def numbered(request: AnyRequest, wanted: Wanted) -> HttpResponse:
    """Lead to the file of a frozen version."""
    return _lead(request, wanted)


def _lead(request: AnyRequest, wanted: Wanted) -> HttpResponse:
    if (file := wanted.file) is not None:
        return redirect(file)
    if request.method != "POST":
        context = {"wanted": wanted, "plan": wanted.given.plan}
        return render(request, "strategy/plan_print.html", context)
    if not is_within("exports", who(request)):
        return too_often(request)
    return redirect(services.plan_prints.ask(wanted, actor=request.user))


def who(request: AnyRequest) -> str:
    """Say whose exports are counted: the person's, or the address's."""
    if isinstance(request.user, Person):
        return request.user.public_id
    return str(request.META.get("REMOTE_ADDR", ""))


def too_often(request: HttpRequest) -> HttpResponse:
    """Say that somebody asked for too many files in a minute."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = "60"
    return response
