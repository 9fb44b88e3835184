"""Read reviews of plans."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, QuerySet

from strategy.enums.plans import ReviewState, Verdict
from strategy.models import Amendment, Plan, PlanElement, PlanReview, ReviewFinding
from strategy.selectors import plans, structure
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common import clock


@dataclass(frozen=True, slots=True)
class Row:
    """A goal or objective and what the review found."""

    element: PlanElement
    finding: ReviewFinding | None


def visible(plan: Plan, actor: Actor) -> QuerySet[PlanReview]:
    """Return the closed reviews, and the open ones for the Secretariat."""
    found = plan.reviews.select_related("plan", "amendment").order_by("-starts_on", "-pk")
    if policies.check(actor, Permission.PLAN_DRAFT_VIEW, plan):
        return found
    return found.filter(state=ReviewState.CLOSED)


def everything(actor: Actor) -> QuerySet[PlanReview]:
    """Return the reviews of all visible plans that the actor may see."""
    found = PlanReview.objects.filter(plan__in=Plan.objects.visible_to(actor))
    if not policies.check(actor, Permission.PLAN_DRAFT_VIEW):
        found = found.filter(state=ReviewState.CLOSED)
    findings = ReviewFinding.objects.select_related("element").order_by("element__order")
    return found.select_related("plan").prefetch_related(Prefetch("findings", queryset=findings))


def with_trees(actor: Actor) -> QuerySet[PlanReview]:
    """Return the same with what `goes_with` reads: what stands under what in their plans."""
    rows = PlanElement.objects.only("plan", "public_id", "parent", "added_on", "dropped_on")
    tree = Prefetch("plan__elements", queryset=rows.in_order())
    return everything(actor).prefetch_related(tree)


def one(slug: str, public_id: str, actor: Actor) -> PlanReview:
    """Return a review of a visible plan, or 404."""
    return visible(plans.by_slug(slug, actor), actor).get(public_id=public_id)


def steering_counts(reviews: Iterable[PlanReview]) -> dict[int, int]:
    """Count the goals and objectives of the plans of reviews, by plan."""
    found = (
        PlanElement.objects.steering()
        .standing()
        .filter(plan__in={each.plan_id for each in reviews})
    )
    return dict(found.order_by().values_list("plan").annotate(count=Count("pk")))


def rows(review: PlanReview) -> list[Row]:
    """Return every goal and objective with its finding, or none yet."""
    findings = {finding.element_id: finding for finding in review.findings.all()}
    steering = review.plan.elements.steering().select_related("plan").in_order()
    # What was added since a review was closed is none of its own.
    is_open = review.state == ReviewState.OPEN
    return [
        Row(element, findings.get(element.pk))
        for element in steering
        if element.pk in findings or (is_open and element.stands_on(clock.today()))
    ]


def goes_with(finding: ReviewFinding) -> list[PlanElement]:
    """Return what goes with a part that a review drops: all that stands under it, however deep.

    A review that is closed speaks of the plan as it stood then.
    """
    if finding.verdict != Verdict.DROP:
        return []
    review = finding.review
    day = review.closed_at.astimezone(clock.zone()).date() if review.closed_at else clock.today()
    standing = [each for each in review.plan.elements.all() if each.stands_on(day)]
    return structure.flat(structure.tree(standing), finding.element.public_id)


def amendment_of(review: PlanReview) -> Amendment | None:
    """Return the amendment that a review gave birth to, if any."""
    return Amendment.objects.filter(review=review).select_related("plan").first()


@dataclass(frozen=True, slots=True)
class Place:
    """One goal or objective inside a review."""

    review: PlanReview
    element: PlanElement
    finding: ReviewFinding | None
    # What stands under it, and goes with it where it is dropped.
    below: list[PlanElement]


def place(slug: str, public_id: str, element: str, actor: Actor) -> Place:
    """Return a goal or objective inside a review of a visible plan, or 404."""
    review = one(slug, public_id, actor)
    found = review.plan.elements.steering().select_related("plan").get(public_id=element)
    standing = structure.tree(review.plan.elements.standing().in_order())
    return Place(
        review,
        found,
        review.findings.filter(element=found).first(),
        structure.flat(standing, found.public_id),
    )
