"""The result of a scale, of dots or of points."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from strategy.api.results import DRAW, TurnoutOut
from strategy.rules.intervals import REPEATS, SEED
from strategy.selectors.scores import ScoreCell, ScoreOutcome, ScoreRow


class ScoreCellOut(serializers.Serializer[ScoreCell]):
    """What a region's Members gave; hidden where it would tell too much, null if undefined."""

    value = serializers.FloatField(allow_null=True)
    answered = serializers.IntegerField(source="count", allow_null=True)
    is_hidden = serializers.BooleanField()


class ScoreLineOut(serializers.Serializer[ScoreRow]):
    """One line of the order; `value` is mean agreement, or the mean share in per cent."""

    item = serializers.CharField(source="item.public_id")
    place = serializers.IntegerField(source="line.place")
    answered = serializers.IntegerField(source="line.count")
    value = serializers.FloatField(allow_null=True)
    lower = serializers.FloatField(source="low", allow_null=True)
    upper = serializers.FloatField(source="high", allow_null=True)
    place_lower = serializers.IntegerField(source="line.interval.low")
    place_upper = serializers.IntegerField(source="line.interval.high")
    firmness = serializers.CharField(source="firmness.value")
    mean = serializers.FloatField(allow_null=True)
    median = serializers.FloatField(allow_null=True)
    top_two_percent = serializers.IntegerField(source="top_two", allow_null=True)
    distribution = serializers.ListField(child=serializers.IntegerField(), source="line.spread")
    gini = serializers.FloatField(allow_null=True)
    place_by_region = serializers.IntegerField(source="line.region_place")
    value_by_region = serializers.FloatField(
        source="region_value",
        allow_null=True,
        help_text="Null as well where two hidden regions could be worked out with it.",
    )
    regions = ScoreCellOut(source="cells", many=True)


class ScoresOut(serializers.Serializer[ScoreOutcome]):
    """The result as the page shows it. What does not exist is null, and `undefined` says why."""

    instrument = serializers.CharField(source="consultation.instrument")
    sentence = serializers.CharField()
    answered = serializers.IntegerField(source="result.answered")
    members = serializers.IntegerField(source="overall.members")
    gini = serializers.FloatField(allow_null=True)
    order_depends_on_weighting = serializers.BooleanField(source="differs")
    intervals = serializers.SerializerMethodField()
    undefined = serializers.SerializerMethodField()
    turnout = TurnoutOut(many=True)
    lines = ScoreLineOut(source="rows", many=True)
    is_demonstration = serializers.BooleanField(source="consultation.is_demonstration")

    @extend_schema_field(DRAW)
    def get_intervals(self, obj: ScoreOutcome) -> dict[str, float]:
        """Say how the ends of the intervals were drawn."""
        del obj
        return {"seed": SEED, "rounds": REPEATS, "level": 0.95}

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "string"}})
    def get_undefined(self, obj: ScoreOutcome) -> dict[str, Any]:
        """Say why a figure does not exist."""
        return obj.undefined()
