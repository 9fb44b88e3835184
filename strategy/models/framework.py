"""International frameworks that a plan is aligned with, and their goals or articles.

Which element of a plan serves which of them stands in the links between the two.
"""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wco_portal.common.bilingual import local
from wco_portal.common.models import Reference, Sourced


class Framework(Reference, Sourced):
    """A list of commitments made elsewhere: the Sustainable Development Goals, an agreement."""

    code = models.SlugField(max_length=20, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return str(local(self, "name"))

    def get_absolute_url(self) -> str:
        """Return the page of the framework."""
        return reverse("framework", args=[self.code])


class Commitment(Reference):
    """A goal or an article of a framework; its code is its end of a link."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="commitments")
    code = models.SlugField(max_length=40, unique=True)
    order = models.PositiveSmallIntegerField()
    short_en = models.CharField(_("short name in English"), max_length=40)
    short_fr = models.CharField(_("short name in French"), max_length=40)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "order"], name="strategy_commitment_ordered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{local(self, 'short')} {local(self, 'title')}"

    def get_absolute_url(self) -> str:
        """Return where the page of its framework speaks of it."""
        return f"{self.framework.get_absolute_url()}#{self.code}"
