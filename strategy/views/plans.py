"""Reading pages of plans: for everybody; and what an element is aligned with, for its editor."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from strategy import selectors, services
from strategy.forms.alignments import AlignForm
from strategy.forms.plans import CompareForm
from strategy.models import Plan, PlanElement
from strategy.selectors.alignments import Pair
from strategy.workflows.plans import PLAN
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common import clock, days
from wco_portal.common.bilingual import active
from wco_portal.common.forms import attempt
from wco_portal.publishing.models import FrozenVersion


@require_safe
@page(PUBLIC)
def index(request: AnyRequest) -> HttpResponse:
    """Show every plan that is known, and which was in force on a day."""
    form = days.as_of(request.GET)
    context = {
        "plans": selectors.lives.index(request.user, on=form.day),
        "current": selectors.plans.in_force(on=form.day),
        "form": form,
    }
    return render(request, "strategy/plans.html", context, status=form.status)


@require_safe
@page(PUBLIC, on=selectors.plans.by_slug)
def detail(request: AnyRequest, plan: Plan) -> HttpResponse:
    """Show a plan: its goals, objectives, priorities, and where it stands."""
    form = days.as_of(request.GET).since(plan.known_from)
    day = form.day
    text = selectors.plans.reading(plan, actor=request.user, on=day)
    aligned = selectors.commitments.of_plan(plan, on=day)
    outline = selectors.plans.outline(plan, text, aligned=aligned, on=day)
    history = selectors.lives.history(plan, on=day)
    invited = selectors.contributions.invited(plan, request.user)
    context = {
        "plan": plan,
        "state": selectors.lives.state_on(plan, day),
        "form": form,
        "text": text,
        "outline": outline,
        "measured": selectors.rollups.of_plan(outline, on=day),
        "history": history,
        "timeline": selectors.lives.timeline(history, on=day),
        "reviews": selectors.reviews.visible(plan, request.user),
        "amendments": plan.amendments.select_related("plan").order_by("number"),
        "files": selectors.plan_files.OFFERED,
        "invited": invited,
        "behind": selectors.behind.of_introduction(plan, text=text),
        "passages": selectors.clauses.passages(text.frozen)
        if invited.may_comment and text.frozen
        else [],
        "offered": PLAN.offered(plan, by=request.user) if request.user.is_authenticated else [],
    }
    return render(request, "strategy/plan.html", context, status=form.status)


@require_safe
@page(PUBLIC, on=selectors.plans.element)
def element(request: AnyRequest, found: PlanElement) -> HttpResponse:
    """Show a goal or objective."""
    return _element(request, found)


@require_safe
@page(PUBLIC, on=selectors.plans.priority)
def priority(request: AnyRequest, found: PlanElement) -> HttpResponse:
    """Show a priority: where it comes from, what serves it, how it is measured."""
    return _element(request, found)


def _element(
    request: AnyRequest | PersonRequest, found: PlanElement, form: AlignForm | None = None
) -> HttpResponse:
    as_of = days.as_of(request.GET).since(found.plan.known_from).since(found.added_on)
    day = as_of.day
    [found] = selectors.plans.titled([found], on=day)
    aligned = selectors.alignments.of_element(found, on=day)
    text = selectors.plans.reading(found.plan, actor=request.user, on=day)
    context = {
        "element": found,
        "plan": found.plan,
        "text": text,
        "words": text.words(found.public_id, deeper=0),
        "later": selectors.plans.known_later(found),
        "related": selectors.plans.related(found),
        "origins": selectors.plans.origins(found),
        "linked": selectors.plan_cards.linked_blocks(text, section=found.public_id),
        "behind": selectors.behind.of_element(found, text=text),
        "said": selectors.contributions.count(found, request.user),
        "readings": selectors.indicators.of_elements([found], on=day),
        "thread": selectors.alignments.thread(found, actor=request.user),
        "evidence": selectors.evidence.of_element(found, actor=request.user),
        "aligned": aligned,
        "align": form or AlignForm(without=aligned),
        "amended": selectors.amendments.in_effect_on(found),
        "as_of": as_of,
        "is_past": day < clock.today(),
    }
    status = 422 if form else as_of.status
    return render(request, "strategy/plan_element.html", context, status=status)


@require_POST
@page(Permission.PLAN_EDIT, on=selectors.plans.element)
def align(request: PersonRequest, found: PlanElement) -> HttpResponse:
    """Say that an element serves a goal or an article."""
    form = AlignForm(request.POST)
    done = attempt(form, lambda: services.alignments.add(found, form.chosen(), by=request.user))
    if done is None:
        return _element(request, found, form)
    messages.success(request, _("The element is aligned."))
    return redirect(found)


@require_POST
@page(Permission.PLAN_EDIT, on=selectors.alignments.pair)
def unalign(request: PersonRequest, pair: Pair) -> HttpResponse:
    """Take back that an element serves a goal or an article."""
    services.alignments.remove(pair.element, pair.commitment, by=request.user)
    messages.success(request, _("The element is not aligned with it any more."))
    return redirect(pair.element)


@require_safe
@page(PUBLIC, on=selectors.plans.by_slug)
def history(request: AnyRequest, plan: Plan) -> HttpResponse:
    """Show how a plan was made: steps, submissions, decisions, versions."""
    form = days.as_of(request.GET).since(plan.known_from)
    context = {
        "plan": plan,
        "form": form,
        "history": selectors.lives.history(plan, on=form.day),
        "workshops": selectors.workshops.of_plan(plan, request.user, on=form.day),
        "consultations": selectors.consultations.of_plan(plan, request.user, on=form.day),
    }
    return render(request, "strategy/plan_history.html", context, status=form.status)


@require_safe
@page(PUBLIC, on=selectors.lives.version)
def version(request: AnyRequest, found: tuple[Plan, FrozenVersion]) -> HttpResponse:
    """Show a frozen version at its permanent address."""
    plan, frozen = found
    invited = selectors.contributions.invited_by(frozen, plan, request.user)
    text = selectors.plans.of_version(frozen)
    context = {
        "plan": plan,
        "frozen": frozen,
        "parts": selectors.lives.parts(plan, frozen, text),
        "invited": invited,
        "passages": selectors.clauses.passages(frozen) if invited.may_comment else [],
        "introduction": text.words(),
        "newest": selectors.lives.newest(plan),
        "files": selectors.plan_files.OFFERED,
    }
    return render(request, "strategy/plan_version.html", context)


@require_safe
@page(PUBLIC, on=selectors.plans.by_slug)
def compare(request: AnyRequest, plan: Plan) -> HttpResponse:
    """Show what changed between two versions, word by word."""
    sides = {side.key: side for side in selectors.comparisons.sides(plan, actor=request.user)}
    form = CompareForm(request.GET or None)
    chosen = form.cleaned_data if form.is_valid() else {}
    keys = list(sides)
    old = sides.get(chosen.get("old", ""), sides[keys[0]] if keys else None)
    new = sides.get(chosen.get("new", ""), sides[keys[-1]] if keys else None)
    language = chosen.get("language") or active()
    told = None
    if old and new:
        told = selectors.comparisons.compare(plan, old, new, language=language)
    context = {
        "plan": plan,
        "sides": list(sides.values()),
        "old": old,
        "new": new,
        "told": told,
        "language": language,
    }
    return render(request, "strategy/plan_compare.html", context)
