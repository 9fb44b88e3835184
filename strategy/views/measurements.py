"""Pages of figures: what is due, enter, send, approve, return, correct."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.forms.indicators import CorrectionForm, FigureForm, ReturnForm, entered
from strategy.models import IndicatorPeriod, Measurement
from strategy.views.indicators import form_page
from strategy.workflows.indicators import MEASUREMENT
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.forms import attempt


@require_safe
@page(Permission.PLAN_DRAFT_VIEW)
def index(request: PersonRequest) -> HttpResponse:
    """Show which figures are due, and which wait for approval."""
    context = {
        "pending": selectors.measurements.pending(request.user),
        "missing": selectors.measurements.missing(request.user),
    }
    return render(request, "strategy/measurements.html", context)


@require_safe
@page(PUBLIC, on=selectors.measurements.by_public_id)
def detail(request: AnyRequest, measurement: Measurement) -> HttpResponse:
    """Show a figure: its parts, remarks, where it stands, and what may be done with it."""
    offered = MEASUREMENT.offered(measurement, by=request.user)
    context = {
        "measurement": measurement,
        "indicator": measurement.indicator,
        "said": selectors.indicators.written(measurement.indicator, measurement.value),
        "offered": offered if request.user.is_authenticated else [],
    }
    return render(request, "strategy/measurement.html", context)


@page(Permission.INDICATOR_REPORT, on=selectors.measurements.period)
def enter(request: PersonRequest, period: IndicatorPeriod) -> HttpResponse:
    """Enter the figure of a period, as a draft."""
    found = selectors.measurements.in_work(period)
    form = FigureForm(
        period.indicator,
        selectors.measurements.regions(),
        request.POST or None,
        initial=entered(period.indicator, found),
    )
    made = attempt(
        form,
        lambda: services.measurements.enter(
            period, form.figure(), by=request.user, version=form.cleaned_data["version"]
        ),
    )
    if made is not None:
        messages.success(request, _("The figure is saved; send it for approval when it is ready."))
        return redirect(made)
    words = {"title": _("Enter a figure"), "lede": period, "back": period.indicator}
    return form_page(request, form, words)


@page(Permission.INDICATOR_REPORT, on=selectors.measurements.period)
def correct(request: PersonRequest, period: IndicatorPeriod) -> HttpResponse:
    """Open a correction of an approved figure, with its reason."""
    form = CorrectionForm(request.POST or None)
    made = attempt(
        form, lambda: services.measurements.correct(period, reason=form.reason(), by=request.user)
    )
    if made is not None:
        messages.success(request, _("The correction is open: enter the right figure."))
        return redirect("measurement-enter", period.public_id)
    words = {"title": _("Correct the figure"), "lede": period, "back": period.indicator}
    return form_page(request, form, words)


@require_POST
@page(Permission.INDICATOR_REPORT, on=selectors.measurements.by_public_id)
def submit(request: PersonRequest, measurement: Measurement) -> HttpResponse:
    """Send a figure to the approvers."""
    services.measurements.submit(measurement, by=request.user)
    messages.success(request, _("The figure waits for approval."))
    return redirect(measurement)


@require_POST
@page(Permission.INDICATOR_REPORT, on=selectors.measurements.by_public_id)
def take_back(request: PersonRequest, measurement: Measurement) -> HttpResponse:
    """Take a figure back before it is decided on."""
    services.measurements.take_back(measurement, by=request.user)
    messages.success(request, _("The figure is a draft again."))
    return redirect(measurement)


@require_POST
@page(Permission.INDICATOR_APPROVE, on=selectors.measurements.by_public_id)
def approve(request: PersonRequest, measurement: Measurement) -> HttpResponse:
    """Approve a figure: it counts, and its period is locked."""
    services.measurements.approve(measurement, by=request.user)
    messages.success(request, _("The figure is approved; its period is locked."))
    return redirect(measurement)


@page(Permission.INDICATOR_APPROVE, on=selectors.measurements.by_public_id)
def give_back(request: PersonRequest, measurement: Measurement) -> HttpResponse:
    """Return a figure with a reason."""
    form = ReturnForm(request.POST or None)
    made = attempt(
        form,
        lambda: services.measurements.give_back(measurement, **form.cleaned_data, by=request.user),
    )
    if made is not None:
        messages.success(request, _("The figure is returned."))
        return redirect(made)
    words = {"title": _("Return the figure"), "lede": measurement, "back": measurement}
    return form_page(request, form, words)
