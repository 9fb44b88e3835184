"""Reviews of plans."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from strategy import selectors, services
from strategy.api.plans import PUBLIC_ID
from strategy.enums.plans import Verdict
from strategy.models import PlanReview, ReviewFinding
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, DayIn, Thing
from wco_portal.directory.models import Person


class FindingOut(serializers.ModelSerializer[ReviewFinding]):
    """What a review finds for one goal or objective.

    `goes_with` names what stands under a part with the verdict `drop`, and goes with it.
    """

    element = serializers.CharField(source="element.public_id", read_only=True)
    finding = Bilingual("finding")
    goes_with = serializers.SerializerMethodField()

    class Meta:
        model = ReviewFinding
        fields = ("element", "verdict", "finding", "goes_with")

    def get_goes_with(self, obj: ReviewFinding) -> list[str]:
        """Return the ids of the parts, in the order of the plan."""
        return [each.public_id for each in selectors.reviews.goes_with(obj)]


class ReviewOut(Thing[PlanReview]):
    """A review of a plan over a period."""

    plan = serializers.CharField(source="plan.slug", read_only=True)
    summary = Bilingual("summary")
    findings = FindingOut(many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource = PlanReview, "reviews"
        fields = (
            *Thing.Meta.fields,
            "plan",
            "starts_on",
            "ends_on",
            "state",
            "summary",
            "findings",
            "closed_at",
        )


class ReviewIn(Body):
    """A period of a plan."""

    plan = serializers.RegexField("^[a-z0-9-]{1,60}$")
    starts_on = DayIn()
    ends_on = DayIn()


class FindingIn(Body):
    """A finding for a goal or objective."""

    element = serializers.RegexField(PUBLIC_ID)
    verdict = serializers.ChoiceField(choices=Verdict.choices)
    finding = BilingualIn()


class SummaryIn(Body):
    """The summary that closes a review."""

    summary = BilingualIn()
    adds_parts = serializers.BooleanField(default=False)


class Reviews(Resource[PlanReview]):
    """The reviews that the caller may see: closed ones, and open ones for the Secretariat."""

    serializer_class = ReviewOut
    filterset_fields: Any = {"plan__slug": ["exact"], "state": ["exact"]}
    ordering, ordering_fields = ("-starts_on", "-pk"), ("starts_on",)

    def things(self, actor: Actor) -> QuerySet[PlanReview]:
        """Return the visible reviews."""
        return selectors.reviews.with_trees(actor)

    @make(needs=Permission.PLAN_REVIEW, body=ReviewIn)
    def create(self, body: dict[str, Any], by: Person) -> PlanReview:
        """Open a review."""
        plan = selectors.plans.by_slug(body.pop("plan"), by)
        return services.reviews.start(plan, **body, by=by)

    @act("find", needs=Permission.PLAN_REVIEW, body=FindingIn)
    def find(self, thing: PlanReview, body: dict[str, Any], by: Person) -> PlanReview:
        """Write the finding for a goal or objective."""
        services.reviews.find(
            thing,
            element=thing.plan.elements.get(public_id=body["element"]),
            verdict=Verdict(body["verdict"]),
            finding_en=body["finding"]["en"],
            finding_fr=body["finding"]["fr"],
            by=by,
        )
        return thing

    @act("close", needs=Permission.PLAN_REVIEW, body=SummaryIn)
    def close(self, thing: PlanReview, body: dict[str, Any], by: Person) -> PlanReview:
        """Close the review; what changes, goes or is to be added becomes an amendment."""
        said, adds = body["summary"], body["adds_parts"]
        services.reviews.close(
            thing, summary_en=said["en"], summary_fr=said["fr"], adds_parts=adds, by=by
        )
        return thing
