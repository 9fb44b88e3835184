"""The two languages of a plan: how far they are."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strategy import selectors
from strategy.forms.languages import ShownForm
from strategy.models import Plan
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission

ROWS = 50


@require_safe
@page(Permission.PLAN_DRAFT_VIEW, on=selectors.plans.by_slug)
def board(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Count the blocks by language and state, and list what waits."""
    asked = ShownForm(request.GET).asked()
    found = selectors.languages.board(plan, **asked)
    context = {
        "plan": plan,
        "board": found,
        "page": Paginator(found.items, ROWS).get_page(request.GET.get("page")),
        "state": next(iter(asked.get("states", [])), ""),
        "language": next(iter(asked.get("languages", [])), ""),
        "states": selectors.languages.words().items(),
    }
    return render(request, "strategy/plan_languages.html", context)
