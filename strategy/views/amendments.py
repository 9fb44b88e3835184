"""Amendments: what each changes, its new words, and its way to the Council and into effect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from strategy import selectors, services
from strategy.forms.amendments import ChangeForm, LayForm
from strategy.forms.plans import DecisionForm, ReasonsForm
from strategy.models import Amendment
from strategy.selectors.amendments import Place, Reading
from strategy.workflows.amendments import AMENDMENT
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.forms import attempt
from wco_portal.publishing.models import FrozenVersion


@require_safe
@page(PUBLIC, on=selectors.amendments.one)
def detail(request: AnyRequest, amendment: Amendment) -> HttpResponse:
    """Show an amendment: the old words beside the new ones, its steps and decisions."""
    text = selectors.amendments.reading(amendment, request.user)
    is_known = request.user.is_authenticated
    context = {
        "amendment": amendment,
        "plan": amendment.plan,
        "review": amendment.review,
        "text": text,
        "rows": selectors.amendments.rows(amendment, text),
        "added": selectors.amendments.added(amendment, text),
        "path": selectors.amendments.path(amendment),
        "submissions": selectors.amendments.submissions(amendment),
        "decisions": selectors.amendments.decisions(amendment),
        "offered": AMENDMENT.offered(amendment, by=request.user) if is_known else [],
    }
    return render(request, "strategy/plan_amendment.html", context)


@require_safe
@page(PUBLIC, on=selectors.amendments.version)
def version(request: AnyRequest, found: tuple[Amendment, FrozenVersion]) -> HttpResponse:
    """Show a frozen version of an amendment at its permanent address."""
    amendment, frozen = found
    text = Reading(frozen.content["changes"], frozen)
    context = {
        "amendment": amendment,
        "plan": amendment.plan,
        "frozen": frozen,
        "text": text,
        "rows": selectors.amendments.rows(amendment, text),
        "added": selectors.amendments.added(amendment, text),
    }
    return render(request, "strategy/plan_amendment_version.html", context)


@require_safe
@page(PUBLIC, on=selectors.amendments.version)
def content(_request: AnyRequest, found: tuple[Amendment, FrozenVersion]) -> HttpResponse:
    """Hand out what a frozen version holds: the very bytes of which the SHA-256 is told."""
    data = selectors.amendments.canonical(found[1])
    return HttpResponse(data, content_type="application/json")


@page(Permission.PLAN_REVIEW, on=selectors.amendments.place)
def write(request: PersonRequest, place: Place) -> HttpResponse:
    """Write the new words of a goal or an objective."""
    form = ChangeForm(request.POST or None, initial=_initial(place))
    done = attempt(
        form,
        lambda: services.amendments.write(
            place.amendment,
            element=place.finding.element,
            words=form.words(),
            base_version=form.cleaned_data["base_version"],
            by=request.user,
        ),
    )
    if done is not None:
        messages.success(request, _("The new words are saved."))
        return redirect(place.amendment)
    form = form.against(place.change.version if place.change else 0)
    context = {
        "place": place,
        "amendment": place.amendment,
        "plan": place.amendment.plan,
        "form": form,
    }
    status = 422 if request.POST else 200
    return render(request, "strategy/plan_amendment_change.html", context, status=status)


def _initial(place: Place) -> dict[str, Any]:
    words = place.words
    return {
        **{f"title_{code}": title for code, title in words["title"].items()},
        **{f"text_{code}": text for code, text in words["text"].items()},
        "base_version": place.change.version if place.change else 0,
    }


@page(Permission.PLAN_SUBMIT, on=selectors.amendments.one)
def submit(request: PersonRequest, amendment: Amendment) -> HttpResponse:
    """Submit an amendment to a session of the Council."""
    initial = {"effective_on": amendment.effective_on}
    form = LayForm(selectors.lives.councils(), _data(request), initial=initial)
    act = lambda: services.amendments.submit(amendment, **form.cleaned_data, by=request.user)  # noqa: E731 -- handed on
    return _act(
        request, amendment, "submit", form, act, gettext_lazy("The amendment is submitted.")
    )


@page(Permission.PLAN_DECIDE, on=selectors.amendments.one)
def adopt(request: PersonRequest, amendment: Amendment) -> HttpResponse:
    """Record the decision of the Council on an amendment."""
    submission = selectors.amendments.last_submission(amendment)
    initial = {"decided_on": submission.meeting.ends_on} if submission else {}
    form = DecisionForm(_data(request), initial=initial)
    act = lambda: services.amendments.adopt(amendment, **form.cleaned_data, by=request.user)  # noqa: E731 -- handed on
    told = gettext_lazy("The decision is recorded. The amendment takes effect on its day.")
    return _act(request, amendment, "adopt", form, act, told)


@page(Permission.PLAN_DECIDE, on=selectors.amendments.one)
def give_back(request: PersonRequest, amendment: Amendment) -> HttpResponse:
    """Return an amendment to its editors."""
    form = ReasonsForm(_data(request))
    act = lambda: services.amendments.give_back(amendment, **form.cleaned_data, by=request.user)  # noqa: E731 -- handed on
    told = gettext_lazy("The amendment went back to its editors.")
    return _act(request, amendment, "return", form, act, told)


@page(Permission.PLAN_WITHDRAW, on=selectors.amendments.one)
def withdraw(request: PersonRequest, amendment: Amendment) -> HttpResponse:
    """Withdraw an amendment."""
    form = ReasonsForm(_data(request))
    act = lambda: services.amendments.withdraw(amendment, **form.cleaned_data, by=request.user)  # noqa: E731 -- handed on
    return _act(
        request, amendment, "withdraw", form, act, gettext_lazy("The amendment is withdrawn.")
    )


def _data(request: PersonRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _act(
    request: PersonRequest,
    amendment: Amendment,
    name: str,
    form: forms.Form,
    act: Callable[[], Any],
    told: Promise,
) -> HttpResponse:
    """Show the form of an act, do the act, or say in place why it is not possible."""
    done = attempt(form, act)
    if done is not None:
        messages.success(request, str(told))
        return redirect(amendment)
    context = {
        "amendment": amendment,
        "plan": amendment.plan,
        "form": form,
        "transition": AMENDMENT.transitions[name],
        "decision": AMENDMENT.decide(name, amendment, by=request.user),
        "submission": selectors.amendments.last_submission(amendment),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "strategy/plan_amendment_act.html", context, status=status)
