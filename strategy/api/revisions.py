"""The saved versions of the plans' texts, for those who write them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from strategy import selectors, services
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, part
from wco_portal.api.serializers import Body
from wco_portal.common.parts import Piece
from wco_portal.directory.models import Person
from wco_portal.publishing.models import Revision
from wco_portal.publishing.selectors.differences import Shown, ShownBlock


class RevisionOut(serializers.ModelSerializer[Revision]):
    """A saved version; its hash, which covers the version before it, is its id."""

    id = serializers.CharField(source="sha256", read_only=True)
    plan = serializers.CharField(source="document.text.plan.slug", read_only=True)
    language = serializers.CharField(source="document.language", read_only=True)
    number = serializers.IntegerField(source="version", read_only=True)
    author = serializers.CharField(source="author.name", read_only=True, default=None)
    before = serializers.CharField(source="prev_sha256", read_only=True)

    class Meta:
        model = Revision
        fields = (
            "id",
            "plan",
            "language",
            "number",
            "author",
            "reason",
            "is_merged",
            "at",
            "before",
        )


class PieceOut(serializers.Serializer[Piece]):
    """Some words, and what happened to them: added, removed, or nothing."""

    text = serializers.CharField()
    change = serializers.CharField()


class BlockOut(serializers.Serializer[ShownBlock]):
    """A changed block: what happened to it, and its lines in pieces."""

    block = serializers.CharField()
    section = serializers.CharField()
    what = serializers.CharField()
    lines = serializers.SerializerMethodField()

    @extend_schema_field(serializers.ListField(child=PieceOut(many=True)))
    def get_lines(self, obj: ShownBlock) -> list[Any]:
        """Return the lines, each in pieces."""
        lines: list[Any] = list(obj.lines)
        return [PieceOut(line, many=True).data for line in lines]


class DifferenceOut(serializers.Serializer[Shown]):
    """What a version changed, word by word."""

    counts = serializers.ListField(child=serializers.CharField())
    blocks = BlockOut(many=True)
    unchanged = serializers.IntegerField()


class RestoreIn(Body):
    """Why an older version comes back."""

    reason = serializers.CharField(max_length=200)


class Revisions(Resource[Revision]):
    """The saved versions of the plans' texts, newest first."""

    needs = Permission.PLAN_DRAFT_VIEW
    serializer_class, lookup_field = RevisionOut, "sha256"
    lookup_value_regex = "[0-9a-f]{64}"
    filterset_fields: Any = {
        "document__text__plan__slug": ["exact"],
        "document__language": ["exact"],
        "at": ["gte", "lt"],
    }
    ordering, ordering_fields = ("-at", "-pk"), ("at", "version")

    def things(self, actor: Actor) -> QuerySet[Revision]:
        """Return the versions of the plans that the caller may know of."""
        return selectors.writing.all_revisions(actor)

    @part("difference", answer=DifferenceOut, needs=Permission.PLAN_DRAFT_VIEW)
    def difference(self, thing: Revision, actor: Actor) -> Shown:
        """Say what the version changed, word by word."""
        return selectors.writing.change(thing)

    @act("restore", needs=Permission.PLAN_EDIT, body=RestoreIn)
    def restore(self, thing: Revision, body: dict[str, Any], by: Person) -> Revision:
        """Bring an older version back, as a new one."""
        document = thing.document
        saved = services.plans.restore(
            document.text.plan,
            language=document.language,
            version=thing.version,
            reason=body["reason"],
            by=by,
        )
        return saved.revision or thing
