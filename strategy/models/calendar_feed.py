"""The calendar of a region as an address that a person's calendar program asks."""

from __future__ import annotations

from django.db import models

from wco_portal.common.models import PublicIdField
from wco_portal.directory.models import Person, Region


class CalendarFeed(models.Model):
    """A person's address for the calendar of a region.

    The address holds a signature of id and generation, nothing secret is stored: a new generation
    makes the old address worthless, and so does taking it back.
    """

    public_id = PublicIdField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="calendar_feeds")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    generation = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "region"], name="strategy_calendarfeed_one_a_region"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}"
