"""The windows of regions: the Secretariat gives them, takes them away, reopens."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from strategy import selectors, services
from strategy.forms.windows import RegionReopenForm, WindowForm
from strategy.models import Consultation, RegionWindow
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt


@page(Permission.CONSULTATION_EDIT, on=selectors.consultations.by_slug)
def windows(request: PersonRequest, consultation: Consultation) -> HttpResponse:
    """Give a region a window of its own before the consultation opens."""
    form = WindowForm(consultation, request.POST or None)
    given = attempt(form, lambda: _give(form, consultation, request)) if request.POST else None
    if given is not None:
        messages.success(request, _("The region has a window of its own."))
        return redirect("consultation-windows", consultation.slug)
    context = {
        "form": form,
        "consultation": consultation,
        "windows": selectors.consultations.windows(consultation),
    }
    status = 422 if request.POST else 200
    return render(request, "strategy/consultation_windows.html", context, status=status)


def _give(form: WindowForm, consultation: Consultation, request: PersonRequest) -> RegionWindow:
    return services.windows.give(consultation, by=request.user, **form.cleaned_data)


@require_POST
@page(Permission.CONSULTATION_EDIT, on=selectors.consultations.window)
def take_away(request: PersonRequest, window: RegionWindow) -> HttpResponse:
    """Let the consultation's window count for a region again."""
    services.windows.take_away(window.consultation, region=window.region, by=request.user)
    messages.success(request, _("The window of the consultation counts for the region again."))
    return redirect("consultation-windows", window.consultation.slug)


@page(Permission.CONSULTATION_REOPEN, on=selectors.consultations.by_slug)
def reopen(request: PersonRequest, consultation: Consultation) -> HttpResponse:
    """Reopen a consultation for one region, with a reason."""
    form = RegionReopenForm(consultation, request.POST or None)
    opened = attempt(form, lambda: _reopen(form, consultation, request)) if request.POST else None
    if opened is None:
        status = 422 if request.POST else 200
        context = {"form": form, "consultation": consultation}
        return render(request, "strategy/consultation_reopen.html", context, status=status)
    messages.success(request, _("The consultation is open again for the region."))
    return redirect(consultation)


def _reopen(
    form: RegionReopenForm, consultation: Consultation, request: PersonRequest
) -> RegionWindow:
    return services.windows.reopen(consultation, by=request.user, **form.cleaned_data)
