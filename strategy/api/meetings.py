"""The sessions of the governing bodies."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from strategy import selectors
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource
from wco_portal.api.serializers import Bilingual, Thing
from wco_portal.publishing.models import GoverningMeeting


class MeetingOut(Thing[GoverningMeeting]):
    """A session of a governing body."""

    name = Bilingual("name")
    place = Bilingual("place")

    class Meta(Thing.Meta):
        model, resource, lookup = GoverningMeeting, "meetings", "code"
        fields = (
            *Thing.Meta.fields,
            "code",
            "body",
            "number",
            "name",
            "place",
            "starts_on",
            "ends_on",
            "precision",
            "paper_deadline",
            "is_deadline_demonstration",
            "grade",
        )


class Meetings(Resource[GoverningMeeting]):
    """The sessions of the governing bodies."""

    serializer_class, lookup_field = MeetingOut, "code"
    filterset_fields: Any = {"body": ["exact"], "starts_on": ["gte", "lte"]}
    ordering, ordering_fields = ("starts_on",), ("starts_on",)

    def things(self, actor: Actor) -> QuerySet[GoverningMeeting]:
        """Return the sessions."""
        return selectors.lives.meetings()
