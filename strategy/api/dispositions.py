"""What Members said of plans, for who answers, and what was answered, for everybody."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from strategy import selectors, services
from strategy.api.contributions import RedactIn
from strategy.api.plan_remarks import PUBLIC_ID
from strategy.enums.contributions import PUBLISHED
from strategy.enums.dispositions import Answer
from strategy.models import (
    Disposition,
    DispositionCorrection,
    Plan,
    PlanElement,
    PlanInput,
    Redaction,
)
from strategy.services.dispositions import Given
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, change, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, Thing
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person


class PlanInputOut(Thing[PlanInput]):
    """One thing that was said of a plan: a comment as sent, a conclusion, a challenge."""

    plan = serializers.CharField(source="plan.slug", read_only=True)
    region = serializers.CharField(source="region.code", read_only=True)
    member = serializers.CharField(source="member.code", read_only=True, default=None)
    consultation = serializers.CharField(source="consultation.slug", read_only=True, default=None)
    workshop = serializers.CharField(source="workshop.slug", read_only=True, default=None)
    element = serializers.CharField(source="about.public_id", read_only=True, default=None)
    contribution = serializers.CharField(
        source="clause.contribution.public_id", read_only=True, default=None
    )
    words = serializers.SerializerMethodField()
    disposition = serializers.CharField(
        source="disposition.public_id", read_only=True, default=None
    )
    state = serializers.CharField(source="disposition.state", read_only=True, default="unanswered")

    class Meta(Thing.Meta):
        model, resource = PlanInput, "inputs"
        fields = (
            *Thing.Meta.fields,
            "kind",
            "plan",
            "region",
            "member",
            "consultation",
            "workshop",
            "element",
            "contribution",
            "words",
            "at",
            "disposition",
            "state",
        )

    def get_words(self, obj: PlanInput) -> str:
        """Return what was said, in the language of the call where there are two."""
        return selectors.inputs.words(obj).value


class RedactedOut(serializers.ModelSerializer[Redaction]):
    """That a passage is removed, and why; never what."""

    reason = Bilingual("reason")

    class Meta:
        model = Redaction
        fields = ("reason", "at")


class Inputs(Resource[PlanInput]):
    """What Members and workshops said of plans: all of it, for who answers."""

    needs = Permission.DISPOSITION_ANSWER
    serializer_class = PlanInputOut
    lookup_value_regex = PATTERN
    filterset_fields: Any = {
        "plan__slug": ["exact"],
        "kind": ["exact"],
        "region__code": ["exact"],
        "member__code": ["exact"],
        "consultation__slug": ["exact"],
        "workshop__slug": ["exact"],
        "about__public_id": ["exact"],
        "disposition__state": ["exact"],
        "disposition": ["isnull"],
    }
    ordering, ordering_fields = ("-at", "public_id"), ("at",)

    def things(self, actor: Actor) -> QuerySet[PlanInput]:
        """Return what was said of the plans that the caller may see."""
        return selectors.inputs.everything(actor)

    @act("redact", needs=Permission.INPUT_REDACT, body=RedactIn, answer=RedactedOut)
    def redact(self, thing: PlanInput, body: dict[str, Any], by: Person) -> Redaction:
        """Remove a passage from what everybody reads of the comment of a position."""
        said = selectors.inputs.published_comment(thing.public_id, by).revision
        assert said is not None  # noqa: S101 -- the selector finds comments of positions only
        return services.redactions.redact_comment(
            said.position, passage=body["passage"], reason=body["reason"], by=by
        )


class CorrectionOut(serializers.ModelSerializer[DispositionCorrection]):
    """What an answer said before it was corrected, and why."""

    reason = Bilingual("reason")
    why = Bilingual("why")

    class Meta:
        model = DispositionCorrection
        fields = ("number", "answer", "reason", "why", "at")


class DispositionOut(Thing[Disposition]):
    """An answer; what a Member does not want published, and its name, stand not here."""

    plan = serializers.CharField(source="plan.slug", read_only=True)
    kind = serializers.SerializerMethodField()
    region = serializers.SerializerMethodField()
    consultation = serializers.CharField(
        source="revision.position.consultation.slug", read_only=True, default=None
    )
    conclusion = serializers.CharField(source="conclusion.public_id", read_only=True, default=None)
    challenge = serializers.CharField(source="challenge.public_id", read_only=True, default=None)
    contribution = serializers.SerializerMethodField()
    reason = Bilingual("reason")
    element = serializers.CharField(source="element.public_id", read_only=True, default=None)
    corrections = CorrectionOut(many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource = Disposition, "dispositions"
        fields = (
            *Thing.Meta.fields,
            "plan",
            "kind",
            "region",
            "consultation",
            "conclusion",
            "challenge",
            "contribution",
            "answer",
            "reason",
            "element",
            "block",
            "state",
            "published_at",
            "corrections",
        )

    @extend_schema_field({"type": "string", "nullable": True})
    def get_contribution(self, obj: Disposition) -> str | None:
        """Return the comment or proposal on a clause, where its Member lets everybody read it."""
        said = obj.clause
        return said.contribution.public_id if said and said.consent in PUBLISHED else None

    def get_kind(self, obj: Disposition) -> str:
        """Say what was answered."""
        return str(selectors.dispositions.kind_of(obj))

    def get_region(self, obj: Disposition) -> str:
        """Return the code of the region that it came from."""
        return selectors.dispositions.came_from(obj).code


class GivenIn(Body):
    """An answer, its reason, and what of the plan it leads to."""

    answer = serializers.ChoiceField(choices=Answer.choices)
    reason = BilingualIn()
    element = serializers.RegexField(PUBLIC_ID, required=False, allow_null=True, default=None)
    block = serializers.RegexField(PUBLIC_ID, required=False, allow_blank=True, default="")


class DispositionIn(GivenIn):
    """The first draft of an answer to an input."""

    input = serializers.RegexField(PUBLIC_ID)


class DispositionsIn(GivenIn):
    """The same answer to several inputs of a plan, as drafts."""

    plan = serializers.SlugField(max_length=60)
    inputs = serializers.ListField(
        child=serializers.RegexField(PUBLIC_ID), min_length=1, max_length=500
    )


class DispositionCorrectIn(GivenIn):
    """Another answer than the published one, and why."""

    why = BilingualIn()


class DraftedOut(serializers.Serializer[Any]):
    """The answers that were drafted."""

    dispositions = serializers.ListField(child=serializers.CharField())


def _given(body: dict[str, Any], plan: Plan) -> Given:
    word = body["element"]
    return Given(
        answer=Answer(body["answer"]),
        reason=body["reason"],
        element=PlanElement.objects.get(plan=plan, public_id=word) if word else None,
        block=body["block"],
    )


class Dispositions(Resource[Disposition]):
    """The answers to what Members said: published ones for everybody, drafts for who answers."""

    serializer_class = DispositionOut
    lookup_value_regex = PATTERN
    filterset_fields: Any = {
        "plan__slug": ["exact"],
        "answer": ["exact", "in"],
        "state": ["exact"],
        "element__public_id": ["exact"],
        "block": ["exact"],
    }
    ordering, ordering_fields = ("-pk",), ("published_at",)

    def things(self, actor: Actor) -> QuerySet[Disposition]:
        """Return what the caller may read."""
        return selectors.dispositions.visible(actor)

    @make(needs=Permission.DISPOSITION_ANSWER, body=DispositionIn)
    def create(self, body: dict[str, Any], by: Person) -> Disposition:
        """Draft the answer to an input that has none."""
        said = selectors.inputs.everything(by).get(public_id=body["input"])
        given = _given(body, said.plan)
        return services.dispositions.answer(said.plan, said=said, given=given, version=0, by=by)

    @make(
        needs=Permission.DISPOSITION_ANSWER,
        body=DispositionsIn,
        answer=DraftedOut,
        name="answer-many",
        status=200,
    )
    def answer_many(self, body: dict[str, Any], by: Person) -> Any:
        """Draft the same answer to several inputs; drafts that are there are replaced."""
        plan = selectors.plans.by_slug(body["plan"], by)
        made = services.dispositions.answer_many(
            plan, keys=body["inputs"], given=_given(body, plan), by=by
        )
        return {"dispositions": [each.public_id for each in made]}

    @change(needs=Permission.DISPOSITION_ANSWER, body=GivenIn)
    def partial_update(self, thing: Disposition, body: dict[str, Any], by: Person) -> Disposition:
        """Change a draft."""
        said = selectors.dispositions.inputs_of(thing).get()
        return services.dispositions.answer(
            thing.plan, said=said, given=_given(body, thing.plan), version=thing.version, by=by
        )

    @act("correct", needs=Permission.DISPOSITION_ANSWER, body=DispositionCorrectIn)
    def correct(self, thing: Disposition, body: dict[str, Any], by: Person) -> Disposition:
        """Correct a published answer, with a reason that everybody reads."""
        given = _given(body, thing.plan)
        return services.dispositions.correct(thing, given=given, why=body["why"], by=by)
