"""Work pages of a plan's writers: both languages side by side, history, older versions."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.forms.plans import (
    BeforeForm,
    MarkForm,
    NameForm,
    PlanForm,
    RestoreForm,
    TitleForm,
    WritingForm,
    attempt_writing,
)
from strategy.models import Plan, PlanElement
from strategy.selectors.writing import Desk
from strategy.workflows.plans import PLAN
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.errors import DomainError
from wco_portal.common.forms import attempt
from wco_portal.publishing.enums import TranslationState
from wco_portal.publishing.models import Revision
from wco_portal.publishing.services.documents import Saved, TextClash


@page(Permission.PLAN_EDIT)
def new(request: PersonRequest) -> HttpResponse:
    """Start a plan."""
    form = PlanForm(request.POST or None)
    made = attempt(form, lambda: services.plans.create(**form.cleaned_data, by=request.user))
    if made is None:
        status = 422 if request.POST else 200
        return render(request, "strategy/plan_form.html", {"form": form}, status=status)
    messages.success(request, _("The plan is there. Only the Secretariat knows of it so far."))
    return redirect("plan-edit", slug=made.slug)


@page(Permission.PLAN_DRAFT_VIEW, on=selectors.writing.plan_desk)
def edit(request: PersonRequest, desk: Desk) -> HttpResponse:
    """Write the introduction of a plan, and see where the plan stands."""
    return _write(request, desk)


@page(Permission.PLAN_DRAFT_VIEW, on=selectors.writing.element_desk)
def edit_element(request: PersonRequest, desk: Desk) -> HttpResponse:
    """Write an element of a plan in both languages."""
    return _write(request, desk)


def _write(request: PersonRequest, desk: Desk) -> HttpResponse:
    if request.method != "POST":
        return render(request, "strategy/plan_edit.html", _desk(request, desk, _filled(desk)))
    form = WritingForm(request.POST)
    result = attempt_writing(
        form,
        lambda: services.plans.write(
            desk.plan,
            drafts=form.drafts(),
            by=request.user,
            section=desk.section,
            reason=form.cleaned_data["reason"],
        ),
    )
    if isinstance(result, TextClash):
        return _clash(request, desk, form, result)
    if result is None:
        status = 423 if form.has_error(NON_FIELD_ERRORS, code="text_closed") else 422
        return render(request, "strategy/plan_edit.html", _desk(request, desk, form), status=status)
    messages.success(request, _said(result))
    return redirect(request.path)


def _said(saved: list[Saved]) -> str:
    if any(one.is_merged for one in saved):
        return _(
            "Saved. Somebody else had saved first: your words and theirs are joined, "
            "and the history keeps both."
        )
    if any(one.revision for one in saved):
        return _("Saved in both languages.")
    return _("Nothing had changed, so nothing was saved.")


def _clash(request: PersonRequest, desk: Desk, form: WritingForm, found: TextClash) -> HttpResponse:
    clash = selectors.writing.clash(desk, found)
    form = form.against(clash["language"], clash["mine"], clash["version"])
    context = _desk(request, desk, form) | clash
    return render(request, "strategy/plan_conflict.html", context, status=409)


def _filled(desk: Desk) -> WritingForm:
    return WritingForm(
        initial={
            "english": desk.markdown["en"],
            "french": desk.markdown["fr"],
            "base_en": desk.documents["en"].version,
            "base_fr": desk.documents["fr"].version,
        }
    )


def _desk(request: PersonRequest, desk: Desk, form: WritingForm) -> dict[str, Any]:
    element = desk.element
    titles = element and TitleForm(
        initial={
            "title_en": element.title_en,
            "title_fr": element.title_fr,
            "base_version": element.version,
        }
    )
    return {
        "desk": desk,
        "plan": desk.plan,
        "element": element,
        "form": form,
        "titles": titles,
        "tree": selectors.writing.tree(desk.plan, current=desk.section),
        "path": selectors.lives.path(desk.plan, actor=request.user),
        "offered": PLAN.offered(desk.plan, by=request.user),
        "stale": selectors.writing.stale_numbers(desk.plan),
    }


@require_POST
@page(Permission.PLAN_EDIT, on=selectors.plans.element)
def rename(request: PersonRequest, element: PlanElement) -> HttpResponse:
    """Change the title of an element."""
    form = TitleForm(request.POST)
    done = attempt(
        form, lambda: services.plans.rename(element, **form.cleaned_data, by=request.user)
    )
    if done is None:
        desk = selectors.writing.desk(element.plan, element)
        context = _desk(request, desk, _filled(desk)) | {"titles": form.against(element.version)}
        return render(request, "strategy/plan_edit.html", context, status=422)
    messages.success(request, _("The title is saved."))
    return redirect("plan-edit-element", slug=element.plan.slug, public_id=element.public_id)


@require_POST
@page(Permission.PLAN_EDIT, on=selectors.writing.element_desk)
def mark(request: PersonRequest, desk: Desk) -> HttpResponse:
    """Say how far the translation of a block of an element is."""
    return _mark(request, desk)


@require_POST
@page(Permission.PLAN_EDIT, on=selectors.writing.plan_desk)
def mark_introduction(request: PersonRequest, desk: Desk) -> HttpResponse:
    """Say how far the translation of a block of the introduction is."""
    return _mark(request, desk)


def _mark(request: PersonRequest, desk: Desk) -> HttpResponse:
    form = MarkForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("A translation has no such state."), code="no_such_state")
    services.plans.mark_translation(
        desk.plan,
        language=form.cleaned_data["language"],
        block=form.cleaned_data["block"],
        state=TranslationState(form.cleaned_data["state"]),
        by=request.user,
    )
    messages.success(request, _("The state of the translation is saved."))
    return redirect(selectors.writing.desk_address(desk.plan, desk.section))


@require_safe
@page(Permission.PLAN_DRAFT_VIEW, on=selectors.plans.by_slug)
def revisions(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Show every saved version in both languages, with its author and reason."""
    return _revisions(request, plan, NameForm())


@require_POST
@page(Permission.PLAN_DRAFT_VIEW, on=selectors.plans.by_slug)
def name_version(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Give the text as it stands a name."""
    form = NameForm(request.POST)
    words = form.data.get("name", "")
    if attempt(form, lambda: services.plans.name_version(plan, words=words, by=request.user)):
        messages.success(request, _("The text as it stands has a name."))
        return redirect("plan-revisions", slug=plan.slug)
    return _revisions(request, plan, form)


def _revisions(request: PersonRequest, plan: Plan, form: NameForm) -> HttpResponse:
    before = BeforeForm(request.GET)
    start = before.cleaned_data if before.is_valid() else {}
    lists = [
        selectors.writing.revisions(plan, code, before=start.get(code) or 0)
        for code in ("en", "fr")
    ]
    words = {"plan": plan, "lists": lists, "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "strategy/plan_revisions.html", words, status=status)


@page(Permission.PLAN_DRAFT_VIEW, on=selectors.writing.revision)
def revision(request: PersonRequest, found: Revision) -> HttpResponse:
    """Show what one version changed; bring it back, with a reason."""
    plan = found.document.text.plan
    form = RestoreForm(request.POST or None)
    done = attempt(
        form,
        lambda: services.plans.restore(
            plan,
            language=found.document.language,
            version=found.version,
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
    )
    if done is not None:
        messages.success(request, _("The older version is the newest one now."))
        return redirect("plan-revisions", slug=plan.slug)
    context = {
        "plan": plan,
        "revision": found,
        "shown": selectors.writing.change(found),
        "form": form,
    }
    status = 422 if request.POST else 200
    return render(request, "strategy/plan_revision.html", context, status=status)
