"""Indicators: a measure of an element of a plan, from a baseline to a target."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.models.element import PlanElement
from wco_portal.common.bilingual import local
from wco_portal.common.models import PublicIdField, Sourced, TimeStamped
from wco_portal.directory.models import Person


class Indicator(Sourced, TimeStamped):
    """What is measured, from where to where; an empty value is not zero."""

    public_id = PublicIdField()
    element = models.ForeignKey(PlanElement, models.PROTECT, related_name="indicators")
    name_en = models.CharField(_("name in English"), max_length=200)
    name_fr = models.CharField(_("name in French"), max_length=200, blank=True)
    unit_en = models.CharField(_("unit in English"), max_length=40)
    unit_fr = models.CharField(_("unit in French"), max_length=40, blank=True)
    baseline = models.DecimalField(_("baseline"), max_digits=14, decimal_places=3)
    baseline_on = models.DateField(_("day of the baseline"))
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=3)
    target_on = models.DateField(_("day of the target"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(target_on__gt=F("baseline_on")),
                name="strategy_indicator_target_after_baseline",
                violation_error_message=_("The target must be due after the baseline."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "name"))

    def get_absolute_url(self) -> str:
        """Return the page of the indicator."""
        return reverse("indicator", args=[self.public_id])


class Measurement(TimeStamped):
    """A value on a day; a correction is a new version of the row, with an event."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="measurements")
    measured_on = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3)
    reported_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "measured_on"], name="strategy_measurement_one_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.value}"
