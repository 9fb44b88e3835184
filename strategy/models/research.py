"""Research items: a question, its editions, and what of the plan it serves."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wco_portal.common.bilingual import local
from wco_portal.common.enums import Precision
from wco_portal.common.models import PublicIdField, Reference, Sourced


class ResearchItem(Reference, Sourced):
    """A study: its question, and what is known of it."""

    public_id = PublicIdField()
    slug = models.SlugField(max_length=60, unique=True)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    question_en = models.TextField(_("question in English"))
    question_fr = models.TextField(_("question in French"), blank=True)
    known_from = models.DateField()

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the page of the study."""
        return reverse("research-item", args=[self.slug])


class EditionQuerySet(models.QuerySet["ResearchEdition"]):
    """Chainable filters."""

    def published(self, day: dt.date) -> Self:
        """Keep the editions that were out on a day."""
        return self.filter(published_on__lte=day)


class ResearchEdition(Reference, Sourced):
    """An edition of a study, shown from the day it came out."""

    public_id = PublicIdField()
    item = models.ForeignKey(ResearchItem, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    published_on = models.DateField()
    published_precision = models.CharField(max_length=5, choices=Precision.choices)
    partners_en = models.CharField(max_length=120, blank=True)
    partners_fr = models.CharField(max_length=120, blank=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="strategy_researchedition_numbered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.number})"
