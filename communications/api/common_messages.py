"""Common messages: their proof, and what Members say about them."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from communications import selectors, services
from communications.enums import Position
from communications.models import Audience, Endorsement, Message, Practice, ProofPoint
from communications.rules import Pair
from communications.services.proofs import Proof
from communications.services.sources import Publication
from communications.workflows import MESSAGE
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, change, make
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, DayIn, Thing
from wco_portal.common.enums import Grade
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Member, Person
from wco_portal.publishing.enums import Language


class ProofOut(serializers.ModelSerializer[ProofPoint]):
    """A fact behind a message, until its last day."""

    id = serializers.CharField(source="public_id", read_only=True)
    statement = Bilingual("statement")
    source: Any = serializers.StringRelatedField(read_only=True)
    practice = serializers.SlugRelatedField[Practice](slug_field="slug", read_only=True)
    is_expired = serializers.SerializerMethodField()

    class Meta:
        model = ProofPoint
        fields = (
            "id",
            "statement",
            "source",
            "grade",
            "practice",
            "expires_on",
            "is_expired",
            "is_demonstration",
        )

    def get_is_expired(self, obj: ProofPoint) -> bool:
        """Say whether it may no longer be used unchecked."""
        return obj.has_expired()


class EndorsementOut(serializers.ModelSerializer[Endorsement]):
    """What a Member says about a message."""

    id = serializers.CharField(source="public_id", read_only=True)
    member = serializers.SlugRelatedField[Member](slug_field="code", read_only=True)
    text = Bilingual("text")

    class Meta:
        model = Endorsement
        fields: Any = (
            "id",
            "member",
            "position",
            "text",
            "given_at",
            "wording",
            "is_demonstration",
        )


class VoiceOut(EndorsementOut):
    """What a Member says, and about which message."""

    message = serializers.SlugRelatedField[Message](slug_field="slug", read_only=True)

    class Meta(EndorsementOut.Meta):
        fields: Any = ("id", "message", *EndorsementOut.Meta.fields[1:])


class MessageOut(Thing[Message]):
    """A common message."""

    title = Bilingual("title")
    statement = Bilingual("statement")
    umbrella = serializers.SlugRelatedField[Message](slug_field="slug", read_only=True)
    audiences: Any = serializers.SlugRelatedField(slug_field="slug", many=True, read_only=True)
    proofs = ProofOut(many=True, read_only=True)
    endorsements = EndorsementOut(many=True, read_only=True)

    class Meta(Thing.Meta):
        model, resource, lookup, workflow = Message, "messages", "slug", MESSAGE
        fields = (
            *Thing.Meta.fields,
            "kind",
            "umbrella",
            "title",
            "statement",
            "wording",
            "audiences",
            "proofs",
            "endorsements",
            "state",
            "in_use_since",
        )


class MessageIn(Body):
    """A message in both languages."""

    title = BilingualIn()
    statement = BilingualIn(required=False)
    audiences: Any = serializers.SlugRelatedField(
        slug_field="slug", many=True, queryset=Audience.objects.all()
    )
    umbrella = serializers.SlugRelatedField(
        slug_field="slug",
        queryset=Message.objects.filter(kind="umbrella"),
        required=False,
        allow_null=True,
        default=None,
    )


class SourceIn(Body):
    """Where a fact stands."""

    publisher = serializers.CharField(max_length=200)
    title = serializers.CharField(max_length=300)
    published = serializers.CharField(max_length=40)
    grade = serializers.ChoiceField(choices=Grade.choices)


class ProofIn(Body):
    """A fact: with its source, or the practice that shows it."""

    statement = BilingualIn()
    expires_on = DayIn()
    source: Any = SourceIn(required=False, allow_null=True, default=None)
    practice = serializers.SlugRelatedField(
        slug_field="slug",
        queryset=Practice.objects.all(),
        required=False,
        allow_null=True,
        default=None,
    )


class ProofName(Body):
    """Which proof point."""

    proof = serializers.RegexField(f"^{PATTERN}$")


class EndorsementIn(Body):
    """A position of the caller's Member."""

    position = serializers.ChoiceField(choices=Position.choices)
    text = serializers.CharField(max_length=1000, required=False, default="", allow_blank=True)
    language = serializers.ChoiceField(choices=Language.choices, required=False, default="en")


def words(body: dict[str, Any]) -> dict[str, Any]:
    """Return what was written, as the services take it."""
    return {
        "title": Pair(**body["title"]),
        "statement": Pair(**body.get("statement", {})),
        "audiences": body["audiences"],
        "umbrella": body["umbrella"],
    }


def fact(body: dict[str, Any]) -> Proof:
    """Return the fact, as the services take it."""
    return Proof(
        statement=Pair(**body["statement"]),
        expires_on=body["expires_on"],
        publication=Publication(**body["source"]) if body["source"] else None,
        practice=body["practice"],
    )


class Messages(Resource[Message]):
    """The common messages that the caller may see."""

    serializer_class, lookup_field = MessageOut, "slug"
    filterset_fields: Any = {
        "state": ["exact"],
        "kind": ["exact"],
        "audiences__slug": ["exact"],
        "endorsements__member__code": ["exact"],
    }
    ordering, ordering_fields = ("pk",), ("slug", "in_use_since")

    def things(self, actor: Actor) -> QuerySet[Message]:
        """Return what the caller may see."""
        return selectors.messages.complete().visible_to(actor)

    @make(needs=Permission.MESSAGE_EDIT, body=MessageIn)
    def create(self, body: dict[str, Any], by: Person) -> Message:
        """Start a common message."""
        return services.messages.create(**words(body), by=by)

    @change(needs=Permission.MESSAGE_EDIT, body=MessageIn)
    def partial_update(self, thing: Message, body: dict[str, Any], by: Person) -> Message:
        """Change the wording of a draft."""
        return services.messages.edit(thing, **words(body), version=thing.version, by=by)

    @act("prove", needs=Permission.MESSAGE_PROVE, body=ProofIn)
    def prove(self, thing: Message, body: dict[str, Any], by: Person) -> Message:
        """Put a fact behind a message."""
        services.proofs.add(thing, fact(body), by=by)
        return thing

    @act("unprove", needs=Permission.MESSAGE_EDIT, body=ProofName)
    def unprove(self, thing: Message, body: dict[str, Any], by: Person) -> Message:
        """Take a fact away from a draft."""
        return services.proofs.remove(thing, proof_id=body["proof"], by=by)

    @act("consult", needs=Permission.MESSAGE_EDIT)
    def consult(self, thing: Message, body: dict[str, Any], by: Person) -> Message:
        """Put a message to the Members."""
        return services.messages.consult(thing, by=by)

    @act("return", needs=Permission.MESSAGE_ADOPT)
    def send_back(self, thing: Message, body: dict[str, Any], by: Person) -> Message:
        """Return a message to its draft."""
        return services.messages.send_back(thing, by=by)

    @act("adopt", needs=Permission.MESSAGE_ADOPT)
    def adopt(self, thing: Message, body: dict[str, Any], by: Person) -> Message:
        """Bring a message into use."""
        return services.messages.adopt(thing, by=by)

    @act("retire", needs=Permission.MESSAGE_ADOPT)
    def retire(self, thing: Message, body: dict[str, Any], by: Person) -> Message:
        """Take a message out of use."""
        return services.messages.retire(thing, by=by)

    @act("endorse", needs=Permission.MESSAGE_ENDORSE, body=EndorsementIn)
    def endorse(self, thing: Message, body: dict[str, Any], by: Person) -> Message:
        """Take the position of the caller's Member."""
        services.endorsements.give(thing, **body, by=by)
        return thing


class Endorsements(Resource[Endorsement]):
    """What Members say about the messages that the caller may read."""

    serializer_class = VoiceOut
    lookup_value_regex = PATTERN
    filterset_fields: Any = {
        "message__slug": ["exact"],
        "member__code": ["exact"],
        "member__region__code": ["exact"],
        "position": ["exact"],
    }
    ordering, ordering_fields = ("-given_at", "-pk"), ("given_at", "member__code")

    def things(self, actor: Actor) -> QuerySet[Endorsement]:
        """Return what the caller may read."""
        return selectors.messages.endorsements(actor)
