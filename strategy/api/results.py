"""The result of a consultation and the answers that it was made of."""

from __future__ import annotations

from typing import Any, Final

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from strategy import selectors
from strategy.rules.agreement import Agreement
from strategy.rules.intervals import REPEATS, SEED
from strategy.rules.pairs import Groups
from strategy.selectors.results import Cell, Outcome, Row
from strategy.selectors.turnout import Turnout

# More best orders than this are counted, not listed.
MOST_ORDERS: Final = 100
NUMBERS: Final = {"type": "array", "items": {"type": "integer"}}
ORDER: Final = {"type": "array", "items": {"type": "array", "items": {"type": "string"}}}
KEMENY: Final = {
    "type": "object",
    "nullable": True,
    "properties": {
        "score": {"type": "integer"},
        "distance": {"type": "integer"},
        "count": {"type": "integer"},
        "optima": {"type": "array", "items": ORDER, "nullable": True},
    },
}
DRAW: Final = {
    "type": "object",
    "properties": {
        "seed": {"type": "integer"},
        "rounds": {"type": "integer"},
        "level": {"type": "number"},
    },
}


class TurnoutOut(serializers.Serializer[Turnout]):
    """How many Members of a region have answered, of how many that count on the closing day."""

    region = serializers.CharField(source="region.code")
    answered = serializers.IntegerField()
    members = serializers.IntegerField()


class CellOut(serializers.Serializer[Cell]):
    """A region's share with the item in their first three; hidden where it would tell too much."""

    percent = serializers.IntegerField(allow_null=True)
    is_hidden = serializers.BooleanField()


class LineOut(serializers.Serializer[Row]):
    """One line of the order."""

    item = serializers.CharField(source="item.public_id")
    place = serializers.IntegerField(source="line.place")
    mean_rank = serializers.FloatField(source="mean")
    lower = serializers.IntegerField(source="line.interval.low")
    upper = serializers.IntegerField(source="line.interval.high")
    firmness = serializers.CharField(source="line.firmness.value")
    in_first_three = serializers.IntegerField(source="line.in_first")
    place_by_region = serializers.IntegerField(source="line.region_place")
    mean_rank_by_region = serializers.FloatField(
        source="region_mean",
        allow_null=True,
        help_text="Null where two hidden regions could be worked out with it.",
    )
    regions = CellOut(source="cells", many=True)


class AgreementOut(serializers.Serializer[Agreement]):
    """Kendall's W and its chance; `p_method` is exact, permutation or chi2."""

    w = serializers.FloatField()
    s = serializers.FloatField(source="squares")
    chi2 = serializers.FloatField(source="chi_square")
    df = serializers.IntegerField(source="degrees")
    p = serializers.FloatField()
    p_method = serializers.CharField(source="found.value")
    p_chi2 = serializers.FloatField(source="p_chi_square")


class ResultOut(serializers.Serializer[Outcome]):
    """The result as the page shows it; orders are tie groups of items' ids.

    `pairwise` counts, for the items in the order of the paper, who puts the line's before the
    column's. What does not exist is null, and `undefined` says why.
    """

    sentence = serializers.CharField()
    answered = serializers.IntegerField(source="result.answered")
    members = serializers.IntegerField(source="overall.members")
    kendall_w = serializers.FloatField(source="w", allow_null=True)
    agreement = AgreementOut(source="result.agreement", allow_null=True)
    has_majority_order = serializers.BooleanField(source="result.has_majority_order")
    majority_order = serializers.SerializerMethodField()
    schulze_order = serializers.SerializerMethodField()
    kemeny = serializers.SerializerMethodField()
    pairwise = serializers.SerializerMethodField()
    order_depends_on_weighting = serializers.BooleanField(source="differs")
    intervals = serializers.SerializerMethodField()
    undefined = serializers.SerializerMethodField()
    turnout = TurnoutOut(many=True)
    lines = LineOut(source="rows", many=True)
    methods = serializers.SerializerMethodField()
    is_demonstration = serializers.BooleanField(source="consultation.is_demonstration")

    @extend_schema_field({"type": "object", "additionalProperties": NUMBERS})
    def get_methods(self, obj: Outcome) -> dict[str, list[int]]:
        """Return the items' places under each way of counting, in the order of the paper."""
        return {method.value: places for method, places in obj.result.methods.items()}

    @extend_schema_field({**ORDER, "nullable": True})
    def get_majority_order(self, obj: Outcome) -> list[list[str]] | None:
        """Return the order that every majority agrees with."""
        found = obj.result.majority.order
        return None if found is None else _named(obj, found)

    @extend_schema_field(ORDER)
    def get_schulze_order(self, obj: Outcome) -> list[list[str]]:
        """Return the order by the strongest paths."""
        return _named(obj, obj.result.schulze.order)

    @extend_schema_field(KEMENY)
    def get_kemeny(self, obj: Outcome) -> dict[str, Any] | None:
        """Return the orders that contradict the answers least."""
        found = obj.result.consensus
        if found is None:
            return None
        listed = found.optima if found.count <= MOST_ORDERS else None
        optima = listed and [_named(obj, tuple((item,) for item in order)) for order in listed]
        return {
            "score": found.score,
            "distance": found.distance,
            "count": found.count,
            "optima": optima,
        }

    @extend_schema_field({"type": "array", "items": NUMBERS})
    def get_pairwise(self, obj: Outcome) -> list[list[int]]:
        """Return the table of pairs, in the order of the paper."""
        return obj.result.pairwise

    @extend_schema_field(DRAW)
    def get_intervals(self, obj: Outcome) -> dict[str, float]:
        """Say how the ends of the intervals were drawn."""
        del obj
        return {"seed": SEED, "rounds": REPEATS, "level": 0.95}

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_undefined(self, obj: Outcome) -> dict[str, str]:
        """Say why a figure does not exist."""
        return selectors.certainties.undefined(obj)


def _named(outcome: Outcome, order: Groups) -> list[list[str]]:
    ids = {row.line.item: row.item.public_id for row in outcome.rows}
    return [[ids[item] for item in group] for group in order]


class BallotOut(serializers.Serializer[dict[str, Any]]):
    """An answer: tie groups from best to last; its region only where it may be told.

    Of another instrument `marks`: what each item got, in their order; null is "no opinion".
    """

    region = serializers.CharField(required=False)
    ranking = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()), required=False
    )
    marks = serializers.ListField(child=serializers.IntegerField(allow_null=True), required=False)
    count = serializers.IntegerField(required=False)


class BallotsOut(serializers.Serializer[dict[str, Any]]):
    """The answers without names, as `manage.py aggregate_ballots` reads them."""

    title = serializers.CharField()
    note = serializers.CharField()
    instrument = serializers.CharField()
    items = serializers.ListField(child=serializers.CharField())
    ballots = BallotOut(many=True)
