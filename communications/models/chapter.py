"""Chapters of the handbook: a text in two languages, published as numbered editions."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from communications.enums import PublicationState
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import local
from wco_portal.common.enums import Grade
from wco_portal.common.models import PublicIdField, Source, Sourced, TimeStamped
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person
from wco_portal.publishing.models import FrozenVersion, Revision, Step, Text

# Who reads a chapter before its first edition.
WRITERS = (
    RoleName.COMMUNICATIONS,
    RoleName.EDITOR,
    RoleName.APPROVER,
    RoleName.AUDITOR,
    RoleName.ADMINISTRATOR,
)


class ChapterQuerySet(models.QuerySet["Chapter"]):
    """Chainable filters."""

    def published(self) -> Self:
        """Keep the chapters of which there is an edition."""
        return self.filter(edition__gt=0).exclude(state=PublicationState.WITHDRAWN)

    def visible_to(self, actor: Actor) -> Self:
        """Keep what the actor may read: editions, and drafts for those who write."""
        if isinstance(actor, Person) and actor.holds(*WRITERS):
            return self
        return self.published()


class Chapter(Sourced, TimeStamped):
    """A chapter: its working text, and how many editions of it were published."""

    public_id = PublicIdField()
    slug = models.SlugField(max_length=60, unique=True)
    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    title_en = models.CharField(_("title in English"), max_length=160)
    title_fr = models.CharField(_("title in French"), max_length=160)
    summary_en = models.TextField(_("summary in English"), blank=True)
    summary_fr = models.TextField(_("summary in French"), blank=True)
    text = models.OneToOneField(Text, models.PROTECT, related_name="chapter")
    state = models.CharField(
        max_length=20, choices=PublicationState.choices, default=PublicationState.DRAFT
    )
    version = models.PositiveIntegerField(default=1)
    edition = models.PositiveIntegerField(_("edition"), default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    review_note = models.TextField(_("answer of the reviewer"), blank=True)

    objects = ChapterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PublicationState.PUBLISHED)
                | Q(edition__gt=0, published_at__isnull=False),
                name="communications_chapter_published_as_an_edition",
            ),
            models.CheckConstraint(
                condition=~Q(state=PublicationState.CHANGES_REQUESTED) | ~Q(review_note=""),
                name="communications_chapter_returned_with_reasons",
                violation_error_message=_("Say why the chapter is returned."),
            ),
        ]

    def __str__(self) -> str:
        return str(local(self, "title"))

    def get_absolute_url(self) -> str:
        """Return the page of the chapter."""
        return reverse("chapter", args=[self.slug])

    def was_written_by(self, person: Person) -> bool:
        """Say whether the person wrote in what would be the next edition."""
        last = FrozenVersion.objects.filter(owner=self.public_id).order_by("-number").first()
        seen: dict[str, int] = last.content["versions"] if last else {}
        return any(
            version > seen.get(language, 0)
            for kept in (Step, Revision)
            for version, language in kept.objects.filter(
                document__text_id=self.text_id, author=person
            ).values_list("version", "document__language")
        )


class FurtherReading(models.Model):
    """A publication that a chapter points to, shown from the day on which it appeared."""

    chapter = models.ForeignKey(Chapter, models.CASCADE, related_name="reading")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    grade = models.CharField(max_length=12, choices=Grade.choices)
    appeared_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chapter", "source"], name="communications_reading_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.source)
