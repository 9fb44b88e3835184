"""The figures of indicators: a period, what was reported for it, and what was corrected since."""

from __future__ import annotations

from typing import Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.enums.indicators import JUDGED, STATE_TONES, Light, MeasurementState
from strategy.models.indicator import Indicator
from wco_portal.common import dates
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.models import Person, Region


class IndicatorPeriod(models.Model):
    """A span for which a figure is due, with its own target where there is one."""

    public_id = PublicIdField()
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="periods")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    due_on = models.DateField(_("figure due on"))
    target = models.DecimalField(
        _("target of the period"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    # What was asked for before: `rules.targets`, the oldest first.
    earlier_targets = models.JSONField(default=list, editable=False)
    # From the first approval on, a figure is only corrected: with a reason, and visibly.
    locked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")) & Q(due_on__gt=F("ends_on")),
                name="strategy_indicatorperiod_due_after_its_end",
                violation_error_message=_("A figure is due after its period has ended."),
            ),
            ExclusionConstraint(
                name="strategy_indicatorperiod_no_overlap",
                expressions=[
                    ("indicator", RangeOperators.EQUAL),
                    (
                        Func(F("starts_on"), F("ends_on"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Another period of the indicator covers these days."),
            ),
        ]

    def __str__(self) -> str:
        return dates.span(self.starts_on, self.ends_on)


class FigureReminder(models.Model):
    """A reminder of a figure that went out: once before and once after each day that it was due."""

    period = models.ForeignKey(IndicatorPeriod, models.CASCADE, related_name="reminders")
    due_on = models.DateField()
    is_overdue = models.BooleanField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "due_on", "is_overdue"], name="strategy_figurereminder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id} {self.due_on}"


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    """Chainable filters."""

    def counting(self, *, by_file: bool = False) -> Self:
        """Keep the approved figures, the newest of each period; also those that a file brought."""
        states = [MeasurementState.APPROVED]
        if by_file:
            states.append(MeasurementState.PENDING)
        later = Measurement.objects.filter(
            period=OuterRef("period"), state__in=states, number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later), state__in=states)


class Measurement(TimeStamped):
    """A figure of a period; number 1 is the first, every further one corrects the one before."""

    public_id = PublicIdField()
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    period = models.ForeignKey(IndicatorPeriod, models.PROTECT, related_name="measurements")
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=MeasurementState.choices,
        default=MeasurementState.DRAFT,
    )
    # The day that the figure speaks of: the last of its period.
    measured_on = models.DateField(_("day"))
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3, null=True, blank=True)
    numerator = models.DecimalField(
        _("numerator"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    denominator = models.DecimalField(
        _("denominator"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    note_en = models.TextField(_("remark in English"), blank=True, max_length=2000)
    note_fr = models.TextField(_("remark in French"), blank=True, max_length=2000)
    reason_en = models.TextField(_("reason in English"), blank=True, max_length=2000)
    reason_fr = models.TextField(_("reason in French"), blank=True, max_length=2000)
    return_reason = models.TextField(_("why it came back"), blank=True, max_length=2000)
    entered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_demonstration = models.BooleanField(default=False)

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["period", "number"], name="strategy_measurement_numbered_once"
            ),
            models.UniqueConstraint(
                fields=["period"],
                condition=~Q(state=MeasurementState.APPROVED),
                name="strategy_measurement_one_open",
                violation_error_message=_("A figure of this period is in work already."),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[MeasurementState.DRAFT, MeasurementState.RETURNED])
                | Q(value__isnull=False),
                name="strategy_measurement_empty_is_not_zero",
                violation_error_message=_("Enter a figure: an empty one is not zero."),
            ),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__gte=0, denominator__gt=0, numerator__lte=F("denominator")),
                name="strategy_measurement_part_of_a_whole",
                violation_error_message=_(
                    "The numerator lies between 0 and the denominator, which is not 0."
                ),
            ),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(reason_en="", reason_fr=""),
                name="strategy_measurement_correction_says_why",
                violation_error_message=_("Say why the figure is corrected."),
            ),
            models.CheckConstraint(
                condition=~Q(state=MeasurementState.RETURNED) | ~Q(return_reason=""),
                name="strategy_measurement_return_says_why",
                violation_error_message=_("Say why the figure comes back."),
            ),
            models.CheckConstraint(
                condition=~Q(state=MeasurementState.APPROVED)
                | (
                    Q(decided_by__isnull=False, decided_at__isnull=False)
                    & ~Q(decided_by=F("entered_by"))
                ),
                name="strategy_measurement_two_people",
                violation_error_message=_("Whoever entered a figure does not approve it."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {'' if self.value is None else self.value}"

    def get_absolute_url(self) -> str:
        """Return the page of the figure."""
        return reverse("measurement", args=[self.public_id])

    @property
    def tone(self) -> str:
        """Return the tone of the state."""
        return STATE_TONES[MeasurementState(self.state)]


class RegionalValue(models.Model):
    """The part of a figure that is a region's."""

    measurement = models.ForeignKey(Measurement, models.CASCADE, related_name="by_region")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    value = models.DecimalField(_("value"), max_digits=14, decimal_places=3)
    numerator = models.DecimalField(
        _("numerator"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    denominator = models.DecimalField(
        _("denominator"), max_digits=14, decimal_places=3, null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["measurement", "region"], name="strategy_regionalvalue_once"
            ),
            models.CheckConstraint(
                condition=Q(numerator=None, denominator=None)
                | Q(numerator__gte=0, denominator__gt=0, numerator__lte=F("denominator")),
                name="strategy_regionalvalue_part_of_a_whole",
                violation_error_message=_(
                    "The numerator lies between 0 and the denominator, which is not 0."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.value}"


class LightOverride(models.Model):
    """A light that a person set by hand: with a reason, and for a time."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="overrides")
    light = models.CharField(
        _("light"), max_length=9, choices=[(each.value, each.label) for each in JUDGED]
    )
    reason_en = models.TextField(_("reason in English"), blank=True, max_length=2000)
    reason_fr = models.TextField(_("reason in French"), blank=True, max_length=2000)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason_en="", reason_fr=""),
                name="strategy_lightoverride_says_why",
                violation_error_message=_("Say why the light is set by hand."),
            ),
            models.CheckConstraint(
                condition=Q(until__gte=F("since")),
                name="strategy_lightoverride_expires",
                violation_error_message=_("A light set by hand ends on a later day."),
            ),
            models.CheckConstraint(
                condition=Q(light__in=[each.value for each in JUDGED]),
                name="strategy_lightoverride_a_judgement",
            ),
            ExclusionConstraint(
                name="strategy_lightoverride_one_a_day",
                expressions=[
                    ("indicator", RangeOperators.EQUAL),
                    (
                        Func(F("since"), F("until"), Value("[]"), function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("The light is set by hand for these days already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {Light(self.light).label}"
