"""Read the forum."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from communications.models import Post, Space, Topic
from wco_portal.directory.models import Person


@dataclass(frozen=True, slots=True)
class Room:
    """A space and its topics, the freshest first."""

    space: Space
    topics: Sequence[Topic]


def by_id(public_id: str) -> Topic:
    """Return the topic of a URL with its posts, or 404."""
    posts = Post.objects.select_related("author", "member").order_by("posted_at", "pk")
    related = ("space", "author", "member", "closed_by")
    return (
        Topic.objects.select_related(*related)
        .prefetch_related(Prefetch("posts", queryset=posts))
        .get(public_id=public_id)
    )


def post_by_id(public_id: str) -> Post:
    """Return the post of a URL, or 404."""
    return Post.objects.select_related("topic", "author").get(public_id=public_id)


def post_of(topic: Topic, public_id: str) -> Post:
    """Return a post of a topic, or 404."""
    return topic.posts.select_related("topic", "author").get(public_id=public_id)


def posts() -> QuerySet[Post]:
    """Return all posts, as they were written."""
    return Post.objects.select_related("topic", "author", "member").order_by("posted_at", "pk")


def complete() -> QuerySet[Topic]:
    """Return topics with all that a serializer shows."""
    posts = Post.objects.select_related("author", "member").order_by("posted_at", "pk")
    return Topic.objects.select_related("space", "author", "member").prefetch_related(
        Prefetch("posts", queryset=posts)
    )


def topics() -> QuerySet[Topic]:
    """Return all topics, the freshest first, each with the number of its posts."""
    return (
        Topic.objects.select_related("space", "author", "member")
        .annotate(posts_count=Count("posts", filter=Q(posts__hidden_at=None)))
        .order_by("-last_post_at", "-pk")
    )


def rooms() -> list[Room]:
    """Return the spaces with their topics."""
    fresh = list(topics())
    return [
        Room(space, [topic for topic in fresh if topic.space_id == space.pk])
        for space in Space.objects.order_by("order", "slug")
    ]


def spaces() -> QuerySet[Space]:
    """Return the spaces in their order."""
    return Space.objects.order_by("order", "slug")


def participants(topic: Topic) -> QuerySet[Person]:
    """Return who opened a topic or wrote in it."""
    return Person.objects.active().filter(Q(topics_opened=topic) | Q(posts__topic=topic)).distinct()
