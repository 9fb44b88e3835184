"""Review the plan in force: a finding per objective; closing it makes one amendment."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from strategy.enums.plans import ReviewState, Verdict
from strategy.models import Amendment, Plan, PlanElement, PlanReview, ReviewFinding
from strategy.services.plans import bump, locked
from strategy.workflows.amendments import drops_whole
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person


@transaction.atomic
def start(plan: Plan, *, starts_on: dt.date, ends_on: dt.date, by: Person) -> PlanReview:
    """Open a review of a plan over a period."""
    plan = locked(plan)
    policies.require(by, Permission.PLAN_REVIEW, plan)
    if ends_on > clock.today():
        raise ValidationError({"ends_on": _("The period must be over.")})
    review = PlanReview(
        plan=plan,
        starts_on=starts_on,
        ends_on=ends_on,
        opened_by=by,
        is_demonstration=plan.is_demonstration or by.is_demonstration,
    )
    review.full_clean()
    review.save()
    audit.record("strategy.review.opened", target=review, by=by, data={"plan": plan.slug})
    return review


@transaction.atomic
def find(
    review: PlanReview,
    *,
    element: PlanElement,
    verdict: Verdict,
    finding_en: str,
    finding_fr: str,
    by: Person,
) -> ReviewFinding:
    """Write the finding for a goal or an objective, or change it."""
    review = _open(review, by=by)
    if not review.plan.elements.steering().standing().filter(pk=element.pk).exists():
        raise DomainError(_("A finding is for a goal or an objective."), code="not_steering")
    found = ReviewFinding.objects.filter(review=review, element=element).first()
    found = found or ReviewFinding(review=review, element=element)
    found.verdict = verdict
    found.finding_en, found.finding_fr = finding_en.strip(), finding_fr.strip()
    found.full_clean()
    found.save()
    _bump(review)
    data = {"element": element.public_id, "verdict": str(verdict)}
    audit.record("strategy.review.found", target=review, by=by, data=data)
    return found


@transaction.atomic
def close(
    review: PlanReview, *, summary_en: str, summary_fr: str, by: Person, adds_parts: bool = False
) -> Amendment | None:
    """Close a review; what is to change, to drop or to be added becomes one amendment."""
    review = _open(review, by=by)
    standing = review.plan.elements.steering().standing()
    missing = standing.exclude(findings__review=review).in_order()
    if missing:
        raise DomainError(
            _("A finding is missing for: %(elements)s.")
            % {"elements": ", ".join(element.number for element in missing)},
            code="finding_missing",
        )
    drops_whole(review)
    if not (summary_en.strip() or summary_fr.strip()):
        raise ValidationError({"summary_en": _("Write a summary in English or in French.")})
    review.summary_en, review.summary_fr = summary_en.strip(), summary_fr.strip()
    review.state, review.closed_by, review.closed_at = ReviewState.CLOSED, by, clock.now()
    _bump(review, "summary_en", "summary_fr", "state", "closed_by", "closed_at")
    is_called_for = adds_parts or review.findings.exclude(verdict=Verdict.KEEP).exists()
    amendment = _amendment(review) if is_called_for else None
    data = {"amendment": amendment.public_id if amendment else ""}
    audit.record("strategy.review.closed", target=review, by=by, data=data)
    return amendment


def _amendment(review: PlanReview) -> Amendment:
    last = review.plan.amendments.aggregate(last=Max("number"))["last"] or 0
    bump(locked(review.plan))
    return Amendment.objects.create(
        plan=review.plan,
        review=review,
        number=last + 1,
        is_demonstration=review.is_demonstration,
    )


def _open(review: PlanReview, *, by: Person) -> PlanReview:
    review = (
        PlanReview.objects.select_for_update(of=("self",)).select_related("plan").get(pk=review.pk)
    )
    policies.require(by, Permission.PLAN_REVIEW, review.plan)
    if review.state != ReviewState.OPEN:
        raise DomainError(_("This review is closed."), code="review_closed")
    return review


def _bump(review: PlanReview, *fields: str) -> None:
    review.version += 1
    review.save(update_fields=["version", "updated_at", *fields])
