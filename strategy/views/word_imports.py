"""Take in a plan from a Word file: choose it, read the report, confirm."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from strategy import selectors, services
from strategy.forms.plan_imports import WordForm, WordPlanForm
from strategy.models import WordImport
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt


@page(Permission.PLAN_EDIT)
def new(request: PersonRequest) -> HttpResponse:
    """Choose a file for a worker to read; nothing is made before its report is confirmed."""
    form = WordForm(request.POST or None, request.FILES or None)
    job = attempt(
        form,
        lambda: services.word_jobs.ask(
            form.cleaned_data["file"].read(),
            name=form.cleaned_data["file"].name,
            language=form.cleaned_data["language"],
            by=request.user,
        ),
    )
    if job is None:
        status = 422 if request.POST else 200
        return render(request, "strategy/word_import_new.html", {"form": form}, status=status)
    return redirect(job)


@page(Permission.PLAN_EDIT, on=selectors.word_imports.by_public_id)
def detail(request: PersonRequest, found: WordImport) -> HttpResponse:
    """Show what would be made and what was left out; make the draft when it is confirmed."""
    outline = selectors.word_imports.kept(found)
    initial = selectors.word_imports.proposal(found, outline)
    form = WordPlanForm(request.POST or None, initial=initial)
    made = attempt(
        form,
        lambda: services.word_imports.confirm(found, **form.cleaned_data, by=request.user),
    )
    if made is not None:
        messages.success(request, _("The draft is there. Only the Secretariat knows of it so far."))
        return redirect("plan-edit", slug=made.slug)
    context = {"found": found, "outline": outline, "counts": outline.counts(), "form": form}
    status = 422 if request.POST else 200
    return render(request, "strategy/word_import.html", context, status=status)
