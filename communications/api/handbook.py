"""The chapters of the handbook."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from communications import selectors, services
from communications.api.practices import NoteIn
from communications.models import Chapter
from communications.workflows import CHAPTER
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, part
from wco_portal.api.serializers import Bilingual, BilingualText, Body, Thing
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Language
from wco_portal.publishing.models import FrozenVersion


class ChapterOut(Thing[Chapter]):
    """A chapter and how far it is."""

    title = Bilingual("title")
    summary = Bilingual("summary")

    class Meta(Thing.Meta):
        model, resource, lookup, workflow = Chapter, "chapters", "slug", CHAPTER
        fields = (
            *Thing.Meta.fields,
            "number",
            "title",
            "summary",
            "state",
            "edition",
            "published_at",
        )


class EditionOut(serializers.Serializer[Any]):
    """The newest edition, as restricted Markdown in both languages."""

    edition = serializers.IntegerField()
    sha256 = serializers.CharField()
    text = BilingualText()


class EditionLineOut(serializers.ModelSerializer[FrozenVersion]):
    """An edition of a chapter: its number, its hash and when it was published."""

    edition = serializers.IntegerField(source="number", read_only=True)

    class Meta:
        model = FrozenVersion
        fields = ("edition", "sha256", "at", "is_demonstration")


class WorkingOut(serializers.Serializer[Any]):
    """The working text of a chapter, and the versions on which a change is based."""

    text = BilingualText()
    versions = serializers.DictField(child=serializers.IntegerField())


class TextIn(Body):
    """The whole working text in one language."""

    language = serializers.ChoiceField(choices=Language.choices)
    markdown = serializers.CharField(max_length=200_000)
    base_version = serializers.IntegerField(min_value=0, max_value=1_000_000)


class Chapters(Resource[Chapter]):
    """The chapters that the caller may see."""

    serializer_class, lookup_field = ChapterOut, "slug"
    filterset_fields: Any = {"state": ["exact"]}
    ordering, ordering_fields = ("number",), ("number", "published_at")

    def things(self, actor: Actor) -> QuerySet[Chapter]:
        """Return what the caller may see."""
        return selectors.chapters.visible(actor).select_related("text")

    @part("edition", answer=EditionOut)
    def edition(self, thing: Chapter, by: Actor) -> Any:
        """Read the newest edition."""
        return selectors.chapters.newest_as_markdown(thing)

    @part("editions", answer=EditionLineOut, many=True)
    def editions(self, thing: Chapter, by: Actor) -> Any:
        """List the editions, newest first."""
        return selectors.chapters.editions(thing)

    @part("draft", answer=WorkingOut, needs=Permission.CHAPTER_VIEW_DRAFT)
    def draft(self, thing: Chapter, by: Actor) -> Any:
        """Read the working text."""
        return selectors.chapters.draft_as_markdown(thing)

    @act("write", needs=Permission.CHAPTER_EDIT, body=TextIn)
    def write(self, thing: Chapter, body: dict[str, Any], by: Person) -> Chapter:
        """Save the working text in one language; a clash is a 409."""
        services.chapters.write(thing, **body, by=by)
        return thing

    @act("submit", needs=Permission.CHAPTER_EDIT)
    def submit(self, thing: Chapter, body: dict[str, Any], by: Person) -> Chapter:
        """Send the working text to a second person."""
        return services.chapters.submit(thing, by=by)

    @act("publish", needs=Permission.CHAPTER_PUBLISH)
    def publish(self, thing: Chapter, body: dict[str, Any], by: Person) -> Chapter:
        """Publish the next edition."""
        return services.chapters.publish(thing, by=by)

    @act("request-changes", needs=Permission.CHAPTER_PUBLISH, body=NoteIn)
    def request_changes(self, thing: Chapter, body: dict[str, Any], by: Person) -> Chapter:
        """Return the working text with reasons."""
        return services.chapters.request_changes(thing, note=body["note"], by=by)
