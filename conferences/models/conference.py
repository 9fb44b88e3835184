"""A conference, what is known of it, its counters of places, and its programme."""

from __future__ import annotations

import datetime as dt
from typing import Self
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from conferences.enums import ConferenceKind, SessionKind
from wco_portal.common import clock
from wco_portal.common.addresses import address
from wco_portal.common.bilingual import local
from wco_portal.common.models import PublicIdField, Reference, Sourced, TimeStamped


class ConferenceQuerySet(models.QuerySet["Conference"]):
    """Chainable filters."""

    def known_by(self, day: dt.date) -> Self:
        """Keep what had been announced by a day."""
        return self.filter(Q(announced_on=None) | Q(announced_on__lte=day))


class Conference(Reference, Sourced, TimeStamped):
    """A conference; what is not known stays empty.

    `held_count`, `waiting_count` and `arrival_seq` are written by `services.places` only, under the
    conference's lock. A capacity that is not set means that places are not counted.
    """

    public_id = PublicIdField()
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(max_length=8, choices=ConferenceKind.choices)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    summary_fr = models.TextField(_("summary in French"), blank=True)
    place_en = models.CharField(_("place in English"), max_length=200, blank=True)
    place_fr = models.CharField(_("place in French"), max_length=200, blank=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("places"), null=True, blank=True)
    quota = models.PositiveSmallIntegerField(_("places per delegation"), default=3)
    held_count = models.PositiveIntegerField(default=0, editable=False)
    waiting_count = models.PositiveIntegerField(default=0, editable=False)
    arrival_seq = models.PositiveIntegerField(default=0, editable=False)
    nominations_open_at = models.DateTimeField(_("nominations open"), null=True, blank=True)
    nominations_close_at = models.DateTimeField(_("nominations close"), null=True, blank=True)
    changes_close_at = models.DateTimeField(_("changes close"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ConferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="conferences_conference_ends_after_it_begins",
                violation_error_message=_("The last day cannot come before the first."),
            ),
            models.CheckConstraint(
                condition=Q(nominations_close_at=None)
                | Q(nominations_close_at__gt=F("nominations_open_at")),
                name="conferences_conference_window_is_a_window",
                violation_error_message=_("Nominations must close after they open."),
            ),
            models.CheckConstraint(
                condition=~Q(kind=ConferenceKind.EDITION)
                | Q(nominations_open_at__isnull=False, nominations_close_at__isnull=False)
                & ~Q(zone=""),
                name="conferences_conference_edition_has_a_window",
                violation_error_message=_("An edition names its time zone and its window."),
            ),
            models.CheckConstraint(
                condition=Q(arrival_seq__gte=F("held_count") + F("waiting_count")),
                name="conferences_conference_counts_arrivals",
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the page of the conference."""
        return address("conference", self.slug)

    @property
    def time_zone(self) -> ZoneInfo:
        """Return the conference's own time zone, or the organisation's."""
        return ZoneInfo(self.zone) if self.zone else clock.zone()

    @property
    def takes_registrations(self) -> bool:
        """Say whether administrations register for it here."""
        return self.kind == ConferenceKind.EDITION

    @property
    def free_count(self) -> int | None:
        """Return how many places are free; None when places are not counted."""
        return None if self.capacity is None else max(0, self.capacity - self.held_count)

    @property
    def over_by(self) -> int:
        """Return by how many places a lowered capacity is exceeded."""
        return 0 if self.capacity is None else max(0, self.held_count - self.capacity)

    def is_open_at(self, at: dt.datetime) -> bool:
        """Say whether nominations are open; the window is half-open."""
        opens, closes = self.nominations_open_at, self.nominations_close_at
        return opens is not None and closes is not None and opens <= at < closes

    @property
    def window(self) -> str:
        """Say how nominations stand now: coming, open or closed."""
        now = clock.now()
        if self.is_open_at(now):
            return "open"
        opens = self.nominations_open_at
        return "coming" if opens is not None and now < opens else "closed"

    def is_over_at(self, at: dt.datetime) -> bool:
        """Say whether the last day has ended where the conference takes place."""
        return self.ends_on is not None and at >= clock.end_of(self.ends_on, tz=self.time_zone)


class Session(TimeStamped):
    """A part of the programme."""

    public_id = PublicIdField()
    conference = models.ForeignKey(Conference, models.CASCADE, related_name="sessions")
    kind = models.CharField(max_length=8, choices=SessionKind.choices)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200, blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    summary_fr = models.TextField(_("summary in French"), blank=True)
    room_en = models.CharField(_("room in English"), max_length=80, blank=True)
    room_fr = models.CharField(_("room in French"), max_length=80, blank=True)
    languages = ArrayField(models.CharField(max_length=2), default=list, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="conferences_session_ends_after_it_begins",
                violation_error_message=_("A session must end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the page of the session."""
        return address("session", self.conference.slug, self.public_id)

    @property
    def kind_word(self) -> str:
        """Return what happens, as a programme shows it."""
        return capfirst(str(SessionKind(self.kind).label))
