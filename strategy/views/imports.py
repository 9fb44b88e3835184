"""Pages of an import of figures: template, dry run, entry."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.forms.imports import RowsForm, SheetForm, sealed
from strategy.models import Plan
from strategy.services.imports import Report
from strategy.views.downloads import workbook
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common import days
from wco_portal.common.forms import attempt
from wco_portal.directory.models import Person
from wco_portal.files.services import sheets


@page(Permission.INDICATOR_REPORT, on=selectors.plans.by_slug)
def upload(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Take a filled-in template and say what it would do."""
    form = SheetForm(request.POST or None, request.FILES or None)
    rows = attempt(form, lambda: sheets.read(form.cleaned_data["sheet"].read()))
    context = {"plan": plan, "form": form, "days": selectors.imports.days(plan)}
    if rows is not None:
        report = services.imports.rehearse(plan, rows, by=request.user)
        context |= {"report": report, "rows": "" if report.problems else sealed(rows)}
    status = 422 if form.is_bound and rows is None else 200
    return render(request, "strategy/figures_import.html", context, status=status)


@require_POST
@page(Permission.INDICATOR_REPORT, on=selectors.plans.by_slug)
def enter(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Enter the figures of a dry run as drafts, or send them for approval at once."""
    form = RowsForm(request.POST)
    report = attempt(form, lambda: _brought_in(plan, form.cleaned_data, by=request.user))
    if report is None or not report.is_done:
        context = {"plan": plan, "form": SheetForm(), "refused": form, "report": report}
        return render(request, "strategy/figures_import.html", context, status=422)
    messages.success(request, _done(len(report.lines), is_sent=bool(form.cleaned_data["send"])))
    return redirect("measurements")


def _brought_in(plan: Plan, wanted: dict[str, Any], *, by: Person) -> Report:
    does = services.imports.send_in if wanted["send"] else services.imports.bring_in
    return does(plan, wanted["rows"], by=by)


def _done(count: int, *, is_sent: bool) -> str:
    words = ngettext(
        "%(count)s figure is entered as a draft.", "%(count)s figures are entered as drafts.", count
    )
    if is_sent:
        words = ngettext(
            "%(count)s figure is sent for approval.",
            "%(count)s figures are sent for approval.",
            count,
        )
    return words % {"count": count}


@require_safe
@page(Permission.INDICATOR_REPORT, on=selectors.plans.by_slug)
def template(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Hand out the template for the figures of a period."""
    day = days.as_of(request.GET).day
    rows = selectors.imports.template(plan, day)
    return workbook(rows, name=f"figures-{plan.slug}-{day.isoformat()}")
