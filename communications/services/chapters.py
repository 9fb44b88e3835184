"""Write, send, review and publish the chapters of the handbook."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communications.enums import PublicationState
from communications.models import Chapter, FurtherReading
from communications.rules import Pair
from communications.services import sources
from communications.services.sources import Publication
from communications.workflows import CHAPTER
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.bilingual import in_both
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors as published
from wco_portal.publishing.models import Text
from wco_portal.publishing.services import documents, frozen, sittings
from wco_portal.publishing.services.documents import Saved


@dataclass(frozen=True, slots=True)
class Outline:
    """What a chapter is before it has a text."""

    slug: str
    number: int
    title: Pair
    summary: Pair


@transaction.atomic
def create(outline: Outline, *, by: Person) -> Chapter:
    """Start a chapter with an empty text in both languages."""
    policies.require(by, Permission.CHAPTER_EDIT)
    chapter = Chapter(
        slug=outline.slug,
        number=outline.number,
        title_en=outline.title.en,
        title_fr=outline.title.fr,
        summary_en=outline.summary.en,
        summary_fr=outline.summary.fr,
        is_demonstration=by.is_demonstration,
    )
    chapter.text = documents.create("chapter")
    chapter.full_clean()
    chapter.save()
    audit.record("communications.chapter.created", target=chapter, by=by)
    return chapter


@transaction.atomic
def write(
    chapter: Chapter, *, language: str, markdown: str, base_version: int, by: Person
) -> Saved:
    """Save the working text in one language; the published edition stays as it is."""
    chapter = locked(chapter)
    policies.require(by, Permission.CHAPTER_EDIT, chapter)
    document = published.documents.in_language(chapter.text, language)
    saved = documents.save_markdown(
        document, markdown_text=markdown, base_version=base_version, by=by
    )
    if saved.revision is None:
        return saved
    written(chapter, by)
    data = {"language": language, "version": saved.document.version}
    audit.record("communications.chapter.written", target=chapter, by=by, data=data)
    return saved


@transaction.atomic
def point_to(
    chapter: Chapter, publication: Publication, *, appeared_on: dt.date, by: Person
) -> FurtherReading:
    """Point to a publication; readers see it from the day on which it appeared."""
    policies.require(by, Permission.CHAPTER_EDIT, chapter)
    source = sources.name(publication, by=by)
    reading = FurtherReading(
        chapter=chapter, source=source, grade=publication.grade, appeared_on=appeared_on
    )
    reading.full_clean()
    reading.save()
    data = {"source": source.code}
    audit.record("communications.chapter.pointed", target=chapter, by=by, data=data)
    return reading


@transaction.atomic
def submit(chapter: Chapter, *, by: Person) -> Chapter:
    """Send the working text to a second person; it is not changed meanwhile."""
    chapter = locked(chapter)
    arrow = CHAPTER.follow("submit", chapter, by=by)
    sittings.seal_text(chapter.text)
    return _move(chapter, arrow.target, arrow.event, by=by)


@transaction.atomic
def request_changes(chapter: Chapter, *, note: str, by: Person) -> Chapter:
    """Return the working text with reasons."""
    chapter = locked(chapter)
    arrow = CHAPTER.follow("request_changes", chapter, by=by)
    if not note.strip():
        raise DomainError(_("Give the reason; the writer reads it."), code="reason_missing")
    chapter.review_note = note.strip()
    return _move(chapter, arrow.target, arrow.event, by=by, fields=["review_note"])


@transaction.atomic
def publish(chapter: Chapter, *, by: Person) -> Chapter:
    """Publish the working text as the next edition, in both languages at once, frozen for good."""
    chapter = locked(chapter)
    arrow = CHAPTER.follow("publish", chapter, by=by)
    chapter.edition += 1
    chapter.published_at = clock.now()
    frozen.freeze(
        chapter.public_id,
        content=_edition(chapter),
        reason=in_both(gettext_lazy("Edition %(number)s"), number=chapter.edition),
        event=arrow.event,
        by=by,
        is_demonstration=chapter.is_demonstration,
    )
    return _move(chapter, arrow.target, arrow.event, by=by, fields=["edition", "published_at"])


def written(chapter: Chapter, _by: Person) -> None:
    """Count a change of the working text; the row is locked."""
    if chapter.state == PublicationState.PUBLISHED:
        chapter.state = PublicationState.DRAFT
    chapter.version += 1
    chapter.save(update_fields=["state", "version", "updated_at"])


def of_text(text: Text) -> Chapter:
    """Return the chapter that a text belongs to."""
    return Chapter.objects.get(text=text)


def locked_of_text(text: Text) -> Chapter:
    """Take the lock of the chapter that a text belongs to."""
    return Chapter.objects.select_for_update(of=("self",)).get(text=text)


def desk_address(chapter: Chapter, _section: str) -> str:
    """Return the page on which a chapter is written."""
    return reverse("chapter-edit", args=[chapter.slug])


def locked(chapter: Chapter) -> Chapter:
    """Return the chapter, held until the end of the transaction."""
    return Chapter.objects.select_for_update(of=("self",)).select_related("text").get(pk=chapter.pk)


def _edition(chapter: Chapter) -> dict[str, object]:
    both = published.documents.both(chapter.text)
    return {
        "edition": chapter.edition,
        "title": {"en": chapter.title_en, "fr": chapter.title_fr},
        "summary": {"en": chapter.summary_en, "fr": chapter.summary_fr},
        "documents": {language: document.body for language, document in both.items()},
        "versions": {language: document.version for language, document in both.items()},
    }


def _move(
    chapter: Chapter, state: str, event: str, *, by: Person, fields: list[str] | None = None
) -> Chapter:
    chapter.state = state
    chapter.version += 1
    chapter.save(update_fields=["state", "version", "updated_at", *(fields or [])])
    audit.record(event, target=chapter, by=by, data={"edition": chapter.edition})
    return chapter
