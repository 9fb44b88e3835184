"""The Environmental Scan: what it finds, and what the Customs response is."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.enums.scans import Aspect
from wco_portal.common.bilingual import local
from wco_portal.common.models import PublicIdField, Sourced, TimeStamped


class ScanFinding(Sourced, TimeStamped):
    """A finding of a year's scan; objectives of plans answer it through links."""

    public_id = PublicIdField()
    year = models.PositiveSmallIntegerField(_("year"))
    aspect = models.CharField(_("aspect"), max_length=13, choices=Aspect.choices)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    finding_en = models.TextField(_("finding in English"), max_length=4000, blank=True)
    finding_fr = models.TextField(_("finding in French"), max_length=4000, blank=True)
    # Empty while nobody has written one: the page says so.
    response_en = models.TextField(_("Customs response in English"), max_length=4000, blank=True)
    response_fr = models.TextField(_("Customs response in French"), max_length=4000, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(finding_en="", finding_fr=""),
                name="strategy_scanfinding_says_what",
                violation_error_message=_("Write the finding in English or in French."),
            ),
            models.UniqueConstraint(
                fields=["year", "title_en"],
                name="strategy_scanfinding_once_a_year",
                violation_error_message=_("The scan of this year has this finding already."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the page of the finding."""
        return reverse("scan-finding", args=[self.public_id])

    @property
    def is_answered(self) -> bool:
        """Say whether there is a Customs response."""
        return bool(self.response_en or self.response_fr)
