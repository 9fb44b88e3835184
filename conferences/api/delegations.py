"""Delegations, and the receipts of what their administrations did."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from conferences import selectors, services
from conferences.enums import GIVEN, Answer, DelegationRole
from conferences.models import Delegation, Receipt, ReceiptLine
from conferences.services.nominations import Nominee
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act
from wco_portal.api.serializers import Body, Thing
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Language


class ReceiptLineOut(serializers.ModelSerializer[ReceiptLine]):
    """A person of a receipt, with the place as it was then."""

    registration: Any = serializers.SlugRelatedField(slug_field="public_id", read_only=True)
    name = serializers.CharField(source="registration.name", read_only=True)

    class Meta:
        model = ReceiptLine
        fields = ("registration", "name", "place_state", "waiting_no")


class ReceiptOut(Thing[Receipt]):
    """What an act of a Member ends in."""

    number = serializers.CharField(read_only=True)
    delegation: Any = serializers.SlugRelatedField(slug_field="public_id", read_only=True)
    lines = ReceiptLineOut(many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource = Receipt, "receipts"
        fields = (*Thing.Meta.fields, "number", "act", "at", "delegation", "answer", "lines")


class Receipts(Resource[Receipt]):
    """The receipts of the caller's Member."""

    needs = Permission.RECEIPT_VIEW
    serializer_class = ReceiptOut
    filterset_fields: Any = {"act": ["exact"], "delegation__public_id": ["exact"]}
    ordering, ordering_fields = ("-at", "-pk"), ("at",)

    def things(self, actor: Actor) -> QuerySet[Receipt]:
        """Return what the caller may see."""
        return selectors.receipts.seen_by(actor)


class DelegationOut(Thing[Delegation]):
    """An invited Member and its answer."""

    conference: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    member: Any = serializers.SlugRelatedField(slug_field="code", read_only=True)
    region = serializers.CharField(source="member.region.code", read_only=True)

    class Meta(Thing.Meta):
        model, resource = Delegation, "delegations"
        fields = (
            *Thing.Meta.fields,
            "conference",
            "member",
            "region",
            "answer",
            "answered_at",
            "quota",
            "active_count",
        )


class AnswerIn(Body):
    """Will the administration attend?"""

    answer = serializers.ChoiceField(choices=GIVEN)


class NomineeIn(Body):
    """One person."""

    given_name = serializers.CharField(max_length=80)
    family_name = serializers.CharField(max_length=80)
    email = serializers.EmailField()
    language = serializers.ChoiceField(choices=Language.choices)
    role = serializers.ChoiceField(choices=DelegationRole.choices)
    title = serializers.CharField(max_length=120, required=False, default="", allow_blank=True)


class NominationIn(Body):
    """The persons to be nominated, all or none."""

    people = NomineeIn(many=True, allow_empty=False, max_length=20)  # type: ignore[call-arg]  # -- the list's


class QuotaIn(Body):
    """A new number of places of a delegation, and why."""

    quota = serializers.IntegerField(min_value=0, max_value=100)
    reason = serializers.CharField(max_length=400)


class Delegations(Resource[Delegation]):
    """The delegations that the caller may see."""

    needs = Permission.DELEGATION_VIEW
    serializer_class = DelegationOut
    filterset_fields: Any = {
        "conference__slug": ["exact"],
        "member__code": ["exact"],
        "member__region__code": ["exact"],
        "answer": ["exact"],
    }
    ordering, ordering_fields = ("pk",), ("member__code", "answered_at")

    def things(self, actor: Actor) -> QuerySet[Delegation]:
        """Return what the caller may see."""
        return selectors.delegations.seen_by(actor)

    @act("answer", needs=Permission.DELEGATION_ANSWER, body=AnswerIn, answer=ReceiptOut)
    def reply(self, thing: Delegation, body: dict[str, Any], by: Person) -> Receipt:
        """Say whether the administration will attend."""
        return services.delegations.answer(thing, answer=Answer(body["answer"]), by=by)

    @act(
        "nominate",
        needs=Permission.REGISTRATION_NOMINATE,
        body=NominationIn,
        answer=ReceiptOut,
        status=201,
    )
    def nominate(self, thing: Delegation, body: dict[str, Any], by: Person) -> Receipt:
        """Nominate delegates, all or none."""
        people = [Nominee(**person) for person in body["people"]]
        return services.nominations.nominate(thing, people=people, by=by)

    @act("change-quota", needs=Permission.DELEGATION_QUOTA, body=QuotaIn)
    def change_quota(self, thing: Delegation, body: dict[str, Any], by: Person) -> Delegation:
        """Give a delegation more or fewer places."""
        return services.delegations.change_quota(thing, **body, by=by)
