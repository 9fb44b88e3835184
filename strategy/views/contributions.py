"""Pages on the clauses of a plan in consultation: comments, proposals, threads, support."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.enums.contributions import ClausePart, ContributionKind, Stance
from strategy.forms.contributions import (
    AnswerThreadForm,
    CommentForm,
    PlaceForm,
    ProposalForm,
    RedactForm,
    StandForm,
    TitleForm,
    VersionForm,
    WithdrawContributionForm,
    start,
)
from strategy.models import Contribution, Plan, PlanElement, PlanInput
from strategy.services.contributions import Place
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.forms import attempt

ROWS = 20


@require_safe
@page(PUBLIC, on=selectors.plans.element)
def clause(request: AnyRequest, element: PlanElement) -> HttpResponse:
    """List what Members say of an element, as each of them allowed."""
    return _clause(request, element.plan, element)


@require_safe
@page(PUBLIC, on=selectors.plans.by_slug)
def introduction(request: AnyRequest, plan: Plan) -> HttpResponse:
    """List what Members say of the introduction and the title of a plan."""
    return _clause(request, plan, None)


def _clause(
    request: AnyRequest | PersonRequest, plan: Plan, element: PlanElement | None
) -> HttpResponse:
    found = selectors.contributions.on(element or plan, request.user)
    shown = Paginator(found, ROWS).get_page(request.GET.get("page"))
    frozen = selectors.clauses.consulted(plan)
    section = element.public_id if element else ""
    context = {
        "element": element,
        "plan": plan,
        "subject": element or plan,
        "frozen": frozen,
        "text": selectors.plans.of_version(frozen).words(section) if frozen else None,
        "page": shown,
        "rows": selectors.contributions.listed(shown.object_list, request.user),
    }
    return render(request, "strategy/clause.html", context)


@page(Permission.CLAUSE_COMMENT, on=selectors.plans.element)
def comment(request: PersonRequest, element: PlanElement) -> HttpResponse:
    """Comment on the text or the title of an element for the own administration."""
    return _comment(request, Contribution(plan=element.plan, element=element))


@page(Permission.CLAUSE_COMMENT, on=selectors.plans.by_slug)
def comment_introduction(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Comment on the introduction or the title of a plan for the own administration."""
    return _comment(request, Contribution(plan=plan))


def _comment(request: PersonRequest, about: Contribution) -> HttpResponse:
    _place(request, about)
    members = selectors.contributions.speakers(request.user)
    form = CommentForm(members, request.POST or None)
    return _said(request, about, form, ContributionKind.COMMENT)


@page(Permission.CLAUSE_COMMENT, on=selectors.plans.element)
def propose(request: PersonRequest, element: PlanElement) -> HttpResponse:
    """Draft other wording for the text or the title of an element."""
    return _propose(request, Contribution(plan=element.plan, element=element))


@page(Permission.CLAUSE_COMMENT, on=selectors.plans.by_slug)
def propose_introduction(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Draft other wording for the introduction of a plan."""
    return _propose(request, Contribution(plan=plan))


def _propose(request: PersonRequest, about: Contribution) -> HttpResponse:
    _place(request, about)
    members = selectors.contributions.speakers(request.user)
    texts = selectors.clauses.wording(about) if about.frozen_id else {}
    wording = {f"wording_{code}": words for code, words in texts.items()}
    form = _wording_form(about)(members, request.POST or None, initial=wording)
    return _said(request, about, form, ContributionKind.PROPOSAL)


def _wording_form(about: Contribution) -> type[ProposalForm]:
    return TitleForm if about.is_on_title else ProposalForm


def _place(request: PersonRequest, about: Contribution) -> None:
    """Fill in which part the address speaks of, and the version that has it."""
    chosen = PlaceForm(request.GET).place()
    about.part, about.block = chosen.part, chosen.block
    if (frozen := selectors.clauses.consulted(about.plan)) is not None:
        about.frozen = frozen


def _said(
    request: PersonRequest,
    about: Contribution,
    form: CommentForm | ProposalForm,
    kind: ContributionKind,
) -> HttpResponse:
    made = attempt(
        form,
        lambda: services.contributions.say(
            about.subject,
            place=Place(ClausePart(about.part), about.block),
            member=form.cleaned_data["member"],
            kind=kind,
            said=form.said(),
            by=request.user,
        ),
    )
    if made is not None:
        messages.success(request, _told(kind))
        return redirect(made)
    context = {
        "about": about,
        "element": about.element,
        "plan": about.plan,
        "form": form,
        "kind": kind,
        "words": selectors.clauses.excerpt(about),
    }
    status = 422 if form.is_bound else 200
    return render(request, "strategy/contribution_form.html", context, status=status)


def _told(kind: ContributionKind) -> str:
    if kind == ContributionKind.PROPOSAL:
        return _("The proposal is drafted: read what it changes, then propose it.")
    return _("The comment is made; the Secretariat answers it.")


@require_safe
@page(PUBLIC, on=selectors.contributions.begun)
def detail(request: AnyRequest, found: Contribution) -> HttpResponse:
    """Show a comment or a proposal with its thread."""
    return _detail(request, found)


def _detail(
    request: AnyRequest | PersonRequest, found: Contribution, *bound: forms.Form
) -> HttpResponse:
    members = selectors.contributions.speakers(request.user)
    others = selectors.contributions.speakers(request.user, without=found)
    shown = selectors.contributions.thread(found, request.user)
    standing = None
    if found.is_proposal:
        standing = selectors.contributions.standing(found, request.user)
    given = selectors.contributions.given(found)
    again = {type(form): form for form in bound}
    context = {
        "found": found,
        "shown": shown,
        "plan": found.plan,
        "words": selectors.clauses.excerpt(found),
        "differences": []
        if shown.is_gone or not found.is_proposal
        else selectors.contributions.differences(found, is_full=shown.is_full),
        "standing": standing,
        "given": given,
        "target": selectors.dispositions.target(given, actor=request.user),
        "earlier": selectors.contributions.revisions(found) if shown.is_full else [],
        "answer_form": again.get(AnswerThreadForm) or AnswerThreadForm(members),
        "stand_form": again.get(StandForm) or StandForm(others, initial=_stood(standing)),
    }
    return render(request, "strategy/contribution.html", context, status=422 if bound else 200)


def _stood(standing: selectors.contributions.Standing | None) -> dict[str, Any]:
    own = standing.own if standing else None
    return {"stance": own.stance, "reason": own.reason} if own else {}


@page(Permission.CLAUSE_COMMENT, on=selectors.contributions.by_public_id)
def revise(request: PersonRequest, found: Contribution) -> HttpResponse:
    """Say it anew."""
    members = selectors.contributions.speakers(request.user)
    texts = selectors.clauses.wording(found)
    shape = _wording_form(found) if found.is_proposal else CommentForm
    form = shape(members, request.POST or None, initial=start(found, texts))
    seen = VersionForm(request.POST or None, initial={"version": found.version})
    version = seen.cleaned_data["version"] if seen.is_bound and seen.is_valid() else found.version
    made = attempt(
        form,
        lambda: services.contributions.revise(
            found, said=form.said(), version=version, by=request.user
        ),
    )
    if made is not None:
        messages.success(request, _("It is said anew; what it said before is kept."))
        return redirect(made)
    context = {
        "about": found,
        "element": found.element,
        "plan": found.plan,
        "words": selectors.clauses.excerpt(found),
        "form": form,
        "seen": seen,
        "kind": found.kind,
        "found": found,
    }
    status = 422 if form.is_bound else 200
    return render(request, "strategy/contribution_form.html", context, status=status)


@require_POST
@page(Permission.CLAUSE_COMMENT, on=selectors.contributions.proposal)
def put_forward(request: PersonRequest, found: Contribution) -> HttpResponse:
    """Propose the drafted wording."""
    services.contributions.propose(found, by=request.user)
    messages.success(request, _("The wording is proposed."))
    return redirect(found)


@page(Permission.CLAUSE_WITHDRAW, on=selectors.contributions.by_public_id)
def withdraw(request: PersonRequest, found: Contribution) -> HttpResponse:
    """Take back what the own administration said."""
    start_from = {"version": found.version}
    form = WithdrawContributionForm(request.POST or None, initial=start_from)
    made = attempt(
        form,
        lambda: services.contributions.withdraw(found, by=request.user, **form.cleaned_data),
    )
    if made is not None:
        messages.success(request, _("It is withdrawn."))
        return redirect(made)
    return _act(request, found, form, _("Withdraw it"))


@require_POST
@page(Permission.CLAUSE_ANSWER, on=selectors.contributions.begun)
def answer(request: PersonRequest, found: Contribution) -> HttpResponse:
    """Answer in a thread, for a Member or for the Secretariat."""
    members = selectors.contributions.speakers(request.user)
    form = AnswerThreadForm(members, request.POST)
    made = attempt(
        form,
        lambda: services.contributions.answer(
            found, said=form.said(), member=form.cleaned_data.get("member"), by=request.user
        ),
    )
    return redirect(made) if made is not None else _detail(request, found, form)


@require_POST
@page(Permission.CLAUSE_SUPPORT, on=selectors.contributions.proposal)
def stand(request: PersonRequest, found: Contribution) -> HttpResponse:
    """Support or oppose a proposal, or change that."""
    others = selectors.contributions.speakers(request.user, without=found)
    form = StandForm(others, request.POST)
    made = attempt(
        form,
        lambda: services.stands.stand(
            found,
            member=form.cleaned_data["member"],
            stance=Stance(form.cleaned_data["stance"]),
            reason=form.cleaned_data["reason"],
            by=request.user,
        ),
    )
    if made is None:
        return _detail(request, found, form)
    messages.success(request, _("Your administration’s view is noted; it can be changed."))
    return redirect(found)


@page(Permission.INPUT_REDACT, on=selectors.contributions.by_public_id)
def redact(request: PersonRequest, found: Contribution) -> HttpResponse:
    """Remove a passage from what everybody reads of a comment, proposal or answer."""
    form = RedactForm(request.POST or None)
    made = attempt(
        form,
        lambda: services.redactions.redact(
            found,
            passage=form.cleaned_data["passage"],
            reason=form.reason(),
            by=request.user,
        ),
    )
    if made is not None:
        messages.success(request, _("The passage is removed; the Member is told."))
        return redirect(found)
    return _act(request, found, form, _("Remove a passage"))


def _act(request: PersonRequest, found: Contribution, form: forms.Form, title: str) -> HttpResponse:
    shown = selectors.contributions.shown(found, request.user)
    context = {
        "found": found,
        "shown": shown,
        "wordings": selectors.contributions.wordings(found, is_full=shown.is_full),
        "plan": found.plan,
        "form": form,
        "title": title,
    }
    status = 422 if form.is_bound else 200
    return render(request, "strategy/contribution_act.html", context, status=status)


@page(Permission.INPUT_REDACT, on=selectors.inputs.published_comment)
def redact_comment(request: PersonRequest, said: PlanInput) -> HttpResponse:
    """Remove a passage from what everybody reads of the comment of a position."""
    form = RedactForm(request.POST or None)
    revision = said.revision
    assert revision is not None  # noqa: S101 -- the selector finds comments of positions only
    made = attempt(
        form,
        lambda: services.redactions.redact_comment(
            revision.position,
            passage=form.cleaned_data["passage"],
            reason=form.reason(),
            by=request.user,
        ),
    )
    if made is not None:
        messages.success(request, _("The passage is removed; the Member is told."))
        return redirect("plan-answers", said.plan.slug)
    context = {
        "said": said,
        "words": selectors.inputs.readable(request.user, said),
        "plan": said.plan,
        "form": form,
        "title": _("Remove a passage"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "strategy/contribution_act.html", context, status=status)


@page(Permission.PLAN_EDIT, on=selectors.contributions.proposal)
def lay(request: PersonRequest, found: Contribution) -> HttpResponse:
    """Show what a proposal changes in the draft as it stands now, and write it there."""
    form = VersionForm(request.POST or None, initial={"version": found.version})
    made = attempt(form, lambda: services.wordings.lay(found, by=request.user, **form.cleaned_data))
    if made is not None:
        messages.success(request, _("The wording is in the draft; its answer is drafted too."))
        return redirect(made)
    joined = selectors.contributions.joined(found)
    context = {
        "found": found,
        "plan": found.plan,
        "form": form,
        "joined": joined,
        "clashes": [
            (code, selectors.writing.three(clash))
            for code, each in joined.items()
            for clash in each.clashes
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "strategy/contribution_lay.html", context, status=status)
