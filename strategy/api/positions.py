"""The positions of one's own Member, and what regions say."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from strategy import selectors, services
from strategy.enums.contributions import Consent
from strategy.models import Position, PositionRevision, Release, Synthesis
from strategy.rules.ballots import LONGEST_REMARK
from strategy.selectors.turnout import MemberLine
from strategy.workflows.consultations import POSITION, SYNTHESIS
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, change, make, part
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, Thing
from wco_portal.directory.models import Person


class PositionOut(Thing[Position]):
    """A Member's position: the working copy, and the receipt of the one that counts."""

    consultation = serializers.CharField(source="consultation.slug", read_only=True)
    member = serializers.CharField(source="member.code", read_only=True)
    ranking: Any = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    remarks: Any = serializers.DictField(child=serializers.CharField(), read_only=True)
    receipt = serializers.CharField(source="sent.public_id", default=None, read_only=True)
    sent_at = serializers.DateTimeField(source="sent.made_at", default=None, read_only=True)

    class Meta(Thing.Meta):
        model, resource, workflow = Position, "positions", POSITION
        fields = (
            *Thing.Meta.fields,
            "consultation",
            "member",
            "ranking",
            "remarks",
            "comment",
            "consent",
            "state",
            "saved_at",
            "receipt",
            "sent_at",
        )

    def get_is_demonstration(self, obj: Position) -> bool:
        """Say whether the consultation is invented."""
        return obj.consultation.is_demonstration


class RankingIn(Body):
    """What items get, by their ids, and why.

    Places (1 the first), agreement (1 to 5; 0 is "no opinion"), dots or points, as the consultation
    asks; and comments on items, where it asks for them.
    """

    ranking = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=1000), allow_empty=True
    )
    remarks = serializers.DictField(
        child=serializers.CharField(max_length=LONGEST_REMARK, allow_blank=True),
        required=False,
        default=dict,
    )
    comment = serializers.CharField(
        max_length=4000, allow_blank=True, required=False, default="", trim_whitespace=False
    )
    consent = serializers.ChoiceField(
        choices=Consent.choices,
        required=False,
        help_text="How the comment may be published; left out, what was allowed before stays.",
    )


class PositionIn(RankingIn):
    """The first draft of a Member's position."""

    consultation = serializers.SlugField(max_length=60)
    member = serializers.SlugField(max_length=8, required=False, default="")


class PositionReceiptOut(serializers.ModelSerializer[PositionRevision]):
    """What was sent: number, time, what."""

    receipt = serializers.CharField(source="public_id", read_only=True)
    sent_at = serializers.DateTimeField(source="made_at", read_only=True)
    position = serializers.CharField(source="position.public_id", read_only=True)
    ranking: Any = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    remarks: Any = serializers.DictField(child=serializers.CharField(), read_only=True)

    class Meta:
        model = PositionRevision
        fields = ("receipt", "sent_at", "position", "ranking", "remarks", "comment", "consent")


def _consent(body: dict[str, Any]) -> Consent | None:
    return Consent(body["consent"]) if "consent" in body else None


class PositionVersionOut(serializers.ModelSerializer[PositionRevision]):
    """A version of a position: saved or sent, when, and whether it came on paper."""

    id = serializers.CharField(source="public_id", read_only=True)
    ranking: Any = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    by = serializers.CharField(source="by.name", read_only=True)
    on_paper = serializers.SerializerMethodField()

    class Meta:
        model = PositionRevision
        fields = ("id", "number", "kind", "ranking", "comment", "made_at", "by", "on_paper")

    def get_on_paper(self, obj: PositionRevision) -> bool:
        """Say whether it came on paper."""
        return hasattr(obj, "paper")


class PassedOut(serializers.ModelSerializer[Release]):
    """What was passed to the head."""

    id = serializers.CharField(source="public_id", read_only=True)

    class Meta:
        model = Release
        fields = ("id", "draft", "state", "passed_at")


class Positions(Resource[Position]):
    """The positions of the caller's own Member."""

    needs = Permission.POSITION_WRITE
    serializer_class = PositionOut
    filterset_fields: Any = {"consultation__slug": ["exact"], "state": ["exact"]}
    ordering, ordering_fields = ("-pk",), ("saved_at",)

    def things(self, actor: Actor) -> QuerySet[Position]:
        """Return the positions of the caller's Members."""
        return selectors.positions.own(actor)

    @make(needs=Permission.POSITION_WRITE, body=PositionIn)
    def create(self, body: dict[str, Any], by: Person) -> Position:
        """Keep the first draft of the Member's position."""
        position = selectors.positions.mine(body["consultation"], by, body["member"])
        if position.member_id is None:
            raise Http404
        return services.positions.save(
            position.consultation,
            member=position.member,
            ranking=body["ranking"],
            remarks=body["remarks"],
            comment=body["comment"],
            version=0,
            by=by,
            consent=_consent(body),
        )

    @change(needs=Permission.POSITION_WRITE, body=RankingIn)
    def partial_update(self, thing: Position, body: dict[str, Any], by: Person) -> Position:
        """Keep a newer draft; what was sent counts until it is sent again."""
        return services.positions.save(
            thing.consultation,
            member=thing.member,
            ranking=body["ranking"],
            remarks=body["remarks"],
            comment=body["comment"],
            version=thing.version,
            by=by,
            consent=_consent(body),
        )

    @act("send", needs=Permission.POSITION_WRITE, answer=PositionReceiptOut)
    def send(self, thing: Position, body: dict[str, Any], by: Person) -> PositionRevision:
        """Send the saved draft as the Member's position; the answer is the receipt."""
        return services.positions.send(
            thing.consultation, member=thing.member, version=thing.version, by=by
        )

    @act("pass", needs=Permission.POSITION_WRITE, answer=PassedOut)
    def pass_on(self, thing: Position, body: dict[str, Any], by: Person) -> Release:
        """Pass the saved draft to the head, where the administration's rule says so."""
        return services.releases.pass_on(
            thing.consultation, member=thing.member, version=thing.version, by=by
        )

    @part("history", answer=PositionVersionOut, needs=Permission.POSITION_WRITE, many=True)
    def history(self, thing: Position, actor: Actor) -> QuerySet[PositionRevision]:
        """Return every version of the position, the newest first."""
        policies.require(actor, Permission.POSITION_READ, thing)
        return selectors.releases.history(thing)


class SynthesisOut(Thing[Synthesis]):
    """What a region says together."""

    consultation = serializers.CharField(source="consultation.slug", read_only=True)
    region = serializers.CharField(source="region.code", read_only=True)
    text = Bilingual("text")

    class Meta(Thing.Meta):
        model, resource, workflow = Synthesis, "syntheses", SYNTHESIS
        fields = (
            *Thing.Meta.fields,
            "consultation",
            "region",
            "text",
            "state",
            "cleared_at",
        )

    def get_is_demonstration(self, obj: Synthesis) -> bool:
        """Say whether the consultation is invented."""
        return obj.consultation.is_demonstration


class TextIn(Body):
    """The synthesis in one language or in both."""

    text = BilingualIn()


class ReasonIn(Body):
    """Why it goes back."""

    reason = serializers.CharField(max_length=2000)


class ReminderOut(serializers.Serializer[Any]):
    """Who was reminded."""

    members = serializers.IntegerField()
    sent_at = serializers.DateTimeField()


class MemberLineOut(serializers.Serializer[MemberLine]):
    """Whether a Member has answered, and when; never what."""

    member = serializers.CharField(source="member.code")
    has_answered = serializers.BooleanField()
    sent_at = serializers.DateTimeField(allow_null=True)
    has_draft = serializers.BooleanField()


class Syntheses(Resource[Synthesis]):
    """What regions say: cleared and public, or the caller's own region's."""

    serializer_class = SynthesisOut
    filterset_fields: Any = {
        "consultation__slug": ["exact"],
        "region__code": ["exact"],
        "state": ["exact"],
    }
    ordering, ordering_fields = ("-consultation", "region__order"), ("cleared_at",)

    def things(self, actor: Actor) -> QuerySet[Synthesis]:
        """Return what the caller may see."""
        return selectors.consultations.syntheses_visible_to(actor)

    @change(needs=Permission.SYNTHESIS_DRAFT, body=TextIn)
    def partial_update(self, thing: Synthesis, body: dict[str, Any], by: Person) -> Synthesis:
        """Keep the coordinator's draft."""
        text = body["text"]
        return services.syntheses.save(
            thing, text_en=text["en"], text_fr=text["fr"], version=thing.version, by=by
        )

    @part("members", answer=MemberLineOut, needs=Permission.REGION_FOLLOW, many=True)
    def members(self, thing: Synthesis, actor: Actor) -> list[MemberLine]:
        """Say which Members of the region have answered, the missing first."""
        policies.require(actor, Permission.REGION_FOLLOW, thing)
        return selectors.turnout.lines(thing.consultation, region=thing.region)

    @act("remind", needs=Permission.REGION_REMIND, answer=ReminderOut)
    def remind(self, thing: Synthesis, body: dict[str, Any], by: Person) -> Any:
        """Remind the region's Members that have not answered."""
        return services.reminders.remind(thing, by=by)

    @act("propose", needs=Permission.SYNTHESIS_DRAFT)
    def propose(self, thing: Synthesis, body: dict[str, Any], by: Person) -> Synthesis:
        """Ask the Vice-Chair to clear it."""
        return services.syntheses.propose(thing, version=thing.version, by=by)

    @act("clear", needs=Permission.SYNTHESIS_CLEAR)
    def clear(self, thing: Synthesis, body: dict[str, Any], by: Person) -> Synthesis:
        """Clear it: it stands beside the result."""
        return services.syntheses.clear(thing, version=thing.version, by=by)

    @act("return", needs=Permission.SYNTHESIS_CLEAR, body=ReasonIn)
    def send_back(self, thing: Synthesis, body: dict[str, Any], by: Person) -> Synthesis:
        """Return it to the coordinator, with the reason."""
        return services.syntheses.send_back(
            thing, version=thing.version, reason=body["reason"], by=by
        )
