"""Pages on which the tree of a plan is built."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from strategy import selectors, services
from strategy.forms.structure import (
    ArrangeForm,
    ChangedElementForm,
    NewElementForm,
    RemoveForm,
    as_initial,
    others,
)
from strategy.models import Plan, PlanElement
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt


@page(Permission.PLAN_EDIT, on=selectors.plans.by_slug)
def arrange(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Show the elements of a plan, and put them in another order."""
    form = ArrangeForm(*selectors.structure.arrangement(plan), data=request.POST or None)
    done = attempt(
        form,
        lambda: services.structure.arrange(
            plan, form.places, seen=form.order_seen, by=request.user
        ),
    )
    if done is not None:
        messages.success(request, _("The order is saved. Every number stays as it was."))
        return redirect("plan-structure", slug=plan.slug)
    context = {"plan": plan, "form": form, "removed": selectors.structure.removed(plan)}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/plan_structure.html", context, status=status)


@page(Permission.PLAN_EDIT, on=selectors.plans.by_slug)
def add(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Add an element to a plan."""
    form = NewElementForm(others(plan), request.POST or None)
    made = attempt(
        form,
        lambda: services.structure.add(plan, form.shape(), **form.titles(), by=request.user),
    )
    if made is not None:
        messages.success(request, _("%(element)s is added. Write its text.") % {"element": made})
        return redirect("plan-edit-element", slug=plan.slug, public_id=made.public_id)
    context = {"plan": plan, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/plan_element_new.html", context, status=status)


@page(Permission.PLAN_EDIT, on=selectors.plans.element)
def change(request: PersonRequest, element: PlanElement) -> HttpResponse:
    """Say what an element is and where it stands."""
    form = ChangedElementForm(
        others(element.plan, element), request.POST or None, initial=as_initial(element)
    )
    done = attempt(
        form,
        lambda: services.structure.change(
            element, form.shape(), base_version=form.cleaned_data["version"], by=request.user
        ),
    )
    if done is not None:
        messages.success(request, _("The element is saved."))
        return redirect("plan-structure", slug=element.plan.slug)
    return _element(request, element, form, RemoveForm())


@require_POST
@page(Permission.PLAN_EDIT, on=selectors.plans.element)
def remove(request: PersonRequest, element: PlanElement) -> HttpResponse:
    """Take an element out of a plan."""
    form = RemoveForm(request.POST)
    gone = attempt(
        form,
        lambda: services.structure.remove(
            element, reason=form.cleaned_data["reason"], by=request.user
        ),
    )
    if gone is None:
        shape = ChangedElementForm(others(element.plan, element), initial=as_initial(element))
        return _element(request, element, shape, form)
    messages.success(request, _("%(element)s is removed.") % {"element": gone})
    return redirect("plan-structure", slug=element.plan.slug)


def _element(
    request: PersonRequest, element: PlanElement, form: ChangedElementForm, removing: RemoveForm
) -> HttpResponse:
    context = {
        "plan": element.plan,
        "element": element,
        "form": form,
        "removing": removing,
        "held": selectors.structure.held_by(element),
    }
    status = 422 if form.is_bound or removing.is_bound else 200
    return render(request, "strategy/plan_element_change.html", context, status=status)
