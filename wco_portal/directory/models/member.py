"""Regions and Members: a Member is an administration, and its membership is dated."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from wco_portal.common.addresses import address
from wco_portal.common.bilingual import active, local
from wco_portal.common.enums import Grade, Precision
from wco_portal.common.models import Reference, Source, Sourced
from wco_portal.directory.enums import MemberKind

# Before this day too many joining dates are not known for a count to be sound.
SOUND_FROM = dt.date(2015, 1, 1)


class Region(Reference, Sourced):
    """One of the six regions."""

    code = models.SlugField(max_length=8, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    short_en = models.CharField(_("short name in English"), max_length=60)
    short_fr = models.CharField(_("short name in French"), max_length=60)
    order = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return str(local(self, "short"))

    def get_absolute_url(self) -> str:
        """Return the page of the region."""
        return address("region", self.code)


class MemberQuerySet(models.QuerySet["Member"]):
    """Chainable filters."""

    def counted(self) -> Self:
        """Leave out participants that are not Members."""
        return self.filter(kind=MemberKind.MEMBER)

    def on(self, day: dt.date) -> Self:
        """Keep who belonged on a day; an unknown joining date counts as long ago."""
        return self.filter(Q(joined_on=None) | Q(joined_on__lte=day)).filter(
            Q(left_on=None) | Q(left_on__gt=day)
        )

    def by_name(self) -> Self:
        """Order by the name in the active language."""
        return self.order_by(f"sort_{active()}")


class Member(Reference, Sourced):
    """An administration that belongs to the organisation, from a day on."""

    code = models.SlugField(max_length=8, unique=True)
    alpha2 = models.CharField(max_length=2, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="members")
    kind = models.CharField(max_length=12, choices=MemberKind.choices, default=MemberKind.MEMBER)
    name_en = models.CharField(_("name in English"), max_length=120)
    name_fr = models.CharField(_("name in French"), max_length=120)
    sort_en = models.CharField(max_length=120, db_index=True)
    sort_fr = models.CharField(max_length=120, db_index=True)
    # The language in which the administration is written to; empty where it is not known.
    language = models.CharField(
        _("language"), max_length=2, choices=[("en", _("English")), ("fr", _("French"))], blank=True
    )
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    joined_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    joined_source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="+"
    )
    joined_grade = models.CharField(max_length=12, choices=Grade.choices, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(joined_on=None, joined_precision="")
                | Q(joined_on__isnull=False) & ~Q(joined_precision=""),
                name="directory_member_date_says_how_exact",
                violation_error_message=_("Say how exactly the joining date is known."),
            ),
            models.CheckConstraint(
                condition=Q(left_on=None)
                | Q(joined_on=None)
                | Q(left_on__gt=models.F("joined_on")),
                name="directory_member_leaves_after_joining",
                violation_error_message=_("A Member can only leave after it has joined."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "name"))

    def belongs_on(self, day: dt.date) -> bool:
        """Say whether it belongs on a day; an unknown joining date counts as long ago."""
        has_joined = self.joined_on is None or self.joined_on <= day
        return has_joined and (self.left_on is None or day < self.left_on)

    def get_absolute_url(self) -> str:
        """Return the page of the Member."""
        return address("member", self.code)
