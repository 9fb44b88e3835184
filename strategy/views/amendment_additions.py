"""Pages on which the parts are written that an amendment adds to the plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from strategy import selectors, services
from strategy.forms.amendments import AdditionForm, TakeOutForm
from strategy.models import Amendment, AmendmentAddition
from strategy.workflows.amendments import written
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt


@page(Permission.PLAN_REVIEW, on=selectors.amendments.one)
def add(request: PersonRequest, amendment: Amendment) -> HttpResponse:
    """Write a part that the plan is to get."""
    form = AdditionForm(amendment.plan, request.POST or None, initial={"base_version": 0})
    done = attempt(
        form,
        lambda: services.amendment_additions.add(
            amendment,
            under=form.cleaned_data["under"],
            kind=form.cleaned_data["kind"],
            words=form.words(),
            by=request.user,
        ),
    )
    if done is not None:
        messages.success(request, _("The new part is saved."))
        return redirect(amendment)
    return _shown(request, amendment, form)


@page(Permission.PLAN_REVIEW, on=selectors.amendments.addition)
def rewrite(request: PersonRequest, addition: AmendmentAddition) -> HttpResponse:
    """Write a part that is to be added anew."""
    amendment = addition.amendment
    form = AdditionForm(amendment.plan, request.POST or None, initial=_initial(addition))
    done = attempt(
        form,
        lambda: services.amendment_additions.rewrite(
            addition,
            under=form.cleaned_data["under"],
            kind=form.cleaned_data["kind"],
            words=form.words(),
            base_version=form.cleaned_data["base_version"],
            by=request.user,
        ),
    )
    if done is not None:
        messages.success(request, _("The new part is saved."))
        return redirect(amendment)
    form.against(addition.version)
    return _shown(request, amendment, form, addition)


@require_POST
@page(Permission.PLAN_REVIEW, on=selectors.amendments.addition)
def take_out(request: PersonRequest, addition: AmendmentAddition) -> HttpResponse:
    """Take a part out of the draft of an amendment."""
    form = TakeOutForm(request.POST)
    done = attempt(
        form,
        lambda: services.amendment_additions.take_out(
            addition, base_version=form.cleaned_data["base_version"], by=request.user
        ),
    )
    if done is None:
        told = [str(words) for found in form.errors.values() for words in found]
        messages.error(request, " ".join(told))
        amendment = addition.amendment
        return redirect(
            "plan-amendment-addition",
            amendment.plan.slug,
            amendment.public_id,
            addition.public_id,
        )
    messages.success(request, _("The new part is taken out of the amendment."))
    return redirect(addition.amendment)


def _initial(addition: AmendmentAddition) -> dict[str, Any]:
    names = ("kind", "title_en", "title_fr", "text_en", "text_fr")
    return {name: getattr(addition, name) for name in names} | {
        "under": addition.parent.public_id if addition.parent else "",
        "base_version": addition.version,
    }


def _shown(
    request: PersonRequest,
    amendment: Amendment,
    form: AdditionForm,
    addition: AmendmentAddition | None = None,
) -> HttpResponse:
    context = {
        "amendment": amendment,
        "plan": amendment.plan,
        "form": form,
        "addition": addition,
        "saved": written(addition) if addition else None,
    }
    status = 422 if request.POST else 200
    return render(request, "strategy/plan_amendment_addition.html", context, status=status)
