"""Papers for meetings: what of a plan was laid on the table, under which number."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.models.plan import Plan
from wco_portal.common.models import PublicIdField
from wco_portal.directory.models import Person
from wco_portal.publishing.models import GoverningMeeting


class PlanPaper(models.Model):
    """A paper on a plan for a meeting: the plan's rows and texts as they stood, kept for good.

    It is not a frozen version, which everybody may read: a paper may hold a draft.
    """

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="papers")
    meeting = models.ForeignKey(GoverningMeeting, models.PROTECT, related_name="plan_papers")
    agenda_item = models.CharField(_("agenda item"), max_length=20, blank=True)
    document_number = models.CharField(_("document number"), max_length=40, blank=True)
    content = models.JSONField()
    sha256 = models.CharField(max_length=64)
    # The paper before, to which this one tells the difference.
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followers"
    )
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "document_number"],
                condition=~models.Q(document_number=""),
                name="strategy_planpaper_numbered_once",
                violation_error_message=_("A paper of this meeting has that number already."),
            ),
        ]

    def __str__(self) -> str:
        return " · ".join(part for part in (self.document_number, str(self.meeting)) if part)

    def get_absolute_url(self) -> str:
        """Return the page of the paper."""
        return reverse("plan-paper", args=[self.plan.slug, self.public_id])
