"""What was answered to what Members said of a plan: one answer for each input."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.enums.dispositions import TONES, Answer, DispositionState
from strategy.models.contribution import ContributionRevision
from strategy.models.element import PlanElement
from strategy.models.plan import Plan
from strategy.models.position import PositionRevision
from strategy.models.workshop import Challenge, WorkshopConclusion
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.models import Person


class DispositionQuerySet(models.QuerySet["Disposition"]):
    """Chainable filters."""

    def drafted(self) -> Self:
        """Keep what only its editors may see."""
        return self.filter(state=DispositionState.DRAFT)

    def published(self) -> Self:
        """Keep what everybody may see."""
        return self.filter(state=DispositionState.PUBLISHED)


class Disposition(TimeStamped):
    """The answer to one input: a comment as sent, a conclusion, a challenge, words on a clause."""

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="dispositions")
    revision = models.ForeignKey(
        PositionRevision, models.PROTECT, null=True, blank=True, related_name="dispositions"
    )
    conclusion = models.ForeignKey(
        WorkshopConclusion, models.PROTECT, null=True, blank=True, related_name="dispositions"
    )
    challenge = models.ForeignKey(
        Challenge, models.PROTECT, null=True, blank=True, related_name="dispositions"
    )
    clause = models.ForeignKey(
        ContributionRevision, models.PROTECT, null=True, blank=True, related_name="dispositions"
    )
    answer = models.CharField(_("answer"), max_length=12, choices=Answer.choices)
    reason_en = models.TextField(_("reason in English"), max_length=2000, blank=True)
    reason_fr = models.TextField(_("reason in French"), max_length=2000, blank=True)
    # What of the plan changed: an element, or one block of the text.
    element = models.ForeignKey(
        PlanElement, models.PROTECT, null=True, blank=True, related_name="dispositions"
    )
    block = models.CharField(max_length=10, blank=True)
    state = models.CharField(
        max_length=10, choices=DispositionState.choices, default=DispositionState.DRAFT
    )
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = DispositionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revision__isnull=False, conclusion=None, challenge=None, clause=None)
                | Q(revision=None, conclusion__isnull=False, challenge=None, clause=None)
                | Q(revision=None, conclusion=None, challenge__isnull=False, clause=None)
                | Q(revision=None, conclusion=None, challenge=None, clause__isnull=False),
                name="strategy_disposition_of_one_input",
                violation_error_message=_("An answer belongs to exactly one input."),
            ),
            *(
                models.UniqueConstraint(
                    fields=[name],
                    name=f"strategy_disposition_one_per_{name}",
                    violation_error_message=_("This input has an answer already."),
                )
                for name in ("revision", "conclusion", "challenge", "clause")
            ),
            models.CheckConstraint(
                condition=Q(state=DispositionState.DRAFT, published_at=None, published_by=None)
                | Q(
                    state=DispositionState.PUBLISHED,
                    published_at__isnull=False,
                    published_by__isnull=False,
                ),
                name="strategy_disposition_published_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=DispositionState.DRAFT) | ~Q(reason_en="") & ~Q(reason_fr=""),
                name="strategy_disposition_published_in_both",
                violation_error_message=_("Give the reason in English and in French."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.answer}"

    def get_absolute_url(self) -> str:
        """Return the place of the answer on the plan's page of answers."""
        return f"{reverse('plan-answers', args=[self.plan.slug])}?answer={self.public_id}"

    @property
    def tone(self) -> str:
        """Return how the answer is shown."""
        return TONES[Answer(self.answer)]

    @property
    def is_published(self) -> bool:
        """Say whether everybody may see it."""
        return self.state == DispositionState.PUBLISHED


class DispositionCorrection(models.Model):
    """What a published answer said before it was corrected, and why; a trigger keeps it."""

    disposition = models.ForeignKey(Disposition, models.PROTECT, related_name="corrections")
    number = models.PositiveIntegerField()
    answer = models.CharField(max_length=12, choices=Answer.choices)
    reason_en = models.TextField()
    reason_fr = models.TextField()
    element = models.ForeignKey(
        PlanElement, models.PROTECT, null=True, blank=True, related_name="+"
    )
    block = models.CharField(max_length=10, blank=True)
    why_en = models.CharField(_("why in English"), max_length=600, blank=True)
    why_fr = models.CharField(_("why in French"), max_length=600, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["disposition", "number"],
                name="strategy_dispositioncorrection_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(why_en="", why_fr=""),
                name="strategy_dispositioncorrection_says_why",
                violation_error_message=_("Say why the answer is corrected."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.disposition_id} {self.number}"
