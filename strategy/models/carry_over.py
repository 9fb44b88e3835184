"""A plan that was started from an earlier one, and what became of each element of that one.

Which element came of which stands in the links between them, and which indicator goes on with
which in the indicators; here stands what was decided.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from strategy.enums.indicators import Series
from strategy.enums.plans import CarriedAs
from strategy.models.element import PlanElement
from strategy.models.indicator import Indicator
from strategy.models.plan import Plan
from wco_portal.common.models import PublicIdField
from wco_portal.directory.models import Person


class CarryOver(models.Model):
    """The start of a plan from an earlier one: a plan has one at most."""

    public_id = PublicIdField()
    plan = models.OneToOneField(Plan, models.PROTECT, related_name="carried_from")
    source = models.ForeignKey(Plan, models.PROTECT, related_name="carried_to")
    # Nobody's when the Secretariat did it by a command.
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(plan=F("source")), name="strategy_carryover_joins_two_plans"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.plan}"


class CarriedElement(models.Model):
    """What was decided on one element of the earlier plan."""

    carry_over = models.ForeignKey(CarryOver, models.CASCADE, related_name="elements")
    element = models.ForeignKey(PlanElement, models.PROTECT, related_name="carried")
    fate = models.CharField(_("what becomes of it"), max_length=8, choices=CarriedAs.choices)
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["carry_over", "element"], name="strategy_carriedelement_decided_once"
            ),
            models.CheckConstraint(
                condition=~Q(fate=CarriedAs.DROPPED) | ~Q(reason=""),
                name="strategy_carriedelement_dropped_says_why",
                violation_error_message=_("Say why an element is dropped."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.fate}"


class CarriedIndicator(models.Model):
    """What was decided on one indicator of the earlier plan: it goes on, or it ends."""

    carry_over = models.ForeignKey(CarryOver, models.CASCADE, related_name="indicators")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="carried")
    fate = models.CharField(
        _("what becomes of it"), max_length=8, choices=Series.choices, default=Series.GOES_ON
    )
    reason = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["carry_over", "indicator"], name="strategy_carriedindicator_decided_once"
            ),
            models.CheckConstraint(
                condition=~Q(fate=Series.ENDS) | ~Q(reason=""),
                name="strategy_carriedindicator_ended_says_why",
                violation_error_message=_("Say why an indicator ends."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.fate}"
