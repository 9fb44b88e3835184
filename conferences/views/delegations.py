"""A Member's delegation: its answer, its delegates, their receipts."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from conferences import forms, selectors, services
from conferences.enums import Answer
from conferences.models import Conference, Delegation, Receipt
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import Permission
from wco_portal.common.bilingual import active
from wco_portal.common.forms import attempt


@require_safe
@page(Permission.DELEGATION_VIEW, on=selectors.delegations.of_actor)
def own(request: PersonRequest, delegation: Delegation) -> HttpResponse:
    """Lead a focal point to the delegation of the own Member."""
    del request
    return redirect(delegation)


@require_safe
@page(Permission.DELEGATIONS_LIST, on=selectors.conferences.edition_by_slug)
def listing(request: PersonRequest, conference: Conference) -> HttpResponse:
    """Show which Members have answered, by region."""
    words = {
        "conference": conference,
        "delegations": selectors.delegations.responses(conference, actor=request.user),
        "summary": selectors.delegations.summary(conference, actor=request.user),
    }
    return render(request, "conferences/delegations.html", words)


@require_safe
@page(Permission.DELEGATION_VIEW, on=selectors.delegations.by_member)
def show(request: PersonRequest, delegation: Delegation) -> HttpResponse:
    """Show a delegation."""
    words = {
        "sheet": selectors.delegations.sheet(delegation, actor=request.user),
        "delegation": delegation,
    }
    return render(request, "conferences/delegation.html", words)


@require_POST
@page(Permission.DELEGATION_ANSWER, on=selectors.delegations.by_member)
def answer(request: PersonRequest, delegation: Delegation) -> HttpResponse:
    """Say whether the administration will attend."""
    form = forms.AnswerForm(request.POST)
    receipt = attempt(
        form,
        lambda: services.delegations.answer(
            delegation, answer=Answer(form.cleaned_data["answer"]), by=request.user
        ),
    )
    if receipt is None:
        sheet = selectors.delegations.sheet(delegation, actor=request.user)
        words = {"sheet": sheet, "delegation": delegation, "form": form}
        return render(request, "conferences/delegation.html", words, status=422)
    return redirect(receipt)


@page(Permission.REGISTRATION_NOMINATE, on=selectors.delegations.by_member)
def nominate(request: PersonRequest, delegation: Delegation) -> HttpResponse:
    """Nominate delegates in one form."""
    is_sent = request.method == "POST" and "more" not in request.POST
    form = forms.nomination(
        request.POST,
        is_sent=is_sent,
        free=delegation.free_count,
        needs_head=not selectors.delegations.has_head(delegation),
        language=request.user.language or active(),
    )
    if is_sent:
        receipt = attempt(
            form,
            lambda: services.nominations.nominate(
                delegation, people=form.nominees(), by=request.user
            ),
        )
        if receipt is not None:
            return redirect(receipt)
    words = {"delegation": delegation, "conference": delegation.conference, "form": form}
    status = 422 if is_sent else 200
    return render(request, "conferences/nominate.html", words, status=status)


@page(Permission.DELEGATION_QUOTA, on=selectors.delegations.by_member)
def quota(request: PersonRequest, delegation: Delegation) -> HttpResponse:
    """Give a delegation more or fewer places."""
    form = forms.QuotaForm(request.POST or None, initial={"quota": delegation.quota})
    if request.method == "POST":
        done = attempt(
            form,
            lambda: services.delegations.change_quota(
                delegation, **form.cleaned_data, by=request.user
            ),
        )
        if done is not None:
            return redirect(delegation)
    words = {"delegation": delegation, "conference": delegation.conference, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "conferences/quota.html", words, status=status)


@require_safe
@page(Permission.RECEIPT_VIEW, on=selectors.receipts.by_id)
def receipt(request: AnyRequest, receipt: Receipt) -> HttpResponse:
    """Show a receipt, to be printed."""
    words = {"receipt": receipt, "lines": selectors.receipts.lines(receipt)}
    return render(request, "conferences/receipt.html", words)
