"""Practices: what an administration did, and what others can learn from it."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communications.enums import Principle, PublicationState
from communications.models.audience import Audience, Channel
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import local
from wco_portal.common.enums import Precision
from wco_portal.common.models import PublicIdField, Reference, Sourced, TimeStamped
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person

# Who reads a practice before it is published, beside its own Member.
REVIEWERS = (RoleName.COMMUNICATIONS, RoleName.APPROVER, RoleName.AUDITOR, RoleName.ADMINISTRATOR)


class PracticeQuerySet(models.QuerySet["Practice"]):
    """Chainable filters."""

    def published(self) -> Self:
        """Keep what anyone may read at this moment."""
        return self.filter(state=PublicationState.PUBLISHED, published_at__lte=clock.now())

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may read: published, of their Member, or sent to the Secretariat."""
        public = Q(state=PublicationState.PUBLISHED, published_at__lte=clock.now())
        if not isinstance(actor, Person):
            return self.filter(public)
        own = Q(member__in=actor.member_ids(RoleName.FOCAL_POINT)) | Q(author=actor)
        if actor.holds(*REVIEWERS):
            sent = ~Q(state=PublicationState.DRAFT) | Q(member=None)
            return self.filter(public | own | sent)
        return self.filter(public | own)

    def newest_first(self) -> Self:
        """Order for a public list."""
        return self.order_by("-published_at", "slug")


class Practice(Reference, Sourced, TimeStamped):
    """A practice in communication, of a Member or of the Secretariat."""

    public_id = PublicIdField()
    slug = models.SlugField(max_length=60, unique=True)
    member = models.ForeignKey(
        Member, models.PROTECT, null=True, blank=True, related_name="practices"
    )
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    title_fr = models.CharField(_("title in French"), max_length=160, blank=True)
    context_en = models.TextField(_("the situation, in English"), blank=True)
    context_fr = models.TextField(_("the situation, in French"), blank=True)
    done_en = models.TextField(_("what was done, in English"), blank=True)
    done_fr = models.TextField(_("what was done, in French"), blank=True)
    results_en = models.TextField(_("results, in English"), blank=True)
    results_fr = models.TextField(_("results, in French"), blank=True)
    lessons_en = models.TextField(_("lessons, in English"), blank=True)
    lessons_fr = models.TextField(_("lessons, in French"), blank=True)
    principles = models.CharField(
        _("principles of the theme that it serves"), max_length=5, blank=True
    )
    audiences = models.ManyToManyField(Audience, related_name="practices", blank=True)
    channels = models.ManyToManyField(Channel, related_name="practices", blank=True)
    state = models.CharField(
        max_length=20, choices=PublicationState.choices, default=PublicationState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="practices_written"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="practices_reviewed"
    )
    review_note = models.TextField(_("answer of the Secretariat"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(title_en="", title_fr=""),
                name="communications_practice_has_a_title",
                violation_error_message=_("Give the practice a title."),
            ),
            models.CheckConstraint(
                condition=Q(principles__regex=r"^S?M?A?R?T?$"),
                name="communications_practice_knows_its_principles",
                violation_error_message=_("Choose among the five principles."),
            ),
            models.CheckConstraint(
                condition=~Q(state=PublicationState.PUBLISHED) | Q(published_at__isnull=False),
                name="communications_practice_published_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=PublicationState.CHANGES_REQUESTED) | ~Q(review_note=""),
                name="communications_practice_returned_with_reasons",
                violation_error_message=_("Say why the practice is returned."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | Q(author=None) | ~Q(reviewed_by=models.F("author")),
                name="communications_practice_second_person",
                violation_error_message=_("Whoever wrote does not publish."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the page of the practice."""
        return reverse("practice", args=[self.slug])

    @property
    def date_precision(self) -> str:
        """Say how exactly the date is known: as the date of its source."""
        written = self.source.published if self.source else ""
        return {4: Precision.YEAR, 7: Precision.MONTH}.get(len(written), Precision.DAY)

    def serves(self) -> list[Principle]:
        """Return the principles of the theme that the practice serves."""
        return [Principle(letter) for letter in self.principles]
