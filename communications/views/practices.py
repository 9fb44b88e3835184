"""The pages of practices."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communications import selectors, services
from communications.forms import FilterForm, PracticeForm, ReasonForm
from communications.models import Practice
from communications.workflows import PRACTICE
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.bilingual import active
from wco_portal.common.forms import attempt

PER_PAGE = 20


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """List the published practices, with filters."""
    form = FilterForm(request.GET)
    filters = form.chosen()
    pages = Paginator(selectors.practices.published(filters), PER_PAGE)
    words = {"form": form, "filters": filters, "page": pages.get_page(request.GET.get("page"))}
    return render(request, "communications/practices.html", words)


@require_safe
@page(PUBLIC, on=selectors.practices.by_slug)
def detail(request: AnyRequest, practice: Practice) -> HttpResponse:
    """Show a practice, and to who may what can be done with it."""
    offered = selectors.work.acts(PRACTICE, practice, request.user)
    words = {"practice": practice, "offered": offered, "reason": ReasonForm()}
    return render(request, "communications/practice.html", words)


@page(Permission.PRACTICE_CREATE)
def new(request: PersonRequest) -> HttpResponse:
    """Start a practice."""
    form = PracticeForm(request.POST or None)
    made = attempt(
        form,
        lambda: services.practices.create(
            form.account(), language=active(), **form.marks(), by=request.user
        ),
    )
    if made:
        messages.success(request, _("The draft was saved. Read it once more and send it."))
        return redirect(made)
    status = 422 if form.is_bound else 200
    return render(request, "communications/practice_form.html", {"form": form}, status=status)


@page(Permission.PRACTICE_EDIT, on=selectors.practices.by_slug)
def edit(request: PersonRequest, practice: Practice) -> HttpResponse:
    """Change a practice in the language of the page."""
    filled = PracticeForm.filled_from(practice, active())
    form = PracticeForm(request.POST or None, initial=filled)
    done = attempt(
        form,
        lambda: services.practices.edit(
            practice,
            form.account(),
            language=active(),
            **form.marks(),
            version=form.cleaned_data["version"] or 0,
            by=request.user,
        ),
    )
    if done:
        messages.success(request, _("The draft was saved."))
        return redirect(done)
    words = {"form": form, "practice": practice}
    status = 422 if form.is_bound else 200
    return render(request, "communications/practice_form.html", words, status=status)


@require_POST
@page(Permission.PRACTICE_SUBMIT, on=selectors.practices.by_slug)
def submit(request: PersonRequest, practice: Practice) -> HttpResponse:
    """Send a practice to the Secretariat."""
    services.practices.submit(practice, by=request.user)
    messages.success(request, _("The practice was sent to the Secretariat."))
    return redirect(practice)


@require_POST
@page(Permission.PRACTICE_REVIEW, on=selectors.practices.by_slug)
def publish(request: PersonRequest, practice: Practice) -> HttpResponse:
    """Publish a practice."""
    services.practices.publish(practice, by=request.user)
    messages.success(request, _("The practice is published; its authors are informed."))
    return redirect(practice)


@require_POST
@page(Permission.PRACTICE_REVIEW, on=selectors.practices.by_slug)
def request_changes(request: PersonRequest, practice: Practice) -> HttpResponse:
    """Return a practice with reasons."""
    form = ReasonForm(request.POST)
    done = attempt(
        form,
        lambda: services.practices.request_changes(
            practice, note=form.cleaned_data["note"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("The practice was returned with your reasons."))
        return redirect(done)
    return _refused(request, practice, form)


@require_POST
@page(Permission.PRACTICE_REVIEW, on=selectors.practices.by_slug)
def withdraw(request: PersonRequest, practice: Practice) -> HttpResponse:
    """Take a practice off the public pages."""
    form = ReasonForm(request.POST)
    done = attempt(
        form,
        lambda: services.practices.withdraw(
            practice, note=form.cleaned_data["note"], by=request.user
        ),
    )
    if done:
        messages.success(request, _("The practice was withdrawn."))
        return redirect(done)
    return _refused(request, practice, form)


def _refused(request: PersonRequest, practice: Practice, form: ReasonForm) -> HttpResponse:
    offered = selectors.work.acts(PRACTICE, practice, request.user)
    words = {"practice": practice, "offered": offered, "reason": form}
    return render(request, "communications/practice.html", words, status=422)
