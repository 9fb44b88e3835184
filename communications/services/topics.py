"""Open topics, write in them, close them with a conclusion."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from communications.models import Post, Space, Topic
from communications.rules import Pair
from communications.workflows import TOPIC
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Member, Person


@transaction.atomic
def open_topic(space: Space, *, title: str, body: str, language: str, by: Person) -> Topic:
    """Open a topic with its first post."""
    policies.require(by, Permission.TOPIC_OPEN)
    now = clock.now()
    topic = Topic(
        space=space,
        title=title.strip(),
        language=language,
        author=by,
        member=member_of(by),
        opened_at=now,
        last_post_at=now,
        is_demonstration=by.is_demonstration,
    )
    topic.full_clean()
    topic.save()
    _post(topic, body=body, language=language, by=by)
    audit.record("communications.topic.opened", target=topic, by=by)
    return topic


@transaction.atomic
def write(topic: Topic, *, body: str, language: str, by: Person) -> Post:
    """Write a post in an open topic."""
    topic = locked(topic)
    policies.require(by, Permission.POST_WRITE, topic)
    post = _post(topic, body=body, language=language, by=by)
    topic.last_post_at = post.posted_at
    topic.save(update_fields=["last_post_at", "updated_at"])
    audit.record(
        "communications.topic.answered",
        target=topic,
        by=by,
        subject=topic.author,
        data={"post": post.public_id},
    )
    return post


@transaction.atomic
def hide(post: Post, *, reason: str, by: Person) -> Post:
    """Hide a post, with the reason that its author reads."""
    post = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    policies.require(by, Permission.POST_HIDE, post.topic)
    if not reason.strip():
        raise DomainError(_("Say why; the author reads it."), code="reason_missing")
    if post.hidden_at is not None:
        raise DomainError(_("This post is already hidden."), code="wrong_state")
    post.hidden_at, post.hidden_because = clock.now(), reason.strip()
    post.full_clean()
    post.save(update_fields=["hidden_at", "hidden_because", "updated_at"])
    audit.record(
        "communications.post.hidden",
        target=post,
        by=by,
        subject=post.author,
        data={"topic": post.topic.public_id},
    )
    return post


@transaction.atomic
def close(topic: Topic, *, conclusion: Pair, by: Person) -> Topic:
    """Close a topic with its conclusion, which everybody who took part receives."""
    topic = locked(topic)
    arrow = TOPIC.follow("close", topic, by=by)
    topic.conclusion_en, topic.conclusion_fr = conclusion.en.strip(), conclusion.fr.strip()
    if not (topic.conclusion_en or topic.conclusion_fr):
        raise DomainError(_("A topic is closed with a conclusion."), code="conclusion_missing")
    topic.closed_at, topic.closed_by = clock.now(), by
    fields = ["conclusion_en", "conclusion_fr", "closed_at", "closed_by"]
    return _move(topic, arrow.target, arrow.event, by=by, fields=fields)


@transaction.atomic
def reopen(topic: Topic, *, by: Person) -> Topic:
    """Open a closed topic again; its conclusion stays readable in the record of events."""
    topic = locked(topic)
    arrow = TOPIC.follow("reopen", topic, by=by)
    topic.closed_at = topic.closed_by = None
    return _move(topic, arrow.target, arrow.event, by=by, fields=["closed_at", "closed_by"])


def locked(topic: Topic) -> Topic:
    """Return the topic, held until the end of the transaction."""
    return Topic.objects.select_for_update(of=("self",)).get(pk=topic.pk)


def member_of(person: Person) -> Member | None:
    """Return the Member for which the person speaks."""
    return next((role.member for role in person.roles_held() if role.member is not None), None)


def _post(topic: Topic, *, body: str, language: str, by: Person) -> Post:
    post = Post(
        topic=topic,
        author=by,
        member=member_of(by),
        language=language,
        body=body.strip(),
        posted_at=clock.now(),
    )
    post.full_clean()
    post.save()
    return post


def _move(topic: Topic, state: str, event: str, *, by: Person, fields: list[str]) -> Topic:
    topic.state = state
    topic.version += 1
    topic.save(update_fields=["state", "version", "updated_at", *fields])
    audit.record(event, target=topic, by=by, data={"space": topic.space.slug})
    return topic
