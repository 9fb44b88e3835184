"""The next plan from an earlier one, and the two held against each other."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from strategy import selectors, services
from strategy.forms.carrying import CarryOverForm
from strategy.models import Plan
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.forms import attempt


@page(Permission.PLAN_CARRY_OVER, on=selectors.plans.by_slug)
def start(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Say what becomes of each element, and start the next plan."""
    elements = list(selectors.plans.elements(plan))
    form = CarryOverForm(
        elements,
        selectors.carrying.indicators_of(plan),
        request.POST or None,
        usual=selectors.carrying.usual(elements),
    )
    made = attempt(form, lambda: services.carrying.start(plan, **form.given(), by=request.user))
    if made is None:
        context = {"plan": plan, "form": form}
        status = 422 if request.POST else 200
        return render(request, "strategy/plan_carry_over.html", context, status=status)
    messages.success(request, _("The draft is there. Only the Secretariat knows of it so far."))
    return redirect("plan-earlier", slug=made.slug)


@require_safe
@page(PUBLIC, on=selectors.plans.by_slug)
def earlier(request: AnyRequest, plan: Plan) -> HttpResponse:
    """Hold a plan against the one before it: what was kept, merged, split, dropped, is new."""
    found = selectors.carrying.alignment(plan, request.user)
    return render(request, "strategy/plan_earlier.html", {"plan": plan, "found": found})
