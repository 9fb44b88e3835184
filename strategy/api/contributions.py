"""Comments on the clauses of a plan in consultation, proposals of other wording, their threads."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from strategy import selectors, services
from strategy.api.plan_remarks import PUBLIC_ID
from strategy.enums.contributions import ClausePart, Consent, ContributionKind, Stance
from strategy.models import Contribution
from strategy.selectors.contributions import Stood
from strategy.services.contributions import Place, Said
from strategy.workflows.contributions import CONTRIBUTION
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, change, make, part
from wco_portal.api.serializers import BilingualText, Body, Thing
from wco_portal.common.bilingual import LANGUAGES
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Member, Person


class ContributionOut(Thing[Contribution]):
    """What a Member says of a part of a plan, as it allows and as the caller may read it."""

    plan = serializers.CharField(source="plan.slug", read_only=True)
    element = serializers.CharField(source="element.public_id", read_only=True, default=None)
    part = serializers.ChoiceField(choices=ClausePart.choices, read_only=True)
    plan_version = serializers.IntegerField(source="frozen.number", read_only=True)
    to = serializers.CharField(source="to.public_id", read_only=True, default=None)
    region = serializers.CharField(source="member.region.code", read_only=True, default=None)
    member = serializers.SerializerMethodField()
    number = serializers.IntegerField(source="said.number", read_only=True)
    quote = serializers.SerializerMethodField()
    words = serializers.SerializerMethodField()
    wording = serializers.SerializerMethodField()
    consent = serializers.ChoiceField(
        source="said.consent", choices=Consent.choices, read_only=True
    )
    at = serializers.DateTimeField(source="said.made_at", read_only=True)

    class Meta(Thing.Meta):
        model, resource, workflow = Contribution, "contributions", CONTRIBUTION
        fields = (
            *Thing.Meta.fields,
            "kind",
            "plan",
            "element",
            "part",
            "block",
            "plan_version",
            "to",
            "region",
            "member",
            "number",
            "quote",
            "words",
            "wording",
            "consent",
            "state",
            "withdrawn_because",
            "laid_at",
            "at",
        )

    def _is_full(self, obj: Contribution) -> bool:
        return selectors.contributions.in_full(self.context["request"].user, obj)

    @extend_schema_field({"type": "string", "nullable": True})
    def get_member(self, obj: Contribution) -> str | None:
        """Return the Member's code where it may be named; null otherwise, and for an answer."""
        if obj.member is None:
            return None
        is_named = obj.said.consent == Consent.NAMED or self._is_full(obj)
        return obj.member.code if is_named else None

    def get_quote(self, obj: Contribution) -> str:
        """Return the words of the clause that it is about."""
        return "" if obj.is_withdrawn and not self._is_full(obj) else obj.said.quote

    def get_words(self, obj: Contribution) -> str:
        """Return the words, without what was removed for who reads what is public."""
        return selectors.contributions.readable(obj, obj.said.words, is_full=self._is_full(obj))

    @extend_schema_field(BilingualText)
    def get_wording(self, obj: Contribution) -> dict[str, str | None]:
        """Return the proposed wording in restricted Markdown; null where it stays."""
        found = dict(selectors.contributions.wordings(obj, is_full=self._is_full(obj)))
        return {code: found.get(code) for code in LANGUAGES}


class StoodOut(serializers.Serializer[Stood]):
    """How many Members of a region support and oppose the wording as it stands."""

    region = serializers.CharField(source="region.code")
    support = serializers.IntegerField()
    oppose = serializers.IntegerField()


class StandingOut(serializers.Serializer[Any]):
    """What other Members think of a proposal; who spoke of an earlier wording is not counted."""

    support = serializers.IntegerField()
    oppose = serializers.IntegerField()
    earlier = serializers.IntegerField()
    regions = StoodOut(many=True)


class WordingIn(Body):
    """The whole text of the element as proposed, in restricted Markdown; empty where it stays."""

    en = serializers.CharField(allow_blank=True, required=False, default="", max_length=10_000)
    fr = serializers.CharField(allow_blank=True, required=False, default="", max_length=10_000)


class SaidIn(Body):
    """What is said: for a proposal the words are its justification."""

    words = serializers.CharField(max_length=4000)
    quote = serializers.CharField(max_length=400, required=False, default="", allow_blank=True)
    wording = WordingIn(required=False)
    consent = serializers.ChoiceField(choices=Consent.choices, default=Consent.NONE)


class ContributionIn(SaidIn):
    """A comment on a part of a plan, or a first draft of other wording.

    Without an element the part is the introduction of the plan, or the title of the plan itself.
    """

    plan = serializers.SlugField(max_length=60)
    element = serializers.RegexField(PUBLIC_ID, required=False, default="", allow_blank=True)
    part = serializers.ChoiceField(choices=ClausePart.choices, default=ClausePart.TEXT)
    block = serializers.RegexField(PUBLIC_ID, required=False, default="", allow_blank=True)
    kind = serializers.ChoiceField(choices=[ContributionKind.COMMENT, ContributionKind.PROPOSAL])
    member = serializers.SlugField(max_length=8, required=False, default="")


class ContributionAnswerIn(Body):
    """An answer in a thread; without a Member it is the Secretariat's."""

    words = serializers.CharField(max_length=4000)
    member = serializers.SlugField(max_length=8, required=False, default="")
    consent = serializers.ChoiceField(choices=Consent.choices, default=Consent.NONE)


class TakenBackIn(Body):
    """Why it is withdrawn."""

    reason = serializers.CharField(max_length=600)


class StandIn(Body):
    """What a Member thinks of another one's proposal; its reason is not published."""

    stance = serializers.ChoiceField(choices=Stance.choices)
    reason = serializers.CharField(max_length=1000, required=False, default="", allow_blank=True)
    member = serializers.SlugField(max_length=8, required=False, default="")


class WhyIn(Body):
    """Why, in one language at least."""

    en = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)
    fr = serializers.CharField(max_length=300, required=False, default="", allow_blank=True)


class RedactIn(Body):
    """A passage as it stands there, and why it goes."""

    passage = serializers.CharField(max_length=4000)
    reason = WhyIn()


def _said(body: dict[str, Any]) -> Said:
    wording = body.get("wording", {})
    return Said(body["words"], body["quote"], wording, Consent(body["consent"]))


def _speaks_for(by: Person, code: str, *, without: Contribution | None = None) -> Member:
    """Return the Member of that code, or the caller's own one."""
    found = selectors.contributions.speakers(by, without=without)
    member = (found.filter(code=code) if code else found).first()
    if member is None:
        raise Http404
    return member


class Contributions(Resource[Contribution]):
    """Comments, proposals and answers: what Members let everybody read, and the caller's own."""

    serializer_class = ContributionOut
    lookup_value_regex = PATTERN
    filterset_fields: Any = {
        "plan__slug": ["exact"],
        "element__public_id": ["exact"],
        "part": ["exact"],
        "kind": ["exact"],
        "state": ["exact"],
        "to__public_id": ["exact"],
    }
    ordering, ordering_fields = ("-pk",), ("created_at",)

    def things(self, actor: Actor) -> QuerySet[Contribution]:
        """Return what the caller may read."""
        return selectors.contributions.everything(actor)

    @make(needs=Permission.CLAUSE_COMMENT, body=ContributionIn)
    def create(self, body: dict[str, Any], by: Person) -> Contribution:
        """Comment on a part of a plan, or draft other wording for it."""
        plan, element = body["plan"], body["element"]
        return services.contributions.say(
            selectors.plans.element(plan, element, by)
            if element
            else selectors.plans.by_slug(plan, by),
            place=Place(ClausePart(body["part"]), body["block"]),
            member=_speaks_for(by, body["member"]),
            kind=ContributionKind(body["kind"]),
            said=_said(body),
            by=by,
        )

    @change(needs=Permission.CLAUSE_COMMENT, body=SaidIn)
    def partial_update(self, thing: Contribution, body: dict[str, Any], by: Person) -> Contribution:
        """Say it anew; what it said before is kept."""
        return services.contributions.revise(thing, said=_said(body), version=thing.version, by=by)

    @act("propose", needs=Permission.CLAUSE_COMMENT)
    def propose(self, thing: Contribution, body: dict[str, Any], by: Person) -> Contribution:
        """Propose the drafted wording."""
        return services.contributions.propose(thing, by=by)

    @act("withdraw", needs=Permission.CLAUSE_WITHDRAW, body=TakenBackIn)
    def withdraw(self, thing: Contribution, body: dict[str, Any], by: Person) -> Contribution:
        """Take it back, with a reason."""
        return services.contributions.withdraw(thing, reason=body["reason"], by=by)

    @act("answer", needs=Permission.CLAUSE_ANSWER, body=ContributionAnswerIn, status=201)
    def answer_it(self, thing: Contribution, body: dict[str, Any], by: Person) -> Contribution:
        """Answer in the thread, for a Member or for the Secretariat."""
        member = None if by.is_secretariat else _speaks_for(by, body["member"])
        said = Said(body["words"], consent=Consent(body["consent"]))
        return services.contributions.answer(thing, said=said, member=member, by=by)

    @part("standing", answer=StandingOut)
    def standing(self, thing: Contribution, actor: Actor) -> Any:
        """Count, by region, which Members support and oppose a proposal."""
        return selectors.contributions.standing(thing, actor)

    @act("stand", needs=Permission.CLAUSE_SUPPORT, body=StandIn)
    def stand(self, thing: Contribution, body: dict[str, Any], by: Person) -> Contribution:
        """Support or oppose a proposal for a Member, or change that."""
        services.stands.stand(
            thing,
            member=_speaks_for(by, body["member"], without=thing),
            stance=Stance(body["stance"]),
            reason=body["reason"],
            by=by,
        )
        return thing

    @act("leave", needs=Permission.CLAUSE_SUPPORT)
    def leave(self, thing: Contribution, body: dict[str, Any], by: Person) -> Contribution:
        """Take a Member's support or opposition back."""
        member = _speaks_for(by, "", without=thing)
        return services.stands.leave(thing, member=member, by=by)

    @act("redact", needs=Permission.INPUT_REDACT, body=RedactIn)
    def redact(self, thing: Contribution, body: dict[str, Any], by: Person) -> Contribution:
        """Remove a passage from what everybody reads."""
        services.redactions.redact(thing, passage=body["passage"], reason=body["reason"], by=by)
        return thing

    @act("lay", needs=Permission.PLAN_EDIT)
    def lay(self, thing: Contribution, body: dict[str, Any], by: Person) -> Contribution:
        """Write a proposal's wording into the draft; 409 where the same words changed since."""
        return services.wordings.lay(thing, by=by)
