"""What a plan was made from: the file as it came in, so that nothing of it is lost."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.models.plan import Plan
from wco_portal.common.models import PublicIdField
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Language


class PlanImport(models.Model):
    """A StratML file that was read: first a report, then, once confirmed, a draft plan."""

    public_id = PublicIdField()
    name = models.CharField(_("name of the file"), max_length=200)
    sha256 = models.CharField(max_length=64)
    part = models.PositiveSmallIntegerField(_("part of the standard"))
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    # The repaired document; where a row was made from an element, the element names it.
    document = models.JSONField()
    # What was repaired and noted: line, code and values of each.
    repairs = models.JSONField(default=list)
    notes = models.JSONField(default=list)
    # Nobody's when the Secretariat brought it in by a command.
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    plan = models.OneToOneField(
        Plan, models.PROTECT, null=True, blank=True, related_name="came_from"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(part__in=[1, 2]), name="strategy_planimport_of_a_known_part"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the page of the report."""
        return reverse("plan-import", args=[self.public_id])
