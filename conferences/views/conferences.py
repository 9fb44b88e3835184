"""Conferences, their programme and their places."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from conferences import forms, selectors, services
from conferences.models import Conference, Session
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.forms import attempt


@require_safe
@page(PUBLIC)
def listing(request: AnyRequest) -> HttpResponse:
    """List the conferences."""
    found = selectors.conferences.listed()
    return render(request, "conferences/conferences.html", {"conferences": found})


@require_safe
@page(PUBLIC, on=selectors.conferences.by_slug)
def show(request: AnyRequest, conference: Conference) -> HttpResponse:
    """Show what is known of a conference."""
    own = selectors.conferences.own_delegation(conference, actor=request.user)
    days = selectors.conferences.programme(conference)
    words = {"conference": conference, "own": own, "days": days}
    return render(request, "conferences/conference.html", words)


@require_safe
@page(PUBLIC, on=selectors.conferences.by_slug)
def programme(request: AnyRequest, conference: Conference) -> HttpResponse:
    """Show the programme by day."""
    days = selectors.conferences.programme(conference)
    words = {"conference": conference, "days": days}
    return render(request, "conferences/programme.html", words)


@require_safe
@page(PUBLIC, on=selectors.conferences.session_by_id)
def session(request: AnyRequest, session: Session) -> HttpResponse:
    """Show a session of the programme."""
    return render(request, "conferences/session.html", {"session": session})


@page(Permission.CONFERENCE_MANAGE)
def new(request: PersonRequest) -> HttpResponse:
    """Make an edition that administrations can register for."""
    form = forms.EditionForm(request.POST or None)
    if request.method == "POST":
        made = attempt(
            form, lambda: services.conferences.create(by=request.user, **form.cleaned_data)
        )
        if made is not None:
            return redirect(made)
    status = 422 if request.method == "POST" else 200
    return render(request, "conferences/conference_form.html", {"form": form}, status=status)


@require_POST
@page(Permission.CONFERENCE_MANAGE, on=selectors.conferences.edition_by_slug)
def invite(request: PersonRequest, conference: Conference) -> HttpResponse:
    """Invite every Member that is not invited yet."""
    count = services.conferences.invite(conference, by=request.user)
    said = ngettext("%(count)s Member invited.", "%(count)s Members invited.", count)
    messages.success(request, said % {"count": count})
    return redirect("delegations", conference.slug)


@page(Permission.CONFERENCE_MANAGE, on=selectors.conferences.edition_by_slug)
def capacity(request: PersonRequest, conference: Conference) -> HttpResponse:
    """Change the number of places."""
    if request.method != "POST":
        form = forms.CapacityForm.of(conference)
        return render(
            request, "conferences/capacity.html", {"conference": conference, "form": form}
        )
    form = forms.CapacityForm(request.POST)
    done = attempt(
        form,
        lambda: services.conferences.change_capacity(
            conference,
            capacity=form.cleaned_data["capacity"],
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["version"],
            by=request.user,
        ),
    )
    if done is None:
        words = {"conference": conference, "form": form}
        return render(request, "conferences/capacity.html", words, status=422)
    messages.success(request, _("The number of places was changed."))
    return redirect("registrations", conference.slug)
