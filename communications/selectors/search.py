"""What can be found of the handbook, practices, messages and the forum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from communications.enums import MessageState, PublicationState
from communications.models import Chapter, Message, Practice, Topic
from wco_portal.common import clock
from wco_portal.publishing import selectors as publishing
from wco_portal.search.enums import Audience
from wco_portal.search.tables import Found, add_source


def register() -> None:
    """Fill this app's rows of the table."""
    add_source("chapter", _("Handbook"), found=chapters, follows=("communications.chapter.",))
    add_source("practice", _("Practices"), found=practices, follows=("communications.practice.",))
    add_source(
        "message", _("Common messages"), found=messages, follows=("communications.message.",)
    )
    add_source(
        "topic",
        _("Forum"),
        found=topics,
        follows=("communications.topic.", "communications.post."),
    )


def chapters() -> Iterator[Found]:
    """Yield the published editions."""
    for chapter in Chapter.objects.published():
        frozen = publishing.frozen.numbered(chapter.public_id, chapter.edition)
        bodies = frozen.content["documents"]
        yield Found(
            key=chapter.public_id,
            address=chapter.get_absolute_url,
            title_en=chapter.title_en,
            title_fr=chapter.title_fr,
            summary_en=chapter.summary_en,
            summary_fr=chapter.summary_fr,
            body_en=publishing.documents.plain(bodies["en"]),
            body_fr=publishing.documents.plain(bodies["fr"]),
            visible_from=_day(chapter.published_at),
            is_demonstration=chapter.is_demonstration,
        )


def practices() -> Iterator[Found]:
    """Yield the published practices."""
    for practice in Practice.objects.filter(state=PublicationState.PUBLISHED):
        texts = {
            language: "\n".join(
                getattr(practice, f"{part}_{language}")
                for part in ("context", "done", "results", "lessons")
            ).strip()
            for language in ("en", "fr")
        }
        yield Found(
            key=practice.public_id,
            address=practice.get_absolute_url,
            title_en=practice.title_en,
            title_fr=practice.title_fr,
            body_en=texts["en"],
            body_fr=texts["fr"],
            visible_from=_day(practice.published_at),
            is_demonstration=practice.is_demonstration,
        )


def messages() -> Iterator[Found]:
    """Yield the messages in use, and for Members those that they are asked about."""
    shown = (MessageState.IN_USE, MessageState.CONSULTED)
    for message in Message.objects.filter(state__in=shown):
        is_public = message.state == MessageState.IN_USE
        yield Found(
            key=message.public_id,
            address=message.get_absolute_url,
            title_en=message.title_en,
            title_fr=message.title_fr,
            body_en=message.statement_en,
            body_fr=message.statement_fr,
            audience=Audience.PUBLIC if is_public else Audience.MEMBERS,
            visible_from=_day(message.in_use_since) if is_public else None,
            is_demonstration=message.is_demonstration,
        )


def topics() -> Iterator[Found]:
    """Yield the topics of the forum, each in the language in which it was opened."""
    for topic in Topic.objects.prefetch_related("posts"):
        words = "\n".join(post.body for post in topic.posts.all() if post.hidden_at is None)
        is_english = topic.language == "en"
        yield Found(
            key=topic.public_id,
            address=topic.get_absolute_url,
            title_en=topic.title if is_english else "",
            title_fr="" if is_english else topic.title,
            summary_en=topic.conclusion_en,
            summary_fr=topic.conclusion_fr,
            body_en=words,
            body_fr=words,
            audience=Audience.MEMBERS,
            is_demonstration=topic.is_demonstration,
        )


def _day(at: dt.datetime | None) -> dt.date | None:
    return at.astimezone(clock.zone()).date() if at else None
