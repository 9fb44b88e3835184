"""Regional workshops: who meets when and where, what came out, which challenges were raised."""

from __future__ import annotations

import datetime as dt
from typing import Self
from zoneinfo import ZoneInfo

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.enums.workshops import TONES, CallPhase, ChallengeState, Tongue, WorkshopState
from strategy.models.plan import Plan
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import local
from wco_portal.common.enums import Precision
from wco_portal.common.models import PublicIdField, Reference, Sourced, TimeStamped
from wco_portal.directory.models import Member, Person, Region


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    """Chainable filters."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may know of: what was announced, and drafts for who sees drafts."""
        if policies.check(actor, Permission.WORKSHOP_VIEW_DRAFT):
            return self
        return self.exclude(state=WorkshopState.PLANNED).exclude(
            state=WorkshopState.CANCELLED, announced_at=None
        )

    def ahead(self, at: dt.datetime) -> Self:
        """Keep what is announced and not over, the next first."""
        return self.filter(state=WorkshopState.ANNOUNCED, ends_at__gt=at).order_by("starts_at")


class Workshop(Reference, Sourced, TimeStamped):
    """A workshop of a region. `starts_at` is an instant; `starts_on` a day of the past."""

    public_id = PublicIdField()
    slug = models.SlugField(max_length=60, unique=True)
    region = models.ForeignKey(Region, models.PROTECT, related_name="workshops")
    plan = models.ForeignKey(Plan, models.PROTECT, null=True, blank=True, related_name="workshops")
    title_en = models.CharField(_("title in English"), max_length=160)
    title_fr = models.CharField(_("title in French"), max_length=160, blank=True)
    about_en = models.TextField(_("programme in English"), blank=True, max_length=4000)
    about_fr = models.TextField(_("programme in French"), blank=True, max_length=4000)
    host = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    vice_chair = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    # Roles and functions, never names: "Deputy Secretary General, jointly with the Vice-Chair".
    chairs_en = models.CharField(_("chaired by, in English"), max_length=300, blank=True)
    chairs_fr = models.CharField(_("chaired by, in French"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=60, blank=True)
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    date_precision = models.CharField(max_length=5, choices=Precision.choices, blank=True)
    place_en = models.CharField(_("place in English"), max_length=160, blank=True)
    place_fr = models.CharField(_("place in French"), max_length=160, blank=True)
    # Told to those who are invited, never shown to the public.
    online_address = models.URLField(_("online address"), max_length=300, blank=True)
    languages = ArrayField(
        models.CharField(max_length=2, choices=Tongue.choices), default=list, blank=True
    )
    interpreted_from = ArrayField(
        models.CharField(max_length=2, choices=Tongue.choices), default=list, blank=True
    )
    interpreted_into = ArrayField(
        models.CharField(max_length=2, choices=Tongue.choices), default=list, blank=True
    )
    # Without it nobody is asked to register; half-open like every window.
    registration_ends_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    members_present = models.PositiveSmallIntegerField(_("Members present"), null=True, blank=True)
    members_of = models.PositiveSmallIntegerField(
        _("Members of the region then"), null=True, blank=True
    )
    people_present = models.PositiveSmallIntegerField(_("people present"), null=True, blank=True)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    note_fr = models.CharField(_("note in French"), max_length=300, blank=True)
    remind_days = models.PositiveSmallIntegerField(
        _("reminder, days before"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    state = models.CharField(
        max_length=10, choices=WorkshopState.choices, default=WorkshopState.PLANNED
    )
    # The revision of the calendar entry; it only rises.
    sequence = models.PositiveSmallIntegerField(default=0)
    announced_at = models.DateTimeField(null=True, blank=True)
    # When those invited were last told the times.
    told_at = models.DateTimeField(null=True, blank=True)
    # When the region was told what the workshop concluded.
    shared_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        constraints = [
            # What a round's own region is held to.
            models.UniqueConstraint(fields=["id", "region"], name="strategy_workshop_of_a_region"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None, zone="")
                | Q(starts_at__isnull=False, ends_at__gt=F("starts_at")) & ~Q(zone=""),
                name="strategy_workshop_ends_after_it_begins",
                violation_error_message=_("The workshop must end after it begins."),
            ),
            models.CheckConstraint(
                condition=~Q(state=WorkshopState.ANNOUNCED)
                | Q(starts_at__isnull=False, announced_at__isnull=False),
                name="strategy_workshop_announced_with_times",
            ),
            models.CheckConstraint(
                condition=Q(members_present=None)
                | Q(members_of=None)
                | Q(members_present__lte=F("members_of")),
                name="strategy_workshop_not_more_than_all",
                violation_error_message=_("More Members cannot be present than the region has."),
            ),
            models.CheckConstraint(
                condition=Q(registration_ends_at=None)
                | Q(starts_at__isnull=False, registration_ends_at__lte=F("ends_at")),
                name="strategy_workshop_registers_before_it_ends",
                violation_error_message=_("Registration must close before the workshop ends."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def clean(self) -> None:
        """Object to a Vice-Chair of another region, and to who is no Member on the first day."""
        if self.vice_chair is not None and self.vice_chair.region_id != self.region_id:
            raise ValidationError({"vice_chair": _("Choose a Member of the region.")})
        day = self.begins.date() if self.begins else None
        for name, member in (("host", self.host), ("vice_chair", self.vice_chair)):
            if member is not None and day is not None and not member.belongs_on(day):
                said = _("This administration is not a Member on the first day of the workshop.")
                raise ValidationError({name: said})

    def get_absolute_url(self) -> str:
        """Return the page of the workshop."""
        return reverse("workshop", args=[self.slug])

    @property
    def tone(self) -> str:
        """Return how the state is shown."""
        return TONES[WorkshopState(self.state)]

    @property
    def begins(self) -> dt.datetime | None:
        """Return the first instant in the workshop's own zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone)) if self.starts_at else None

    @property
    def ends(self) -> dt.datetime | None:
        """Return the last instant in the workshop's own zone."""
        return self.ends_at.astimezone(ZoneInfo(self.zone)) if self.ends_at else None

    @property
    def tongues(self) -> list[str]:
        """Return the names of the languages."""
        return [str(Tongue(code).label) for code in self.languages]

    @property
    def from_tongues(self) -> list[str]:
        """Return the names of the languages that are interpreted."""
        return [str(Tongue(code).label) for code in self.interpreted_from]

    @property
    def into_tongues(self) -> list[str]:
        """Return the names of the languages into which is interpreted."""
        return [str(Tongue(code).label) for code in self.interpreted_into]


class WorkshopConclusion(Sourced, TimeStamped):
    """Something that a workshop concluded."""

    public_id = PublicIdField()
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="conclusions")
    order = models.PositiveSmallIntegerField()
    text_en = models.CharField(_("conclusion in English"), max_length=600, blank=True)
    text_fr = models.CharField(_("conclusion in French"), max_length=600, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text_en="", text_fr=""),
                name="strategy_workshopconclusion_says_something",
                violation_error_message=_("Write it in English or in French."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "text"))

    def get_absolute_url(self) -> str:
        """Return the place on the page of its workshop."""
        return f"{self.workshop.get_absolute_url()}#conclusion-{self.public_id}"


class WorkshopReminder(models.Model):
    """A reminder that went out: once for each phase and each time that it was set to."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="reminders")
    phase = models.CharField(max_length=10, choices=CallPhase.choices, default=CallPhase.BEGINS)
    occurrence = models.DateTimeField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workshop", "phase", "occurrence"], name="strategy_workshopreminder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.phase} {self.occurrence}"


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    """Chainable filters."""

    def visible_to(self, actor: Actor) -> Self:
        """Show the public what was taken up, the region and the Secretariat all."""
        if isinstance(actor, Person) and actor.is_secretariat:
            return self
        public = Q(state=ChallengeState.TAKEN_UP)
        if not isinstance(actor, Person):
            return self.filter(public)
        return self.filter(
            public
            | Q(member__in=actor.member_ids())
            | Q(member__region__in=actor.region_ids())
            | Q(raised_by=actor)
        )


class Challenge(Sourced, TimeStamped):
    """An upcoming challenge for Customs that a Member raises at a workshop."""

    public_id = PublicIdField()
    workshop = models.ForeignKey(Workshop, models.PROTECT, related_name="challenges")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    raised_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    raised_at = models.DateTimeField()
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=160, blank=True)
    text_en = models.TextField(_("challenge in English"), blank=True, max_length=4000)
    text_fr = models.TextField(_("challenge in French"), blank=True, max_length=4000)
    state = models.CharField(
        max_length=10, choices=ChallengeState.choices, default=ChallengeState.RAISED
    )
    answer = models.CharField(_("reason"), max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_en="", title_fr=""),
                name="strategy_challenge_has_a_title",
                violation_error_message=_("Give the challenge a title in English or in French."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the page of the challenge."""
        return reverse("challenge", args=[self.public_id])

    @property
    def tone(self) -> str:
        """Return how the state is shown."""
        return TONES[ChallengeState(self.state)]

    @property
    def receipt(self) -> str:
        """Return the number of the receipt."""
        return f"CH-{self.public_id}"
