"""Conferences and their programme."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from conferences import selectors, services
from conferences.models import Conference, Session
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, part
from wco_portal.api.serializers import Bilingual, Body, Thing
from wco_portal.directory.models import Person


class SessionOut(serializers.ModelSerializer[Session]):
    """A part of a programme."""

    id = serializers.CharField(source="public_id", read_only=True)
    title = Bilingual("title")
    summary = Bilingual("summary")
    room = Bilingual("room")
    languages: Any = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Session
        fields = (
            "id",
            "kind",
            "title",
            "summary",
            "room",
            "languages",
            "starts_at",
            "ends_at",
            "is_demonstration",
        )


class ConferenceOut(Thing[Conference]):
    """A conference; what is not known is null."""

    title = Bilingual("title")
    summary = Bilingual("summary")
    place = Bilingual("place")
    source: Any = serializers.StringRelatedField(read_only=True)

    class Meta(Thing.Meta):
        model, resource, lookup = Conference, "conferences", "slug"
        fields = (
            *Thing.Meta.fields,
            "kind",
            "title",
            "summary",
            "place",
            "zone",
            "starts_on",
            "ends_on",
            "announced_on",
            "capacity",
            "quota",
            "nominations_open_at",
            "nominations_close_at",
            "changes_close_at",
            "source",
            "grade",
        )


class CapacityIn(Body):
    """A new number of places, and why."""

    capacity = serializers.IntegerField(min_value=0, max_value=100_000)
    reason = serializers.CharField(max_length=400)


class Conferences(Resource[Conference]):
    """The conferences that are announced."""

    serializer_class, lookup_field = ConferenceOut, "slug"
    filterset_fields: Any = {"kind": ["exact"], "starts_on": ["exact", "gte", "lte"]}
    ordering, ordering_fields = ("starts_on", "slug"), ("starts_on", "slug")

    def things(self, actor: Actor) -> QuerySet[Conference]:
        """Return what is announced."""
        return selectors.conferences.listed()

    @part("sessions", answer=SessionOut, many=True)
    def sessions(self, thing: Conference, actor: Actor) -> QuerySet[Session]:
        """Return the programme."""
        return selectors.conferences.sessions(thing)

    @act("change_capacity", needs=Permission.CONFERENCE_MANAGE, body=CapacityIn)
    def change_capacity(self, thing: Conference, body: dict[str, Any], by: Person) -> Conference:
        """Change the number of places; more promotes the first waiting."""
        return services.conferences.change_capacity(thing, **body, by=by)
