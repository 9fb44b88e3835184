"""Pages of the indicators: read them, define them, set their periods and lights."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.enums.indicators import Frequency, Light
from strategy.forms.indicators import (
    ChangedIndicatorForm,
    LightForm,
    NewIndicatorForm,
    PeriodForm,
    as_initial,
    planned,
)
from strategy.models import Indicator, IndicatorPeriod, PlanElement
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common import days
from wco_portal.common.forms import attempt


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """Show every indicator with its light."""
    form = days.as_of(request.GET)
    day = form.day
    readings = selectors.indicators.everything(request.user, on=day)
    context = {"readings": readings, "form": form, "day": day}
    return render(request, "strategy/indicators.html", context, status=form.status)


@require_safe
@page(PUBLIC, on=selectors.indicators.by_public_id)
def detail(request: AnyRequest, indicator: Indicator) -> HttpResponse:
    """Show an indicator as of a day: baseline, target, figures, and the rule of its light."""
    form = days.as_of(request.GET)
    reading = selectors.indicators.reading(indicator, on=form.day)
    context = {
        "indicator": indicator,
        "reading": reading,
        "why": selectors.indicators.because(reading),
        "rule": selectors.indicators.rule_words(indicator),
        "in_work": selectors.measurements.of_indicator(indicator, request.user),
        "way": selectors.series.of(indicator, request.user, on=reading.day),
        "form": form,
        "day": reading.day,
    }
    return render(request, "strategy/indicator.html", context, status=form.status)


@page(Permission.INDICATOR_EDIT, on=selectors.plans.element)
def new(request: PersonRequest, element: PlanElement) -> HttpResponse:
    """Give an element of a plan a measure."""
    form = NewIndicatorForm(selectors.indicators.owners(), request.POST or None)
    made = attempt(
        form,
        lambda: services.indicators.define(
            element,
            form.definition(),
            by=request.user,
            periods=Frequency(form.cleaned_data["frequency"]),
        ),
    )
    if made is not None:
        messages.success(request, _("The indicator is defined."))
        return redirect(made)
    words = {"title": _("Define an indicator"), "lede": element, "back": element}
    return form_page(request, form, words)


@page(Permission.INDICATOR_EDIT, on=selectors.indicators.by_public_id)
def edit(request: PersonRequest, indicator: Indicator) -> HttpResponse:
    """Define an indicator anew."""
    form = ChangedIndicatorForm(
        selectors.indicators.owners(), request.POST or None, initial=as_initial(indicator)
    )
    made = attempt(
        form,
        lambda: services.indicators.change(
            indicator, form.definition(), by=request.user, version=form.cleaned_data["version"]
        ),
    )
    if made is not None:
        messages.success(request, _("The indicator is changed."))
        return redirect(made)
    return form_page(request, form, {"title": _("Change the indicator"), "back": indicator})


@page(Permission.INDICATOR_EDIT, on=selectors.indicators.by_public_id)
def period_new(request: PersonRequest, indicator: Indicator) -> HttpResponse:
    """Add a period."""
    return _period(request, indicator, None)


@page(Permission.INDICATOR_EDIT, on=selectors.measurements.period)
def period_edit(request: PersonRequest, period: IndicatorPeriod) -> HttpResponse:
    """Change the target and the due day of a period."""
    return _period(request, period.indicator, period)


def _period(
    request: PersonRequest, indicator: Indicator, period: IndicatorPeriod | None
) -> HttpResponse:
    form = PeriodForm(period, request.POST or None, initial=planned(period))
    made = attempt(
        form,
        lambda: services.indicators.plan_period(
            indicator, form.plan(), by=request.user, old=period
        ),
    )
    if made is not None:
        messages.success(request, _("The period is saved."))
        return redirect(indicator)
    title = _("Add a period") if period is None else _("Change the period")
    return form_page(request, form, {"title": title, "lede": indicator, "back": indicator})


@page(Permission.INDICATOR_APPROVE, on=selectors.indicators.by_public_id)
def light(request: PersonRequest, indicator: Indicator) -> HttpResponse:
    """Set the light by hand, with a reason, until a day."""
    form = LightForm(request.POST or None)
    made = attempt(
        form,
        lambda: services.indicators.set_light(
            indicator,
            light=Light(form.cleaned_data["light"]),
            reason={code: form.cleaned_data[f"reason_{code}"] for code in ("en", "fr")},
            until=form.cleaned_data["until"],
            by=request.user,
        ),
    )
    if made is not None:
        messages.success(request, _("The light is set by hand."))
        return redirect(indicator)
    words = {"title": _("Set the light by hand"), "lede": indicator, "back": indicator}
    return form_page(request, form, words)


@require_POST
@page(Permission.INDICATOR_APPROVE, on=selectors.indicators.by_public_id)
def light_free(request: PersonRequest, indicator: Indicator) -> HttpResponse:
    """Let the rule speak again."""
    services.indicators.free_light(indicator, by=request.user)
    messages.success(request, _("The rule sets the light again."))
    return redirect(indicator)


def form_page(request: PersonRequest, form: BaseForm, words: dict[str, Any]) -> HttpResponse:
    """Show a form of the measurement, with what is wrong in it."""
    status = 422 if request.POST else 200
    return render(request, "strategy/measure_form.html", words | {"form": form}, status=status)
