"""The tour, the one-press entrance of the demonstration, and its clock."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.audit import tables
from wco_portal.common import clock
from wco_portal.home import rules, selectors, services
from wco_portal.home.enums import ClockStep
from wco_portal.home.forms import ClockForm, EnterForm

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def require_demonstration(request: HttpRequest) -> None:
    """Hide what belongs to the demonstration elsewhere, and from other machines."""
    if not rules.is_demonstration_for(request.META.get("REMOTE_ADDR", "")):
        raise Http404


@require_safe
@page(PUBLIC)
def tour(request: AnyRequest) -> HttpResponse:
    """Show what the portal is for, statement by statement, each with its page."""
    require_demonstration(request)
    return render(request, "home/tour.html", {"stops": selectors.tour.stops()})


@require_POST
@page(PUBLIC)
def enter(request: AnyRequest) -> HttpResponse:
    """Enter as a demonstration account, with one press."""
    require_demonstration(request)
    form = EnterForm(request.POST)
    person = selectors.tour.account(form.cleaned_data["account"]) if form.is_valid() else None
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    messages.success(request, _("You have entered as %(name)s.") % {"name": person.name})
    words = form.cleaned_data
    return redirect(selectors.tour.place(words["next"], account=words["account"]))


@page(Permission.CLOCK_STEP)
def stand(request: PersonRequest) -> HttpResponse:
    """Show where the clock stands, and move it forward."""
    require_demonstration(request)
    form = ClockForm(request.POST or None)
    if form.is_valid():
        services.business_clock.step(ClockStep(form.cleaned_data["step"]), by=request.user)
        messages.success(request, _("The clock was moved forward."))
        return redirect("clock")
    context = {"form": form, "now": clock.now(), "next_due": tables.next_due(clock.now())}
    return render(request, "home/clock.html", context, status=422 if request.POST else 200)
