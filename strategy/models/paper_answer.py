"""Answers that came on paper, and the release of a position by the head of an administration."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from strategy.enums.paper_answers import PAPER_TONES, RELEASE_TONES, PaperState, ReleaseState
from strategy.models.consultation import Consultation
from strategy.models.position import Position, PositionRevision
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.models import Member, Person
from wco_portal.files.models import File


class PaperAnswer(TimeStamped):
    """A Member's answer as the Secretariat typed it from paper; another person confirms it."""

    public_id = PublicIdField()
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="paper_answers")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    # As in a position: by the item's public id.
    ranking = models.JSONField(default=dict)
    # By the item's public id what the paper says of it, where the consultation asks for that.
    remarks = models.JSONField(default=dict, blank=True, db_default={})
    comment = models.TextField(_("comment"), max_length=4000, blank=True)
    received_on = models.DateField(_("received on"))
    scan = models.OneToOneField(File, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=PaperState.choices, default=PaperState.ENTERED)
    entered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    checked_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    checked_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=600, blank=True)
    # What it became.
    revision = models.OneToOneField(
        PositionRevision, models.PROTECT, null=True, blank=True, related_name="paper"
    )
    version = models.PositiveIntegerField(default=1)

    # Added where it is listed as waiting: until when the Member's region can answer.
    due_at: dt.datetime

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "member"],
                condition=Q(state=PaperState.ENTERED),
                name="strategy_paperanswer_one_waits",
                violation_error_message=_("An answer of this Member waits to be confirmed."),
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.CONFIRMED)
                | Q(checked_by__isnull=False, checked_at__isnull=False, revision__isnull=False)
                & ~Q(checked_by=F("entered_by")),
                name="strategy_paperanswer_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.SET_ASIDE) | ~Q(reason=""),
                name="strategy_paperanswer_set_aside_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.consultation}"

    def get_absolute_url(self) -> str:
        """Return the page on which it is checked."""
        return reverse("paper-answer", args=[self.public_id])

    @property
    def tone(self) -> str:
        """Return how the state is shown."""
        return PAPER_TONES[PaperState(self.state)]

    @property
    def is_waiting(self) -> bool:
        """Say whether it is still to be confirmed."""
        return self.state == PaperState.ENTERED

    @property
    def is_demonstration(self) -> bool:
        """Say whether it is invented, as its consultation is."""
        return self.consultation.is_demonstration


class ReleaseRule(TimeStamped):
    """Who sends the positions of a Member; without a rule its focal points do."""

    member = models.OneToOneField(Member, models.PROTECT, related_name="release_rule")
    by_head = models.BooleanField(_("the head of administration releases"), default=False)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.member}"

    @classmethod
    def is_by_head(cls, member: Member) -> bool:
        """Say whether the Member's head sends; a row that was read with the Member is used."""
        rule: ReleaseRule | None = getattr(member, "release_rule", None)
        return rule is not None and rule.by_head


class Release(TimeStamped):
    """A draft that was passed to the head of the administration, and what the head did."""

    public_id = PublicIdField()
    position = models.ForeignKey(Position, models.PROTECT, related_name="releases")
    # The version of the draft that was passed; a newer one has to be passed anew.
    draft = models.PositiveIntegerField()
    state = models.CharField(
        max_length=8, choices=ReleaseState.choices, default=ReleaseState.WAITING
    )
    passed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    passed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=600, blank=True)
    version = models.PositiveIntegerField(default=1)

    # Added where it is listed as waiting: until when the Member's region can answer.
    due_at: dt.datetime

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["position"],
                condition=Q(state=ReleaseState.WAITING),
                name="strategy_release_one_waits",
            ),
            models.CheckConstraint(
                condition=Q(state=ReleaseState.WAITING)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="strategy_release_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReleaseState.RETURNED) | ~Q(reason=""),
                name="strategy_release_returned_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}"

    def get_absolute_url(self) -> str:
        """Return the page of the head."""
        return reverse("release", args=[self.public_id])

    @property
    def tone(self) -> str:
        """Return how the state is shown."""
        return RELEASE_TONES[ReleaseState(self.state)]

    @property
    def is_demonstration(self) -> bool:
        """Say whether it is invented, as its consultation is."""
        return self.position.consultation.is_demonstration
