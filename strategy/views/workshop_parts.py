"""Pages of a workshop's agenda, documents and report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from strategy import selectors, services
from strategy.forms.workshop_parts import AgendaItemForm, DocumentForm
from strategy.models import AgendaItem, Workshop, WorkshopDocument
from strategy.selectors.workshop_reports import Report
from strategy.views.plan_prints import too_often, who
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.api.throttles import is_within
from wco_portal.common.forms import attempt


@page(Permission.WORKSHOP_EDIT, on=selectors.workshops.by_slug)
def agenda(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Show the agenda to who writes it, and add a point."""
    form = AgendaItemForm(request.POST or None, workshop=workshop)
    made = attempt(form, lambda: services.agendas.add(workshop, by=request.user, **form.values()))
    if made:
        messages.success(request, _("The point is on the agenda."))
        return redirect("workshop-agenda", workshop.slug)
    words = {"form": form, "workshop": workshop, "days": selectors.programmes.agenda(workshop)}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/workshop_agenda.html", words, status=status)


@page(Permission.WORKSHOP_EDIT, on=selectors.programmes.item)
def agenda_item(request: PersonRequest, item: AgendaItem) -> HttpResponse:
    """Change a point of the agenda."""
    form = AgendaItemForm(request.POST or None, workshop=item.workshop, item=item)
    made = attempt(
        form,
        lambda: services.agendas.change(
            item, version=form.cleaned_data["version"] or 0, by=request.user, **form.values()
        ),
    )
    if made:
        messages.success(request, _("The point is changed."))
        return redirect("workshop-agenda", item.workshop.slug)
    words = {"form": form, "workshop": item.workshop, "title": _("Change a point of the agenda")}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/workshop_record.html", words, status=status)


@require_POST
@page(Permission.WORKSHOP_EDIT, on=selectors.programmes.item)
def agenda_remove(request: PersonRequest, item: AgendaItem) -> HttpResponse:
    """Take a point off the agenda."""
    services.agendas.remove(item, by=request.user)
    messages.success(request, _("The point is off the agenda."))
    return redirect("workshop-agenda", item.workshop.slug)


@page(Permission.WORKSHOP_EDIT, on=selectors.workshops.by_slug)
def document(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Attach a document."""
    form = DocumentForm(request.POST or None, request.FILES or None)
    made = attempt(
        form,
        lambda: services.agendas.attach(
            workshop,
            data=form.cleaned_data["file"].read(),
            by=request.user,
            **form.values(),
        ),
    )
    if made:
        messages.success(request, _("The document is attached."))
        return redirect(workshop)
    words = {"form": form, "workshop": workshop, "title": _("Attach a document")}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/workshop_record.html", words, status=status)


@require_POST
@page(Permission.WORKSHOP_EDIT, on=selectors.programmes.document)
def document_remove(request: PersonRequest, document: WorkshopDocument) -> HttpResponse:
    """Take a document away."""
    services.agendas.detach(document, by=request.user)
    messages.success(request, _("The document is no longer there."))
    return redirect(document.workshop)


@page(PUBLIC, on=selectors.workshop_reports.by_slug)
def report(request: AnyRequest, found: Report) -> HttpResponse:
    """Lead to the report as a file, or have it made."""
    if (file := found.file) is not None:
        return redirect(file)
    if request.method != "POST":
        return render(request, "strategy/workshop_report.html", {"workshop": found.workshop})
    if not is_within("exports", who(request)):
        return too_often(request)
    return redirect(services.workshop_reports.ask(found, actor=request.user))


@require_POST
@page(Permission.WORKSHOP_EDIT, on=selectors.workshops.by_slug)
def share(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Tell the region what its workshop concluded."""
    services.workshop_calls.share(workshop, by=request.user)
    messages.success(request, _("The region is told of the conclusions."))
    return redirect(workshop)
