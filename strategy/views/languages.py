"""The two languages of a plan: how far they are, out to a translator and in again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.forms.languages import SealForm, ShownForm, TranslationForm, sealed
from strategy.models import Plan
from strategy.selectors.languages import Report, TranslationFile
from strategy.views.downloads import workbook
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt
from wco_portal.files.services import sheets

ROWS = 50


@require_safe
@page(Permission.PLAN_DRAFT_VIEW, on=selectors.plans.by_slug)
def board(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Count the blocks by language and state, and list what waits."""
    asked = ShownForm(request.GET).asked()
    found = selectors.languages.board(plan, **asked)
    context = {
        "plan": plan,
        "board": found,
        "page": Paginator(found.items, ROWS).get_page(request.GET.get("page")),
        "state": next(iter(asked.get("states", [])), ""),
        "language": next(iter(asked.get("languages", [])), ""),
        "states": selectors.languages.words().items(),
    }
    return render(request, "strategy/plan_languages.html", context)


@require_safe
@page(Permission.PLAN_DRAFT_VIEW, on=selectors.languages.file)
def export(_request: PersonRequest, file: TranslationFile) -> HttpResponse:
    """Hand out the plan for a translator."""
    if file.xliff is None:
        return workbook(file.rows, name=file.name)
    response = HttpResponse(file.xliff, content_type="application/xliff+xml")
    response["Content-Disposition"] = f'attachment; filename="{file.name}.xlf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page(Permission.PLAN_EDIT, on=selectors.plans.by_slug)
def bring(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Take what a translator sent and say what it would do; nothing is written yet."""
    form = TranslationForm(request.POST or None, request.FILES or None)
    told = attempt(form, lambda: _rehearsed(plan, form.cleaned_data["file"]))
    context: dict[str, Any] = {"plan": plan, "form": form}
    if told is not None:
        context |= {"report": told[0], "sealed": told[1]}
    status = 422 if form.is_bound and told is None else 200
    return render(request, "strategy/plan_translation.html", context, status=status)


def _rehearsed(plan: Plan, file: Any) -> tuple[Report, str]:
    data = file.read()
    if data.startswith(b"PK"):
        read = selectors.languages.read_rows(plan, sheets.read(data))
    else:
        read = selectors.languages.read(plan, data)
    report = selectors.languages.report(plan, read)
    return report, sealed(plan, report, name=file.name) if report.taken else ""


@require_POST
@page(Permission.PLAN_EDIT, on=selectors.plans.by_slug)
def enter(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Write the blocks that the dry run promised."""
    form = SealForm(plan, request.POST)
    done = attempt(
        form,
        lambda: services.languages.take_in(
            plan,
            form.cleaned_data["sealed"].read,
            expected=form.cleaned_data["sealed"].expected,
            name=form.cleaned_data["sealed"].name,
            by=request.user,
        ),
    )
    if done is None:
        context = {"plan": plan, "form": TranslationForm(), "refused": form}
        return render(request, "strategy/plan_translation.html", context, status=422)
    words = ngettext("%(count)s block is taken in.", "%(count)s blocks are taken in.", done)
    messages.success(request, words % {"count": done})
    return redirect("plan-languages", slug=plan.slug)
