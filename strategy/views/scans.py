"""Pages of the Environmental Scan."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from strategy import selectors, services
from strategy.forms.scans import FindingForm, as_initial
from strategy.models import ScanFinding
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.forms import attempt


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """Show the findings, the latest scan first."""
    return render(request, "strategy/scans.html", {"findings": selectors.scans.everything()})


@require_safe
@page(PUBLIC, on=selectors.scans.by_public_id)
def detail(request: AnyRequest, finding: ScanFinding) -> HttpResponse:
    """Show a finding, its Customs response, and what answers it."""
    return render(request, "strategy/scan.html", {"finding": finding})


@page(Permission.SCAN_EDIT)
def new(request: PersonRequest) -> HttpResponse:
    """Add a finding."""
    form = FindingForm(selectors.challenges.elements(request.user), request.POST or None)
    made = attempt(
        form,
        lambda: services.scans.add(
            form.said(), by=request.user, answered_by=form.cleaned_data["elements"]
        ),
    )
    if made is not None:
        messages.success(request, _("The finding is added."))
        return redirect(made)
    return _form(request, form, _("Add a finding"))


@page(Permission.SCAN_EDIT, on=selectors.scans.by_public_id)
def edit(request: PersonRequest, finding: ScanFinding) -> HttpResponse:
    """Change a finding or write its Customs response."""
    form = FindingForm(
        selectors.challenges.elements(request.user),
        request.POST or None,
        initial=as_initial(finding),
    )
    made = attempt(
        form,
        lambda: services.scans.change(
            finding,
            form.said(),
            by=request.user,
            answered_by=form.cleaned_data["elements"],
            version=form.cleaned_data["version"],
        ),
    )
    if made is not None:
        messages.success(request, _("The finding is saved."))
        return redirect(made)
    return _form(request, form, _("Change the finding"))


def _form(request: PersonRequest, form: FindingForm, title: str) -> HttpResponse:
    status = 422 if request.POST else 200
    context = {"form": form, "title": title}
    return render(request, "strategy/scan_form.html", context, status=status)
