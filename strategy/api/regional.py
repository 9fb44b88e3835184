"""A consultation region by region, and who took part over time."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from strategy import selectors
from strategy.rules.regions import BANDS
from strategy.selectors.participation import Occasion, Participation
from strategy.selectors.regional import Dashboard
from wco_portal.api.resources import Answering

BAND: Any = {"type": "integer", "nullable": True}
FIELDS: Any = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "item": {"type": "string"},
            "mean_rank": {"type": "number", "nullable": True},
            "place": {"type": "integer", "nullable": True},
            "rise": {"type": "integer"},
            **{band.value: BAND for band in BANDS},
        },
    },
}
PART: Any = {
    "type": "object",
    "properties": {
        "region": {"type": "string"},
        "answered": {"type": "integer"},
        "members": {"type": "integer"},
        "is_hidden": {"type": "boolean"},
        "w": {"type": "number", "nullable": True},
        "agreement": {"type": "string"},
        "items": FIELDS,
    },
}
SPREAD: Any = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "integer"}},
}


class DashboardOut(serializers.Serializer[Dashboard]):
    """Turnout, and with a result that may be shown, agreement and mean ranks by region.

    `agreement` says the agreement in a word, or why there is none. `rise`: places higher than with
    all Members. `first`, `middle`, `last`: how many Members of the region put the item among the
    first three, between, or among the last three (or left it out); null is hidden or no answer.
    """

    consultation = serializers.CharField(source="consultation.slug")
    has_result = serializers.SerializerMethodField()
    differing = serializers.SerializerMethodField()
    regions = serializers.SerializerMethodField()
    spread = serializers.SerializerMethodField()
    is_demonstration = serializers.BooleanField(source="consultation.is_demonstration")

    def get_has_result(self, obj: Dashboard) -> bool:
        """Say whether the caller may see the result."""
        return obj.outcome is not None

    def get_differing(self, obj: Dashboard) -> str:
        """Say on which item the regions differ most."""
        return obj.differing if obj.outcome else ""

    @extend_schema_field({"type": "array", "items": PART})
    def get_regions(self, obj: Dashboard) -> list[dict[str, Any]]:
        """Return the regions in their order."""
        return [_part(obj, at) for at in range(len(obj.parts))]

    @extend_schema_field(SPREAD)
    def get_spread(self, obj: Dashboard) -> dict[str, list[int]]:
        """Return, per item, how many Members gave it each place; one more column: left out."""
        return {row.item.public_id: list(counts) for row, counts in obj.spread}


def _part(board: Dashboard, at: int) -> dict[str, Any]:
    part = board.parts[at]
    return {
        "region": part.turnout.region.code if part.turnout.region else "",
        "answered": part.turnout.answered,
        "members": part.turnout.members,
        "is_hidden": part.is_hidden,
        "w": part.w,
        "agreement": part.said,
        "items": [
            {
                "item": row.item.public_id,
                "mean_rank": cells[at].mean,
                "place": cells[at].place,
                "rise": cells[at].rise,
                **_bands(board, row.line.item, at),
            }
            for row, cells in board.heat
        ],
    }


def _bands(board: Dashboard, item: int, at: int) -> dict[str, int | None]:
    assert board.found is not None  # noqa: S101 -- there are rows only with a result
    return {band.value: board.found.bands[item][band][at] for band in BANDS}


class PresentOut(serializers.Serializer[Any]):
    """How many Members of a region took part, of how many, where that is known."""

    region = serializers.CharField(source="region.code")
    taking = serializers.IntegerField()
    members = serializers.IntegerField(allow_null=True)


class OccasionOut(serializers.Serializer[Occasion]):
    """A consultation or a workshop, and who took part."""

    kind = serializers.SerializerMethodField()
    id = serializers.CharField(source="thing.slug")
    on = serializers.DateField()
    regions = serializers.SerializerMethodField()
    is_demonstration = serializers.BooleanField(source="thing.is_demonstration")

    @extend_schema_field({"type": "string", "enum": ["consultation", "workshop"]})
    def get_kind(self, obj: Occasion) -> str:
        """Say what it is."""
        return "workshop" if obj.is_workshop else "consultation"

    @extend_schema_field(PresentOut(many=True))
    def get_regions(self, obj: Occasion) -> list[dict[str, Any]]:
        """Return the regions that were asked."""
        return [dict(PresentOut(cell).data) for cell in obj.cells if cell]


class ParticipationOut(serializers.Serializer[Participation]):
    """All occasions, the first first."""

    occasions = OccasionOut(many=True)


class TookPart(Answering[Any]):
    """Who took part over time, region by region."""

    filter_backends, pagination_class = (), None
    serializer_class = ParticipationOut

    @extend_schema(responses=ParticipationOut, operation_id="participation_read")
    def retrieve(self, request: Request) -> Response:
        """Return who took part in consultations and workshops."""
        found = selectors.participation.over_time(request.user)
        return self.answer(found, ParticipationOut, 200)
