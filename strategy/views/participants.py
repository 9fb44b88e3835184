"""Pages of who takes part in a workshop, and who came."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.forms.workshop_parts import ParticipantForm
from strategy.models import Workshop, WorkshopParticipant
from strategy.views.downloads import table, workbook
from wco_portal.access import policies
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt


@require_safe
@page(Permission.PARTICIPANT_VIEW, on=selectors.participants.workshop)
def index(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """List who takes part, by administration; a focal point its own people."""
    may_register = policies.check(request.user, Permission.PARTICIPANT_REGISTER, workshop)
    # Who never registers anybody need not read why.
    concerns = policies.by_role(request.user, Permission.PARTICIPANT_REGISTER)
    words = {
        "workshop": workshop,
        "book": selectors.participants.book(workshop, request.user),
        "may_register": may_register,
        "why_not": may_register.reason if concerns and not may_register else "",
        "may_record": policies.check(request.user, Permission.ATTENDANCE_RECORD, workshop),
        "attendance": selectors.workshops.attendance(workshop),
    }
    return render(request, "strategy/workshop_participants.html", words)


@require_safe
@page(Permission.PARTICIPANT_VIEW, on=selectors.participants.workshop)
def as_csv(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Give the list as CSV."""
    book = selectors.participants.book(workshop, request.user)
    return table(selectors.participants.rows(book), name=selectors.participants.file_name(book))


@require_safe
@page(Permission.PARTICIPANT_VIEW, on=selectors.participants.workshop)
def as_xlsx(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Give the list as a spreadsheet."""
    book = selectors.participants.book(workshop, request.user)
    return workbook(selectors.participants.rows(book), name=selectors.participants.file_name(book))


@page(Permission.PARTICIPANT_REGISTER, on=selectors.participants.workshop)
def new(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Register a person for an administration."""
    members = selectors.participants.choices(workshop, request.user)
    form = ParticipantForm(request.POST or None, members=members)
    made = attempt(
        form,
        lambda: services.participants.register(
            workshop, member=form.cleaned_data["member"], by=request.user, **form.values()
        ),
    )
    if made:
        messages.success(request, _("%(name)s is registered.") % {"name": made.name})
        return redirect("workshop-participants", workshop.slug)
    words = {"form": form, "workshop": workshop, "title": _("Register a participant")}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/workshop_participant.html", words, status=status)


@page(Permission.PARTICIPANT_REGISTER, on=selectors.participants.by_public_id)
def edit(request: PersonRequest, participant: WorkshopParticipant) -> HttpResponse:
    """Change what is known of a participant."""
    members = selectors.participants.choices(participant.workshop, request.user)
    form = ParticipantForm(request.POST or None, members=members, participant=participant)
    made = attempt(
        form,
        lambda: services.participants.change(
            participant,
            version=form.cleaned_data["version"] or 0,
            by=request.user,
            **form.values(),
        ),
    )
    if made:
        messages.success(request, _("The change is saved."))
        return redirect("workshop-participants", participant.workshop.slug)
    words = {
        "form": form,
        "workshop": participant.workshop,
        "participant": participant,
        "title": _("Change a participant"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "strategy/workshop_participant.html", words, status=status)


@require_POST
@page(Permission.PARTICIPANT_REGISTER, on=selectors.participants.by_public_id)
def withdraw(request: PersonRequest, participant: WorkshopParticipant) -> HttpResponse:
    """Withdraw a participant."""
    services.participants.withdraw(participant, by=request.user)
    messages.success(request, _("%(name)s is withdrawn.") % {"name": participant})
    return redirect("workshop-participants", participant.workshop.slug)


@page(Permission.ATTENDANCE_RECORD, on=selectors.participants.workshop)
def sheet(request: PersonRequest, workshop: Workshop) -> HttpResponse:
    """Record who came: one box a person."""
    if request.method == "POST":
        services.participants.mark(
            workshop,
            shown=_ids(request, "shown"),
            present=_ids(request, "present"),
            by=request.user,
        )
        messages.success(request, _("The attendance is recorded."))
        return redirect("workshop-sheet", workshop.slug)
    words = {
        "workshop": workshop,
        "book": selectors.participants.book(workshop, request.user),
        "attendance": selectors.workshops.attendance(workshop),
    }
    return render(request, "strategy/workshop_sheet.html", words)


def _ids(request: PersonRequest, name: str) -> list[str]:
    """Return the ids that were sent, without what is none."""
    return [key for key in request.POST.getlist(name) if key.isalnum()]
