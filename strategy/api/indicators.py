"""Indicators, the periods for which their figures are due, and their lights."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers

from strategy import selectors, services
from strategy.api import days
from strategy.api.plans import PUBLIC_ID
from strategy.enums.indicators import (
    JUDGED,
    Direction,
    Frequency,
    IndicatorKind,
    Light,
    Regions,
)
from strategy.models import Indicator
from strategy.rules.progress import AT_RISK, ON_TRACK, Rule, Span
from strategy.selectors.indicators import Reading
from strategy.services.indicators import Definition, PeriodPlan, Score
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, change, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, DayIn, Thing
from wco_portal.common import clock
from wco_portal.directory.models import Person

NUMBER: dict[str, Any] = {"max_digits": 14, "decimal_places": 3}


class ScoreOut(serializers.Serializer[Any]):
    """A step of a qualitative indicator."""

    value = serializers.IntegerField()
    name = Bilingual("name")


class EarlierOut(serializers.Serializer[Any]):
    """A target that was changed: until when it held, and why another took its place."""

    target = serializers.DecimalField(allow_null=True, **NUMBER)
    # Of an indicator, where its day was kept; a period has its own days.
    target_on = serializers.DateField(source="due", allow_null=True)
    until = serializers.DateTimeField()
    reason = BilingualIn()


class PointOut(serializers.Serializer[Any]):
    """A period with its target and the approved figure that counts."""

    id = serializers.CharField(source="period.public_id")
    starts_on = serializers.DateField(source="period.starts_on")
    ends_on = serializers.DateField(source="period.ends_on")
    due_on = serializers.DateField(source="period.due_on")
    target = serializers.DecimalField(allow_null=True, **NUMBER)
    earlier_targets = EarlierOut(source="targets", many=True)
    figure = serializers.CharField(source="figure.public_id", allow_null=True, default=None)
    value = serializers.DecimalField(source="figure.value", allow_null=True, default=None, **NUMBER)
    corrections = serializers.SerializerMethodField()

    def get_corrections(self, obj: Any) -> int:
        """Count the corrections of the figure."""
        return len(obj.earlier)


class ReadingOut(serializers.Serializer[Any]):
    """What an indicator shows on a day, by which rule; a share that is null is not defined."""

    as_of = serializers.DateField(source="day")
    light = serializers.ChoiceField(choices=Light.choices)
    light_by_rule = serializers.ChoiceField(choices=Light.choices, source="standing.light")
    set_by_hand_until = serializers.DateField(
        source="override.until", allow_null=True, default=None
    )
    why = serializers.SerializerMethodField()
    value = serializers.DecimalField(source="actual", allow_null=True, **NUMBER)
    measured_on = serializers.DateField(source="standing.measured_on", allow_null=True)
    percent_done = serializers.IntegerField(source="percent", allow_null=True)
    percent_expected = serializers.IntegerField(source="expected_percent", allow_null=True)
    target = serializers.DecimalField(source="span.target", **NUMBER)
    target_on = serializers.DateField(source="span.until")
    earlier_targets = EarlierOut(source="targets", many=True)
    periods = PointOut(source="points", many=True)

    def get_why(self, obj: Reading) -> str:
        """Say why the light is what it is."""
        return selectors.indicators.because(obj)


class IndicatorOut(Thing[Indicator]):
    """A measure of an element of a plan."""

    name = Bilingual("name")
    unit = Bilingual("unit")
    baseline_from = Bilingual("baseline_from")
    figures_from = Bilingual("figures_from")
    element = serializers.CharField(source="element.public_id", read_only=True)
    plan = serializers.CharField(source="element.plan.slug", read_only=True)
    scores = ScoreOut(many=True, read_only=True)
    continues = serializers.CharField(
        source="continues.public_id", read_only=True, allow_null=True, default=None
    )
    reading = serializers.SerializerMethodField()

    class Meta(Thing.Meta):
        model, resource = Indicator, "indicators"
        fields = (
            *Thing.Meta.fields,
            "name",
            "unit",
            "element",
            "plan",
            "kind",
            "direction",
            "is_cumulative",
            "regions",
            "baseline",
            "baseline_on",
            "baseline_from",
            "target",
            "target_on",
            "figures_from",
            "on_track_from",
            "at_risk_from",
            "weight",
            "remind_days",
            "scores",
            "continues",
            "reading",
        )

    @extend_schema_field(ReadingOut)
    def get_reading(self, obj: Indicator) -> Any:
        """Return what it shows on the day that was asked for."""
        request = self.context.get("request")
        day = days.asked(request) if request else clock.today()
        return ReadingOut(selectors.indicators.read(obj, day), context=self.context).data


class ScoreIn(Body):
    """A step of a qualitative indicator, coming in."""

    value = serializers.IntegerField(min_value=0, max_value=32_767)
    name = BilingualIn()


class DefinitionIn(Body):
    """All that defines an indicator."""

    name = BilingualIn()
    unit = BilingualIn()
    kind = serializers.ChoiceField(
        choices=IndicatorKind.choices, default=IndicatorKind.QUANTITATIVE
    )
    direction = serializers.ChoiceField(choices=Direction.choices, default=Direction.UP)
    is_cumulative = serializers.BooleanField(default=False)
    regions = serializers.ChoiceField(choices=Regions.choices, default=Regions.NONE)
    baseline = serializers.DecimalField(allow_null=True, **NUMBER)
    baseline_on = DayIn()
    baseline_from = BilingualIn(required=False)
    target = serializers.DecimalField(**NUMBER)
    target_on = DayIn()
    figures_from = BilingualIn(required=False)
    on_track_from = serializers.IntegerField(min_value=1, max_value=100, default=ON_TRACK)
    at_risk_from = serializers.IntegerField(min_value=1, max_value=100, default=AT_RISK)
    weight = serializers.IntegerField(min_value=1, max_value=100, default=1)
    remind_days = serializers.IntegerField(min_value=1, max_value=60, default=14)
    scores = ScoreIn(many=True, required=False)
    reason = BilingualIn(required=False)


class IndicatorIn(DefinitionIn):
    """A new indicator, with how often its figure is due."""

    element = serializers.RegexField(PUBLIC_ID)
    frequency = serializers.ChoiceField(choices=Frequency.choices, default=Frequency.YEARLY)


class PeriodIn(Body):
    """A period to come, or with `period` one that is there already."""

    period = serializers.RegexField(PUBLIC_ID, required=False, default="")
    starts_on = DayIn()
    ends_on = DayIn()
    due_on = DayIn(required=False, allow_null=True, default=None)
    target = serializers.DecimalField(allow_null=True, default=None, **NUMBER)
    reason = BilingualIn(required=False)


class LightIn(Body):
    """A light set by hand, with its reason, until a day."""

    light = serializers.ChoiceField(choices=[(each.value, each.label) for each in JUDGED])
    reason = BilingualIn()
    until = DayIn()


def _definition(body: dict[str, Any], owner: Person | None = None) -> Definition:
    days = (body["baseline_on"], body["target_on"])
    scores = tuple(Score(each["value"], each["name"]) for each in body.get("scores", ()))
    return Definition(
        name=body["name"],
        unit=body["unit"],
        span=Span(body["baseline"], body["target"], *days, Direction(body["direction"])),
        kind=IndicatorKind(body["kind"]),
        regions=Regions(body["regions"]),
        is_cumulative=body["is_cumulative"],
        owner=owner,
        rule=Rule(body["on_track_from"], body["at_risk_from"]),
        weight=body["weight"],
        remind_days=body["remind_days"],
        baseline_from=body.get("baseline_from", {}),
        figures_from=body.get("figures_from", {}),
        scores=scores,
        reason=body.get("reason", {}),
    )


class Indicators(Resource[Indicator]):
    """How the plans are measured, as of today or of another day."""

    serializer_class = IndicatorOut
    filterset_fields: Any = {
        "element__public_id": ["exact"],
        "element__plan__slug": ["exact"],
        "kind": ["exact"],
    }
    ordering, ordering_fields = ("pk",), ("baseline_on", "target_on")
    query_words = ("as_of",)

    def things(self, actor: Actor) -> QuerySet[Indicator]:
        """Return the indicators known by the day."""
        return selectors.indicators.known(actor, on=days.asked(self.request))

    @extend_schema(parameters=[days.STOOD])
    def list(self, request: Any, **words: Any) -> Any:
        """List the indicators with what they show."""
        return super().list(request, **words)

    @make(needs=Permission.INDICATOR_EDIT, body=IndicatorIn)
    def create(self, body: dict[str, Any], by: Person) -> Indicator:
        """Give an element of a plan a measure."""
        return services.indicators.define(
            selectors.indicators.element(body["element"]),
            _definition(body),
            by=by,
            periods=Frequency(body["frequency"]),
        )

    @change(needs=Permission.INDICATOR_EDIT, body=DefinitionIn)
    def partial_update(self, thing: Indicator, body: dict[str, Any], by: Person) -> Indicator:
        """Define it anew: the whole definition is sent; its owner stays."""
        return services.indicators.change(thing, _definition(body, thing.owner), by=by)

    @act("plan_period", needs=Permission.INDICATOR_EDIT, body=PeriodIn)
    def plan_period(self, thing: Indicator, body: dict[str, Any], by: Person) -> Indicator:
        """Add a period, or change its target and due day."""
        known = body.pop("period")
        old = thing.periods.get(public_id=known) if known else None
        services.indicators.plan_period(thing, PeriodPlan(**body), by=by, old=old)
        return thing

    @act("set_light", needs=Permission.INDICATOR_APPROVE, body=LightIn)
    def set_light(self, thing: Indicator, body: dict[str, Any], by: Person) -> Indicator:
        """Set the light by hand until a day."""
        services.indicators.set_light(thing, **body | {"light": Light(body["light"])}, by=by)
        return thing

    @act("free_light", needs=Permission.INDICATOR_APPROVE)
    def free_light(self, thing: Indicator, body: dict[str, Any], by: Person) -> Indicator:
        """Let the rule set the light again."""
        return services.indicators.free_light(thing, by=by)
