"""Practices, audiences and channels."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from communications import selectors, services
from communications.enums import Principle
from communications.models import Audience, Channel, Practice
from communications.rules import Account
from communications.workflows import PRACTICE
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, change, make
from wco_portal.api.serializers import Bilingual, Body, Thing
from wco_portal.directory.models import Member, Person
from wco_portal.publishing.enums import Language

LONG = 4000
WORDS = ("title", "context", "done", "results", "lessons")


class ChannelOut(Thing[Channel]):
    """A way to an audience."""

    name = Bilingual("name")
    about = Bilingual("about")

    class Meta(Thing.Meta):
        model, resource, lookup = Channel, "channels", "slug"
        fields = (*Thing.Meta.fields, "kind", "name", "about")


class Channels(Resource[Channel]):
    """The channels."""

    serializer_class, lookup_field = ChannelOut, "slug"
    filterset_fields: Any = {"kind": ["exact"]}
    ordering, ordering_fields = ("order", "slug"), ("slug",)

    def things(self, actor: Actor) -> QuerySet[Channel]:
        """Return all channels."""
        return selectors.audiences.channels()


class AudienceOut(Thing[Audience]):
    """A group of people of whom something particular is expected."""

    name = Bilingual("name")
    know = Bilingual("know")
    feel = Bilingual("feel")
    do = Bilingual("do")
    barriers = Bilingual("barriers")
    channels: Any = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource, lookup = Audience, "audiences", "slug"
        fields = (
            *Thing.Meta.fields,
            "name",
            "know",
            "feel",
            "do",
            "barriers",
            "is_internal",
            "channels",
        )


class Audiences(Resource[Audience]):
    """The audiences."""

    serializer_class, lookup_field = AudienceOut, "slug"
    filterset_fields: Any = {"is_internal": ["exact"]}
    ordering, ordering_fields = ("order", "slug"), ("slug",)

    def things(self, actor: Actor) -> QuerySet[Audience]:
        """Return all audiences."""
        return selectors.audiences.everybody().prefetch_related("channels")


class PracticeOut(Thing[Practice]):
    """What an administration did, and what others can learn from it."""

    title = Bilingual("title")
    context: Any = Bilingual("context")
    done = Bilingual("done")
    results = Bilingual("results")
    lessons = Bilingual("lessons")
    member = serializers.SlugRelatedField[Member](slug_field="code", read_only=True)
    audiences: Any = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    channels: Any = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    source: Any = serializers.StringRelatedField(read_only=True)

    class Meta(Thing.Meta):
        model, resource, lookup, workflow = Practice, "practices", "slug", PRACTICE
        fields = (
            *Thing.Meta.fields,
            "member",
            *WORDS,
            "principles",
            "audiences",
            "channels",
            "state",
            "review_note",
            "submitted_at",
            "published_at",
            "source",
            "grade",
        )


class PracticeIn(Body):
    """A practice in one language."""

    language = serializers.ChoiceField(choices=Language.choices)
    title = serializers.CharField(max_length=160)
    context: Any = serializers.CharField(
        max_length=LONG, required=False, default="", allow_blank=True
    )
    done = serializers.CharField(max_length=LONG, required=False, default="", allow_blank=True)
    results = serializers.CharField(max_length=LONG, required=False, default="", allow_blank=True)
    lessons = serializers.CharField(max_length=LONG, required=False, default="", allow_blank=True)
    principles = serializers.ListField(
        child=serializers.ChoiceField(choices=Principle.choices),
        required=False,
        default=list,
        max_length=5,
    )
    audiences: Any = serializers.SlugRelatedField(
        slug_field="slug", many=True, required=False, default=list, queryset=Audience.objects.all()
    )
    channels: Any = serializers.SlugRelatedField(
        slug_field="slug", many=True, required=False, default=list, queryset=Channel.objects.all()
    )


class NoteIn(Body):
    """A reason that somebody else reads."""

    note = serializers.CharField(max_length=LONG)


def told(body: dict[str, Any]) -> Account:
    """Return what was told."""
    return Account(**{name: body[name] for name in WORDS})


def marks(body: dict[str, Any]) -> dict[str, Any]:
    """Return what was chosen."""
    return {name: body[name] for name in ("language", "principles", "audiences", "channels")}


class Practices(Resource[Practice]):
    """The practices that the caller may see."""

    serializer_class, lookup_field = PracticeOut, "slug"
    filterset_fields: Any = {
        "member__code": ["exact"],
        "member__region__code": ["exact"],
        "channels__slug": ["exact"],
        "state": ["exact"],
        "principles": ["contains"],
    }
    ordering, ordering_fields = ("-published_at", "slug"), ("published_at", "slug")

    def things(self, actor: Actor) -> QuerySet[Practice]:
        """Return what the caller may see."""
        return selectors.practices.complete().visible_to(actor)

    @make(needs=Permission.PRACTICE_CREATE, body=PracticeIn)
    def create(self, body: dict[str, Any], by: Person) -> Practice:
        """Start a practice of the caller's Member, in one language."""
        return services.practices.create(told(body), **marks(body), by=by)

    @change(needs=Permission.PRACTICE_EDIT, body=PracticeIn)
    def partial_update(self, thing: Practice, body: dict[str, Any], by: Person) -> Practice:
        """Change a practice that was not sent, in one language."""
        return services.practices.edit(
            thing, told(body), **marks(body), version=thing.version, by=by
        )

    @act("submit", needs=Permission.PRACTICE_SUBMIT)
    def submit(self, thing: Practice, body: dict[str, Any], by: Person) -> Practice:
        """Send a practice to the Secretariat."""
        return services.practices.submit(thing, by=by)

    @act("publish", needs=Permission.PRACTICE_REVIEW)
    def publish(self, thing: Practice, body: dict[str, Any], by: Person) -> Practice:
        """Publish a practice."""
        return services.practices.publish(thing, by=by)

    @act("request-changes", needs=Permission.PRACTICE_REVIEW, body=NoteIn)
    def request_changes(self, thing: Practice, body: dict[str, Any], by: Person) -> Practice:
        """Return a practice with reasons."""
        return services.practices.request_changes(thing, note=body["note"], by=by)

    @act("withdraw", needs=Permission.PRACTICE_REVIEW, body=NoteIn)
    def withdraw(self, thing: Practice, body: dict[str, Any], by: Person) -> Practice:
        """Take a practice off the public pages."""
        return services.practices.withdraw(thing, note=body["note"], by=by)
