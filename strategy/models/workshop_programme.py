"""What happens at a workshop, point by point, and the documents that are read there."""

from __future__ import annotations

import datetime as dt
from typing import Self
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from strategy.enums.workshops import Audience, Tongue
from strategy.models.workshop import Workshop
from wco_portal.common import dates
from wco_portal.common.bilingual import local
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.files.models import File

LONGEST = 12 * 60


class AgendaItem(TimeStamped):
    """A point of a workshop's agenda; who speaks is a role or function, never a name."""

    public_id = PublicIdField()
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="agenda")
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), validators=[MinValueValidator(5), MaxValueValidator(LONGEST)]
    )
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    speaker_en = models.CharField(_("role of the speaker, in English"), max_length=160, blank=True)
    speaker_fr = models.CharField(_("role of the speaker, in French"), max_length=160, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Tongue.choices, blank=True)
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_en="", title_fr=""),
                name="strategy_agendaitem_says_something",
                violation_error_message=_("Write it in English or in French."),
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=5, minutes__lte=LONGEST),
                name="strategy_agendaitem_takes_a_while",
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    @property
    def begins(self) -> dt.datetime:
        """Return when it begins, in the workshop's own zone."""
        return self.starts_at.astimezone(ZoneInfo(self.workshop.zone))

    @property
    def ends(self) -> dt.datetime:
        """Return when it ends, in the workshop's own zone: minutes that pass, not that show."""
        ends_at = self.starts_at + dt.timedelta(minutes=self.minutes)
        return ends_at.astimezone(ZoneInfo(self.workshop.zone))

    @property
    def hours(self) -> str:
        """Say from when until when, as clocks at the workshop show it."""
        return f"{dates.hour(self.begins)} – {dates.hour(self.ends)}"

    @property
    def tongue(self) -> str:
        """Return the name of the language."""
        return str(Tongue(self.language).label) if self.language else ""


class WorkshopDocumentQuerySet(models.QuerySet["WorkshopDocument"]):
    """Chainable filters."""

    def public(self) -> Self:
        """Keep what everybody reads."""
        return self.filter(audience=Audience.PUBLIC)


class WorkshopDocument(TimeStamped):
    """A document of a workshop: for everybody, or for those invited."""

    public_id = PublicIdField()
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="documents")
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    audience = models.CharField(_("who reads it"), max_length=12, choices=Audience.choices)
    language = models.CharField(_("language"), max_length=2, choices=Tongue.choices, blank=True)
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    is_demonstration = models.BooleanField(default=False)

    objects = WorkshopDocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_en="", title_fr=""),
                name="strategy_workshopdocument_has_a_title",
                violation_error_message=_("Write it in English or in French."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the address of the file."""
        return self.file.get_absolute_url()

    @property
    def tongue(self) -> str:
        """Return the name of the language."""
        return str(Tongue(self.language).label) if self.language else ""
