"""What every app may stand on."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from wco_portal.common import dates
from wco_portal.common.enums import Grade
from wco_portal.common.ids import public_id


class TimeStamped(models.Model):
    """When a row was made and last changed: for audit, never for logic."""

    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class PublicIdField(models.CharField[str, str]):
    """Ten characters of Crockford's base 32, given once."""

    def __init__(self, **options: Any) -> None:
        defaults: dict[str, Any] = {
            "max_length": 10,
            "unique": True,
            "editable": False,
            "default": public_id,
        }
        super().__init__(**(defaults | options))


class BusinessClock(models.Model):
    """How far the business clock stands from real time: one row, in demonstration mode only."""

    ahead_by = models.DurationField(default=dt.timedelta)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="common_businessclock_one_row"),
        ]

    def __str__(self) -> str:
        return str(self.ahead_by)


class Source(models.Model):
    """Where a fact stands: publisher, title, date; never an address that holds a person's name."""

    code = models.SlugField(max_length=60, unique=True)
    publisher = models.CharField(_("publisher"), max_length=200)
    title = models.CharField(_("title"), max_length=300)
    published = models.CharField(_("date"), max_length=40, blank=True)
    address = models.URLField(_("address"), max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publisher", "title", "published"], name="common_source_named_once"
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(part for part in (self.publisher, self.title, self.dated) if part)

    @property
    def dated(self) -> str:
        """Return its date in the reader's language."""
        return dates.written(self.published)


class Sourced(models.Model):
    """A record that opens its source and says how good it is; demonstration records say so."""

    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    grade = models.CharField(max_length=12, choices=Grade.choices, blank=True)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Reference(models.Model):
    """A row that a reference file brings; once a person edited it, the file leaves it alone."""

    is_edited = models.BooleanField(default=False)

    class Meta:
        abstract = True


class ReferenceFile(models.Model):
    """A reference file as it was last loaded."""

    name = models.CharField(max_length=120, unique=True)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
