"""The Vice-Chair's briefing before a Policy Commission."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from strategy import selectors, services
from strategy.views.plan_prints import too_often
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.api.throttles import is_within
from wco_portal.directory.models import Region


@page(Permission.BRIEFING_READ, on=selectors.briefings.region)
def detail(request: PersonRequest, region: Region) -> HttpResponse:
    """Show the briefing of a region in its languages, or have it written."""
    if request.method == "POST":
        if not is_within("exports", request.user.public_id):
            return too_often(request)
        services.briefings.ask(region, by=request.user)
        return redirect("briefing", region.code)
    leaves = selectors.briefings.leaves(region, request.user)
    context = {
        "region": region,
        "meeting": selectors.briefings.meeting(),
        "leaves": leaves,
        "missing": any(leaf.file is None for leaf in leaves),
        "waiting": selectors.briefings.is_being_made(region),
    }
    return render(request, "strategy/briefing.html", context)
