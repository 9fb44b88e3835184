"""Take in a plan from a file: choose it, read the report, confirm."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from strategy import selectors, services
from strategy.forms.plan_imports import FileForm, NameForm
from strategy.models import PlanImport
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt


@page(Permission.PLAN_EDIT)
def new(request: PersonRequest) -> HttpResponse:
    """Choose a file; nothing is made before its report is confirmed."""
    form = FileForm(request.POST or None, request.FILES or None)
    kept = attempt(
        form,
        lambda: services.plan_imports.keep(
            form.cleaned_data["file"].read(),
            name=form.cleaned_data["file"].name,
            language=form.cleaned_data["language"],
            by=request.user,
        ),
    )
    if kept is None:
        status = 422 if request.POST else 200
        return render(request, "strategy/plan_import_new.html", {"form": form}, status=status)
    return redirect(kept)


@page(Permission.PLAN_EDIT, on=selectors.plan_imports.by_public_id)
def detail(request: PersonRequest, found: PlanImport) -> HttpResponse:
    """Show what was accepted, repaired and noted; make the draft when it is confirmed."""
    report = selectors.plan_imports.kept(found)
    form = NameForm(request.POST or None, initial=selectors.plan_imports.proposal(found, report))
    made = attempt(
        form,
        lambda: services.plan_imports.confirm(
            found, slug=form.cleaned_data["slug"], by=request.user
        ),
    )
    if made is not None:
        messages.success(request, _("The draft is there. Only the Secretariat knows of it so far."))
        return redirect("plan-edit", slug=made.slug)
    context = {"found": found, "report": report, "form": form}
    status = 422 if request.POST else 200
    return render(request, "strategy/plan_import.html", context, status=status)
