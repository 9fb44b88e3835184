"""Answers on paper: enter one, look at what a colleague entered, confirm it or set it aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.forms.paper_answers import PaperAnswerForm, ReasonForm
from strategy.models import Consultation, PaperAnswer
from strategy.workflows.paper_answers import PAPER_ANSWER
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt


@require_safe
@page(Permission.PAPER_ANSWER_VIEW, on=selectors.consultations.by_slug)
def index(request: PersonRequest, consultation: Consultation) -> HttpResponse:
    """Show the answers of a consultation that came on paper."""
    papers = selectors.paper_answers.of_consultation(consultation, request.user)
    context = {"consultation": consultation, "papers": papers}
    return render(request, "strategy/paper_answers.html", context)


@page(Permission.PAPER_ANSWER_ENTER, on=selectors.consultations.by_slug)
def new(request: PersonRequest, consultation: Consultation) -> HttpResponse:
    """Enter what a Member's paper says."""
    items = selectors.consultations.items(consultation)
    form = PaperAnswerForm(consultation, items, request.POST or None, request.FILES)
    made = attempt(form, lambda: _enter(form, consultation, request)) if request.POST else None
    if made is None:
        status = 422 if request.POST else 200
        context = {"form": form, "consultation": consultation}
        return render(request, "strategy/paper_answer_new.html", context, status=status)
    messages.success(request, _("It is entered. It counts when another person has confirmed it."))
    return redirect(made)


def _enter(
    form: PaperAnswerForm, consultation: Consultation, request: PersonRequest
) -> PaperAnswer:
    data = form.cleaned_data
    return services.paper_answers.enter(
        consultation,
        member=data["member"],
        ranking=form.ranking,
        remarks=form.remarks,
        comment=data["comment"],
        received_on=data["received_on"],
        scan=data["scan"].read(),
        by=request.user,
    )


@require_safe
@page(Permission.PAPER_ANSWER_VIEW, on=selectors.paper_answers.by_public_id)
def detail(request: PersonRequest, paper: PaperAnswer) -> HttpResponse:
    """Show what was entered beside the scan."""
    return _page(request, paper, ReasonForm())


def _page(request: PersonRequest, paper: PaperAnswer, form: ReasonForm) -> HttpResponse:
    offered = PAPER_ANSWER.offered(paper, by=request.user)
    context = {
        "paper": paper,
        "consultation": paper.consultation,
        "lines": selectors.paper_answers.lines(paper),
        "acts": {each.transition.name: each.decision for each in offered},
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "strategy/paper_answer.html", context, status=status)


@require_POST
@page(Permission.PAPER_ANSWER_CONFIRM, on=selectors.paper_answers.by_public_id)
def confirm(request: PersonRequest, paper: PaperAnswer) -> HttpResponse:
    """Confirm what a colleague entered."""
    services.paper_answers.confirm(paper, by=request.user)
    messages.success(request, _("It counts as the Member’s position; the Member is told."))
    return redirect(paper)


@require_POST
@page(Permission.PAPER_ANSWER_ENTER, on=selectors.paper_answers.by_public_id)
def set_aside(request: PersonRequest, paper: PaperAnswer) -> HttpResponse:
    """Set aside what was entered."""
    form = ReasonForm(request.POST)
    done = attempt(
        form,
        lambda: services.paper_answers.set_aside(
            paper, reason=form.cleaned_data["reason"], by=request.user
        ),
    )
    if done is None:
        return _page(request, paper, form)
    messages.success(request, _("It is set aside, with your reason."))
    return redirect(paper)
