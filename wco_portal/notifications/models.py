"""What is owed to whom by which way, what people want to hear, and the mails that were kept."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wco_portal.audit.models import Event
from wco_portal.common.models import PublicIdField
from wco_portal.directory.models import Person
from wco_portal.notifications.enums import Channel, DeliveryState, Hold, Pace


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Chainable filters."""

    def in_centre(self, person: Person) -> Self:
        """Keep what stands in a person's notification centre."""
        return self.filter(
            recipient=person, channel=Channel.PORTAL, state=DeliveryState.SENT
        ).order_by("-pk")

    def unread(self) -> Self:
        """Keep what was not read yet."""
        return self.filter(read_at=None)

    def undelivered(self) -> Self:
        """Keep the mails that were given up."""
        return self.filter(channel=Channel.MAIL, state=DeliveryState.DEAD).order_by("-pk")


class Delivery(models.Model):
    """One notice of one event to one person by one channel: made once, sent once, marked after.

    The lease is of the database's real time. A mail's Message-ID is made of the public id, so a
    second hand-over after a crash carries the same one.
    """

    public_id = PublicIdField()
    event = models.ForeignKey(Event, models.PROTECT, related_name="deliveries")
    notice = models.CharField(max_length=60)
    recipient = models.ForeignKey(Person, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    reason_en = models.CharField(max_length=300)
    reason_fr = models.CharField(max_length=300)
    state = models.CharField(
        max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    subject = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=400, blank=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(default=timezone.now)
    # Until when it is held back, by business time, and why.
    held_until = models.DateTimeField(null=True, blank=True)
    hold = models.CharField(max_length=8, choices=Hold.choices, blank=True)
    # The mail in which it was told together with others.
    summary = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="gathered"
    )
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event", "recipient", "channel"], name="notifications_delivery_made_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=DeliveryState.HELD)
                | Q(held_until__isnull=False, channel=Channel.MAIL) & ~Q(hold=""),
                name="notifications_delivery_held_until_when_and_why",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(state="waiting"), name="notifications_delivery_due"
            ),
            models.Index(
                fields=["held_until"], condition=Q(state="held"), name="notifications_delivery_held"
            ),
            models.Index(fields=["recipient", "channel"], name="notifications_delivery_whose"),
        ]

    def __str__(self) -> str:
        return f"{self.notice} {self.public_id}"


class Preference(models.Model):
    """Whether a person wants a group of notices by a channel; without a row: yes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="preferences")
    group = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    is_wanted = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group", "channel"], name="notifications_preference_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group} {self.channel}: {self.is_wanted}"


class MailTimes(models.Model):
    """When mails that are not urgent leave for a person; without a row: at once, at any hour.

    Quiet hours are those of clocks in the person's zone; they may cross midnight.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="mail_times")
    pace = models.CharField(
        _("mails that are not urgent"),
        max_length=8,
        choices=Pace.choices,
        default=Pace.AT_ONCE,
    )
    quiet_from = models.TimeField(_("quiet from"), null=True, blank=True)
    quiet_until = models.TimeField(_("quiet until"), null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False)
                & ~Q(quiet_from=F("quiet_until")),
                name="notifications_mailtimes_from_and_until",
                violation_error_message=_("Quiet hours have two different times, or none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pace} {self.quiet_from}-{self.quiet_until}"


class KeptMailQuerySet(models.QuerySet["KeptMail"]):
    """Chainable filters."""

    def to(self, person: Person) -> Self:
        """Keep the mails that a person received."""
        return self.filter(
            Q(delivery__recipient=person) | Q(delivery=None, recipient__iexact=person.email)
        )


class KeptMail(models.Model):
    """A mail as it left, kept where no mail server is set."""

    public_id = PublicIdField()
    message_id = models.CharField(max_length=200, unique=True)
    delivery = models.ForeignKey(
        Delivery, models.CASCADE, null=True, blank=True, related_name="kept"
    )
    recipient = models.EmailField(_("recipient"))
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    source = models.BinaryField()
    kept_at = models.DateTimeField(db_index=True)

    objects = KeptMailQuerySet.as_manager()

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        """Return the page of the mail."""
        return reverse("mail-item", args=[self.public_id])
