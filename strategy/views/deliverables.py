"""Pages of the yearly implementation plan."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.forms.deliverables import (
    ChangedDeliverableForm,
    DeliverableForm,
    NewDeliverableForm,
    SharesForm,
    as_initial,
)
from strategy.forms.indicators import CorrectionForm
from strategy.models import Deliverable, Plan
from strategy.selectors.deliverables import Year
from strategy.views.downloads import table, workbook
from strategy.workflows.deliverables import DELIVERABLE
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common import clock, days
from wco_portal.common.forms import attempt


@require_safe
@page(PUBLIC, on=selectors.plans.by_slug)
def current(request: AnyRequest, plan: Plan) -> HttpResponse:
    """Go to the implementation plan of the present year."""
    del request
    return redirect("implementation", plan.slug, selectors.deliverables.current(plan))


@require_safe
@page(PUBLIC, on=selectors.deliverables.place)
def detail(request: AnyRequest, place: Year) -> HttpResponse:
    """Show the implementation plan of a year, as it stands or as it stood on a day."""
    form = days.as_of(request.GET).since(place.plan.known_from)
    context = {
        "plan": place.plan,
        "place": _on(place, form.day),
        "form": form,
        "is_past": form.day < clock.today(),
        "years": selectors.deliverables.years(place.plan),
        "arrows": DELIVERABLE.transitions,
    }
    return render(request, "strategy/implementation.html", context, status=form.status)


def _on(place: Year, day: dt.date) -> Year:
    if day < clock.today():
        return selectors.deliverables.of_year(place.plan, place.year, on=day)
    return place


@require_safe
@page(PUBLIC, on=selectors.deliverables.place)
def as_csv(request: AnyRequest, place: Year) -> HttpResponse:
    """Give the year as CSV."""
    place = _on(place, days.as_of(request.GET).day)
    return table(place.table(), name=f"implementation-{place.plan.slug}-{place.year}")


@require_safe
@page(PUBLIC, on=selectors.deliverables.place)
def as_xlsx(request: AnyRequest, place: Year) -> HttpResponse:
    """Give the year as a spreadsheet."""
    place = _on(place, days.as_of(request.GET).day)
    return workbook(place.table(), name=f"implementation-{place.plan.slug}-{place.year}")


@page(Permission.DELIVERABLE_EDIT, on=selectors.deliverables.place)
def new(request: PersonRequest, place: Year) -> HttpResponse:
    """Add a deliverable."""
    form = NewDeliverableForm(place, selectors.indicators.owners(), request.POST or None)
    made = attempt(
        form,
        lambda: services.deliverables.add(
            form.cleaned_data["element"], year=place.year, content=form.content(), by=request.user
        ),
    )
    if made is not None:
        messages.success(request, _("The deliverable is added."))
        return redirect("implementation", place.plan.slug, place.year)
    return _form(request, form, place.plan, place.year, _("Add a deliverable"))


@page(Permission.DELIVERABLE_EDIT, on=selectors.deliverables.by_public_id)
def edit(request: PersonRequest, found: Deliverable) -> HttpResponse:
    """Change a deliverable, or say what is reached of it."""
    form = ChangedDeliverableForm(
        selectors.indicators.owners(), request.POST or None, initial=as_initial(found)
    )
    made = attempt(
        form,
        lambda: services.deliverables.change(
            found, content=form.content(), by=request.user, version=form.cleaned_data["version"]
        ),
    )
    if made is not None:
        messages.success(request, _("The deliverable is changed."))
        return redirect("implementation", found.element.plan.slug, found.year)
    return _form(request, form, found.element.plan, found.year, _("Change the deliverable"))


@require_POST
@page(Permission.DELIVERABLE_EDIT, on=selectors.deliverables.by_public_id)
def move(request: PersonRequest, found: Deliverable) -> HttpResponse:
    """Start, finish or take up again."""
    name = request.POST.get("arrow", "")
    services.deliverables.move(found, name, by=request.user)
    messages.success(request, _("The state is changed."))
    return redirect("implementation", found.element.plan.slug, found.year)


@page(Permission.DELIVERABLE_EDIT, on=selectors.deliverables.by_public_id)
def postpone(request: PersonRequest, found: Deliverable) -> HttpResponse:
    """Put a deliverable off, with a reason."""
    return _with_reason(request, found, "postpone")


@page(Permission.DELIVERABLE_EDIT, on=selectors.deliverables.by_public_id)
def drop(request: PersonRequest, found: Deliverable) -> HttpResponse:
    """Drop a deliverable, with a reason."""
    return _with_reason(request, found, "drop")


def _with_reason(request: PersonRequest, found: Deliverable, name: str) -> HttpResponse:
    form = CorrectionForm(request.POST or None)
    made = attempt(
        form,
        lambda: services.deliverables.move(found, name, by=request.user, reason=form.reason()),
    )
    if made is not None:
        messages.success(request, _("The state is changed."))
        return redirect("implementation", found.element.plan.slug, found.year)
    label = str(DELIVERABLE.transitions[name].label)
    return _form(request, form, found.element.plan, found.year, label)


@page(Permission.DELIVERABLE_EDIT, on=selectors.deliverables.place)
def shares(request: PersonRequest, place: Year) -> HttpResponse:
    """Set the share of effort of every goal."""
    form = SharesForm(place, request.POST or None)
    done = attempt(
        form,
        lambda: [
            services.deliverables.share_out(
                place.plan, year=place.year, shares=form.shares(), by=request.user
            )
        ],
    )
    if done is not None:
        messages.success(request, _("The shares are set."))
        return redirect("implementation", place.plan.slug, place.year)
    return _form(request, form, place.plan, place.year, _("Set the shares of effort"))


def _form(
    request: PersonRequest,
    form: DeliverableForm | SharesForm | CorrectionForm,
    plan: Plan,
    year: int,
    title: str,
) -> HttpResponse:
    context = {"form": form, "plan": plan, "year": year, "title": title}
    status = 422 if request.POST else 200
    return render(request, "strategy/deliverable_form.html", context, status=status)
