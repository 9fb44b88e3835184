"""Consultations: a question to all Members, the things to put in order, the window to answer."""

from __future__ import annotations

import datetime as dt
from typing import Final, Self
from zoneinfo import ZoneInfo, available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, F, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.enums.consultations import ConsultationState, Held, Instrument, LatePolicy
from strategy.models.element import PlanElement
from strategy.models.plan import Plan
from strategy.models.workshop import Workshop
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import local
from wco_portal.common.functions import PortalNow
from wco_portal.common.models import PublicIdField, Sourced, TimeStamped
from wco_portal.directory.models import Person, Region

TONES: Final = {
    ConsultationState.DRAFT: "idle",
    ConsultationState.ANNOUNCED: "brand",
    ConsultationState.OPEN: "now",
    ConsultationState.CLOSED: "idle",
    ConsultationState.PUBLISHED: "good",
    ConsultationState.WITHDRAWN: "bad",
}


def _phase() -> Case:
    """Return the state that the window has at the database's business time.

    The window is half-open: open at its first instant, closed at its last.
    """
    states = ConsultationState
    return Case(
        When(state__in=[states.DRAFT, states.PUBLISHED, states.WITHDRAWN], then=F("state")),
        When(window_opens_at__gt=PortalNow(), then=Value(states.ANNOUNCED)),
        When(window_closes_at__gt=PortalNow(), then=Value(states.OPEN)),
        default=Value(states.CLOSED),
        output_field=models.CharField(),
    )


class ConsultationQuerySet(models.QuerySet["Consultation"]):
    """Chainable filters."""

    def phased(self) -> Self:
        """Add `phase`, and the window from the first opening until the last closing of a region."""
        own = RegionWindow.objects.filter(consultation=OuterRef("pk")).order_by()
        each = own.values("consultation")
        first = each.annotate(first=Min("opens_at")).values("first")
        last = each.annotate(last=Max("closes_at")).values("last")
        return self.annotate(
            window_opens_at=Least("opens_at", Subquery(first)),
            window_closes_at=Greatest("closes_at", Subquery(last)),
            window_zone=F("zone"),
        ).annotate(phase=_phase())

    def phased_for(self, region: Region) -> Self:
        """Add the same as a region sees it: its own window, where it has one, wins."""
        own = RegionWindow.objects.filter(consultation=OuterRef("pk"), region=region)
        return self.annotate(
            window_opens_at=Coalesce(Subquery(own.values("opens_at")), F("opens_at")),
            window_closes_at=Coalesce(Subquery(own.values("closes_at")), F("closes_at")),
            window_zone=Coalesce(Subquery(own.values("zone")), F("zone")),
        ).annotate(phase=_phase())

    def asking(self, region: Region) -> Self:
        """Keep those that the Members of a region answer: surveys, and those at its workshops."""
        return self.filter(Q(region=None) | Q(region=region))

    def opening_before(self, at: dt.datetime) -> Self:
        """Keep the phased ones that have opened by a moment."""
        return self.filter(window_opens_at__lt=at)

    def open_now(self) -> Self:
        """Keep the phased ones that can be answered at the database's business time.

        The first to close comes first.
        """
        return self.filter(phase=ConsultationState.OPEN).order_by(F("window_closes_at"))

    def visible_to(self, actor: Actor) -> Self:
        """Hide drafts from whoever may not edit them."""
        if policies.check(actor, Permission.CONSULTATION_VIEW):
            return self
        return self.exclude(state=ConsultationState.DRAFT)


class Consultation(Sourced, TimeStamped):
    """A question that every Member may answer once, in its own name, within a window."""

    public_id = PublicIdField()
    slug = models.SlugField(max_length=60, unique=True)
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)
    question_en = models.TextField(_("question in English"), max_length=2000)
    question_fr = models.TextField(_("question in French"), max_length=2000)
    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    # Where it is held; without one it is a survey of all Members.
    workshop = models.ForeignKey(
        Workshop, models.PROTECT, null=True, blank=True, related_name="consultations"
    )
    # Whose Members alone are asked: the workshop's region, which a foreign key on both holds to.
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    zone = models.CharField(_("time zone"), max_length=60, default="Europe/Brussels")
    instrument = models.CharField(
        _("instrument"), max_length=8, choices=Instrument.choices, default=Instrument.RANKING
    )
    top = models.PositiveSmallIntegerField(_("only the first"), null=True, blank=True)
    allows_ties = models.BooleanField(_("equal places are allowed"), default=False)
    allows_no_opinion = models.BooleanField(_("“no opinion” is allowed"), default=False)
    dots = models.PositiveSmallIntegerField(_("dots for each Member"), null=True, blank=True)
    asks_remarks = models.BooleanField(_("a comment on each item"), default=False)
    late_policy = models.CharField(
        _("late answers"),
        max_length=10,
        choices=LatePolicy.choices,
        default=LatePolicy.REOPENED,
    )
    contact = models.EmailField(_("address for questions"), blank=True)
    state = models.CharField(
        max_length=10, choices=ConsultationState.choices, default=ConsultationState.DRAFT
    )
    published_at = models.DateTimeField(null=True, blank=True)
    # When those regions that have no window of their own were told that they can answer.
    told_at = models.DateTimeField(null=True, blank=True)
    remind_days = models.PositiveSmallIntegerField(
        _("reminder before it closes, in days"),
        default=7,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    version = models.PositiveIntegerField(default=1)

    # Added by `phased()` and `phased_for()`.
    phase: str
    window_opens_at: dt.datetime
    window_closes_at: dt.datetime
    window_zone: str

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="strategy_consultation_closes_after_opening",
                violation_error_message=_("A consultation must close after it opens."),
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | ~Q(state="published"),
                name="strategy_consultation_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(instrument="ranking") | Q(top=None, allows_ties=False),
                name="strategy_consultation_places_are_for_rankings",
                violation_error_message=_("Only a ranking has places."),
            ),
            models.CheckConstraint(
                condition=Q(instrument__in=["ranking", "scale"]) | Q(allows_no_opinion=False),
                name="strategy_consultation_no_opinion_fits",
                violation_error_message=_("“No opinion” fits a ranking or a scale."),
            ),
            models.CheckConstraint(
                condition=Q(instrument="dots", dots__isnull=False, dots__gte=1)
                | ~Q(instrument="dots") & Q(dots=None),
                name="strategy_consultation_dots_are_counted",
                violation_error_message=_("Say how many dots each Member gives away."),
            ),
            models.CheckConstraint(
                condition=Q(workshop=None, region=None)
                | Q(workshop__isnull=False, region__isnull=False),
                name="strategy_consultation_region_with_workshop",
            ),
            models.CheckConstraint(
                condition=Q(top=None) | Q(top__gte=1),
                name="strategy_consultation_top_is_some",
                violation_error_message=_("Ask for at least one place."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the public page."""
        return reverse("consultation", args=[self.slug])

    def clean(self) -> None:
        """Refuse a time zone that does not exist."""
        if self.zone not in available_timezones():
            raise ValidationError({"zone": _("This time zone is not known.")})

    @property
    def next_close(self) -> dt.datetime:
        """Return when it closes for most Members; after that, when for the last region."""
        return self.closes_at if self.closes_at > clock.now() else self.window_closes_at

    @property
    def closing_day(self) -> dt.date:
        """Return the last day of the window in its own zone: who counts on it may answer."""
        last = self.closes_at - dt.timedelta(microseconds=1)
        return last.astimezone(ZoneInfo(self.zone)).date()

    @property
    def held(self) -> str:
        """Say whether it is held as a survey or at a workshop."""
        return Held.SURVEY if self.workshop_id is None else Held.WORKSHOP

    def asks(self, region_id: int | None) -> bool:
        """Say whether the Members of a region are asked."""
        return self.region_id in {None, region_id}

    @property
    def is_ranking(self) -> bool:
        """Say whether Members put items in order."""
        return self.instrument == Instrument.RANKING

    @property
    def is_plain_ranking(self) -> bool:
        """Say whether each item gets a place of its own."""
        loose = self.top is not None or self.allows_ties or self.allows_no_opinion
        return self.is_ranking and not loose

    @property
    def is_open(self) -> bool:
        """Say whether Members can answer now."""
        return self.phase == ConsultationState.OPEN

    @property
    def is_over(self) -> bool:
        """Say whether the window has closed."""
        return self.phase in {ConsultationState.CLOSED, ConsultationState.PUBLISHED}

    @property
    def is_withdrawn(self) -> bool:
        """Say whether nobody is asked any more."""
        return self.state == ConsultationState.WITHDRAWN

    @property
    def tone(self) -> str:
        """Name the tone in which pages show the phase."""
        return TONES[ConsultationState(self.phase)]

    @property
    def phase_word(self) -> str:
        """Name the phase."""
        return str(ConsultationState(self.phase).label)


class RegionWindow(TimeStamped):
    """A region's own window of a consultation: it wins over the consultation's."""

    public_id = PublicIdField()
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="windows")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    zone = models.CharField(_("time zone"), max_length=60, default="Europe/Brussels")
    # When the region was told that it can answer.
    told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "region"], name="strategy_regionwindow_one_per_region"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="strategy_regionwindow_closes_after_opening",
                violation_error_message=_("A window must close after it opens."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.region}"

    def clean(self) -> None:
        """Refuse a time zone that does not exist."""
        if self.zone not in available_timezones():
            raise ValidationError({"zone": _("This time zone is not known.")})


class ConsultationItem(Sourced):
    """One of the things that Members put in order."""

    public_id = PublicIdField()
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title_en = models.CharField(_("title in English"), max_length=200)
    title_fr = models.CharField(_("title in French"), max_length=200)
    note_en = models.CharField(_("note in English"), max_length=300, blank=True)
    note_fr = models.CharField(_("note in French"), max_length=300, blank=True)
    element = models.ForeignKey(
        PlanElement, models.PROTECT, null=True, blank=True, related_name="consultation_items"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "order"], name="strategy_consultationitem_order_once"
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))


class ClosingCall(models.Model):
    """Who had not answered was told that a window closes: once for each closing time.

    Without a region it is the consultation's own window, for the regions that have no other.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="closing_calls")
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    occurrence = models.DateTimeField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "region", "occurrence"],
                nulls_distinct=False,
                name="strategy_closingcall_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.region_id or ''} {self.occurrence}"


class Reminder(models.Model):
    """The coordinator reminded the region's Members that have not answered: once a day."""

    public_id = PublicIdField()
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="reminders")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+")
    day = models.DateField()
    sent_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    members = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "region", "day"], name="strategy_reminder_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id} {self.region_id} {self.day}"
