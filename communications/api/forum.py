"""The topics of the forum, for callers who have signed in."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from communications import selectors, services
from communications.api.practices import PracticeOut
from communications.models import Post, Practice, Space, Topic
from communications.rules import Pair
from communications.workflows import TOPIC
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, Thing
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Member, Person
from wco_portal.publishing.enums import Language


class PostOut(serializers.ModelSerializer[Post]):
    """A post; a hidden one keeps its place and its reason, not its words."""

    id = serializers.CharField(source="public_id", read_only=True)
    author = serializers.CharField(source="author.name", read_only=True)
    member = serializers.SlugRelatedField[Member](slug_field="code", read_only=True)
    body = serializers.SerializerMethodField()

    class Meta:
        model = Post
        fields: Any = ("id", "author", "member", "language", "body", "posted_at", "hidden_because")

    def get_body(self, obj: Post) -> str | None:
        """Return the words, unless a moderator has hidden them."""
        return None if obj.hidden_at else obj.body


class WrittenOut(PostOut):
    """A post, and the topic in which it stands."""

    topic = serializers.SlugRelatedField[Topic](slug_field="public_id", read_only=True)

    class Meta(PostOut.Meta):
        fields: Any = ("id", "topic", *PostOut.Meta.fields[1:])


class TopicOut(Thing[Topic]):
    """A topic with its posts and, when it is closed, its conclusion."""

    space = serializers.SlugRelatedField[Space](slug_field="slug", read_only=True)
    author = serializers.CharField(source="author.name", read_only=True)
    member = serializers.SlugRelatedField[Member](slug_field="code", read_only=True)
    conclusion = Bilingual("conclusion")
    posts = PostOut(many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource, workflow = Topic, "topics", TOPIC
        fields = (
            *Thing.Meta.fields,
            "space",
            "title",
            "language",
            "author",
            "member",
            "state",
            "opened_at",
            "last_post_at",
            "conclusion",
            "posts",
        )


class TopicIn(Body):
    """A topic with its first post."""

    space = serializers.SlugRelatedField(slug_field="slug", queryset=Space.objects.all())
    title = serializers.CharField(max_length=160)
    body = serializers.CharField(max_length=8000)
    language = serializers.ChoiceField(choices=Language.choices)


class PostIn(Body):
    """A post."""

    body = serializers.CharField(max_length=8000)
    language = serializers.ChoiceField(choices=Language.choices)


class ConclusionIn(Body):
    """The conclusion with which a topic is closed."""

    conclusion = BilingualIn()


class HideIn(Body):
    """Which post, and why."""

    post = serializers.RegexField(f"^{PATTERN}$")
    reason = serializers.CharField(max_length=300)


class Topics(Resource[Topic]):
    """The topics of the forum."""

    needs = Permission.FORUM_VIEW
    serializer_class = TopicOut
    filterset_fields: Any = {
        "space__slug": ["exact"],
        "state": ["exact"],
        "member__code": ["exact"],
        "language": ["exact"],
    }
    ordering, ordering_fields = ("-last_post_at", "-pk"), ("opened_at", "last_post_at")

    def things(self, actor: Actor) -> QuerySet[Topic]:
        """Return all topics, to whoever may read the forum."""
        return selectors.forum.complete()

    @make(needs=Permission.TOPIC_OPEN, body=TopicIn)
    def create(self, body: dict[str, Any], by: Person) -> Topic:
        """Open a topic."""
        return services.topics.open_topic(**body, by=by)

    @act("write", needs=Permission.POST_WRITE, body=PostIn)
    def write(self, thing: Topic, body: dict[str, Any], by: Person) -> Topic:
        """Write a post."""
        services.topics.write(thing, **body, by=by)
        return thing

    @act("hide", needs=Permission.POST_HIDE, body=HideIn)
    def hide(self, thing: Topic, body: dict[str, Any], by: Person) -> Topic:
        """Hide a post of the topic, with a reason."""
        post = selectors.forum.post_of(thing, body["post"])
        services.topics.hide(post, reason=body["reason"], by=by)
        return thing

    @act("close", needs=Permission.TOPIC_CLOSE, body=ConclusionIn)
    def close(self, thing: Topic, body: dict[str, Any], by: Person) -> Topic:
        """Close a topic with its conclusion."""
        return services.topics.close(thing, conclusion=Pair(**body["conclusion"]), by=by)

    @act("reopen", needs=Permission.TOPIC_CLOSE)
    def reopen(self, thing: Topic, body: dict[str, Any], by: Person) -> Topic:
        """Open a closed topic again."""
        return services.topics.reopen(thing, by=by)

    @act("practice", needs=Permission.TOPIC_TURN, answer=PracticeOut, status=201)
    def turn(self, thing: Topic, body: dict[str, Any], by: Person) -> Practice:
        """Turn the conclusion into a draft practice."""
        return services.practices.create_from_topic(thing, by=by)


class Posts(Resource[Post]):
    """The posts of the forum, as they were written."""

    needs = Permission.FORUM_VIEW
    serializer_class = WrittenOut
    lookup_value_regex = PATTERN
    filterset_fields: Any = {
        "topic__public_id": ["exact"],
        "topic__space__slug": ["exact"],
        "member__code": ["exact"],
        "language": ["exact"],
        "posted_at": ["gte", "lt"],
    }
    ordering, ordering_fields = ("posted_at", "pk"), ("posted_at",)

    def things(self, actor: Actor) -> QuerySet[Post]:
        """Return all posts, to whoever may read the forum."""
        return selectors.forum.posts()
