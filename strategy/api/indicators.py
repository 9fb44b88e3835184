"""Indicators and their values."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from strategy import selectors, services
from strategy.models import Indicator, Measurement
from strategy.rules.progress import Span
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, Thing
from wco_portal.directory.models import Person


class MeasurementOut(serializers.ModelSerializer[Measurement]):
    """A value on a day."""

    class Meta:
        model = Measurement
        fields = ("measured_on", "value")


class IndicatorOut(Thing[Indicator]):
    """A measure of an element of a plan."""

    name = Bilingual("name")
    unit = Bilingual("unit")
    element = serializers.CharField(source="element.public_id", read_only=True)
    plan = serializers.CharField(source="element.plan.slug", read_only=True)
    measurements = MeasurementOut(many=True, read_only=True)
    light = serializers.SerializerMethodField()

    class Meta(Thing.Meta):
        model, resource = Indicator, "indicators"
        fields = (
            *Thing.Meta.fields,
            "name",
            "unit",
            "element",
            "plan",
            "baseline",
            "baseline_on",
            "target",
            "target_on",
            "measurements",
            "light",
        )

    def get_light(self, obj: Indicator) -> str:
        """Return the light of the day."""
        return selectors.indicators.reading(obj).light.value


class MeasurementIn(Body):
    """A value on a day, coming in."""

    measured_on = serializers.DateField()
    value = serializers.DecimalField(max_digits=14, decimal_places=3)


class IndicatorIn(Body):
    """An indicator, coming in."""

    element = serializers.RegexField("^[0-9A-HJKMNP-TV-Z]{10}$")
    name = BilingualIn()
    unit = BilingualIn()
    baseline = serializers.DecimalField(max_digits=14, decimal_places=3)
    baseline_on = serializers.DateField()
    target = serializers.DecimalField(max_digits=14, decimal_places=3)
    target_on = serializers.DateField()


class Indicators(Resource[Indicator]):
    """How the plans are measured."""

    serializer_class = IndicatorOut
    filterset_fields: Any = {
        "element__public_id": ["exact"],
        "element__plan__slug": ["exact"],
    }
    ordering, ordering_fields = ("pk",), ("baseline_on", "target_on")

    def things(self, actor: Actor) -> QuerySet[Indicator]:
        """Return the known indicators."""
        return selectors.indicators.known()

    @make(needs=Permission.INDICATOR_EDIT, body=IndicatorIn)
    def create(self, body: dict[str, Any], by: Person) -> Indicator:
        """Give an element of a plan a measure."""
        span = Span(body["baseline"], body["target"], body["baseline_on"], body["target_on"])
        return services.indicators.define(
            selectors.indicators.element(body["element"]),
            name=body["name"],
            unit=body["unit"],
            span=span,
            by=by,
        )

    @act("measure", needs=Permission.INDICATOR_EDIT, body=MeasurementIn)
    def measure(self, thing: Indicator, body: dict[str, Any], by: Person) -> Indicator:
        """Report the value of a day, or correct it."""
        services.indicators.measure(thing, value=body["value"], on=body["measured_on"], by=by)
        return thing
