"""Acts on a plan: consultation, submission, endorsement, decision, return, withdrawal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from strategy import selectors, services
from strategy.forms.plans import DecisionForm, EndorseForm, ReasonsForm, SubmitForm
from strategy.models import Plan
from strategy.workflows.plans import PLAN
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt

# The act that takes one back; its page says so when it is not possible.
REVERSE = {"consult": "resume", "submit": "return", "endorse": "return", "adopt": "return"}


@page(Permission.PLAN_SUBMIT, on=selectors.plans.by_slug)
def consult(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Open a plan for consultation."""
    act = lambda: services.decisions.consult(plan, by=request.user)  # noqa: E731 -- handed on
    told = gettext_lazy("The plan is open for consultation.")
    return _act(request, plan, "consult", forms.Form(_data(request)), act, told)


@page(Permission.PLAN_SUBMIT, on=selectors.plans.by_slug)
def resume(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Go on drafting."""
    act = lambda: services.decisions.resume(plan, by=request.user)  # noqa: E731 -- handed on
    told = gettext_lazy("The plan is a draft again.")
    return _act(request, plan, "resume", forms.Form(_data(request)), act, told)


@page(Permission.PLAN_SUBMIT, on=selectors.plans.by_slug)
def submit(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Submit a plan to a session of the Council."""
    form = SubmitForm(selectors.lives.councils(), _data(request))
    act = lambda: services.decisions.submit(plan, **form.cleaned_data, by=request.user)  # noqa: E731 -- handed on
    told = gettext_lazy("The plan is submitted. The approver is told.")
    return _act(request, plan, "submit", form, act, told)


@page(Permission.PLAN_DECIDE, on=selectors.plans.by_slug)
def endorse(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Record the endorsement of the Policy Commission."""
    form = EndorseForm(selectors.lives.commissions(), _data(request))
    act = lambda: services.decisions.endorse(plan, **form.cleaned_data, by=request.user)  # noqa: E731 -- handed on
    return _act(request, plan, "endorse", form, act, gettext_lazy("The endorsement is recorded."))


@page(Permission.PLAN_DECIDE, on=selectors.plans.by_slug)
def adopt(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Record the decision of the Council."""
    form = DecisionForm(_data(request), initial=selectors.lives.decision_day(plan))
    act = lambda: services.decisions.adopt(plan, **form.cleaned_data, by=request.user)  # noqa: E731 -- handed on
    told = gettext_lazy("The decision is recorded. The plan comes into force on its first day.")
    return _act(request, plan, "adopt", form, act, told)


@page(Permission.PLAN_DECIDE, on=selectors.plans.by_slug)
def give_back(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Return a plan to its editors."""
    form = ReasonsForm(_data(request))
    act = lambda: services.decisions.give_back(plan, **form.cleaned_data, by=request.user)  # noqa: E731 -- handed on
    return _act(
        request, plan, "return", form, act, gettext_lazy("The plan went back to its editors.")
    )


@page(Permission.PLAN_WITHDRAW, on=selectors.plans.by_slug)
def withdraw(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Withdraw a plan."""
    form = ReasonsForm(_data(request))
    act = lambda: services.decisions.withdraw(plan, **form.cleaned_data, by=request.user)  # noqa: E731 -- handed on
    return _act(request, plan, "withdraw", form, act, gettext_lazy("The plan is withdrawn."))


def _data(request: PersonRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _act(
    request: PersonRequest,
    plan: Plan,
    name: str,
    form: forms.Form,
    act: Callable[[], Any],
    told: Promise,
) -> HttpResponse:
    """Show the form of an act, do the act, or say in place why it is not possible."""
    done = attempt(form, act)
    if done is not None:
        messages.success(request, str(told))
        return redirect("plan-edit", slug=plan.slug)
    context = {
        "plan": plan,
        "form": form,
        "transition": PLAN.transitions[name],
        "reverse": PLAN.transitions.get(REVERSE.get(name, "")),
        "decision": PLAN.decide(name, plan, by=request.user),
        "stale": selectors.writing.stale_numbers(plan),
        "unanswered": name == "submit" and plan.inputs.unanswered().exists(),
        "submission": selectors.lives.last_submission(plan),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "strategy/plan_act.html", context, status=status)
