"""The page that a reader meets while a result is being counted."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from strategy import selectors, services
from strategy.selectors.counts import Counting
from wco_portal.access.pages import AnyRequest


def page(request: AnyRequest, found: Counting, *, status: int = 202) -> HttpResponse:
    """Ask for the count, and show what costs nothing: who has answered, and how far it is.

    A file that is not there yet is answered with 202, so that no program takes this for the file.
    """
    job = services.counts.ask(found)
    context = {
        "consultation": found.consultation,
        "job": job,
        "again": request.get_full_path(),
        "turnout": found.turnout,
        "overall": selectors.turnout.overall(found.turnout),
        "windows": selectors.consultations.windows(found.consultation),
    }
    response = render(request, "strategy/consultation_counting.html", context, status=status)
    # No reader may meet it again once the result is there.
    response["Cache-Control"] = "no-store"
    if not job.is_over:
        response["Retry-After"] = str(services.counts.SOON)
    return response
