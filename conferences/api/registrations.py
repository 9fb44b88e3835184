"""Registrations and what can be done with them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from conferences import selectors, services
from conferences.api.delegations import ReceiptOut
from conferences.models import Receipt, Registration
from conferences.services.nominations import Nominee
from conferences.services.registrations import Result
from conferences.workflows import REGISTRATION
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, make
from wco_portal.api.serializers import Body, Thing
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Language

LONG = 1000


class RegistrationOut(Thing[Registration]):
    """One person in one conference, on two axes: the review and the place."""

    conference: Any = serializers.SlugRelatedField(slug_field="slug", read_only=True)
    delegation: Any = serializers.SlugRelatedField(slug_field="public_id", read_only=True)
    member = serializers.CharField(source="delegation.member.code", read_only=True)
    waiting_no = serializers.IntegerField(read_only=True, allow_null=True)
    supersedes: Any = serializers.SlugRelatedField(slug_field="public_id", read_only=True)

    class Meta(Thing.Meta):
        model, resource, workflow = Registration, "registrations", REGISTRATION
        fields = (
            *Thing.Meta.fields,
            "conference",
            "delegation",
            "member",
            "given_name",
            "family_name",
            "title",
            "email",
            "language",
            "role",
            "review_state",
            "place_state",
            "arrival_no",
            "waiting_no",
            "supersedes",
            "remark",
            "nominated_at",
        )


class RemarkIn(Body):
    """A reason that the administration reads."""

    remark = serializers.CharField(max_length=LONG)


class WithdrawalIn(Body):
    """A reason, if one is given."""

    remark = serializers.CharField(max_length=LONG, required=False, default="", allow_blank=True)


class CorrectionIn(Body):
    """The data of the person, as they are right."""

    given_name = serializers.CharField(max_length=80)
    family_name = serializers.CharField(max_length=80)
    email = serializers.EmailField()
    language = serializers.ChoiceField(choices=Language.choices)
    title = serializers.CharField(max_length=120, required=False, default="", allow_blank=True)


class SubstituteIn(CorrectionIn):
    """Who comes instead."""


class ManyIn(Body):
    """The registrations to be confirmed."""

    registrations = serializers.ListField(
        child=serializers.RegexField(f"^{PATTERN}$"), allow_empty=False, max_length=50
    )


class ConfirmationOut(serializers.Serializer[Result]):
    """What became of one of several; `problem` says why it was not confirmed."""

    registration = serializers.CharField(source="registration.public_id")
    problem = serializers.CharField()


class ManyOut(serializers.Serializer[Any]):
    """What became of each."""

    results = ConfirmationOut(many=True)


class Registrations(Resource[Registration]):
    """The registrations that the caller may see."""

    needs = Permission.REGISTRATION_VIEW
    serializer_class = RegistrationOut
    filterset_fields: Any = {
        "conference__slug": ["exact"],
        "delegation__member__code": ["exact"],
        "delegation__member__region__code": ["exact"],
        "review_state": ["exact", "in"],
        "place_state": ["exact"],
        "role": ["exact"],
    }
    ordering, ordering_fields = ("conference", "arrival_no", "pk"), ("arrival_no", "nominated_at")

    def things(self, actor: Actor) -> QuerySet[Registration]:
        """Return what the caller may see."""
        return selectors.registrations.seen_by(actor)

    def held(self, *, needs_match: bool) -> Any:
        """Hold the conference before the row, as every service does."""
        services.places.lock(self.get_object().conference)
        return super().held(needs_match=needs_match)

    @make(
        name="confirm-many",
        needs=Permission.REGISTRATION_REVIEW,
        body=ManyIn,
        answer=ManyOut,
        status=200,
    )
    def confirm_many(self, body: dict[str, Any], by: Person) -> dict[str, Any]:
        """Confirm several delegates, and say for each other why not."""
        chosen = self.get_queryset().filter(public_id__in=body["registrations"])
        return {"results": services.registrations.confirm_many(chosen, by=by)}

    @act("confirm", needs=Permission.REGISTRATION_REVIEW)
    def confirm(self, thing: Registration, body: dict[str, Any], by: Person) -> Registration:
        """Confirm a delegate."""
        return services.registrations.confirm(thing, by=by)

    @act("return", needs=Permission.REGISTRATION_REVIEW, body=RemarkIn)
    def return_for_changes(
        self, thing: Registration, body: dict[str, Any], by: Person
    ) -> Registration:
        """Ask for a correction; the place is kept."""
        return services.registrations.return_for_changes(thing, remark=body["remark"], by=by)

    @act("correct", needs=Permission.REGISTRATION_CORRECT, body=CorrectionIn)
    def correct(self, thing: Registration, body: dict[str, Any], by: Person) -> Registration:
        """Correct what the Secretariat asked for."""
        return services.registrations.correct(thing, values=body, by=by)

    @act("reject", needs=Permission.REGISTRATION_REVIEW, body=RemarkIn)
    def reject(self, thing: Registration, body: dict[str, Any], by: Person) -> Registration:
        """Reject a delegate; the first waiting moves up."""
        return services.registrations.reject(thing, remark=body["remark"], by=by)

    @act("withdraw", needs=Permission.REGISTRATION_WITHDRAW, body=WithdrawalIn, answer=ReceiptOut)
    def withdraw(self, thing: Registration, body: dict[str, Any], by: Person) -> Receipt:
        """Withdraw a delegate; the first waiting moves up."""
        return services.registrations.withdraw(thing, remark=body["remark"], by=by)

    @act(
        "substitute",
        needs=Permission.REGISTRATION_NOMINATE,
        body=SubstituteIn,
        answer=ReceiptOut,
    )
    def substitute(self, thing: Registration, body: dict[str, Any], by: Person) -> Receipt:
        """Replace a delegate by another person, who takes over role, place and number."""
        nominee = Nominee(role=thing.role, **body)
        return services.nominations.substitute(thing, nominee=nominee, by=by)

    @act("make-head", needs=Permission.REGISTRATION_NOMINATE)
    def make_head(self, thing: Registration, body: dict[str, Any], by: Person) -> Registration:
        """Make a delegate the head of the delegation."""
        return services.registrations.make_head(thing, by=by)
