"""What Members said of a plan and what is to be answered: a view of the database, never written.

A comment counts as it was sent last, and once it was sent; of an empty one there is nothing to
answer. What a workshop concluded and the challenges raised at it count for the workshop's plan.
A comment on a clause and a proposal count as they stand, until they are withdrawn.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q

from strategy.enums.contributions import ClausePart
from strategy.enums.dispositions import DispositionState, InputKind
from strategy.models.consultation import Consultation
from strategy.models.contribution import ContributionRevision
from strategy.models.disposition import Disposition
from strategy.models.element import PlanElement
from strategy.models.plan import Plan
from strategy.models.position import PositionRevision
from strategy.models.workshop import Challenge, Workshop, WorkshopConclusion
from wco_portal.directory.models import Member, Region


class PlanInputQuerySet(models.QuerySet["PlanInput"]):
    """Chainable filters."""

    def unanswered(self) -> Self:
        """Keep what has no answer that everybody may read."""
        return self.exclude(disposition__state=DispositionState.PUBLISHED)

    def answered(self) -> Self:
        """Keep what has an answer that everybody may read."""
        return self.filter(disposition__state=DispositionState.PUBLISHED)

    def in_state(self, state: str) -> Self:
        """Keep what has no answer at all, or an answer in this state."""
        if state == "unanswered":
            return self.filter(disposition=None)
        return self.filter(disposition__state=state)

    def of_members(self, members: list[int]) -> Self:
        """Keep what these Members said themselves."""
        return self.filter(member__in=members)

    def from_source(self, slug: str) -> Self:
        """Keep what was said in this consultation or at this workshop."""
        return self.filter(Q(consultation__slug=slug) | Q(workshop__slug=slug))

    def of_title(self, element: str) -> Self:
        """Keep what was said of the title of an element, by its id; without one, of the plan."""
        about = Q(about__public_id=element) if element else Q(about=None)
        return self.filter(about, clause__contribution__part=ClausePart.TITLE)

    def in_order(self) -> Self:
        """Order by where it was said, then by region and time."""
        return self.order_by("kind", "consultation", "workshop", "region__order", "at", "public_id")


class PlanInput(models.Model):
    """One thing that was said; `public_id` is that of the revision, conclusion or challenge.

    `about` is the element that a comment or a proposal is on, none for the plan's introduction and
    title; `clause` its words.
    """

    public_id = models.CharField(max_length=10, primary_key=True)
    kind = models.CharField(max_length=10, choices=InputKind.choices)
    plan = models.ForeignKey(Plan, models.DO_NOTHING, related_name="inputs")
    region = models.ForeignKey(Region, models.DO_NOTHING, related_name="+")
    # Of a conclusion no single Member is the author.
    member = models.ForeignKey(Member, models.DO_NOTHING, null=True, related_name="+")
    consultation = models.ForeignKey(Consultation, models.DO_NOTHING, null=True, related_name="+")
    workshop = models.ForeignKey(Workshop, models.DO_NOTHING, null=True, related_name="+")
    revision = models.ForeignKey(PositionRevision, models.DO_NOTHING, null=True, related_name="+")
    conclusion = models.ForeignKey(
        WorkshopConclusion, models.DO_NOTHING, null=True, related_name="+"
    )
    challenge = models.ForeignKey(Challenge, models.DO_NOTHING, null=True, related_name="+")
    clause = models.ForeignKey(ContributionRevision, models.DO_NOTHING, null=True, related_name="+")
    about = models.ForeignKey(PlanElement, models.DO_NOTHING, null=True, related_name="+")
    disposition = models.ForeignKey(Disposition, models.DO_NOTHING, null=True, related_name="+")
    at = models.DateTimeField()

    objects = PlanInputQuerySet.as_manager()

    class Meta:
        managed = False

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def source(self) -> Consultation | Workshop | PlanElement | Plan:
        """Return where it was said: in a consultation, at a workshop, on a part of the plan."""
        return self.consultation or self.workshop or self.about or self.plan

    @property
    def version(self) -> int:
        """Return the version of its answer; 0 while there is none."""
        return self.disposition.version if self.disposition else 0

    @property
    def is_demonstration(self) -> bool:
        """Say whether it is invented."""
        if self.clause is not None:
            return bool(self.clause.contribution.is_demonstration)
        made = self.conclusion or self.challenge or self.source
        return bool(made.is_demonstration)
