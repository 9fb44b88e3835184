"""The goals and articles of international frameworks, and a plan beside them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers

from strategy import selectors
from strategy.api import days
from strategy.api.plan_carrying import PlanCarrying
from strategy.models import Commitment, Framework, Plan
from strategy.selectors.alignments import Coverage
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, part
from wco_portal.api.serializers import Bilingual, Body


class FrameworkOut(serializers.ModelSerializer[Framework]):
    """A framework: the Sustainable Development Goals, an agreement."""

    id = serializers.CharField(source="code", read_only=True)
    name = Bilingual("name")

    class Meta:
        model = Framework
        fields = ("id", "name")


class CommitmentOut(serializers.ModelSerializer[Commitment]):
    """A goal or an article; what serves it is read through `elements`."""

    id = serializers.CharField(source="code", read_only=True)
    framework = FrameworkOut(read_only=True)
    short = Bilingual("short")
    title = Bilingual("title")

    class Meta:
        model = Commitment
        fields = ("id", "framework", "order", "short", "title")


class Commitments(Resource[Commitment]):
    """The goals and articles, framework by framework."""

    serializer_class, lookup_field = CommitmentOut, "code"
    filterset_fields: Any = {"framework__code": ["exact"]}
    ordering, ordering_fields = ("framework__order", "order"), ("order",)

    def things(self, actor: Actor) -> QuerySet[Commitment]:
        """Return all of them."""
        return selectors.commitments.everything()


class CommitmentIn(Body):
    """A goal or an article, by its code."""

    commitment = serializers.SlugRelatedField(slug_field="code", queryset=Commitment.objects.all())


class CoverageOut(serializers.Serializer[Coverage]):
    """What of the plan serves no commitment, and which commitments nothing in the plan serves."""

    elements = serializers.IntegerField()
    unaligned = serializers.SerializerMethodField()
    unserved = serializers.SerializerMethodField()

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_unaligned(self, obj: Coverage) -> list[str]:
        """Return the elements that serve none."""
        return [each.public_id for each in obj.loose]

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_unserved(self, obj: Coverage) -> list[str]:
        """Return the commitments that no element serves."""
        rows = (row for group in obj.groups for row in group.rows)
        return [row.commitment.code for row in rows if not row.elements]


class PlanCommitments(PlanCarrying):
    """A plan beside international frameworks."""

    @extend_schema(parameters=[days.STOOD])
    @part("commitments", answer=CoverageOut)
    def commitments(self, thing: Plan, _by: Actor) -> Any:
        """Read what of the plan is not aligned, both ways."""
        return selectors.alignments.coverage(
            thing, on=days.asked(self.request, since=thing.known_from)
        )
