"""What Members say of a clause of a plan in consultation, every revision kept, and what of it goes.

A clause is an element of the frozen version that is consulted, its text or its title, or the
introduction and the title of the plan itself. The link is the element's own, so that it survives
another number and another place.
"""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from strategy.enums.contributions import (
    APART,
    PUBLISHED,
    TONES,
    ClausePart,
    Consent,
    ContributionKind,
    ContributionState,
    Stance,
)
from strategy.models.element import PlanElement
from strategy.models.plan import Plan
from strategy.models.position import Position
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common.models import PublicIdField, TimeStamped
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person
from wco_portal.publishing.models import FrozenVersion


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Chainable filters."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may read: as its Member allowed, and what is the actor's own.

        A draft is its Member's alone. What is not to be published is read by the Member, by its
        region's coordinator and by who may see consultations in preparation. An answer is read
        where what it answers is read.
        """
        found = self.filter(plan__in=Plan.objects.visible_to(actor))
        allowed = Q(current__consent__in=PUBLISHED)
        public = Q(to=None) | Q(to__current__consent__in=PUBLISHED)
        if not isinstance(actor, Person):
            return found.filter(allowed & public & ~Q(state=ContributionState.DRAFT))
        members = actor.member_ids(RoleName.FOCAL_POINT)
        regions = actor.region_ids(RoleName.COORDINATOR)
        ours = Q(member__in=members)
        near = Q(member__region__in=regions)
        to_us = Q(to__member__in=members) | Q(to__member__region__in=regions)
        told = near | allowed & (public | to_us)
        if policies.check(actor, Permission.CONSULTATION_VIEW):
            told = Q()
        return found.filter(ours | told & ~Q(state=ContributionState.DRAFT))

    def published(self) -> Self:
        """Keep what its Member lets everybody read and what stands."""
        return self.counted().filter(current__consent__in=PUBLISHED)

    def begun(self) -> Self:
        """Keep what begins a thread: comments and proposals."""
        return self.filter(to=None)

    def counted(self) -> Self:
        """Keep what stands: no draft, and nothing that was withdrawn."""
        return self.exclude(state__in=sorted(APART))

    def proposals(self) -> Self:
        """Keep the proposals of other wording."""
        return self.filter(kind=ContributionKind.PROPOSAL)

    def in_order(self) -> Self:
        """Order by time, the oldest first."""
        return self.order_by("pk")


class Contribution(TimeStamped):
    """A comment on a part of a consulted version, other wording for it, or an answer."""

    public_id = PublicIdField()
    kind = models.CharField(max_length=8, choices=ContributionKind.choices)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="contributions")
    # Empty for the introduction and the title of the plan itself.
    element = models.ForeignKey(
        PlanElement, models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    part = models.CharField(
        max_length=5,
        choices=ClausePart.choices,
        default=ClausePart.TEXT,
        db_default=ClausePart.TEXT,
    )
    # One block of the text; empty for the whole of it.
    block = models.CharField(max_length=10, blank=True, db_default="")
    frozen = models.ForeignKey(FrozenVersion, models.PROTECT, related_name="+")
    # Empty where the Secretariat answers.
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="contributions"
    )
    to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="answers")
    state = models.CharField(max_length=10, choices=ContributionState.choices)
    current = models.OneToOneField(
        "ContributionRevision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_because = models.CharField(_("reason"), max_length=600, blank=True)
    # When its wording was joined to the draft, and by whom.
    laid_at = models.DateTimeField(null=True, blank=True)
    laid_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    is_demonstration = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=0)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=ContributionKind.ANSWER, to__isnull=False)
                | ~Q(kind=ContributionKind.ANSWER) & Q(to=None, member__isnull=False),
                name="strategy_contribution_answer_is_to_something",
                violation_error_message=_("Only an answer may come from the Secretariat."),
            ),
            models.CheckConstraint(
                condition=Q(kind=ContributionKind.PROPOSAL) & ~Q(state=ContributionState.SAID)
                | ~Q(kind=ContributionKind.PROPOSAL)
                & Q(state__in=[ContributionState.SAID, ContributionState.WITHDRAWN]),
                name="strategy_contribution_state_of_its_kind",
            ),
            models.CheckConstraint(
                condition=~Q(state=ContributionState.WITHDRAWN) | ~Q(withdrawn_because=""),
                name="strategy_contribution_withdrawn_with_reason",
                violation_error_message=_("Say why it is withdrawn."),
            ),
            models.CheckConstraint(
                condition=Q(block="")
                | Q(part=ClausePart.TEXT) & ~Q(kind=ContributionKind.PROPOSAL),
                name="strategy_contribution_block_of_a_text",
                violation_error_message=_("Only a comment is on one passage of a text."),
            ),
            models.CheckConstraint(
                condition=Q(element__isnull=False)
                | Q(part=ClausePart.TEXT)
                | ~Q(kind=ContributionKind.PROPOSAL),
                name="strategy_contribution_title_of_an_element",
                violation_error_message=_("The title of the plan itself is commented on only."),
            ),
            models.CheckConstraint(
                condition=Q(laid_at=None, laid_by=None)
                | Q(kind=ContributionKind.PROPOSAL, laid_at__isnull=False, laid_by__isnull=False),
                name="strategy_contribution_laid_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    def get_absolute_url(self) -> str:
        """Return the page of a comment or proposal; an answer stands on the page of its thread."""
        if self.to is not None:
            return f"{self.to.get_absolute_url()}#said-{self.public_id}"
        return reverse("contribution", args=[self.public_id])

    def get_part_url(self) -> str:
        """Return the page of all that is said of the same part."""
        if self.element is None:
            return reverse("plan-said", args=[self.plan.slug])
        return reverse("clause", args=[self.plan.slug, self.element.public_id])

    @property
    def subject(self) -> PlanElement | Plan:
        """Return what it is on: an element, or the plan itself."""
        return self.element or self.plan

    @property
    def section(self) -> str:
        """Return the section of the text; empty for the introduction."""
        return self.element.public_id if self.element else ""

    @property
    def is_on_title(self) -> bool:
        """Say whether it speaks of a title."""
        return self.part == ClausePart.TITLE

    @property
    def place(self) -> str:
        """Name what it is on in the reader's language."""
        if self.is_on_title:
            return gettext("%(part)s (title)") % {"part": self.subject}
        if self.element is None:
            return gettext("%(plan)s (introduction)") % {"plan": self.plan}
        return str(self.element)

    @property
    def said(self) -> ContributionRevision:
        """Return its words as they stand."""
        assert self.current is not None  # noqa: S101 -- only empty while it is being made
        return self.current

    @property
    def tone(self) -> str:
        """Return how the state is shown."""
        return TONES[ContributionState(self.state)]

    @property
    def is_proposal(self) -> bool:
        """Say whether it offers other words."""
        return self.kind == ContributionKind.PROPOSAL

    @property
    def is_withdrawn(self) -> bool:
        """Say whether it was withdrawn."""
        return self.state == ContributionState.WITHDRAWN

    @property
    def is_published(self) -> bool:
        """Say whether everybody may read it, with the Member's name or without."""
        return self.said.consent in PUBLISHED and self.state != ContributionState.DRAFT


class ContributionRevision(models.Model):
    """What was said, as it was said; a trigger refuses any change."""

    public_id = PublicIdField()
    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    # Words of the clause that it is about; none for the whole of it.
    quote = models.CharField(_("words of the clause"), max_length=400, blank=True)
    # The comment or the answer; for a proposal the justification.
    words = models.TextField(_("comment"), max_length=4000)
    # The whole text of the element as proposed, in restricted Markdown; empty where it stays.
    wording_en = models.TextField(_("wording in English"), max_length=10_000, blank=True)
    wording_fr = models.TextField(_("wording in French"), max_length=10_000, blank=True)
    consent = models.CharField(max_length=6, choices=Consent.choices, default=Consent.NONE)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "number"],
                name="strategy_contributionrevision_number_once",
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="strategy_contributionrevision_has_words",
                violation_error_message=_("Write a comment or a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} {self.number}"

    def wording(self, language: str) -> str:
        """Return the proposed text in a language; empty where it stays."""
        return self.wording_fr if language == "fr" else self.wording_en


class ProposalStand(models.Model):
    """What another Member thinks of a proposal, as it was worded then."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="stands")
    revision = models.ForeignKey(ContributionRevision, models.PROTECT, related_name="stands")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    stance = models.CharField(max_length=7, choices=Stance.choices)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contribution", "member"], name="strategy_proposalstand_one_per_member"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} {self.stance}"


class Redaction(models.Model):
    """A passage that the public does not read, and why; a trigger refuses any change."""

    contribution = models.ForeignKey(
        Contribution, models.PROTECT, null=True, blank=True, related_name="redactions"
    )
    position = models.ForeignKey(
        Position, models.PROTECT, null=True, blank=True, related_name="redactions"
    )
    passage = models.TextField(_("passage"), max_length=4000)
    reason_en = models.CharField(_("reason in English"), max_length=300, blank=True)
    reason_fr = models.CharField(_("reason in French"), max_length=300, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(contribution__isnull=False, position=None)
                | Q(contribution=None, position__isnull=False),
                name="strategy_redaction_of_one_thing",
            ),
            models.CheckConstraint(
                condition=~Q(reason_en="", reason_fr=""),
                name="strategy_redaction_says_why",
                violation_error_message=_("Say why the passage is removed."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contribution_id or self.position_id} {self.at}"
