"""Indicators: a measure of an element of a plan, from a baseline to a target, by its own rule."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from strategy.enums.indicators import Direction, IndicatorKind, Regions
from strategy.models.element import PlanElement
from wco_portal.common.addresses import address
from wco_portal.common.bilingual import local
from wco_portal.common.models import PublicIdField, Sourced, TimeStamped
from wco_portal.directory.models import Person


class Indicator(Sourced, TimeStamped):
    """What is measured, from where to where; an empty value is not zero."""

    public_id = PublicIdField()
    element = models.ForeignKey(PlanElement, models.PROTECT, related_name="indicators")
    name_en = models.CharField(_("name in English"), max_length=200)
    name_fr = models.CharField(_("name in French"), max_length=200, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=IndicatorKind.choices,
        default=IndicatorKind.QUANTITATIVE,
    )
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.UP
    )
    unit_en = models.CharField(_("unit in English"), max_length=40, blank=True)
    unit_fr = models.CharField(_("unit in French"), max_length=40, blank=True)
    # Empty: nobody knows where it started. The day is known: time runs from it.
    baseline = models.DecimalField(
        _("baseline"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    baseline_on = models.DateField(_("day of the baseline"))
    baseline_from_en = models.CharField(_("source of the baseline"), max_length=200, blank=True)
    baseline_from_fr = models.CharField(
        _("source of the baseline in French"), max_length=200, blank=True
    )
    target = models.DecimalField(_("target"), max_digits=14, decimal_places=3)
    target_on = models.DateField(_("day of the target"))
    # What was asked for before: `rules.targets`, the oldest first.
    earlier_targets = models.JSONField(default=list, editable=False)
    figures_from_en = models.CharField(_("source of the figures"), max_length=200, blank=True)
    figures_from_fr = models.CharField(
        _("source of the figures in French"), max_length=200, blank=True
    )
    is_cumulative = models.BooleanField(_("the figures of the periods add up"), default=False)
    regions = models.CharField(
        _("figures per region"), max_length=8, choices=Regions.choices, default=Regions.NONE
    )
    # The one person who enters its figures; empty: any editor.
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    # Per cent of the expected progress from which it is on track, or at risk.
    on_track_from = models.PositiveSmallIntegerField(_("on track from"), default=90)
    at_risk_from = models.PositiveSmallIntegerField(_("at risk from"), default=60)
    # When the owner is reminded of a figure that is due.
    remind_days = models.PositiveSmallIntegerField(
        _("reminder, days before"),
        default=14,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    # The indicator of the plan before whose figures it goes on with.
    continues = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="continued_by"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(target_on__gt=F("baseline_on")),
                name="strategy_indicator_target_after_baseline",
                violation_error_message=_("The target must be due after the baseline."),
            ),
            models.CheckConstraint(
                condition=Q(baseline=None)
                | Q(direction=Direction.UP, target__gte=F("baseline"))
                | Q(direction=Direction.DOWN, target__lte=F("baseline")),
                name="strategy_indicator_goes_its_way",
                violation_error_message=_(
                    "The target lies on the wrong side of the baseline for this direction."
                ),
            ),
            models.CheckConstraint(
                condition=~Q(kind=IndicatorKind.PERCENTAGE)
                | (Q(target__range=(0, 100)) & (Q(baseline=None) | Q(baseline__range=(0, 100)))),
                name="strategy_indicator_percentage_within_100",
                violation_error_message=_("A percentage lies between 0 and 100."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=IndicatorKind.MILESTONE)
                | Q(baseline=0, target=1, direction=Direction.UP),
                name="strategy_indicator_milestone_from_0_to_1",
                violation_error_message=_("A milestone goes from 0 (not reached) to 1 (reached)."),
            ),
            models.CheckConstraint(
                condition=Q(is_cumulative=False)
                | Q(kind=IndicatorKind.QUANTITATIVE, baseline__isnull=False),
                name="strategy_indicator_only_quantities_add_up",
                violation_error_message=_("Only quantities with a baseline add up over periods."),
            ),
            models.CheckConstraint(
                condition=Q(regions=Regions.NONE)
                | Q(kind__in=[IndicatorKind.QUANTITATIVE, IndicatorKind.PERCENTAGE]),
                name="strategy_indicator_only_numbers_by_region",
                violation_error_message=_("Only quantities and percentages come per region."),
            ),
            models.CheckConstraint(
                condition=Q(on_track_from__gt=F("at_risk_from"))
                & Q(on_track_from__lte=100)
                & Q(at_risk_from__gte=1),
                name="strategy_indicator_thresholds_in_order",
                violation_error_message=_(
                    "“On track” must start above “at risk”, both between 1 and 100."
                ),
            ),
            models.CheckConstraint(
                condition=Q(weight__range=(1, 100)),
                name="strategy_indicator_weighs_something",
                violation_error_message=_("A weight lies between 1 and 100."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "name"))

    def get_absolute_url(self) -> str:
        """Return the page of the indicator."""
        return address("indicator", self.public_id)

    @property
    def is_scored(self) -> bool:
        """Say whether its figures are scores with names."""
        return self.kind == IndicatorKind.QUALITATIVE


class IndicatorScore(models.Model):
    """A step of a qualitative indicator: its number orders it, its name is read."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="scores")
    value = models.PositiveSmallIntegerField(_("score"))
    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "value"], name="strategy_indicatorscore_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.value} {local(self, 'name')}"
