"""A consultation region by region, and who took part over time."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from strategy import selectors
from strategy.models import Consultation
from strategy.selectors.counts import Counting
from strategy.selectors.dashboards import Board
from strategy.selectors.regional import Dashboard
from strategy.views import counting, downloads
from wco_portal.access.pages import AnyRequest, page
from wco_portal.access.permissions import PUBLIC


@require_safe
@page(PUBLIC, on=selectors.consultations.by_slug)
def dashboard(request: AnyRequest, consultation: Consultation) -> HttpResponse:
    """Show what differs between the regions."""
    board = selectors.dashboards.of(
        consultation,
        request.user,
        left=request.GET.get("from", ""),
        right=request.GET.get("to"),
    )
    if isinstance(board, Counting):
        return counting.page(request, board, status=200)
    context = {
        "consultation": consultation,
        "board": board,
        "said": selectors.regional.said([part.turnout for part in board.parts]),
        "outcome": board.outcome,
    }
    is_ranking = isinstance(board, Dashboard)
    template = "strategy/regional.html" if is_ranking else "strategy/regional_scores.html"
    return render(request, template, context)


@require_safe
@page(PUBLIC, on=selectors.dashboards.by_slug)
def dashboard_csv(request: AnyRequest, board: Board | Counting) -> HttpResponse:
    """Hand out what is shown, as CSV."""
    if isinstance(board, Counting):
        return counting.page(request, board)
    return downloads.table(board.table(), name=f"{board.consultation.slug}-regions")


@require_safe
@page(PUBLIC, on=selectors.dashboards.by_slug)
def dashboard_xlsx(request: AnyRequest, board: Board | Counting) -> HttpResponse:
    """Hand out what is shown, as a spreadsheet."""
    if isinstance(board, Counting):
        return counting.page(request, board)
    return downloads.workbook(board.table(), name=f"{board.consultation.slug}-regions")


@require_safe
@page(PUBLIC)
def over_time(request: AnyRequest) -> HttpResponse:
    """Show who took part over time, region by region."""
    found = selectors.participation.over_time(request.user)
    context = {"found": found, "series": found.series()}
    return render(request, "strategy/participation.html", context)


@require_safe
@page(PUBLIC)
def over_time_csv(request: AnyRequest) -> HttpResponse:
    """Hand out who took part, as CSV."""
    found = selectors.participation.over_time(request.user)
    return downloads.table(found.table(), name="participation")


@require_safe
@page(PUBLIC)
def over_time_xlsx(request: AnyRequest) -> HttpResponse:
    """Hand out who took part, as a spreadsheet."""
    found = selectors.participation.over_time(request.user)
    return downloads.workbook(found.table(), name="participation")
