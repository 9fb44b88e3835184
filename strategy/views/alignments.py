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


@require_safe
@page(PUBLIC, on=selectors.plans.by_slug)
def coverage(request: AnyRequest, plan: Plan) -> HttpResponse:
    """Show what of each framework a plan serves, and what on either side is not aligned."""
    found = selectors.alignments.coverage(plan)
    return render(request, "strategy/plan_alignment.html", {"plan": plan, "found": found})


@require_safe
@page(PUBLIC, on=selectors.alignments.framework)
def framework(request: AnyRequest, group: Group) -> HttpResponse:
    """Show the goals or articles of a framework, and what of the plans serves each."""
    return render(request, "strategy/framework.html", {"group": group})
