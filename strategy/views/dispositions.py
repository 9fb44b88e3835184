"""Pages on what Members said of a plan and what was answered: for editors, and for everybody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from strategy import selectors, services
from strategy.forms.dispositions import (
    AnswerForm,
    AnswersForm,
    CorrectForm,
    InputsForm,
    as_initial,
)
from strategy.models import Disposition, Plan, PlanInput
from strategy.selectors.disposition_book import Compilation
from strategy.views.downloads import workbook
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.bilingual import active
from wco_portal.common.forms import attempt
from wco_portal.files.services import prints

ROWS = 30
TABLE_ROWS = 50
# No version is longer; beyond some thousands, Python refuses to read the number.
DIGITS = 9


@require_safe
@page(PUBLIC, on=selectors.plans.by_slug)
def answers(request: AnyRequest, plan: Plan) -> HttpResponse:
    """Show what was said of a plan, what was answered, and what changed."""
    form = AnswersForm(request.GET)
    found = selectors.dispositions.answered(plan, form.wanted(), actor=request.user)
    context = {
        "plan": plan,
        "form": form,
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "is_filtered": form.has_changed(),
    }
    return render(request, "strategy/plan_answers.html", context)


@require_safe
@page(PUBLIC, on=selectors.disposition_book.compilation)
def compilation(_request: AnyRequest, found: Compilation) -> HttpResponse:
    """Hand out all published answers on a plan, for a paper."""
    if found.is_sheet:
        return workbook(selectors.disposition_book.rows(found.plan), name=found.name)
    given = selectors.disposition_book.of(found.plan, active())
    made = prints.write(given, "docx", name=f"{found.name}.docx")
    response = HttpResponse(made.data, content_type=made.media_type)
    response["Content-Disposition"] = f'attachment; filename="{made.name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@page(Permission.DISPOSITION_ANSWER, on=selectors.inputs.plan)
def inputs(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Show what Members said of a plan to who answers."""
    form = InputsForm(plan, request.GET)
    found = selectors.inputs.of_plan(plan, form.wanted())
    shown = Paginator(found, TABLE_ROWS).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "form": form,
        "page": shown,
        "rows": selectors.inputs.rows(shown.object_list),
        "counts": selectors.inputs.counts(plan),
        "open": form.waiting(),
    }
    return render(request, "strategy/plan_inputs.html", context)


@page(Permission.DISPOSITION_ANSWER, on=selectors.inputs.plan)
def answer(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Draft the answer to one input, or the same answer to several."""
    chosen = _chosen(request, plan)
    status = 422 if request.POST else 200
    if not chosen:
        context: dict[str, Any] = {"plan": plan, "rows": []}
        return render(request, "strategy/plan_input_answer.html", context, status=status)
    start = as_initial(chosen[0].disposition if len(chosen) == 1 else None)
    form = AnswerForm(plan, request.POST or None, initial=start)
    made = attempt(form, lambda: _drafted(form, plan, chosen, request))
    if made is None:
        open_ = [each for each in chosen if not selectors.inputs.is_published(each)]
        context = {
            "plan": plan,
            "form": form,
            "rows": selectors.inputs.rows(open_),
            "replaced": sum(each.disposition is not None for each in open_),
        }
        return render(request, "strategy/plan_input_answer.html", context, status=status)
    words = ngettext("%(count)s answer is drafted.", "%(count)s answers are drafted.", len(made))
    messages.success(request, words % {"count": len(made)})
    return redirect("plan-inputs", plan.slug)


def _chosen(request: PersonRequest, plan: Plan) -> list[PlanInput]:
    """Return what was ticked, or everything that the filters leave.

    What is published is not offered; if it was published meanwhile, that is refused with the words
    that were written still there.
    """
    if request.method == "GET" and "matching" in request.GET:
        wanted = InputsForm(plan, request.GET).wanted()
        return list(selectors.inputs.open_ones(plan, wanted))
    keys = (request.POST or request.GET).getlist("input")
    found = selectors.inputs.chosen(plan, [key for key in keys if key.isalnum()])
    if request.method == "POST":
        return found
    return [each for each in found if not selectors.inputs.is_published(each)]


def _seen(request: PersonRequest) -> dict[str, int]:
    """Return which version of each input's draft stood on the page; -1 where that is no number."""
    parts = (each.partition(".") for each in request.POST.getlist("seen"))
    return {
        key: int(number) if number.isdecimal() and len(number) <= DIGITS else -1
        for key, _dot, number in parts
    }


def _drafted(
    form: AnswerForm, plan: Plan, chosen: list[PlanInput], request: PersonRequest
) -> list[Disposition]:
    given = form.given()
    if len(chosen) > 1:
        keys = [each.public_id for each in chosen]
        return services.dispositions.answer_many(
            plan, keys=keys, given=given, seen=_seen(request), by=request.user
        )
    version = form.cleaned_data["version"]
    one = services.dispositions.answer(
        plan, said=chosen[0], given=given, version=version, by=request.user
    )
    return [one]


@page(Permission.DISPOSITION_PUBLISH, on=selectors.inputs.plan)
def publish(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Publish all drafted answers of a plan, after a look at how many and to whom."""
    form = forms.Form(request.POST if request.method == "POST" else None)
    done = attempt(form, lambda: services.dispositions.publish(plan, by=request.user))
    if done is not None:
        words = ngettext(
            "%(count)s answer is published; who said it is told.",
            "%(count)s answers are published; who said it is told, once each.",
            len(done),
        )
        messages.success(request, words % {"count": len(done)})
        return redirect("plan-answers", plan.slug)
    context = {"plan": plan, "form": form, "drafts": selectors.dispositions.drafts(plan)}
    status = 422 if request.method == "POST" else 200
    return render(request, "strategy/plan_answers_publish.html", context, status=status)


@page(Permission.DISPOSITION_ANSWER, on=selectors.dispositions.published)
def correct(request: PersonRequest, found: Disposition) -> HttpResponse:
    """Correct a published answer, with a reason that everybody reads."""
    form = CorrectForm(found.plan, request.POST or None, initial=as_initial(found))
    made = attempt(
        form,
        lambda: services.dispositions.correct(
            found,
            given=form.given(),
            why=form.why(),
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )
    if made is not None:
        messages.success(request, _("The answer is corrected; what it said before stays readable."))
        return redirect(made)
    context = {
        "plan": found.plan,
        "form": form,
        "rows": selectors.inputs.rows(selectors.dispositions.inputs_of(found)),
        "correcting": found,
    }
    status = 422 if request.POST else 200
    return render(request, "strategy/plan_input_answer.html", context, status=status)
