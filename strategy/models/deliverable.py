"""The yearly implementation plan: deliverables per objective, and what share of effort each takes.

A year of the organisation runs from 1 July to 30 June and is named by the year in which it begins.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from strategy.enums.deliverables import TONES, DeliverableState
from strategy.models.element import PlanElement
from wco_portal.common.bilingual import local
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.models import Person


class Deliverable(TimeStamped):
    """Something that an objective brings in a year, with a target in numbers or in words."""

    public_id = PublicIdField()
    element = models.ForeignKey(PlanElement, models.PROTECT, related_name="deliverables")
    year = models.PositiveSmallIntegerField(_("year"))
    number = models.PositiveSmallIntegerField(_("number"))
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    # A target in numbers, or one in words.
    target = models.DecimalField(
        _("target"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    unit_en = models.CharField(_("unit in English"), max_length=40, blank=True)
    unit_fr = models.CharField(_("unit in French"), max_length=40, blank=True)
    target_en = models.CharField(_("target in words, in English"), max_length=300, blank=True)
    target_fr = models.CharField(_("target in words, in French"), max_length=300, blank=True)
    reached = models.DecimalField(
        _("reached so far"), max_digits=14, decimal_places=3, null=True, blank=True
    )
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        _("state"),
        max_length=11,
        choices=DeliverableState.choices,
        default=DeliverableState.PLANNED,
    )
    reason_en = models.CharField(_("reason in English"), max_length=300, blank=True)
    reason_fr = models.CharField(_("reason in French"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["element", "year", "number"], name="strategy_deliverable_numbered_once"
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=False) | ~Q(target_en="", target_fr=""),
                name="strategy_deliverable_has_a_target",
                violation_error_message=_("Give a target, in numbers or in words."),
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[DeliverableState.POSTPONED, DeliverableState.DROPPED])
                | ~Q(reason_en="", reason_fr=""),
                name="strategy_deliverable_says_why",
                violation_error_message=_("Say why it is put off or dropped."),
            ),
            models.CheckConstraint(
                condition=Q(reached=None) | Q(reached__gte=0),
                name="strategy_deliverable_reached_something",
                violation_error_message=_("What is reached is not below zero."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element.number}.{self.number} {local(self, 'title')}"

    @property
    def tone(self) -> str:
        """Return the tone of the state."""
        return TONES[DeliverableState(self.state)]


class EffortShare(models.Model):
    """The share of a year's cost or effort that a goal takes, in per cent."""

    element = models.ForeignKey(PlanElement, models.CASCADE, related_name="effort_shares")
    year = models.PositiveSmallIntegerField(_("year"))
    percent = models.DecimalField(_("per cent"), max_digits=5, decimal_places=2)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["element", "year"], name="strategy_effortshare_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(percent__range=(0, 100)),
                name="strategy_effortshare_within_100",
                violation_error_message=_("A share lies between 0 and 100 per cent."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.element} {self.year}: {self.percent}"
