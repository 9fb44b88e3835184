"""Governing meetings: where plans are endorsed and decided."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from wco_portal.common.bilingual import local
from wco_portal.common.enums import Precision
from wco_portal.common.models import Reference, Sourced
from wco_portal.publishing.enums import Body


class MeetingQuerySet(models.QuerySet["GoverningMeeting"]):
    """Chainable filters."""

    def of(self, body: Body) -> Self:
        """Keep the meetings of a body."""
        return self.filter(body=body)

    def not_over(self, day: dt.date) -> Self:
        """Keep the meetings that have not ended, the next one first."""
        return self.filter(ends_on__gte=day).order_by("starts_on")

    def in_order(self) -> Self:
        """Order as they were held."""
        return self.order_by("starts_on", "pk")


class GoverningMeeting(Reference, Sourced):
    """A session of the Policy Commission, the Council or a committee."""

    code = models.SlugField(max_length=60, unique=True)
    body = models.CharField(_("body"), max_length=20, choices=Body.choices)
    number = models.CharField(_("number"), max_length=40, blank=True)
    name_en = models.CharField(_("name in English"), max_length=160)
    name_fr = models.CharField(_("name in French"), max_length=160)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    precision = models.CharField(max_length=5, choices=Precision.choices, default=Precision.DAY)
    paper_deadline = models.DateField(_("papers due by"), null=True, blank=True)
    is_deadline_demonstration = models.BooleanField(default=False)
    place_en = models.CharField(_("place in English"), max_length=120, blank=True)
    place_fr = models.CharField(_("place in French"), max_length=120, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="publishing_meeting_ends_after_it_begins",
                violation_error_message=_("A meeting cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(paper_deadline=None) | Q(paper_deadline__lte=F("starts_on")),
                name="publishing_meeting_papers_come_first",
                violation_error_message=_("Papers are due before the meeting begins."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "name"))
