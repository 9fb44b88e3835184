"""How a plan or an amendment came to be: steps, submissions to meetings, decisions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from strategy.enums.plans import Outcome
from strategy.models.amendment import Amendment
from strategy.models.plan import Plan
from wco_portal.common.bilingual import local
from wco_portal.common.enums import Precision
from wco_portal.common.models import PublicIdField, Reference, Sourced
from wco_portal.directory.models import Person
from wco_portal.publishing.models import FrozenVersion, GoverningMeeting


class PlanStep(Reference, Sourced):
    """A step in the making of a plan, as far as it is known."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="steps")
    code = models.SlugField(max_length=60)
    on = models.DateField(_("date"))
    precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)
    meeting = models.ForeignKey(
        GoverningMeeting, models.PROTECT, null=True, blank=True, related_name="plan_steps"
    )
    # Empty: announced in advance. Otherwise the day from which the public knew.
    known_from = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "code"], name="strategy_planstep_once"),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))


# A plan or an amendment to one, never both.
OF_ONE = Q(plan__isnull=False, amendment=None) | Q(plan=None, amendment__isnull=False)


class PlanSubmission(models.Model):
    """A version of a plan, or of an amendment, laid before a meeting."""

    public_id = PublicIdField()
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="submissions"
    )
    meeting = models.ForeignKey(GoverningMeeting, models.PROTECT, related_name="plan_submissions")
    agenda_item = models.CharField(_("agenda item"), max_length=20, blank=True)
    document_number = models.CharField(_("document number"), max_length=40, blank=True)
    frozen = models.OneToOneField(FrozenVersion, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=OF_ONE, name="strategy_plansubmission_of_one"),
        ]

    def __str__(self) -> str:
        return f"{self.plan or self.amendment} {self.meeting}"


class PlanDecision(models.Model):
    """What was decided on a version of a plan or an amendment, with reference and date."""

    public_id = PublicIdField()
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="decisions")
    amendment = models.ForeignKey(
        Amendment, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    outcome = models.CharField(_("decision"), max_length=10, choices=Outcome.choices)
    meeting = models.ForeignKey(
        GoverningMeeting, models.PROTECT, null=True, blank=True, related_name="plan_decisions"
    )
    reference = models.CharField(_("reference of the decision"), max_length=80, blank=True)
    decided_on = models.DateField(_("date of the decision"))
    reasons_en = models.TextField(_("reasons in English"), blank=True)
    reasons_fr = models.TextField(_("reasons in French"), blank=True)
    frozen = models.ForeignKey(
        FrozenVersion, models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=OF_ONE, name="strategy_plandecision_of_one"),
            models.CheckConstraint(
                condition=~Q(outcome__in=[Outcome.RETURNED, Outcome.WITHDRAWN])
                | ~Q(reasons_en="", reasons_fr=""),
                name="strategy_plandecision_gives_reasons",
                violation_error_message=_("Give the reasons in English or in French."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan or self.amendment} {self.outcome}"
