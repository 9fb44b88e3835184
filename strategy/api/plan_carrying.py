"""What a program can do to start a plan from an earlier one, and to hold the two side by side."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from strategy import selectors, services
from strategy.api.plan_word import PlanWord
from strategy.enums.indicators import Series
from strategy.enums.plans import CarriedAs
from strategy.models import Plan, PlanElement
from strategy.rules.carrying import FEWEST_PARTS, MOST_PARTS, Choice, Choices, Fate
from strategy.selectors.carrying import Alignment, CarriedSeries, Loose, Row
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import act, part
from wco_portal.api.serializers import BilingualIn, Body, DayIn
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person

PUBLIC_ID = f"^{PATTERN}$"


class FateIn(Body):
    """What becomes of an element: into which other it goes, how many come of it, or why not."""

    element = serializers.RegexField(PUBLIC_ID)
    fate = serializers.ChoiceField(choices=CarriedAs.choices)
    into = serializers.RegexField(PUBLIC_ID, required=False, default="", allow_blank=True)
    parts = serializers.IntegerField(
        required=False, default=FEWEST_PARTS, min_value=FEWEST_PARTS, max_value=MOST_PARTS
    )
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)


class SeriesIn(Body):
    """What becomes of an indicator: with which part of a split element it goes on, or why not."""

    indicator = serializers.RegexField(PUBLIC_ID)
    fate = serializers.ChoiceField(choices=Series.choices)
    part = serializers.IntegerField(required=False, default=1, min_value=1, max_value=MOST_PARTS)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)


class CarryOverIn(Body):
    """The next plan, and what becomes of elements and indicators; what is not named goes on."""

    slug = serializers.RegexField("^[a-z0-9-]{1,60}$")
    title = BilingualIn()
    starts_on = DayIn()
    ends_on = DayIn()
    elements = FateIn(many=True, required=False, default=list)
    indicators = SeriesIn(many=True, required=False, default=list)

    def validate_elements(self, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refuse an element that is to become two things."""
        return _once(given, "element")

    def validate_indicators(self, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Refuse an indicator that is to become two things."""
        return _once(given, "indicator")


def _once(given: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    counted = Counter(each[name] for each in given)
    if twice := [key for key, count in counted.items() if count > 1]:
        raise serializers.ValidationError(
            _("%(id)s stands here more than once.") % {"id": ", ".join(twice)}
        )
    return given


class RowOut(serializers.Serializer[Row]):
    """Elements of the two plans that hang together."""

    fate = serializers.CharField()
    old = serializers.SerializerMethodField()
    new = serializers.SerializerMethodField()

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_old(self, obj: Row) -> list[str]:
        """Return the elements of the earlier plan."""
        return _ids(obj.old)

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_new(self, obj: Row) -> list[str]:
        """Return the elements of the plan."""
        return _ids(obj.new)


class LooseOut(serializers.Serializer[Loose]):
    """An element of the earlier plan from which nothing came."""

    element = serializers.CharField(source="element.public_id")
    is_decided = serializers.BooleanField()
    reason = serializers.CharField()


class CarriedOut(serializers.Serializer[CarriedSeries]):
    """An indicator of the earlier plan: which goes on with it, or why it ended."""

    old = serializers.CharField(source="old.public_id")
    new = serializers.CharField(source="new.public_id", allow_null=True, default=None)
    reason = serializers.CharField()


class AlignmentOut(serializers.Serializer[Any]):
    """A plan beside the one before it; without one, nothing."""

    earlier = serializers.CharField(source="source.slug", allow_null=True, default=None)
    rows = RowOut(many=True, default=list)
    loose_old = LooseOut(many=True, default=list)
    loose_new = serializers.SerializerMethodField()
    indicators = CarriedOut(many=True, default=list)

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_loose_new(self, obj: Any) -> list[str]:
        """Return the elements of the plan that come from none of the earlier one."""
        return _ids(obj.loose_new) if isinstance(obj, Alignment) else []


def _ids(elements: Any) -> list[str]:
    found: list[PlanElement] = list(elements)
    return [each.public_id for each in found]


class PlanCarrying(PlanWord):
    """From one plan to the next."""

    @part("alignment", answer=AlignmentOut)
    def alignment(self, thing: Plan, by: Actor) -> Any:
        """Read which elements hang together with those of the plan before, and which do not."""
        return selectors.carrying.alignment(thing, by) or {}

    @act("carry-over", needs=Permission.PLAN_CARRY_OVER, body=CarryOverIn, status=201)
    def carry_over(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Start the next plan from this one."""
        title, given, measures = body.pop("title"), body.pop("elements"), body.pop("indicators")
        choices = {
            each["element"]: Choice(each["fate"], each["into"], each["parts"], each["reason"])
            for each in given
        }
        fates = {
            each["indicator"]: Fate(each["fate"], each["part"], each["reason"]) for each in measures
        }
        titles = {"title_en": title["en"], "title_fr": title["fr"]}
        return services.carrying.start(
            thing, **body, **titles, choices=Choices(choices, fates), by=by
        )
