"""Pages of the indicators."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from strategy import selectors, services
from strategy.forms.indicators import MeasurementForm
from strategy.models import Indicator
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.forms import attempt


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """Show every indicator with its light."""
    return render(
        request, "strategy/indicators.html", {"readings": selectors.indicators.everything()}
    )


@require_safe
@page(PUBLIC, on=selectors.indicators.by_public_id)
def detail(request: AnyRequest, indicator: Indicator) -> HttpResponse:
    """Show an indicator: baseline, target, values, and the rule of its light."""
    return render(
        request,
        "strategy/indicator.html",
        {"indicator": indicator, "reading": selectors.indicators.reading(indicator)},
    )


@page(Permission.INDICATOR_EDIT, on=selectors.indicators.by_public_id)
def measure(request: PersonRequest, indicator: Indicator) -> HttpResponse:
    """Report a value."""
    form = MeasurementForm(request.POST or None)
    made = attempt(form, lambda: _measure(form, indicator, request)) if request.POST else None
    if made is None:
        context = {"form": form, "indicator": indicator}
        status = 422 if request.POST else 200
        return render(request, "strategy/measurement_form.html", context, status=status)
    messages.success(request, _("The value was reported."))
    return redirect(indicator)


def _measure(form: MeasurementForm, indicator: Indicator, request: PersonRequest) -> object:
    data = form.cleaned_data
    return services.indicators.measure(
        indicator, value=data["value"], on=data["measured_on"], by=request.user
    )
