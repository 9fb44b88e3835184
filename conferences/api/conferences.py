"""Conferences and their programme."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from conferences import selectors, services
from conferences.models import Conference, Session
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, make, part
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, DayIn, MomentIn, Thing, ZoneIn
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person

MOST: Final = 100_000


class SessionOut(serializers.ModelSerializer[Session]):
    """A part of a programme."""

    id = serializers.CharField(source="public_id", read_only=True)
    title = Bilingual("title")
    summary = Bilingual("summary")
    room = Bilingual("room")
    languages: Any = serializers.ListField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = Session
        fields: Any = (
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


class SessionsOut(SessionOut):
    """A part of a programme, and of which conference."""

    conference = serializers.SlugRelatedField[Conference](slug_field="slug", read_only=True)

    class Meta(SessionOut.Meta):
        fields: Any = ("id", "conference", *SessionOut.Meta.fields[1:])


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


class EditionIn(Body):
    """An edition that administrations can register for; its address is given once."""

    slug = serializers.RegexField("^[a-z0-9-]{1,60}$")
    title = BilingualIn()
    summary = BilingualIn(required=False)
    place = BilingualIn(required=False)
    zone = ZoneIn(max_length=60)
    starts_on = DayIn()
    ends_on = DayIn()
    capacity = serializers.IntegerField(
        min_value=0, max_value=MOST, required=False, allow_null=True
    )
    quota = serializers.IntegerField(min_value=0, max_value=100, required=False)
    nominations_open_at = MomentIn()
    nominations_close_at = MomentIn()
    changes_close_at = MomentIn(required=False, allow_null=True)


class InvitedOut(serializers.Serializer[Any]):
    """How many Members were invited that had not been."""

    invited = serializers.IntegerField()


class CapacityIn(Body):
    """A new number of places, and why."""

    capacity = serializers.IntegerField(min_value=0, max_value=MOST)
    reason = serializers.CharField(max_length=400)


class Conferences(Resource[Conference]):
    """The conferences that are announced."""

    serializer_class, lookup_field = ConferenceOut, "slug"
    filterset_fields: Any = {"kind": ["exact"], "starts_on": ["exact", "gte", "lte"]}
    ordering, ordering_fields = ("starts_on", "slug"), ("starts_on", "slug")

    def things(self, actor: Actor) -> QuerySet[Conference]:
        """Return what is announced."""
        return selectors.conferences.listed()

    @make(needs=Permission.CONFERENCE_MANAGE, body=EditionIn)
    def create(self, body: dict[str, Any], by: Person) -> Conference:
        """Make an edition that administrations can register for."""
        for name in ("title", "summary", "place"):
            words = body.pop(name, {})
            body |= {f"{name}_{language}": text for language, text in words.items()}
        return services.conferences.create(by=by, **body)

    @act("invite", needs=Permission.CONFERENCE_MANAGE, answer=InvitedOut)
    def invite(self, thing: Conference, body: dict[str, Any], by: Person) -> dict[str, int]:
        """Invite every Member that is not invited yet."""
        if not thing.takes_registrations:
            raise Http404
        return {"invited": services.conferences.invite(thing, by=by)}

    @part("sessions", answer=SessionOut, many=True)
    def sessions(self, thing: Conference, actor: Actor) -> QuerySet[Session]:
        """Return the programme."""
        return selectors.conferences.sessions(thing)

    @act("change-capacity", needs=Permission.CONFERENCE_MANAGE, body=CapacityIn)
    def change_capacity(self, thing: Conference, body: dict[str, Any], by: Person) -> Conference:
        """Change the number of places; more promotes the first waiting."""
        return services.conferences.change_capacity(thing, **body, by=by)


class Sessions(Resource[Session]):
    """The sessions of the conferences that are announced."""

    serializer_class = SessionsOut
    lookup_value_regex = PATTERN
    filterset_fields: Any = {
        "conference__slug": ["exact"],
        "kind": ["exact"],
        "starts_at": ["gte", "lt"],
    }
    ordering, ordering_fields = ("starts_at", "pk"), ("starts_at",)

    def things(self, actor: Actor) -> QuerySet[Session]:
        """Return what is announced."""
        return selectors.conferences.all_sessions()
