"""Papers on a plan for meetings: make one, see its files and the work planned back from its day."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.forms.papers import PaperForm
from strategy.models import Plan, PlanPaper
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.api.throttles import is_within
from wco_portal.common.forms import attempt


@require_safe
@page(Permission.PLAN_DRAFT_VIEW, on=selectors.papers.plan)
def index(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Show the papers on a plan."""
    context = {"plan": plan, "papers": selectors.papers.of_plan(plan, request.user)}
    return render(request, "strategy/papers.html", context)


@page(Permission.PLAN_SUBMIT, on=selectors.papers.plan)
def new(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Make a paper: choose meeting, agenda item, number."""
    form = PaperForm(selectors.papers.meetings(), request.POST or None)
    made = attempt(form, lambda: services.papers.create(plan, **form.cleaned_data, by=request.user))
    if made is not None:
        messages.success(request, _("The paper is being made in both languages."))
        return redirect(made)
    status = 422 if request.POST else 200
    context = {"plan": plan, "form": form, "coming": selectors.papers.coming(plan)}
    return render(request, "strategy/paper_new.html", context, status=status)


@require_safe
@page(Permission.PLAN_DRAFT_VIEW, on=selectors.papers.by_public_id)
def detail(request: PersonRequest, paper: PlanPaper) -> HttpResponse:
    """Show a paper: its files, and what is due by when."""
    leaves = selectors.papers.leaves(paper, request.user)
    before = selectors.paper_book.before(paper)
    context = {
        "paper": paper,
        "before": before[0] if before else "",
        "plan": paper.plan,
        "leaves": leaves,
        "missing": any(leaf.file is None for leaf in leaves),
        "waiting": selectors.papers.is_being_made(paper),
        "schedule": selectors.papers.schedule(paper.plan, paper.meeting, made=True),
    }
    return render(request, "strategy/paper.html", context)


@require_POST
@page(Permission.PLAN_DRAFT_VIEW, on=selectors.papers.by_public_id)
def make(request: PersonRequest, paper: PlanPaper) -> HttpResponse:
    """Ask for the files of a paper that are not there."""
    if not is_within("exports", request.user.public_id):
        response = render(request, "429.html", status=429)
        response["Retry-After"] = "60"
        return response
    services.papers.ask(paper, by=request.user)
    return redirect(paper)
