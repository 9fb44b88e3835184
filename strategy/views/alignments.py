"""Pages of international frameworks, and of a plan beside them."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strategy import selectors
from strategy.models import Plan
from strategy.selectors.alignments import Group
from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC
from wco_portal.common import clock, days


@require_safe
@page(PUBLIC, on=selectors.plans.by_slug)
def coverage(request: AnyRequest, plan: Plan) -> HttpResponse:
    """Show what of each framework a plan serves, and what on either side is not aligned."""
    form = days.as_of(request.GET).since(plan.known_from)
    found = selectors.alignments.coverage(plan, on=form.day)
    context = {"plan": plan, "found": found, "form": form}
    return render(request, "strategy/plan_alignment.html", context, status=form.status)


@require_safe
@page(PUBLIC, on=selectors.alignments.framework)
def framework(request: AnyRequest, group: Group) -> HttpResponse:
    """Show the goals or articles of a framework, and what of the plans serves each."""
    form = days.as_of(request.GET)
    if form.day < clock.today():
        group = selectors.alignments.as_it_stood(group.framework, request.user, on=form.day)
    context = {"group": group, "form": form}
    return render(request, "strategy/framework.html", context, status=form.status)
