"""Regions and Members, as they stood on a day."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request

from wco_portal.access.policies import Actor
from wco_portal.api.problems import BadQuery
from wco_portal.api.resources import Resource
from wco_portal.api.serializers import Bilingual, Thing
from wco_portal.common import clock
from wco_portal.common.models import Source
from wco_portal.directory import selectors
from wco_portal.directory.models import Member, Region

SHAPE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ON: Final = OpenApiParameter(name="on", type=dt.date, description="As it stood on this day.")


class SourceOut(serializers.ModelSerializer[Source]):
    """Where a fact stands."""

    class Meta:
        model = Source
        fields = ("code", "publisher", "title", "published", "address")


class RegionOut(Thing[Region]):
    """One of the six regions."""

    name = Bilingual("name")
    short_name = Bilingual("short")
    members_count = serializers.IntegerField(read_only=True)
    source = SourceOut(allow_null=True)  # type: ignore[assignment]  # -- a field's name

    class Meta(Thing.Meta):
        model, resource, lookup = Region, "regions", "code"
        fields = (*Thing.Meta.fields, "name", "short_name", "members_count", "source", "grade")


class MemberOut(Thing[Member]):
    """An administration; its membership is dated."""

    name = Bilingual("name")
    region = serializers.SlugRelatedField[Region](slug_field="code", read_only=True)
    source = SourceOut(allow_null=True)  # type: ignore[assignment]  # -- a field's name
    joined_source = SourceOut(allow_null=True)

    class Meta(Thing.Meta):
        model, resource, lookup = Member, "members", "code"
        fields = (
            *Thing.Meta.fields,
            "name",
            "alpha2",
            "region",
            "kind",
            "joined_on",
            "joined_precision",
            "left_on",
            "source",
            "grade",
            "joined_source",
            "joined_grade",
        )


def day_of(request: Request) -> dt.date:
    """Return the day that was asked for, else the business day."""
    word = request.query_params.get("on")
    if word is None:
        return clock.today()
    try:
        day = dt.date.fromisoformat(word if SHAPE.fullmatch(word) else "")
    except ValueError as wrong:
        raise BadQuery(_("on: write a day as 2019-03-27.")) from wrong
    if day > clock.today():
        raise BadQuery(_("on: that day has not come yet."))
    return day


@extend_schema_view(list=extend_schema(parameters=[ON]), retrieve=extend_schema(parameters=[ON]))
class Regions(Resource[Region]):
    """The six regions, with the number of Members on a day."""

    serializer_class, lookup_field = RegionOut, "code"
    lookup_value_regex = "[a-z]{1,8}"
    ordering, ordering_fields = ("order",), ("order", "code")
    filterset_fields: Any = {"code": ["exact", "in"]}
    query_words = ("on",)

    def things(self, actor: Actor) -> QuerySet[Region]:
        """Return all regions."""
        return selectors.members.regions_on(day_of(self.request)).select_related("source")


@extend_schema_view(list=extend_schema(parameters=[ON]), retrieve=extend_schema(parameters=[ON]))
class Members(Resource[Member]):
    """The Members on a day; participants that are not counted say so in `kind`."""

    serializer_class, lookup_field = MemberOut, "code"
    lookup_value_regex = "[a-z]{1,8}"
    ordering, ordering_fields = ("sort_en",), ("sort_en", "sort_fr", "code", "joined_on")
    filterset_fields: Any = {
        "code": ["exact", "in"],
        "region__code": ["exact"],
        "kind": ["exact"],
    }
    query_words = ("on",)

    def things(self, actor: Actor) -> QuerySet[Member]:
        """Return who belonged on the day."""
        members = Member.objects.on(day_of(self.request))
        return members.select_related("region", "source", "joined_source")
