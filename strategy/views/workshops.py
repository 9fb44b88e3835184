"""Pages of the workshops."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.enums.workshops import WorkshopState
from strategy.forms.workshops import AttendanceForm, CancelForm, ConclusionForm, WorkshopForm
from strategy.models import Workshop
from strategy.workflows.workshops import WORKSHOP
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.forms import attempt
from wco_portal.notifications.selectors import deliveries


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """List the workshops."""
    words = {"index": selectors.workshops.index(request.user)}
    return render(request, "strategy/workshops.html", words)


@require_safe
@page(PUBLIC, on=selectors.workshops.by_slug)
def detail(request: AnyRequest, workshop: Workshop) -> HttpResponse:
    """Show a workshop."""
    words = {
        "workshop": workshop,
        "conclusions": selectors.workshops.conclusions(workshop, request.user),
        "offered": {o.transition.name: o for o in WORKSHOP.offered(workshop, by=request.user)},
        "is_invited": selectors.workshops.is_invited(workshop, request.user),
        "mails": deliveries.mail_counts(target=workshop.public_id),
        "agenda": selectors.programmes.agenda(workshop),
        "asked": selectors.consultations.of_workshop(workshop, request.user),
        "documents": selectors.programmes.documents(workshop, request.user),
        "interpretation": selectors.workshops.interpretation(workshop),
        "attendance": selectors.workshops.attendance(workshop),
        "invited": len(selectors.workshops.invited(workshop)),
    }
    return render(request, "strategy/workshop.html", words)


@require_safe
@page(PUBLIC, on=selectors.workshops.with_times)
def calendar(request: AnyRequest, workshop: Workshop) -> HttpResponse:
    """Give the workshop as a calendar file."""
    del request
    written = selectors.workshops.calendar(workshop)
    response = HttpResponse(written, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{workshop.slug}.ics"'
    return response


@page(Permission.WORKSHOP_EDIT)
def new(request: PersonRequest) -> HttpResponse:
    """Schedule a workshop: a draft first."""
    plans = selectors.workshops.plans(request.user)
    form = WorkshopForm(request.POST or None, plans=plans)
    made = attempt(
        form,
        lambda: services.workshops.schedule(
            form.cleaned_data["region"], by=request.user, **form.values()
        ),
    )
    if made:
        messages.success(request, _("The draft is saved. Nobody has been told yet."))
        return redirect(made)
    return _form(request, form, None)


@page(Permission.WORKSHOP_EDIT, on=selectors.workshops.by_slug)
def edit(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Change a workshop; when it is announced, those invited are told."""
    plans = selectors.workshops.plans(request.user)
    form = WorkshopForm(request.POST or None, workshop=workshop, plans=plans)
    is_draft = workshop.state == WorkshopState.PLANNED
    act = services.workshops.edit if is_draft else services.workshops.change
    made = attempt(
        form,
        lambda: act(
            workshop, version=form.cleaned_data["version"], by=request.user, **form.values()
        ),
    )
    if made:
        told = _("The change is saved, and those invited are told.")
        messages.success(request, _("The draft is saved.") if is_draft else told)
        return redirect(made)
    return _form(request, form, workshop)


def _form(request: PersonRequest, form: WorkshopForm, workshop: Workshop | None) -> HttpResponse:
    words = {"form": form, "workshop": workshop}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/workshop_form.html", words, status=status)


@require_POST
@page(Permission.WORKSHOP_ANNOUNCE, on=selectors.workshops.by_slug)
def announce(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Announce a draft."""
    services.workshops.announce(workshop, by=request.user)
    messages.success(request, _("The workshop is announced; the invitations are leaving."))
    return redirect(workshop)


@page(Permission.WORKSHOP_ANNOUNCE, on=selectors.workshops.by_slug)
def cancel(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Cancel an announced workshop."""
    form = CancelForm(request.POST or None, initial={"version": workshop.version})
    made = attempt(
        form, lambda: services.workshops.cancel(workshop, by=request.user, **form.cleaned_data)
    )
    if made:
        messages.success(request, _("The workshop is cancelled; those invited are told."))
        return redirect(made)
    words = {"form": form, "workshop": workshop}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/workshop_cancel.html", words, status=status)


@require_POST
@page(Permission.WORKSHOP_EDIT, on=selectors.workshops.by_slug)
def drop(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Give a draft up."""
    services.workshops.drop(workshop, by=request.user)
    messages.success(request, _("The draft is dropped."))
    return redirect("workshops")


@page(Permission.WORKSHOP_EDIT, on=selectors.workshops.by_slug)
def attendance(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Record how many Members were present."""
    known = {"members_present": workshop.members_present, "members_of": workshop.members_of}
    form = AttendanceForm(request.POST or None, initial=known)
    made = attempt(
        form, lambda: services.workshops.record(workshop, by=request.user, **form.cleaned_data)
    )
    if made:
        messages.success(request, _("The attendance is recorded."))
        return redirect(made)
    words = {"form": form, "workshop": workshop, "title": _("Record the attendance")}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/workshop_record.html", words, status=status)


@page(Permission.WORKSHOP_EDIT, on=selectors.workshops.by_slug)
def conclusion(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Add a conclusion."""
    form = ConclusionForm(request.POST or None)
    made = attempt(
        form, lambda: services.workshops.conclude(workshop, by=request.user, **form.cleaned_data)
    )
    if made:
        messages.success(request, _("The conclusion is added."))
        return redirect(made)
    words = {"form": form, "workshop": workshop, "title": _("Add a conclusion")}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/workshop_record.html", words, status=status)
