"""Amendments of the plan in force: their words, submission and decision."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from strategy import selectors, services
from strategy.api.plans import (
    PUBLIC_ID,
    DecisionIn,
    DecisionOut,
    ReasonsIn,
    SubmissionOut,
    SubmitIn,
    VersionOut,
)
from strategy.enums.plans import ChangeKind, ElementKind
from strategy.models import Amendment
from strategy.rules.amendments import worded
from strategy.workflows.amendments import AMENDMENT
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, part
from wco_portal.api.serializers import BilingualIn, BilingualText, Body, DayIn, Thing
from wco_portal.directory.models import Person


class AmendmentOut(Thing[Amendment]):
    """What a review changes in the plan in force."""

    plan = serializers.CharField(source="plan.slug", read_only=True)
    review = serializers.CharField(source="review.public_id", read_only=True)

    class Meta(Thing.Meta):
        model, resource, workflow = Amendment, "amendments", AMENDMENT
        fields = (*Thing.Meta.fields, "plan", "review", "number", "state", "effective_on")


class WordedOut(serializers.Serializer[Any]):
    """A title and a text, as restricted Markdown."""

    title = BilingualText()
    text = BilingualText()


class ChangeOut(serializers.Serializer[Any]):
    """What becomes of a part; `after` is null for what is dropped.

    `goes_with` names the dropped part above one that goes with it.

    `add` has `kind` and `part_of`, null at the top, and no number before the day on which it takes
    effect.
    """

    element = serializers.CharField()
    number = serializers.CharField()
    verdict = serializers.ChoiceField(choices=ChangeKind.choices)
    kind = serializers.ChoiceField(choices=ElementKind.choices, required=False)
    part_of = serializers.CharField(required=False, allow_null=True)
    goes_with = serializers.CharField(required=False)
    before = WordedOut()
    after = WordedOut(allow_null=True)
    version = serializers.IntegerField()


class ChangesOut(serializers.Serializer[Any]):
    """The words that the caller may read: the working ones, or those of a frozen version."""

    frozen = serializers.SerializerMethodField()
    changes = ChangeOut(many=True)

    @extend_schema_field({"type": "integer", "nullable": True})
    def get_frozen(self, obj: Any) -> int | None:
        """Return the number of the version; null for the working words."""
        return obj.frozen.number if obj.frozen else None


class LifeOut(serializers.Serializer[Any]):
    """Submissions and decisions of an amendment."""

    submissions = SubmissionOut(many=True)
    decisions = DecisionOut(many=True)


class ChangeIn(Body):
    """The new words of a goal or objective, and the version that their writer started from."""

    element = serializers.RegexField(PUBLIC_ID)
    title = BilingualIn()
    text = BilingualIn()
    base_version = serializers.IntegerField(min_value=0, max_value=2_000_000_000)


class AdditionIn(Body):
    """A part that the plan is to get; each language may follow later.

    `part_of` is null for what stands at the top of the plan.
    """

    part_of = serializers.RegexField(PUBLIC_ID, allow_null=True)
    kind = serializers.ChoiceField(choices=ElementKind.choices)
    title = BilingualIn()
    text = BilingualIn()


class RewrittenIn(AdditionIn):
    """A part that is to be added, and the version that its writer started from."""

    element = serializers.RegexField(PUBLIC_ID)
    base_version = serializers.IntegerField(min_value=1, max_value=2_000_000_000)


class TakenOutIn(Body):
    """The part that is taken out of the draft, and the version that was read."""

    element = serializers.RegexField(PUBLIC_ID)
    base_version = serializers.IntegerField(min_value=1, max_value=2_000_000_000)


class LayIn(SubmitIn):
    """The meeting that an amendment goes to, and the day on which it is to take effect."""

    effective_on = DayIn()


def _addition(thing: Amendment, body: dict[str, Any]) -> dict[str, Any]:
    above = body["part_of"]
    return {
        "under": thing.plan.elements.get(public_id=above) if above else None,
        "kind": body["kind"],
        "words": worded(body["title"], body["text"]),
    }


class Amendments(Resource[Amendment]):
    """The amendments of visible plans."""

    serializer_class = AmendmentOut
    filterset_fields: Any = {"plan__slug": ["exact"], "state": ["exact", "in"]}
    ordering, ordering_fields = ("plan__starts_on", "number"), ("number",)

    def things(self, actor: Actor) -> QuerySet[Amendment]:
        """Return the amendments."""
        return selectors.amendments.everything(actor)

    @part("changes", answer=ChangesOut)
    def changes(self, thing: Amendment, by: Actor) -> Any:
        """Read what changes: the working words for the Secretariat, the last frozen ones else."""
        return selectors.amendments.reading(thing, by) or selectors.amendments.Reading([])

    @part("versions", answer=VersionOut, many=True)
    def versions(self, thing: Amendment, _by: Actor) -> Any:
        """Read the frozen versions."""
        return selectors.amendments.versions(thing)

    @part("history", answer=LifeOut)
    def history(self, thing: Amendment, _by: Actor) -> Any:
        """Read the submissions and decisions."""
        return {
            "submissions": selectors.amendments.submissions(thing),
            "decisions": selectors.amendments.decisions(thing),
        }

    @act("write", needs=Permission.PLAN_REVIEW, body=ChangeIn)
    def write(self, thing: Amendment, body: dict[str, Any], by: Person) -> Amendment:
        """Write the new words of a goal or objective."""
        services.amendments.write(
            thing,
            element=thing.plan.elements.get(public_id=body["element"]),
            words=worded(body["title"], body["text"]),
            base_version=body["base_version"],
            by=by,
        )
        return thing

    @act("add", needs=Permission.PLAN_REVIEW, body=AdditionIn)
    def add(self, thing: Amendment, body: dict[str, Any], by: Person) -> Amendment:
        """Write a part that the plan is to get."""
        services.amendment_additions.add(thing, **_addition(thing, body), by=by)
        return thing

    @act("rewrite", needs=Permission.PLAN_REVIEW, body=RewrittenIn)
    def rewrite(self, thing: Amendment, body: dict[str, Any], by: Person) -> Amendment:
        """Write a part that is to be added anew."""
        services.amendment_additions.rewrite(
            thing.additions.get(public_id=body["element"]),
            **_addition(thing, body),
            base_version=body["base_version"],
            by=by,
        )
        return thing

    @act("take-out", needs=Permission.PLAN_REVIEW, body=TakenOutIn)
    def take_out(self, thing: Amendment, body: dict[str, Any], by: Person) -> Amendment:
        """Take a part that was to be added out of the draft."""
        addition = thing.additions.get(public_id=body["element"])
        services.amendment_additions.take_out(addition, base_version=body["base_version"], by=by)
        return thing

    @act("submit", needs=Permission.PLAN_SUBMIT, body=LayIn)
    def submit(self, thing: Amendment, body: dict[str, Any], by: Person) -> Amendment:
        """Lay the amendment before a session of the Council."""
        services.amendments.submit(thing, **body, by=by)
        return thing

    @act("adopt", needs=Permission.PLAN_DECIDE, body=DecisionIn)
    def adopt(self, thing: Amendment, body: dict[str, Any], by: Person) -> Amendment:
        """Record the decision of the Council."""
        services.amendments.adopt(thing, **body, by=by)
        return thing

    @act("return", needs=Permission.PLAN_DECIDE, body=ReasonsIn)
    def give_back(self, thing: Amendment, body: dict[str, Any], by: Person) -> Amendment:
        """Return the amendment to its editors, with reasons."""
        reasons = body["reasons"]
        services.amendments.give_back(
            thing, reasons_en=reasons["en"], reasons_fr=reasons["fr"], by=by
        )
        return thing

    @act("withdraw", needs=Permission.PLAN_WITHDRAW, body=ReasonsIn)
    def withdraw(self, thing: Amendment, body: dict[str, Any], by: Person) -> Amendment:
        """Withdraw the amendment, with reasons."""
        reasons = body["reasons"]
        services.amendments.withdraw(
            thing, reasons_en=reasons["en"], reasons_fr=reasons["fr"], by=by
        )
        return thing
