"""Public pages of consultations, and what the Secretariat does with them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.enums.consultations import Held, Sight
from strategy.forms.consultations import ConsultationForm, CopyForm, EditForm
from strategy.forms.windows import ReopenForm, WithdrawForm
from strategy.models import Consultation
from strategy.selectors.counts import Counting
from strategy.selectors.results import Outcome
from strategy.selectors.scores import ScoreOutcome
from strategy.views import counting, downloads
from strategy.workflows.consultations import CONSULTATION
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.forms import attempt


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """Show the consultations: all, or those that are held in one way."""
    asked = request.GET.get("held", "")
    held = asked if asked in Held.values else ""
    listed = selectors.consultations.held(selectors.consultations.listed(request.user), held)
    context = {"consultations": listed, "held": held}
    return render(request, "strategy/consultations.html", context)


@require_safe
@page(PUBLIC, on=selectors.consultations.by_slug)
def detail(request: AnyRequest, consultation: Consultation) -> HttpResponse:
    """Show a consultation: the question and who has answered; when it is over, the result."""
    outcome = selectors.results.at_hand(request.user, consultation)
    if isinstance(outcome, Counting):
        return counting.page(request, outcome, status=200)
    items = selectors.consultations.items(consultation)
    windows = selectors.consultations.windows(consultation)
    is_own = bool(windows) or consultation.workshop is not None
    own = selectors.positions.windows(consultation, request.user) if is_own else {}
    turnout = outcome.turnout if outcome else selectors.turnout.by_region(consultation)
    context = {
        "consultation": consultation,
        "outcome": outcome,
        "is_withheld": outcome is None
        and selectors.results.sight(request.user, consultation) == Sight.WITHHELD,
        "certainty": selectors.certainties.of(outcome) if isinstance(outcome, Outcome) else None,
        "rule": selectors.consultations.rule(consultation, items),
        "windows": windows,
        "own": own,
        "may_answer_now": selectors.positions.may_answer(consultation, own),
        "turnout": turnout,
        "overall": selectors.turnout.overall(turnout),
        "items": items,
        "syntheses": selectors.consultations.cleared(consultation) if outcome else [],
        "regions": selectors.consultations.followed_by(request.user, consultation),
        "acts": CONSULTATION.offered(consultation, by=request.user),
        "turns": selectors.consultations.turns(consultation),
    }
    return render(request, f"strategy/{_template(outcome)}", context)


def _template(outcome: Outcome | ScoreOutcome | None) -> str:
    if outcome is None:
        return "consultation.html"
    is_ranking = isinstance(outcome, Outcome)
    return "consultation_result.html" if is_ranking else "consultation_scores.html"


@require_safe
@page(PUBLIC, on=selectors.results.by_slug)
def result_csv(request: AnyRequest, outcome: Outcome | ScoreOutcome | Counting) -> HttpResponse:
    """Hand out the result's tables."""
    if isinstance(outcome, Counting):
        return counting.page(request, outcome)
    return downloads.table(outcome.table(), name=f"{outcome.consultation.slug}-result")


@require_safe
@page(PUBLIC, on=selectors.results.by_slug)
def result_xlsx(request: AnyRequest, outcome: Outcome | ScoreOutcome | Counting) -> HttpResponse:
    """Hand out the result's tables as a spreadsheet."""
    if isinstance(outcome, Counting):
        return counting.page(request, outcome)
    return downloads.workbook(outcome.table(), name=f"{outcome.consultation.slug}-result")


@require_safe
@page(PUBLIC, on=selectors.results.by_slug)
def ballots_csv(request: AnyRequest, outcome: Outcome | ScoreOutcome | Counting) -> HttpResponse:
    """Hand out the answers without Member and region."""
    if isinstance(outcome, Counting):
        return counting.page(request, outcome)
    made = selectors.ballot_files.table(outcome)
    return downloads.table(made, name=f"{outcome.consultation.slug}-answers")


@require_safe
@page(PUBLIC, on=selectors.results.by_slug)
def ballots_json(request: AnyRequest, outcome: Outcome | ScoreOutcome | Counting) -> HttpResponse:
    """Hand out the answers without Member, as the command that counts them reads them."""
    if isinstance(outcome, Counting):
        return counting.page(request, outcome)
    made = selectors.ballot_files.of(outcome, request.user)
    return downloads.data(made, name=f"{outcome.consultation.slug}-answers")


@require_safe
@page(PUBLIC)
def ranking_method(request: AnyRequest) -> HttpResponse:
    """Say how a ranking is counted."""
    return render(request, "strategy/method.html", {"note": selectors.methods.ranking()})


@require_safe
@page(PUBLIC)
def scores_method(request: AnyRequest) -> HttpResponse:
    """Say how a scale, dots and points are counted."""
    return render(request, "strategy/method.html", {"note": selectors.methods.scores()})


@page(Permission.CONSULTATION_EDIT)
def new(request: PersonRequest) -> HttpResponse:
    """Draft a consultation on the priorities of a plan."""
    workshops = selectors.consultations.workshops(request.user)
    at = workshops.filter(slug=request.GET.get("workshop", "")).first()
    plans = selectors.consultations.plans()
    form = ConsultationForm(plans, request.POST or None, workshops=workshops, at=at)
    made = attempt(form, lambda: _prepare(form, request)) if request.POST else None
    if made is None:
        status = 422 if request.POST else 200
        return render(request, "strategy/consultation_form.html", {"form": form}, status=status)
    messages.success(request, _("The draft is kept. Announce it when it is right."))
    return redirect(made)


def _prepare(form: ConsultationForm, request: PersonRequest) -> Consultation:
    values = dict(form.cleaned_data)
    return services.consultations.prepare(values.pop("plan"), by=request.user, **values)


@page(Permission.CONSULTATION_EDIT, on=selectors.consultations.by_slug)
def edit(request: PersonRequest, consultation: Consultation) -> HttpResponse:
    """Change the draft of a consultation."""
    CONSULTATION.follow("edit", consultation, by=request.user)
    items = selectors.consultations.items(consultation)
    plans = selectors.consultations.plans_for(consultation)
    workshops = selectors.consultations.workshops(request.user)
    form = EditForm(consultation, items, plans, request.POST or None, workshops=workshops)
    made = attempt(form, lambda: _edit(form, consultation, request)) if request.POST else None
    if made is None:
        status = 422 if request.POST else 200
        context = {"consultation": consultation, "meanwhile": form.meanwhile()}
        context |= {"form": form.against()}
        return render(request, "strategy/consultation_form.html", context, status=status)
    messages.success(request, _("The draft is saved."))
    return redirect(made)


def _edit(form: EditForm, consultation: Consultation, request: PersonRequest) -> Consultation:
    return services.consultations.edit(consultation, by=request.user, **form.cleaned_data)


@require_POST
@page(Permission.CONSULTATION_ANNOUNCE, on=selectors.consultations.by_slug)
def announce(request: PersonRequest, consultation: Consultation) -> HttpResponse:
    """Announce a consultation."""
    services.consultations.announce(consultation, by=request.user)
    messages.success(request, _("The consultation is announced; it opens and closes by the clock."))
    return redirect(consultation)


@require_POST
@page(Permission.CONSULTATION_PUBLISH, on=selectors.consultations.by_slug)
def publish(request: PersonRequest, consultation: Consultation) -> HttpResponse:
    """Publish a result."""
    services.consultations.publish(consultation, by=request.user)
    messages.success(request, _("The result is public."))
    return redirect(consultation)


@page(Permission.CONSULTATION_EDIT, on=selectors.consultations.by_slug)
def copy(request: PersonRequest, consultation: Consultation) -> HttpResponse:
    """Draft the same question again, for other dates."""
    workshops = selectors.consultations.workshops(request.user)
    form = CopyForm(consultation, request.POST or None, workshops=workshops)
    made = attempt(form, lambda: _copy(form, consultation, request)) if request.POST else None
    if made is None:
        status = 422 if request.POST else 200
        context = {"form": form, "earlier": consultation}
        return render(request, "strategy/consultation_form.html", context, status=status)
    messages.success(request, _("The draft is kept. Announce it when it is right."))
    return redirect(made)


def _copy(form: CopyForm, consultation: Consultation, request: PersonRequest) -> Consultation:
    return services.consultations.copy(consultation, by=request.user, **form.cleaned_data)


@page(Permission.CONSULTATION_REOPEN, on=selectors.consultations.by_slug)
def reopen(request: PersonRequest, consultation: Consultation) -> HttpResponse:
    """Reopen a consultation for late answers, with a reason."""
    form = ReopenForm(consultation, request.POST or None)
    opened = attempt(form, lambda: _reopen(form, consultation, request)) if request.POST else None
    if opened is None:
        status = 422 if request.POST else 200
        context = {"form": form, "consultation": consultation}
        return render(request, "strategy/consultation_reopen.html", context, status=status)
    messages.success(request, _("The consultation is open again."))
    return redirect(consultation)


def _reopen(form: ReopenForm, consultation: Consultation, request: PersonRequest) -> Consultation:
    data = form.cleaned_data
    return services.consultations.reopen(
        consultation, closes_at=data["closes_at"], reason=data["reason"], by=request.user
    )


@page(Permission.CONSULTATION_ANNOUNCE, on=selectors.consultations.by_slug)
def withdraw(request: PersonRequest, consultation: Consultation) -> HttpResponse:
    """Withdraw a consultation, with a reason."""
    form = WithdrawForm(request.POST or None)
    done = attempt(form, lambda: _withdraw(form, consultation, request)) if request.POST else None
    if done is None:
        status = 422 if request.POST else 200
        context = {"form": form, "consultation": consultation}
        return render(request, "strategy/consultation_withdraw.html", context, status=status)
    messages.success(request, _("The consultation is withdrawn; who was asked is told."))
    return redirect(consultation)


def _withdraw(
    form: WithdrawForm, consultation: Consultation, request: PersonRequest
) -> Consultation:
    reason = form.cleaned_data["reason"]
    return services.consultations.withdraw(consultation, reason=reason, by=request.user)
