"""The deliverables of the yearly implementation plans."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import SAFE_METHODS
from rest_framework.request import Request
from rest_framework.response import Response

from strategy import selectors, services
from strategy.api import days
from strategy.api.indicators import NUMBER
from strategy.api.plans import PUBLIC_ID
from strategy.models import Deliverable, EffortShare
from strategy.services.deliverables import Content
from strategy.workflows.deliverables import DELIVERABLE
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.problems import BadQuery
from wco_portal.api.resources import Resource, act, change, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, Thing
from wco_portal.directory.models import Person


class DeliverableOut(Thing[Deliverable]):
    """Something that an objective brings in a year."""

    title = Bilingual("title")
    unit = Bilingual("unit")
    target_in_words = Bilingual("target")
    reason = Bilingual("reason")
    element = serializers.CharField(source="element.public_id", read_only=True)
    plan = serializers.CharField(source="element.plan.slug", read_only=True)

    class Meta(Thing.Meta):
        model, resource, workflow = Deliverable, "deliverables", DELIVERABLE
        fields = (
            *Thing.Meta.fields,
            "plan",
            "element",
            "year",
            "number",
            "title",
            "target",
            "unit",
            "target_in_words",
            "reached",
            "state",
            "reason",
        )

    def get_available_transitions(self, obj: Deliverable) -> list[str]:
        """Name the acts that the caller can do now; what is past is closed."""
        return [] if selectors.deliverables.is_past(obj) else super().get_available_transitions(obj)

    def to_representation(self, instance: Deliverable) -> Any:
        """Show what it says, or said on the day that was asked for."""
        return super().to_representation(selectors.deliverables.as_it_stood(instance))


class ContentIn(Body):
    """What a deliverable says."""

    title = BilingualIn()
    target = serializers.DecimalField(required=False, allow_null=True, default=None, **NUMBER)
    unit = BilingualIn(required=False)
    target_in_words = BilingualIn(required=False)
    reached = serializers.DecimalField(required=False, allow_null=True, default=None, **NUMBER)


class DeliverableIn(ContentIn):
    """A new deliverable."""

    element = serializers.RegexField(PUBLIC_ID)
    year = serializers.IntegerField(min_value=2000, max_value=2100)


class DeliverableReasonIn(Body):
    """Why it is put off or dropped."""

    reason = BilingualIn()


class ShareIn(Body):
    """The share of a goal."""

    number = serializers.CharField(max_length=8)
    percent = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100)


class SharesIn(Body):
    """The shares of all goals of a plan in a year; they add up to 100."""

    plan = serializers.RegexField("^[a-z0-9-]{1,60}$")
    year = serializers.IntegerField(min_value=2000, max_value=2100)
    shares = ShareIn(many=True)


class ShareOut(serializers.ModelSerializer[EffortShare]):
    """The share of a goal in a year."""

    number = serializers.CharField(source="element.number")

    class Meta:
        model = EffortShare
        fields = ("number", "year", "percent", "is_demonstration")


class SharesOut(serializers.Serializer[Any]):
    """The shares of all goals of a plan in a year."""

    shares = ShareOut(many=True)


def _content(body: dict[str, Any], owner: Person | None = None) -> Content:
    return Content(
        title=body["title"],
        target=body["target"],
        unit=body.get("unit", {}),
        words=body.get("target_in_words", {}),
        reached=body["reached"],
        owner=owner,
    )


class Deliverables(Resource[Deliverable]):
    """What the plans bring, year by year."""

    serializer_class = DeliverableOut
    filterset_fields: Any = {
        "element__plan__slug": ["exact"],
        "element__public_id": ["exact"],
        "year": ["exact"],
        "state": ["exact"],
    }
    ordering, ordering_fields = ("year", "pk"), ("year", "number")
    query_words = ("as_of",)

    def things(self, actor: Actor) -> QuerySet[Deliverable]:
        """Return the deliverables of visible plans; only to be read, as they stood on a day."""
        is_read = self.request.method in SAFE_METHODS
        return selectors.deliverables.visible(
            actor, on=days.asked(self.request) if is_read else None
        )

    @extend_schema(parameters=[days.STOOD])
    def list(self, request: Request, **words: Any) -> Response:
        """List what the caller may see; states are told as of a day, not filtered by."""
        if {"as_of", "state"} <= set(request.query_params):
            raise BadQuery(_("Ask for a state or for a day, not for both."))
        return super().list(request, **words)

    @extend_schema(parameters=[days.STOOD])
    def retrieve(self, request: Request, **words: Any) -> Response:
        """Read one; `If-None-Match` saves the way."""
        return super().retrieve(request, **words)

    @make(needs=Permission.DELIVERABLE_EDIT, body=DeliverableIn)
    def create(self, body: dict[str, Any], by: Person) -> Deliverable:
        """Add one to an objective."""
        element = selectors.indicators.element(body["element"])
        return services.deliverables.add(element, year=body["year"], content=_content(body), by=by)

    @change(needs=Permission.DELIVERABLE_EDIT, body=ContentIn)
    def partial_update(self, thing: Deliverable, body: dict[str, Any], by: Person) -> Deliverable:
        """Change what it says: all of it is sent; its owner stays."""
        return services.deliverables.change(thing, content=_content(body, thing.owner), by=by)

    @make(needs=Permission.DELIVERABLE_EDIT, body=SharesIn, answer=SharesOut, name="share_out")
    def share_out(self, body: dict[str, Any], by: Person) -> dict[str, Any]:
        """Set the shares of effort of a plan in a year."""
        plan = selectors.plans.by_slug(body["plan"], by)
        shares = {row["number"]: row["percent"] for row in body["shares"]}
        services.deliverables.share_out(plan, year=body["year"], shares=shares, by=by)
        return {"shares": selectors.deliverables.shares(plan, body["year"])}

    @act("start", needs=Permission.DELIVERABLE_EDIT)
    def start(self, thing: Deliverable, body: dict[str, Any], by: Person) -> Deliverable:
        """Start it."""
        return services.deliverables.move(thing, "start", by=by)

    @act("finish", needs=Permission.DELIVERABLE_EDIT)
    def finish(self, thing: Deliverable, body: dict[str, Any], by: Person) -> Deliverable:
        """Mark it as done."""
        return services.deliverables.move(thing, "finish", by=by)

    @act("reopen", needs=Permission.DELIVERABLE_EDIT)
    def reopen(self, thing: Deliverable, body: dict[str, Any], by: Person) -> Deliverable:
        """Take it up again."""
        return services.deliverables.move(thing, "reopen", by=by)

    @act("postpone", needs=Permission.DELIVERABLE_EDIT, body=DeliverableReasonIn)
    def postpone(self, thing: Deliverable, body: dict[str, Any], by: Person) -> Deliverable:
        """Put it off."""
        return services.deliverables.move(thing, "postpone", by=by, reason=body["reason"])

    @act("drop", needs=Permission.DELIVERABLE_EDIT, body=DeliverableReasonIn)
    def drop(self, thing: Deliverable, body: dict[str, Any], by: Person) -> Deliverable:
        """Drop it."""
        return services.deliverables.move(thing, "drop", by=by, reason=body["reason"])
