"""Performance reviews of the plan in force."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.enums.plans import ReviewState, Verdict
from strategy.models.element import PlanElement
from strategy.models.plan import Plan
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.models import Person


class PlanReview(TimeStamped):
    """How a plan performed over a period: a finding per objective."""

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="reviews")
    starts_on = models.DateField(_("first day of the period"))
    ends_on = models.DateField(_("last day of the period"))
    summary_en = models.TextField(_("summary in English"), blank=True)
    summary_fr = models.TextField(_("summary in French"), blank=True)
    state = models.CharField(max_length=8, choices=ReviewState.choices, default=ReviewState.OPEN)
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lt=F("ends_on")),
                name="strategy_planreview_ends_after_it_begins",
                violation_error_message=_("The period must end after it begins."),
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state=ReviewState.OPEN),
                name="strategy_planreview_one_open",
                violation_error_message=_("A review of this plan is open already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.starts_on}/{self.ends_on}"

    def get_absolute_url(self) -> str:
        """Return the page of the review."""
        return reverse("plan-review", args=[self.plan.slug, self.public_id])


class ReviewFinding(TimeStamped):
    """What a review finds for one goal or objective."""

    public_id = PublicIdField()
    review = models.ForeignKey(PlanReview, models.CASCADE, related_name="findings")
    element = models.ForeignKey(PlanElement, models.PROTECT, related_name="findings")
    verdict = models.CharField(_("verdict"), max_length=6, choices=Verdict.choices)
    finding_en = models.TextField(_("finding in English"), blank=True)
    finding_fr = models.TextField(_("finding in French"), blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["review", "element"], name="strategy_reviewfinding_once"
            ),
            models.CheckConstraint(
                condition=~Q(finding_en="", finding_fr=""),
                name="strategy_reviewfinding_says_why",
                violation_error_message=_("Write the finding in English or in French."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.verdict}"
