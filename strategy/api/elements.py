"""The elements of plans."""

from __future__ import annotations

from typing import Any, Final

from django.db.models import QuerySet
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers

from strategy import selectors, services
from strategy.api import days
from strategy.api.commitments import CommitmentIn
from strategy.api.plans import PUBLIC_ID
from strategy.enums.plans import ElementKind
from strategy.models import CoreFunction, Plan, PlanElement
from strategy.services.structure import Shape
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, change, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, Thing
from wco_portal.directory.models import Person

ALIGNED: Final = OpenApiParameter(
    "aligned_with", str, description="The code of a goal or an article, for example `sdg-8`."
)
ALIGNED_ON: Final = OpenApiParameter(
    "as_of",
    OpenApiTypes.DATE,
    description="`aligned_with` as it stood at the end of this day, which is over.",
)


class ElementOut(Thing[PlanElement]):
    """A goal, objective, layer or priority; a title that is null is not known."""

    title = Bilingual("title")
    plan = serializers.CharField(source="plan.slug", read_only=True)
    part_of = serializers.CharField(source="parent.public_id", read_only=True, allow_null=True)
    functions = serializers.SlugRelatedField[Any](slug_field="code", many=True, read_only=True)
    aligned_with = serializers.ListField(child=serializers.CharField(), read_only=True)
    serves = serializers.SlugRelatedField[Any](slug_field="public_id", many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource = PlanElement, "elements"
        fields = (
            *Thing.Meta.fields,
            "plan",
            "part_of",
            "kind",
            "number",
            "slug",
            "title",
            "french_is",
            "functions",
            "functions_grade",
            "serves",
            "aligned_with",
            "known_from",
            "dropped_on",
            "added_on",
            "grade",
        )


class TitleIn(Body):
    """The title of an element."""

    title = BilingualIn()


class ShapeIn(Body):
    """What an element is, where it stands and what it serves."""

    kind = serializers.ChoiceField(choices=ElementKind.choices)
    part_of = serializers.RegexField(PUBLIC_ID, required=False, allow_null=True, default=None)
    functions = serializers.ListField(
        child=serializers.SlugField(max_length=20), required=False, default=list, max_length=10
    )
    serves = serializers.ListField(
        child=serializers.RegexField(PUBLIC_ID), required=False, default=list, max_length=400
    )
    slug = serializers.SlugField(max_length=60, required=False, allow_blank=True, default="")


class ElementIn(ShapeIn):
    """An element, coming in."""

    plan = serializers.SlugField(max_length=60)
    title = BilingualIn()


class RemovalIn(Body):
    """Why an element is taken out."""

    reason = serializers.CharField(max_length=400)


def _shape(plan: Plan, body: dict[str, Any]) -> Shape:
    """Return what an element is to be; what the plan has not is a 404."""
    wanted = {*body["serves"], *([body["part_of"]] if body["part_of"] else [])}
    known = {each.public_id: each for each in plan.elements.filter(public_id__in=wanted)}
    functions = list(CoreFunction.objects.filter(code__in=body["functions"]))
    if len(known) < len(wanted) or len(functions) < len(set(body["functions"])):
        raise PlanElement.DoesNotExist
    return Shape(
        kind=body["kind"],
        part_of=known[body["part_of"]] if body["part_of"] else None,
        functions=functions,
        serves=[known[each] for each in body["serves"]],
        slug=body["slug"],
    )


@extend_schema_view(
    list=extend_schema(parameters=[ALIGNED, ALIGNED_ON]),
    retrieve=extend_schema(parameters=[ALIGNED_ON]),
)
class Elements(Resource[PlanElement]):
    """The elements of visible plans."""

    serializer_class = ElementOut
    filterset_fields: Any = {
        "plan__slug": ["exact"],
        "kind": ["exact", "in"],
        "functions__code": ["exact"],
        "dropped_on": ["isnull"],
        "added_on": ["isnull"],
    }
    query_words = ("aligned_with", "as_of")
    ordering, ordering_fields = ("plan__starts_on", "order"), ("order", "number")

    def things(self, actor: Actor) -> QuerySet[PlanElement]:
        """Return the elements of visible plans, or those that serve a goal or an article."""
        return selectors.alignments.all_elements(
            actor,
            serving=self.request.query_params.get("aligned_with"),
            on=days.asked(self.request),
        )

    @make(needs=Permission.PLAN_EDIT, body=ElementIn)
    def create(self, body: dict[str, Any], by: Person) -> PlanElement:
        """Add an element to a draft; it gets the next number of its kind."""
        plan, title = selectors.plans.by_slug(body["plan"], by), body["title"]
        return services.structure.add(
            plan, _shape(plan, body), title_en=title["en"], title_fr=title["fr"], by=by
        )

    @change(needs=Permission.PLAN_EDIT, body=TitleIn)
    def partial_update(self, thing: PlanElement, body: dict[str, Any], by: Person) -> PlanElement:
        """Change the title."""
        title = body["title"]
        return services.plans.rename(
            thing, title_en=title["en"], title_fr=title["fr"], base_version=thing.version, by=by
        )

    @act("reshape", needs=Permission.PLAN_EDIT, body=ShapeIn)
    def reshape(self, thing: PlanElement, body: dict[str, Any], by: Person) -> PlanElement:
        """Say anew what it is, where it stands and what it serves; its number stays."""
        shape = _shape(thing.plan, body)
        return services.structure.change(thing, shape, base_version=thing.version, by=by)

    @act("remove", needs=Permission.PLAN_EDIT, body=RemovalIn, status=204)
    def remove(self, thing: PlanElement, body: dict[str, Any], by: Person) -> None:
        """Take it out of a draft with its words; its number is not given again."""
        services.structure.remove(thing, reason=body["reason"], by=by)

    @act("align", needs=Permission.PLAN_EDIT, body=CommitmentIn)
    def align(self, thing: PlanElement, body: dict[str, Any], by: Person) -> PlanElement:
        """Say that it serves a goal or an article of an international framework."""
        services.alignments.add(thing, body["commitment"], by=by)
        return thing

    @act("unalign", needs=Permission.PLAN_EDIT, body=CommitmentIn)
    def unalign(self, thing: PlanElement, body: dict[str, Any], by: Person) -> PlanElement:
        """Take that back."""
        services.alignments.remove(thing, body["commitment"], by=by)
        return thing
