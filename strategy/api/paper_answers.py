"""Answers on paper, and the release of positions by heads of administrations."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from rest_framework import serializers

from strategy import selectors, services
from strategy.api.plan_word import file_of
from strategy.enums.paper_answers import PaperState, ReleaseState
from strategy.forms.paper_answers import MOST_BYTES
from strategy.models import PaperAnswer, Release, ReleaseRule
from strategy.rules.ballots import LONGEST_REMARK
from strategy.workflows.paper_answers import PAPER_ANSWER, RELEASE
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.paging import Newest
from wco_portal.api.resources import Resource, act, make
from wco_portal.api.serializers import Body, DayIn, Thing
from wco_portal.directory.models import Person


class PaperAnswerOut(Thing[PaperAnswer]):
    """A Member's answer as it was typed from paper; it counts when it is confirmed."""

    consultation = serializers.CharField(source="consultation.slug", read_only=True)
    member = serializers.CharField(source="member.code", read_only=True)
    ranking: Any = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    remarks: Any = serializers.DictField(child=serializers.CharField(), read_only=True)
    state = serializers.ChoiceField(choices=PaperState.choices, read_only=True)
    scan = serializers.CharField(source="scan.public_id", read_only=True)
    receipt = serializers.CharField(source="revision.public_id", default=None, read_only=True)

    class Meta(Thing.Meta):
        model, resource, workflow = PaperAnswer, "paper-answers", PAPER_ANSWER
        fields = (
            *Thing.Meta.fields,
            "consultation",
            "member",
            "ranking",
            "remarks",
            "comment",
            "received_on",
            "scan",
            "state",
            "entered_at",
            "checked_at",
            "reason",
            "receipt",
        )


class PaperAnswerIn(Body):
    """What a Member's paper says, and its scan (PDF, PNG or JPEG) in base 64."""

    consultation = serializers.SlugField(max_length=60)
    member = serializers.SlugField(max_length=8)
    ranking = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=1000), allow_empty=False
    )
    remarks = serializers.DictField(
        child=serializers.CharField(max_length=LONGEST_REMARK, allow_blank=True),
        required=False,
        default=dict,
    )
    comment = serializers.CharField(
        max_length=4000, allow_blank=True, required=False, default="", trim_whitespace=False
    )
    received_on = DayIn()
    scan = serializers.CharField(max_length=MOST_BYTES * 4 // 3 + 4)

    def validate_scan(self, words: str) -> bytes:
        """Return the bytes of the scan."""
        return file_of(words)


class WhyAsideIn(Body):
    """Why."""

    reason = serializers.CharField(max_length=600)


class PaperAnswers(Resource[PaperAnswer]):
    """The answers that came on paper, newest first."""

    needs = Permission.PAPER_ANSWER_VIEW
    serializer_class, pagination_class = PaperAnswerOut, Newest
    ordering = ("-pk",)
    filterset_fields: Any = {
        "consultation__slug": ["exact"],
        "member__code": ["exact"],
        "state": ["exact"],
    }

    def things(self, actor: Actor) -> QuerySet[PaperAnswer]:
        """Return what the caller may see."""
        return selectors.paper_answers.visible(actor)

    @make(needs=Permission.PAPER_ANSWER_ENTER, body=PaperAnswerIn)
    def create(self, body: dict[str, Any], by: Person) -> PaperAnswer:
        """Enter what a Member's paper says; another person has to confirm it."""
        slug, code = body.pop("consultation"), body.pop("member")
        consultation = selectors.consultations.listed(by).filter(slug=slug).first()
        if consultation is None:
            raise Http404
        member = selectors.paper_answers.asked(consultation, code)
        if member is None:
            raise Http404
        return services.paper_answers.enter(consultation, member=member, by=by, **body)

    @act("confirm", needs=Permission.PAPER_ANSWER_CONFIRM)
    def confirm(self, thing: PaperAnswer, body: dict[str, Any], by: Person) -> PaperAnswer:
        """Confirm what a colleague entered: it counts as the Member's position."""
        return services.paper_answers.confirm(thing, by=by)

    @act("set-aside", needs=Permission.PAPER_ANSWER_ENTER, body=WhyAsideIn)
    def set_aside(self, thing: PaperAnswer, body: dict[str, Any], by: Person) -> PaperAnswer:
        """Set aside what was entered, with the reason."""
        return services.paper_answers.set_aside(thing, reason=body["reason"], by=by)


class ReleaseOut(Thing[Release]):
    """A draft that was passed to the head of the administration."""

    consultation = serializers.CharField(source="position.consultation.slug", read_only=True)
    member = serializers.CharField(source="position.member.code", read_only=True)
    position = serializers.CharField(source="position.public_id", read_only=True)
    state = serializers.ChoiceField(choices=ReleaseState.choices, read_only=True)

    class Meta(Thing.Meta):
        model, resource, workflow = Release, "releases", RELEASE
        fields = (
            *Thing.Meta.fields,
            "consultation",
            "member",
            "position",
            "draft",
            "state",
            "passed_at",
            "decided_at",
            "reason",
        )


class ReleaseRuleIn(Body):
    """Who sends the positions of the caller's administration."""

    member = serializers.SlugField(max_length=8)
    by_head = serializers.BooleanField()


class ReleaseRuleOut(serializers.ModelSerializer[ReleaseRule]):
    """The rule of an administration."""

    member = serializers.CharField(source="member.code", read_only=True)

    class Meta:
        model = ReleaseRule
        fields = ("member", "by_head")


class Releases(Resource[Release]):
    """The drafts that were passed to the head of the caller's administration."""

    needs = Permission.POSITION_READ
    serializer_class, pagination_class = ReleaseOut, Newest
    ordering = ("-pk",)
    filterset_fields: Any = {"position__consultation__slug": ["exact"], "state": ["exact"]}

    def things(self, actor: Actor) -> QuerySet[Release]:
        """Return those of the caller's administrations."""
        return selectors.releases.visible(actor)

    @make(needs=Permission.RELEASE_RULE, body=ReleaseRuleIn, answer=ReleaseRuleOut, name="rule")
    def rule(self, body: dict[str, Any], by: Person) -> ReleaseRule:
        """Say who sends the positions of the caller's administration."""
        member = selectors.releases.own_member(body["member"], by)
        if member is None:
            raise Http404
        return services.releases.set_rule(member, by_head=body["by_head"], by=by)

    @act("send", needs=Permission.RELEASE_DECIDE)
    def send(self, thing: Release, body: dict[str, Any], by: Person) -> Release:
        """Send what was passed as the Member's position."""
        services.releases.send(thing, version=thing.version, by=by)
        return thing

    @act("return", needs=Permission.RELEASE_DECIDE, body=WhyAsideIn)
    def send_back(self, thing: Release, body: dict[str, Any], by: Person) -> Release:
        """Return it to the focal point, with the reason."""
        return services.releases.send_back(
            thing, version=thing.version, reason=body["reason"], by=by
        )
