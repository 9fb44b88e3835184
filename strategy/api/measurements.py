"""Figures: enter, send, approve, return, correct."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from strategy import selectors, services
from strategy.api.indicators import NUMBER
from strategy.api.plans import PUBLIC_ID
from strategy.models import Measurement, RegionalValue
from strategy.rules.figures import Figure, Parts
from strategy.services.imports import Report
from strategy.workflows.indicators import MEASUREMENT
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, Thing
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person


class RegionalOut(serializers.ModelSerializer[RegionalValue]):
    """A region's part of a figure."""

    region = serializers.CharField(source="region.code", read_only=True)

    class Meta:
        model = RegionalValue
        fields = ("region", "value", "numerator", "denominator")


class MeasurementOut(Thing[Measurement]):
    """A figure of a period; an empty value is not zero."""

    indicator = serializers.CharField(source="indicator.public_id", read_only=True)
    period = serializers.CharField(source="period.public_id", read_only=True)
    note = Bilingual("note")
    reason = Bilingual("reason")
    regions = RegionalOut(source="by_region", many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource, workflow = Measurement, "figures", MEASUREMENT
        fields = (
            *Thing.Meta.fields,
            "indicator",
            "period",
            "measured_on",
            "number",
            "state",
            "value",
            "numerator",
            "denominator",
            "regions",
            "note",
            "reason",
            "return_reason",
            "decided_at",
        )


class PartsIn(Body):
    """A value, or numerator and denominator."""

    value = serializers.DecimalField(required=False, allow_null=True, default=None, **NUMBER)
    numerator = serializers.DecimalField(required=False, allow_null=True, default=None, **NUMBER)
    denominator = serializers.DecimalField(required=False, allow_null=True, default=None, **NUMBER)


class RegionIn(PartsIn):
    """A region's part of a figure, coming in."""

    region = serializers.RegexField("^[a-z]{2,8}$")


class FigureIn(PartsIn):
    """A figure of a period, coming in."""

    period = serializers.RegexField(PUBLIC_ID)
    regions = RegionIn(many=True, required=False)
    note = BilingualIn(required=False)


class FigureCorrectionIn(Body):
    """Why the figure of a period is corrected."""

    period = serializers.RegexField(PUBLIC_ID)
    reason = BilingualIn()


class ReturnIn(Body):
    """Why a figure comes back."""

    reason = serializers.CharField(max_length=2000)


class FiguresIn(Body):
    """Rows as the template has them, its head first; a dry run enters nothing.

    With `submit` the figures go to the approvers at once instead of staying drafts.
    """

    plan = serializers.RegexField("^[a-z0-9-]{1,60}$")
    rows = serializers.ListField(
        child=serializers.ListField(child=serializers.JSONField(allow_null=True), max_length=50),
        max_length=5001,
    )
    dry_run = serializers.BooleanField(default=True)
    submit = serializers.BooleanField(default=False)


class FigureLineOut(serializers.Serializer[Any]):
    """A figure that the import brings."""

    row = serializers.IntegerField()
    indicator = serializers.CharField(source="period.indicator.public_id")
    ends_on = serializers.DateField(source="period.ends_on")
    value = serializers.DecimalField(allow_null=True, **NUMBER)
    before = serializers.DecimalField(allow_null=True, **NUMBER)
    regions = serializers.IntegerField()


class ProblemOut(serializers.Serializer[Any]):
    """What is wrong where."""

    row = serializers.IntegerField()
    column = serializers.CharField()
    message = serializers.CharField()


class FiguresReportOut(serializers.Serializer[Any]):
    """What the import did, or why it did nothing."""

    is_done = serializers.BooleanField()
    skipped = serializers.IntegerField()
    lines = FigureLineOut(many=True)
    problems = ProblemOut(many=True)


def _parts(body: dict[str, Any]) -> Parts:
    return Parts(body["value"], body["numerator"], body["denominator"])


class Figures(Resource[Measurement]):
    """Approved figures, and those in work for the Secretariat."""

    serializer_class = MeasurementOut
    filterset_fields: Any = {
        "indicator__public_id": ["exact"],
        "period__public_id": ["exact"],
        "state": ["exact"],
    }
    ordering, ordering_fields = ("measured_on", "pk"), ("measured_on", "decided_at")

    def things(self, actor: Actor) -> QuerySet[Measurement]:
        """Return the figures that the caller may see."""
        return selectors.measurements.visible(actor)

    @make(needs=Permission.INDICATOR_REPORT, body=FigureIn)
    def create(self, body: dict[str, Any], by: Person) -> Measurement:
        """Enter the figure of a period, or change the one in work."""
        figure = Figure(
            _parts(body),
            {row["region"]: _parts(row) for row in body.get("regions", ())},
            body.get("note", {}),
        )
        period = selectors.measurements.period(body["period"], by)
        return services.measurements.enter(period, figure, by=by)

    @make(needs=Permission.INDICATOR_REPORT, body=FigureCorrectionIn, name="correct")
    def correct(self, body: dict[str, Any], by: Person) -> Measurement:
        """Open a correction of an approved figure."""
        period = selectors.measurements.period(body["period"], by)
        return services.measurements.correct(period, reason=body["reason"], by=by)

    @make(needs=Permission.INDICATOR_REPORT, body=FiguresIn, answer=FiguresReportOut, name="import")
    def bring_in(self, body: dict[str, Any], by: Person) -> Report:
        """Enter the figures of many indicators, all or none; or say what that would do."""
        plan = selectors.plans.by_slug(body["plan"], by)
        enters = services.imports.send_in if body["submit"] else services.imports.bring_in
        does = services.imports.rehearse if body["dry_run"] else enters
        return does(plan, body["rows"], by=by)

    @act("submit", needs=Permission.INDICATOR_REPORT)
    def submit(self, thing: Measurement, body: dict[str, Any], by: Person) -> Measurement:
        """Send it to the approvers."""
        return services.measurements.submit(thing, by=by)

    @act("take_back", needs=Permission.INDICATOR_REPORT)
    def take_back(self, thing: Measurement, body: dict[str, Any], by: Person) -> Measurement:
        """Take it back before it is decided on."""
        return services.measurements.take_back(thing, by=by)

    @act("return", needs=Permission.INDICATOR_APPROVE, body=ReturnIn)
    def give_back(self, thing: Measurement, body: dict[str, Any], by: Person) -> Measurement:
        """Return it with a reason."""
        return services.measurements.give_back(thing, reason=body["reason"], by=by)

    @act("approve", needs=Permission.INDICATOR_APPROVE)
    def approve(self, thing: Measurement, body: dict[str, Any], by: Person) -> Measurement:
        """Approve it: it counts, and its period is locked."""
        return services.measurements.approve(thing, by=by)


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
    """The figures that count, one for each indicator and day; `figures` holds their whole way."""

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
        return selectors.measurements.counting(actor)

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
