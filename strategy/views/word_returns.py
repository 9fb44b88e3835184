"""Take back a plan's own Word file: choose it, see what it changes, decide."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from strategy import selectors, services
from strategy.forms.plan_imports import ReturnForm, TakeInForm
from strategy.models import Plan, WordImport
from strategy.services.word_returns import Choices
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt


@page(Permission.PLAN_EDIT, on=selectors.plans.by_slug)
def upload(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Choose the file that came back for a worker to read; nothing is changed before a look."""
    form = ReturnForm(request.POST or None, request.FILES or None)
    job = attempt(
        form,
        lambda: services.word_jobs.ask(
            form.cleaned_data["file"].read(),
            name=form.cleaned_data["file"].name,
            plan=plan,
            by=request.user,
        ),
    )
    if job is None:
        status = 422 if request.method == "POST" else 200
        context = {"form": form, "plan": plan}
        return render(request, "strategy/word_return_new.html", context, status=status)
    return redirect(job)


@page(Permission.PLAN_EDIT, on=selectors.word_returns.kept)
def detail(request: PersonRequest, found: WordImport) -> HttpResponse:
    """Show what the file changes and where it clashes; join what is chosen."""
    look = selectors.word_returns.look(found)
    form = TakeInForm(
        request.POST or None,
        offered=selectors.word_returns.offered(look),
        clashes=[each.block for each in look.clashes],
    )
    form.initial["version"] = look.document.version
    done = attempt(form, lambda: _taken(request, found, form))
    if done is not None:
        messages.success(request, _("The changes of the file are in the text."))
        return redirect("plan-edit", slug=done.slug)
    context = {"found": found, "plan": look.plan, "look": look, "form": form}
    context["passages"] = list(zip(look.clashing, form.answers(), strict=True))
    status = 422 if request.POST else 200
    return render(request, "strategy/word_return.html", context, status=status)


def _taken(request: PersonRequest, found: WordImport, form: TakeInForm) -> Plan:
    chosen = {name: form.cleaned_data.get(name, ()) for name in ("added", "gone", "titles")}
    return services.word_returns.take_in(
        found,
        version=form.cleaned_data["version"],
        choices=Choices(**chosen, clashes=form.clashes()),
        by=request.user,
    )
