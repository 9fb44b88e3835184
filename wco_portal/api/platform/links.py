"""The thread: links between things, as far as the caller may see both ends."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, make
from wco_portal.api.serializers import Body
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person
from wco_portal.links import selectors, services
from wco_portal.links.enums import Relation
from wco_portal.links.models import Link


class LinkOut(serializers.ModelSerializer[Link]):
    """`origin` is the later thing, `target` the earlier one that it hangs on."""

    id = serializers.CharField(source="public_id", read_only=True)
    origin = serializers.CharField(source="origin.public_id", read_only=True)
    origin_kind = serializers.CharField(source="origin.kind", read_only=True)
    target = serializers.CharField(source="target.public_id", read_only=True)
    target_kind = serializers.CharField(source="target.kind", read_only=True)

    class Meta:
        model = Link
        fields = (
            "id",
            "origin",
            "origin_kind",
            "target",
            "target_kind",
            "relation",
            "is_demonstration",
        )


class LinkIn(Body):
    """Both ends by kind and public id, and the relation."""

    origin_kind = serializers.RegexField("^[a-z]{1,40}$")
    origin = serializers.RegexField("^[A-Za-z0-9-]{1,40}$")
    target_kind = serializers.RegexField("^[a-z]{1,40}$")
    target = serializers.RegexField("^[A-Za-z0-9-]{1,40}$")
    relation = serializers.ChoiceField(choices=Relation.choices)


class Links(Resource[Link]):
    """The links whose both ends the caller may see."""

    queryset = Link.objects.none()  # For the schema: what is visible needs a look at both ends.
    serializer_class = LinkOut
    lookup_value_regex = PATTERN
    ordering = ("pk",)
    filterset_fields: Any = {
        "origin__public_id": ["exact"],
        "target__public_id": ["exact"],
        "relation": ["exact"],
    }

    def things(self, actor: Actor) -> QuerySet[Link]:
        """Return what the caller may see."""
        return selectors.threads.visible(actor)

    @make(needs=Permission.LINK_EDIT, body=LinkIn)
    def create(self, body: dict[str, Any], by: Person) -> Link:
        """Link a thing to what it hangs on."""
        return services.links.make(
            (body["origin_kind"], body["origin"]),
            (body["target_kind"], body["target"]),
            relation=body["relation"],
            by=by,
        )

    @act("remove", needs=Permission.LINK_EDIT, status=204)
    def remove(self, thing: Link, body: dict[str, Any], by: Person) -> None:
        """Take a link away."""
        services.links.remove(thing, by=by)
