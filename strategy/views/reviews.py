"""Reviews of plans: open one, write a finding per objective, close it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from strategy import selectors, services
from strategy.enums.plans import Verdict
from strategy.forms.plans import CloseForm, FindingForm, ReviewForm
from strategy.models import Plan, PlanReview
from strategy.selectors.reviews import Place
from wco_portal.access.pages import AnyRequest, PersonRequest, page
from wco_portal.access.permissions import PUBLIC, Permission
from wco_portal.common.forms import attempt


@require_safe
@page(PUBLIC, on=selectors.plans.by_slug)
def index(request: AnyRequest, plan: Plan) -> HttpResponse:
    """Show the reviews of a plan."""
    context = {"plan": plan, "reviews": selectors.reviews.visible(plan, request.user)}
    return render(request, "strategy/plan_reviews.html", context)


@page(Permission.PLAN_REVIEW, on=selectors.plans.by_slug)
def new(request: PersonRequest, plan: Plan) -> HttpResponse:
    """Open a review."""
    form = ReviewForm(request.POST or None)
    made = attempt(form, lambda: services.reviews.start(plan, **form.cleaned_data, by=request.user))
    if made is not None:
        messages.success(request, _("The review is open."))
        return redirect(made)
    status = 422 if request.POST else 200
    return render(
        request, "strategy/plan_review_form.html", {"plan": plan, "form": form}, status=status
    )


@require_safe
@page(PUBLIC, on=selectors.reviews.one)
def detail(request: AnyRequest, review: PlanReview) -> HttpResponse:
    """Show a review: the finding for each goal and objective."""
    context = {
        "review": review,
        "plan": review.plan,
        "rows": selectors.reviews.rows(review),
        "amendment": selectors.reviews.amendment_of(review),
    }
    return render(request, "strategy/plan_review.html", context)


@page(Permission.PLAN_REVIEW, on=selectors.reviews.place)
def find(request: PersonRequest, place: Place) -> HttpResponse:
    """Write the finding for one goal or objective."""
    finding = place.finding
    initial = (
        None
        if finding is None
        else {
            "verdict": finding.verdict,
            "finding_en": finding.finding_en,
            "finding_fr": finding.finding_fr,
        }
    )
    form = FindingForm(request.POST or None, initial=initial)
    made = attempt(
        form,
        lambda: services.reviews.find(
            place.review,
            element=place.element,
            verdict=Verdict(form.cleaned_data["verdict"]),
            finding_en=form.cleaned_data["finding_en"],
            finding_fr=form.cleaned_data["finding_fr"],
            by=request.user,
        ),
    )
    if made is not None:
        messages.success(request, _("The finding is saved."))
        return redirect(place.review)
    context = {"place": place, "plan": place.review.plan, "form": form}
    status = 422 if request.POST else 200
    return render(request, "strategy/plan_finding.html", context, status=status)


@page(Permission.PLAN_REVIEW, on=selectors.reviews.one)
def close(request: PersonRequest, review: PlanReview) -> HttpResponse:
    """Close a review with its summary; what changes, goes or is added becomes an amendment."""
    form = CloseForm(request.POST or None)
    done = attempt(
        form, lambda: [services.reviews.close(review, **form.cleaned_data, by=request.user)]
    )
    if done is not None:
        messages.success(request, _("The review is closed."))
        return redirect(done[0] or review)
    context = {"review": review, "plan": review.plan, "form": form}
    status = 422 if request.POST else 200
    return render(request, "strategy/plan_review_close.html", context, status=status)
