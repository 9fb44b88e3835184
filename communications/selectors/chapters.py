"""Read the handbook: its chapters, their editions and their working texts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.utils.safestring import SafeString

from communications.enums import PublicationState
from communications.models import Chapter, FurtherReading
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import active
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors as published
from wco_portal.publishing.models import FrozenVersion, Revision, Step

WORDS_A_MINUTE: Final = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gets: an edition in a language, whole."""

    chapter: Chapter
    edition: int
    published_at: dt.datetime
    newest: int
    language: str
    html: SafeString
    contents: Sequence[tuple[str, str]]
    minutes: int
    further: Sequence[FurtherReading]
    before: Chapter | None
    after: Chapter | None


def by_slug(slug: str, actor: Actor) -> Chapter:
    """Return the chapter of a URL as the actor may see it, or 404."""
    return Chapter.objects.select_related("text", "source").visible_to(actor).get(slug=slug)


def visible(actor: Actor) -> QuerySet[Chapter]:
    """Return the chapters that the actor may read, in their order."""
    return Chapter.objects.visible_to(actor).order_by("number")


def published_ones() -> QuerySet[Chapter]:
    """Return the chapters that have an edition, in their order."""
    return Chapter.objects.published().order_by("number")


def read(chapter: Chapter, *, edition: int = 0) -> Reading | None:
    """Return an edition in the reader's language, the newest unless named; none if unpublished."""
    frozen = _frozen(chapter, edition)
    if frozen is None:
        return None
    body: dict[str, Any] = frozen.content["documents"][active()]
    around = list(Chapter.objects.published().order_by("number"))
    words = len(published.documents.plain(body).split())
    return Reading(
        chapter=chapter,
        edition=frozen.number,
        published_at=frozen.at,
        newest=chapter.edition,
        language=active(),
        html=published.documents.as_html(body),
        contents=published.documents.contents(body),
        minutes=max(1, round(words / WORDS_A_MINUTE)),
        further=_further(chapter),
        before=next((each for each in reversed(around) if each.number < chapter.number), None),
        after=next((each for each in around if each.number > chapter.number), None),
    )


def edition_by_number(slug: str, number: str, actor: Actor) -> Reading:
    """Return an edition of a URL as the actor may see it, or 404."""
    chapter = by_slug(slug, actor)
    reading = read(chapter, edition=int(number))
    if reading is None:
        raise Chapter.DoesNotExist
    return reading


def newest_as_markdown(chapter: Chapter) -> dict[str, Any]:
    """Return the newest edition in both languages, or 404."""
    frozen = published.frozen.latest(chapter.public_id)
    if frozen is None:
        raise Chapter.DoesNotExist
    bodies: dict[str, Any] = frozen.content["documents"]
    text = {language: published.documents.markdown_of(body) for language, body in bodies.items()}
    return {"edition": frozen.number, "sha256": frozen.sha256, "text": text}


def draft_as_markdown(chapter: Chapter) -> dict[str, Any]:
    """Return the working text in both languages, with the versions of its documents."""
    both = published.documents.both(chapter.text)
    return {
        "text": {code: published.documents.as_markdown(each) for code, each in both.items()},
        "versions": {code: each.version for code, each in both.items()},
    }


def editions(chapter: Chapter) -> QuerySet[FrozenVersion]:
    """Return the editions of a chapter, newest first, without what they hold."""
    return published.frozen.listed(chapter.public_id)


def writers(chapter: Chapter) -> QuerySet[Person]:
    """Return who wrote in a chapter."""
    acts, kept = (
        model.objects.filter(document__text_id=chapter.text_id).values("author")
        for model in (Step, Revision)
    )
    return Person.objects.active().filter(Q(pk__in=acts) | Q(pk__in=kept)).order_by("pk")


def to_review() -> QuerySet[Chapter]:
    """Return the chapters that wait for a second person."""
    return Chapter.objects.filter(state=PublicationState.IN_REVIEW).order_by("number")


def _frozen(chapter: Chapter, edition: int) -> FrozenVersion | None:
    if not edition:
        return published.frozen.latest(chapter.public_id)
    return published.frozen.numbered(chapter.public_id, edition)


def _further(chapter: Chapter) -> list[FurtherReading]:
    found = chapter.reading.filter(appeared_on__lte=clock.today()).select_related("source")
    return list(found.order_by("appeared_on"))
