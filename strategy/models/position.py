"""The positions of Members, with every revision, and the syntheses of regions."""

from __future__ import annotations

from typing import Final, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from strategy.enums.consultations import PositionState, RevisionKind, SynthesisState
from strategy.enums.contributions import Consent
from strategy.models.consultation import Consultation
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.models import Member, Person, Region

POSITION_TONES: Final = {
    PositionState.DRAFT: "idle",
    PositionState.SENT: "good",
    PositionState.REVISED: "warn",
}
SYNTHESIS_TONES: Final = {
    SynthesisState.DRAFT: "idle",
    SynthesisState.PROPOSED: "now",
    SynthesisState.RETURNED: "warn",
    SynthesisState.CLEARED: "good",
}


class PositionQuerySet(models.QuerySet["Position"]):
    """Chainable filters."""

    def answered(self) -> Self:
        """Keep the positions that were sent; a newer draft does not count until it is sent."""
        return self.exclude(sent=None)


class Position(TimeStamped):
    """The one position of a Member: its working copy, and the revision that counts."""

    public_id = PublicIdField()
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="positions")
    member = models.ForeignKey(Member, models.PROTECT, related_name="positions")
    # By the item's public id what the instrument gives it: a place (1 the first), agreement (1 to
    # 5; 0 is "no opinion"), dots or points. A draft may have gaps.
    ranking = models.JSONField(default=dict, blank=True)
    # By the item's public id a comment on it, where the consultation asks for one.
    remarks = models.JSONField(default=dict, blank=True)
    comment = models.TextField(_("comment"), max_length=4000, blank=True)
    # How the comment may be published; a Member that was not asked has not agreed.
    consent = models.CharField(
        max_length=6, choices=Consent.choices, default=Consent.NONE, db_default=Consent.NONE
    )
    state = models.CharField(
        max_length=8, choices=PositionState.choices, default=PositionState.DRAFT
    )
    saved_at = models.DateTimeField(null=True, blank=True)
    saved_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    sent = models.OneToOneField(
        "PositionRevision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=0)

    objects = PositionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "member"], name="strategy_position_one_per_member"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", sent=None) | ~Q(state="draft") & Q(sent__isnull=False),
                name="strategy_position_sent_has_a_revision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.consultation}"

    @property
    def tone(self) -> str:
        """Name the tone in which pages show the state."""
        return POSITION_TONES[PositionState(self.state)]

    @property
    def state_word(self) -> str:
        """Name the state; without a draft there is none."""
        return str(PositionState(self.state).label) if self.version else gettext("nothing yet")


class PositionRevision(models.Model):
    """A position as it was saved or sent; a trigger refuses any change. Its id is the receipt."""

    public_id = PublicIdField()
    position = models.ForeignKey(Position, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=5, choices=RevisionKind.choices)
    ranking = models.JSONField()
    remarks = models.JSONField(default=dict, blank=True)
    comment = models.TextField(blank=True)
    consent = models.CharField(
        max_length=6, choices=Consent.choices, default=Consent.NONE, db_default=Consent.NONE
    )
    made_at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["position", "number"], name="strategy_positionrevision_number_once"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        """Return the receipt."""
        return reverse(
            "consultation-receipt", args=[self.position.consultation.slug, self.public_id]
        )


class Synthesis(TimeStamped):
    """What a region says together: drafted by its coordinator, cleared by its Vice-Chair."""

    public_id = PublicIdField()
    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="syntheses")
    region = models.ForeignKey(Region, models.PROTECT, related_name="syntheses")
    text_en = models.TextField(_("text in English"), max_length=6000, blank=True)
    text_fr = models.TextField(_("text in French"), max_length=6000, blank=True)
    state = models.CharField(
        max_length=8, choices=SynthesisState.choices, default=SynthesisState.DRAFT
    )
    reason = models.TextField(_("reason for the return"), max_length=2000, blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    cleared_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    cleared_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "region"], name="strategy_synthesis_one_per_region"
            ),
            models.CheckConstraint(
                condition=~Q(state="cleared")
                | Q(cleared_by__isnull=False) & Q(cleared_at__isnull=False),
                name="strategy_synthesis_cleared_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation}: {self.region}"

    def get_absolute_url(self) -> str:
        """Return the region's page of the consultation."""
        return reverse("consultation-region", args=[self.consultation.slug, self.region.code])

    @property
    def tone(self) -> str:
        """Name the tone in which pages show the state."""
        return SYNTHESIS_TONES[SynthesisState(self.state)]

    @property
    def is_cleared(self) -> bool:
        """Say whether it may stand beside the result."""
        return self.state == SynthesisState.CLEARED
