"""Indicators and their values."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from strategy import selectors, services
from strategy.models import Indicator, Measurement
from strategy.rules.progress import Span
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, Thing
from wco_portal.common.ids import PATTERN
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
        """Return the known indicators of the plans that the caller may know of."""
        return selectors.indicators.visible(actor)

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


class ValueOut(serializers.ModelSerializer[Measurement]):
    """A value of an indicator on a day."""

    id = serializers.SerializerMethodField()
    indicator = serializers.CharField(source="indicator.public_id", read_only=True)
    element = serializers.CharField(source="indicator.element.public_id", read_only=True)
    plan = serializers.CharField(source="indicator.element.plan.slug", read_only=True)
    is_demonstration = serializers.BooleanField(source="indicator.is_demonstration")

    class Meta:
        model = Measurement
        fields = ("id", "indicator", "element", "plan", "measured_on", "value", "is_demonstration")

    def get_id(self, obj: Measurement) -> str:
        """Name it by indicator and day: there is one value a day."""
        return f"{obj.indicator.public_id}-{obj.measured_on.isoformat()}"


class Values(Resource[Measurement]):
    """The values of indicators; `POST /indicators/{id}/measure/` reports one."""

    serializer_class = ValueOut
    lookup_value_regex = f"{PATTERN}-[12][0-9]{{3}}-[01][0-9]-[0-3][0-9]"
    filterset_fields: Any = {
        "indicator__public_id": ["exact"],
        "indicator__element__plan__slug": ["exact"],
        "measured_on": ["gte", "lte"],
    }
    ordering, ordering_fields = ("measured_on", "pk"), ("measured_on", "value")

    def things(self, actor: Actor) -> QuerySet[Measurement]:
        """Return the values known by the day."""
        return selectors.indicators.values(actor)

    def get_object(self) -> Measurement:
        """Find the value of an indicator and a day."""
        public_id, _hyphen, day = self.kwargs["id"].partition("-")
        try:
            on = dt.date.fromisoformat(day)
        except ValueError as wrong:
            raise Http404 from wrong
        found = self.get_queryset().filter(indicator__public_id=public_id, measured_on=on).first()
        if found is None:
            raise Http404
        return found
