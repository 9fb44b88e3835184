"""Common messages: what Customs says together, with its proof and who endorses it."""

from __future__ import annotations

import datetime as dt
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communications.enums import MessageKind, MessageState, Position
from communications.models.audience import Audience
from communications.models.practice import Practice
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import local
from wco_portal.common.models import PublicIdField, Sourced, TimeStamped
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person


class MessageQuerySet(models.QuerySet["Message"]):
    """Chainable filters."""

    def in_use(self) -> Self:
        """Keep what the public page shows."""
        return self.filter(state=MessageState.IN_USE, in_use_since__lte=clock.now())

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may read: in use, put to the Members, or all for its writers."""
        public = Q(state=MessageState.IN_USE, in_use_since__lte=clock.now())
        if not isinstance(actor, Person):
            return self.filter(public)
        if actor.holds(*WRITERS):
            return self
        return self.filter(public | Q(state=MessageState.CONSULTED))


# Who reads the drafts of messages.
WRITERS = (
    RoleName.COMMUNICATIONS,
    RoleName.APPROVER,
    RoleName.EDITOR,
    RoleName.AUDITOR,
    RoleName.ADMINISTRATOR,
)


class Message(TimeStamped):
    """A sentence that Members may say together: the roof or a pillar of a message house."""

    public_id = PublicIdField()
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(
        _("kind"), max_length=8, choices=MessageKind.choices, default=MessageKind.KEY
    )
    umbrella = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pillars",
        verbose_name=_("umbrella message"),
    )
    title_en = models.CharField(_("message in English"), max_length=160)
    title_fr = models.CharField(_("message in French"), max_length=160, blank=True)
    statement_en = models.TextField(_("explanation in English"), blank=True)
    statement_fr = models.TextField(_("explanation in French"), blank=True)
    audiences = models.ManyToManyField(Audience, related_name="messages", blank=True)
    state = models.CharField(
        max_length=10, choices=MessageState.choices, default=MessageState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    wording = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(Person, models.PROTECT, related_name="messages_written")
    consulted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="messages_adopted"
    )
    in_use_since = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)
    is_demonstration = models.BooleanField(default=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(umbrella=None) | Q(kind=MessageKind.KEY),
                name="communications_message_one_roof",
                violation_error_message=_("Only a key message stands under an umbrella message."),
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.IN_USE) | Q(in_use_since__isnull=False),
                name="communications_message_in_use_since",
            ),
            models.CheckConstraint(
                condition=Q(adopted_by=None) | ~Q(adopted_by=models.F("author")),
                name="communications_message_second_person",
                violation_error_message=_("Whoever wrote does not publish."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the page of the message."""
        return reverse("message", args=[self.slug])


class ProofPoint(Sourced):
    """A fact that stands behind a message, until the day on which it expires."""

    public_id = PublicIdField()
    message = models.ForeignKey(Message, models.CASCADE, related_name="proofs")
    statement_en = models.TextField(_("statement in English"))
    statement_fr = models.TextField(_("statement in French"), blank=True)
    practice = models.ForeignKey(
        Practice,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="proofs",
        verbose_name=_("practice that shows it"),
    )
    expires_on = models.DateField(_("expires on"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(source__isnull=False) | Q(practice__isnull=False),
                name="communications_proofpoint_is_proved",
                violation_error_message=_("Name a source, or the practice that shows it."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "statement"))

    def has_expired(self, on: dt.date | None = None) -> bool:
        """Say whether nobody may use it any more without checking it again."""
        return (on or clock.today()) >= self.expires_on


class Endorsement(TimeStamped):
    """What a Member says to a common message."""

    public_id = PublicIdField()
    message = models.ForeignKey(Message, models.CASCADE, related_name="endorsements")
    member = models.ForeignKey(Member, models.PROTECT, related_name="endorsements")
    position = models.CharField(_("position"), max_length=8, choices=Position.choices)
    text_en = models.TextField(_("text in English"), blank=True)
    text_fr = models.TextField(_("text in French"), blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="endorsements_given")
    given_at = models.DateTimeField()
    wording = models.PositiveIntegerField(default=1)
    is_demonstration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "member"], name="communications_endorsement_one_voice"
            ),
            models.CheckConstraint(
                condition=Q(position=Position.ENDORSE) | ~Q(text_en="", text_fr=""),
                name="communications_endorsement_gives_reasons",
                violation_error_message=_("A reservation and an objection need a text."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_position_display()}"
