"""Whom the events of this app tell what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from communications import selectors
from communications.models import Chapter, Message, Post, Practice, Topic
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.selectors import people
from wco_portal.notifications.tables import Recipient, add_group, add_notice, because


def practice_of(event: Event) -> Practice:
    """Return the practice of an event."""
    return Practice.objects.select_related("member", "author").get(public_id=event.target)


def chapter_of(event: Event) -> Chapter:
    """Return the chapter of an event."""
    return Chapter.objects.get(public_id=event.target)


def message_of(event: Event) -> Message:
    """Return the message of an event."""
    return Message.objects.select_related("author").get(public_id=event.target)


def topic_of(event: Event) -> Topic:
    """Return the topic of an event."""
    return Topic.objects.get(public_id=event.target)


def reviewers(event: Event) -> Iterator[Recipient]:
    """The communications officers, but not whoever did it."""
    for person in people.in_secretariat(RoleName.COMMUNICATIONS, on=clock.today()):
        if person.key != event.actor:
            yield Recipient(person, _("You review what Members send to the Secretariat."))


def publishers(event: Event) -> Iterator[Recipient]:
    """Who may publish a chapter, but not whoever did it."""
    names = (RoleName.COMMUNICATIONS, RoleName.APPROVER)
    for person in people.in_secretariat(*names, on=clock.today()):
        if person.key != event.actor:
            yield Recipient(person, _("You publish chapters that others have written."))


def writers_of_chapter(event: Event) -> Iterator[Recipient]:
    """Who wrote in the chapter."""
    for person in selectors.chapters.writers(chapter_of(event)):
        if person.key != event.actor:
            yield Recipient(person, _("You wrote in this chapter."))


def authors(event: Event) -> Iterator[Recipient]:
    """The author of a practice and the focal points of its Member."""
    practice = practice_of(event)
    if practice.author:
        yield Recipient(practice.author, _("You wrote this practice."))
    if practice.member is None:
        return
    names = [RoleName.FOCAL_POINT]
    for person in people.of_member(practice.member, on=clock.today(), names=names):
        if person != practice.author:
            reason = because(_("You are the focal point of %(member)s."), member=practice.member)
            yield Recipient(person, reason)


def sender(event: Event) -> Iterator[Recipient]:
    """Whoever sent the practice or took the position: their receipt."""
    for person in people.by_key(event.actor):
        yield Recipient(person, _("You did this for your administration; this is the receipt."))


def writer_of_message(event: Event) -> Iterator[Recipient]:
    """Whoever wrote the message."""
    yield Recipient(message_of(event).author, _("You wrote this common message."))


def who_may_endorse(event: Event) -> Iterator[Recipient]:
    """The focal points of all Members."""
    del event
    for role in people.focal_points(on=clock.today()):
        reason = because(_("You are the focal point of %(member)s."), member=role.member)
        yield Recipient(role.person, reason)


def endorsers(event: Event) -> Iterator[Recipient]:
    """Whoever took a position on the message for a Member."""
    for each in message_of(event).endorsements.select_related("by", "member"):
        reason = because(_("%(member)s took a position on this message."), member=each.member)
        yield Recipient(each.by, reason)


def participants(event: Event) -> Iterator[Recipient]:
    """Who opened the topic or wrote in it, but not whoever did it."""
    for person in selectors.forum.participants(topic_of(event)):
        if person.key != event.actor:
            yield Recipient(person, _("You take part in this topic."))


def author_of_post(event: Event) -> Iterator[Recipient]:
    """Whoever wrote the post."""
    post = Post.objects.select_related("author").get(public_id=event.target)
    yield Recipient(post.author, _("You wrote this post."))


def about_practice(event: Event) -> dict[str, Any]:
    """Return what letters on a practice say."""
    practice = practice_of(event)
    return {"practice": practice, "address": practice.get_absolute_url()}


def about_chapter(event: Event) -> dict[str, Any]:
    """Return what letters on a chapter say."""
    chapter = chapter_of(event)
    return {"chapter": chapter, "address": chapter.get_absolute_url()}


def about_message(event: Event) -> dict[str, Any]:
    """Return what letters on a common message say."""
    message = message_of(event)
    given = message.endorsements.filter(member__code=event.data.get("member", ""))
    return {
        "message": message,
        "endorsement": given.select_related("member").first(),
        "address": message.get_absolute_url(),
    }


def about_topic(event: Event) -> dict[str, Any]:
    """Return what letters on a topic say."""
    topic = topic_of(event)
    post = topic.posts.select_related("author", "member")
    return {
        "topic": topic,
        "post": post.filter(public_id=event.data.get("post", "")).first(),
        "address": topic.get_absolute_url(),
    }


def about_post(event: Event) -> dict[str, Any]:
    """Return what letters on a hidden post say."""
    post = Post.objects.select_related("topic").get(public_id=event.target)
    return {"post": post, "topic": post.topic, "address": post.get_absolute_url()}


# The rows: name, past tense of the event, group, audience, context.
ROWS = (
    ("practice_submitted", "practice.submitted", "practices", reviewers, about_practice),
    ("practice_published", "practice.published", "practices", authors, about_practice),
    ("practice_returned", "practice.returned", "practices", authors, about_practice),
    ("practice_withdrawn", "practice.withdrawn", "practices", authors, about_practice),
    ("chapter_submitted", "chapter.submitted", "handbook", publishers, about_chapter),
    ("chapter_returned", "chapter.returned", "handbook", writers_of_chapter, about_chapter),
    ("chapter_published", "chapter.published", "handbook", writers_of_chapter, about_chapter),
    ("message_consulted", "message.consulted", "messages", who_may_endorse, about_message),
    ("message_endorsed", "message.endorsed", "messages", writer_of_message, about_message),
    ("message_adopted", "message.adopted", "messages", endorsers, about_message),
    ("topic_answered", "topic.answered", "forum", participants, about_topic),
    ("topic_closed", "topic.closed", "forum", participants, about_topic),
)


GROUPS = (
    ("practices", _("Practices")),
    ("handbook", _("Handbook")),
    ("messages", _("Common messages")),
    ("forum", _("Forum")),
)
# What nobody can switch off: receipts, and what moderation did to one's words.
REQUIRED = (
    ("practice_received", "practice.submitted", "practices", sender, about_practice),
    ("position_received", "message.endorsed", "messages", sender, about_message),
    ("post_hidden", "post.hidden", "forum", author_of_post, about_post),
)


def register() -> None:
    """Fill this app's rows of the table of notices."""
    for group, title in GROUPS:
        add_group(group, title)
    for name, event, group, audience, context in ROWS:
        add_notice(
            name,
            event=f"communications.{event}",
            group=group,
            audience=audience,
            context=context,
        )
    for name, event, group, audience, context in REQUIRED:
        add_notice(
            name,
            event=f"communications.{event}",
            group=group,
            audience=audience,
            context=context,
            is_required=True,
        )
