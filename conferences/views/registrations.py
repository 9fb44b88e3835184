"""The registrar's work list, and one registration with its acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from conferences import forms, selectors, services
from conferences.models import Conference, Receipt, Registration
from conferences.workflows import REGISTRATION
from wco_portal.access import policies
from wco_portal.access.pages import PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.forms import attempt
from wco_portal.common.parts import Tab
from wco_portal.directory.models import Person
from wco_portal.files.services import sheets

ROWS = 50
# The act that needs no form.
ONE_PRESS = "confirm"


@dataclass(frozen=True, slots=True)
class Act:
    """A button of a registration: possible, or locked with its reason."""

    label: str | Promise
    address: str
    why_not: str | Promise
    is_one_press: bool


def _acts(registration: Registration, *, by: Person) -> list[Act]:
    words = [registration.conference.slug, registration.public_id]
    return [
        Act(
            each.transition.label,
            reverse(f"registration-{each.transition.name}", args=words),
            "" if each.decision else each.decision.reason,
            each.transition.name == ONE_PRESS,
        )
        for each in REGISTRATION.offered(registration, by=by)
        if each.transition.permission
        and policies.check(by, each.transition.permission, registration)
    ]


def _tabs(counts: dict[str, int], *, wanted: selectors.registrations.Wanted) -> list[Tab]:
    titles = {
        "all": _("All"),
        "action": _("Needs action"),
        "confirmed": _("Confirmed"),
        "waiting": _("Waiting list"),
        "ended": _("Ended"),
    }
    return [
        Tab(title, f"?view={name}", name == wanted.view, counts[name])
        for name, title in titles.items()
    ]


@require_safe
@page(Permission.REGISTRATIONS_LIST, on=selectors.conferences.edition_by_slug)
def listing(request: PersonRequest, conference: Conference) -> HttpResponse:
    """Show the registrar's work list."""
    form = forms.WorklistForm(request.GET)
    wanted = form.wanted()
    rows = selectors.registrations.worklist(conference, actor=request.user, wanted=wanted)
    counts = selectors.registrations.counts(conference)
    words = {
        "conference": conference,
        "form": form,
        "wanted": wanted,
        "counts": counts,
        "tabs": _tabs(counts, wanted=wanted),
        "page": Paginator(rows, ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "conferences/registrations.html", words)


@require_safe
@page(Permission.REGISTRATIONS_LIST, on=selectors.conferences.edition_by_slug)
def as_csv(request: PersonRequest, conference: Conference) -> HttpResponse:
    """Give the list, narrowed as it is shown, as CSV."""
    made = sheets.as_csv(_table(request, conference, ending="csv"))
    told = {"Content-Disposition": f'attachment; filename="registrations-{conference.slug}.csv"'}
    return HttpResponse(made, content_type="text/csv; charset=utf-8", headers=told)


@require_safe
@page(Permission.REGISTRATIONS_LIST, on=selectors.conferences.edition_by_slug)
def as_xlsx(request: PersonRequest, conference: Conference) -> HttpResponse:
    """Give the list, narrowed as it is shown, as a spreadsheet."""
    made = sheets.write(_table(request, conference, ending="xlsx"), name=conference.slug)
    told = {"Content-Disposition": f'attachment; filename="registrations-{conference.slug}.xlsx"'}
    return HttpResponse(made, content_type=sheets.XLSX, headers=told)


def _table(
    request: PersonRequest, conference: Conference, *, ending: str
) -> Iterable[list[object]]:
    """Read what the file holds; the trail says who took it."""
    wanted = forms.WorklistForm(request.GET).wanted()
    rows = selectors.registrations.worklist(conference, actor=request.user, wanted=wanted)
    count = rows.count()
    services.registrations.note_export(conference, ending=ending, rows=count, by=request.user)
    return selectors.registrations.table(rows, conference)


@require_POST
@page(Permission.REGISTRATION_REVIEW, on=selectors.conferences.edition_by_slug)
def confirm_many(request: PersonRequest, conference: Conference) -> HttpResponse:
    """Confirm the ticked rows, and say for each other why not."""
    ticked = selectors.registrations.chosen(conference, ids=request.POST.getlist("row")[:ROWS])
    results = services.registrations.confirm_many(ticked, by=request.user)
    done = sum(not result.problem for result in results)
    said = ngettext("%(count)s confirmed.", "%(count)s confirmed.", done) % {"count": done}
    messages.success(request, said) if done else messages.info(request, _("Nobody was confirmed."))
    for result in results:
        if result.problem:
            messages.warning(request, f"{result.registration.name}: {result.problem}")
    return redirect("registrations", conference.slug)


@require_safe
@page(Permission.WORK_VIEW)
def own(request: PersonRequest) -> HttpResponse:
    """Show the person's own registrations."""
    found = selectors.registrations.own(request.user)
    return render(request, "conferences/own.html", {"registrations": found})


@require_safe
@page(Permission.REGISTRATION_VIEW, on=selectors.registrations.by_id)
def show(request: PersonRequest, registration: Registration) -> HttpResponse:
    """Show a registration with its history and what can be done."""
    words = {
        "registration": registration,
        "conference": registration.conference,
        "acts": _acts(registration, by=request.user),
        "history": selectors.registrations.history(registration),
        "twins": selectors.registrations.twins(registration),
    }
    return render(request, "conferences/registration.html", words)


@require_POST
@page(Permission.REGISTRATION_REVIEW, on=selectors.registrations.by_id)
def confirm(request: PersonRequest, registration: Registration) -> HttpResponse:
    """Confirm a delegate."""
    services.registrations.confirm(registration, by=request.user)
    messages.success(request, _("The registration is confirmed."))
    return redirect(registration)


@require_POST
@page(Permission.REGISTRATION_NOMINATE, on=selectors.registrations.by_id)
def make_head(request: PersonRequest, registration: Registration) -> HttpResponse:
    """Make a delegate the head of the delegation."""
    services.registrations.make_head(registration, by=request.user)
    messages.success(request, _("The delegation has a new head."))
    return redirect(registration.delegation)


@page(Permission.REGISTRATION_REVIEW, on=selectors.registrations.by_id)
def return_for_changes(request: PersonRequest, registration: Registration) -> HttpResponse:
    """Ask the administration for a correction."""
    form = forms.RemarkForm(request.POST or None)

    def act() -> Registration:
        remark = form.cleaned_data["remark"]
        return services.registrations.return_for_changes(
            registration, remark=remark, by=request.user
        )

    return _act(request, registration, "return", form, act)


@page(Permission.REGISTRATION_REVIEW, on=selectors.registrations.by_id)
def reject(request: PersonRequest, registration: Registration) -> HttpResponse:
    """Reject a delegate."""
    form = forms.RemarkForm(request.POST or None)

    def act() -> Registration:
        remark = form.cleaned_data["remark"]
        return services.registrations.reject(registration, remark=remark, by=request.user)

    return _act(request, registration, "reject", form, act)


@page(Permission.REGISTRATION_CORRECT, on=selectors.registrations.by_id)
def correct(request: PersonRequest, registration: Registration) -> HttpResponse:
    """Correct what the Secretariat asked for."""
    form = forms.PersonForm(request.POST or None, instance=registration)

    def act() -> Registration:
        return services.registrations.correct(
            registration, values=form.cleaned_data, by=request.user
        )

    return _act(request, registration, "correct", form, act)


@page(Permission.REGISTRATION_WITHDRAW, on=selectors.registrations.by_id)
def withdraw(request: PersonRequest, registration: Registration) -> HttpResponse:
    """Withdraw a delegate."""
    form = forms.WithdrawForm(request.POST or None)

    def act() -> Receipt:
        remark = form.cleaned_data["remark"]
        return services.registrations.withdraw(registration, remark=remark, by=request.user)

    return _act(request, registration, "withdraw", form, act)


@page(Permission.REGISTRATION_NOMINATE, on=selectors.registrations.by_id)
def substitute(request: PersonRequest, registration: Registration) -> HttpResponse:
    """Replace a delegate by another person."""
    form = forms.PersonForm(request.POST or None)

    def act() -> Receipt:
        nominee = form.nominee(role=registration.role)
        return services.nominations.substitute(registration, nominee=nominee, by=request.user)

    return _act(request, registration, "substitute", form, act)


def _act(
    request: PersonRequest,
    registration: Registration,
    name: str,
    form: BaseForm,
    act: Callable[[], Registration | Receipt],
) -> HttpResponse:
    """Show the form of an act, or do it; an act of a Member leads to its receipt."""
    if request.method == "POST":
        done = attempt(form, act)
        if done is not None:
            return redirect(done)
    words = {
        "registration": registration,
        "conference": registration.conference,
        "arrow": REGISTRATION.transitions[name],
        "decision": REGISTRATION.decide(name, registration, by=request.user),
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "conferences/act.html", words, status=status)
