"""A consultation region by region, and who took part over time."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from strategy import selectors
from strategy.rules.regions import BANDS
from strategy.rules.score_regions import SCALE, SHARES
from strategy.selectors.dashboards import Board
from strategy.selectors.participation import Occasion, Participation
from strategy.selectors.regional import Dashboard, Part
from strategy.selectors.score_parts import ScorePart
from strategy.selectors.score_regional import ScoreDashboard
from wco_portal.api.resources import Answering

NUMBER: Any = {"type": "number", "nullable": True}
WHOLE: Any = {"type": "integer", "nullable": True}
FIELDS: Any = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "item": {"type": "string"},
            "mean_rank": NUMBER,
            "place": WHOLE,
            "rise": {"type": "integer"},
            "value": NUMBER,
            "difference": NUMBER,
            "answered": WHOLE,
            "is_hidden": {"type": "boolean"},
            **{band.value: WHOLE for band in (*BANDS, *SCALE, *SHARES)},
        },
        "required": ["item", "place"],
    },
}
PART: Any = {
    "type": "object",
    "properties": {
        "region": {"type": "string"},
        "answered": {"type": "integer"},
        "members": {"type": "integer"},
        "is_hidden": {"type": "boolean"},
        "w": NUMBER,
        "agreement_value": NUMBER,
        "agreement": {"type": "string"},
        "items": FIELDS,
    },
    "required": ["region", "answered", "members", "is_hidden", "agreement", "items"],
}
SPREAD: Any = {
    "type": "object",
    "additionalProperties": {"type": "array", "items": {"type": "integer"}},
}


class DashboardOut(serializers.Serializer[Board]):
    """Turnout, and with a result that may be shown, agreement and what each region gave each item.

    `agreement` says the agreement in a word, or why there is none. A ranking has `w` and per item
    `mean_rank`, `rise` (places higher than with all Members) and `first`, `middle`, `last`: how
    many Members of the region put the item among the first three, between, or among the last three
    (or left it out). A scale, dots and points have `agreement_value` (van der Eijk's A, or the
    overlap of two Members) and per item `value` (mean agreement, or mean share in per cent),
    `difference` from all Members, `answered` (how many have an opinion) and how many `agree`,
    `neither`, `disagree`, have `no_opinion`; or how many give it twice an even share of all that
    they give (`most`), an even share (`much`), less (`little`), `nothing`. Null is hidden, or does
    not exist.
    """

    consultation = serializers.CharField(source="consultation.slug")
    instrument = serializers.CharField(source="consultation.instrument")
    has_result = serializers.SerializerMethodField()
    differing = serializers.SerializerMethodField()
    regions = serializers.SerializerMethodField()
    spread = serializers.SerializerMethodField()
    is_demonstration = serializers.BooleanField(source="consultation.is_demonstration")

    def get_has_result(self, obj: Board) -> bool:
        """Say whether the caller may see the result."""
        return obj.outcome is not None

    def get_differing(self, obj: Board) -> str:
        """Say on which item the regions differ most."""
        return obj.differing if obj.outcome else ""

    @extend_schema_field({"type": "array", "items": PART})
    def get_regions(self, obj: Board) -> list[dict[str, Any]]:
        """Return the regions in their order."""
        made = _part if isinstance(obj, Dashboard) else _score_part
        return [made(obj, at) for at in range(len(obj.parts))]  # type: ignore[arg-type]  # -- one of both

    @extend_schema_field(SPREAD)
    def get_spread(self, obj: Board) -> dict[str, list[int]]:
        """Return how many Members gave an item each place (then: left out), or stand in each band.

        The bands of a scale: agree, neither, disagree, no opinion; of dots and points: most, much,
        little, nothing.
        """
        if isinstance(obj, Dashboard):
            return {row.item.public_id: list(counts) for row, counts in obj.spread}
        return {
            row.item.public_id: [count for _name, count in counts]
            for row, counts, _agreement in obj.spread
        }


def _turnout(part: Part | ScorePart) -> dict[str, Any]:
    """Say what every instrument's part begins with."""
    return {
        "region": part.turnout.region.code if part.turnout.region else "",
        "answered": part.turnout.answered,
        "members": part.turnout.members,
        "is_hidden": part.is_hidden,
    }


def _part(board: Dashboard, at: int) -> dict[str, Any]:
    part = board.parts[at]
    return {
        **_turnout(part),
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


def _score_part(board: ScoreDashboard, at: int) -> dict[str, Any]:
    part = board.parts[at]
    return {
        **_turnout(part),
        "agreement_value": part.agreement,
        "agreement": part.said,
        "items": [
            {
                "item": row.item.public_id,
                "place": fields[at].place,
                "value": fields[at].value,
                "difference": fields[at].difference,
                "answered": fields[at].count,
                "is_hidden": fields[at].is_hidden,
                **{
                    name.value: counts[at]
                    for name, counts in board.found.bands[row.line.item].items()
                },
            }
            for row, fields in board.heat
        ],
    }


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
