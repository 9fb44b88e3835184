"""Plans, their texts, versions and acts."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import Throttled

from strategy import selectors, services
from strategy.api.commitments import PlanCommitments
from strategy.api.plan_files import FileIn, FileOut, ImportIn, ReportOut, StratmlIn
from strategy.models import Plan, PlanDecision, PlanSubmission
from strategy.services.plans import Draft
from strategy.workflows.plans import PLAN
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.platform.jobs import JobOut
from wco_portal.api.resources import act, make, part
from wco_portal.api.serializers import Bilingual, BilingualIn, Body, DayIn, Thing
from wco_portal.api.throttles import is_within
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Language, TranslationState
from wco_portal.publishing.models import FrozenVersion, GoverningMeeting

PUBLIC_ID = "^[0-9A-HJKMNP-TV-Z]{10}$"


class PlanOut(Thing[Plan]):
    """A strategic plan."""

    title = Bilingual("title")

    class Meta(Thing.Meta):
        model, resource, lookup, workflow = Plan, "plans", "slug", PLAN
        fields = (
            *Thing.Meta.fields,
            "slug",
            "title",
            "state",
            "starts_on",
            "ends_on",
            "in_force_from",
            "in_force_until",
            "known_from",
            "grade",
        )


class TextOut(serializers.Serializer[Any]):
    """The text of a plan that the caller may read, as blocks."""

    frozen = serializers.IntegerField(source="frozen.number", allow_null=True, default=None)
    is_demonstration = serializers.BooleanField()
    versions = serializers.SerializerMethodField()
    documents = serializers.SerializerMethodField()

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "integer"}})
    def get_versions(self, obj: Any) -> dict[str, int]:
        """Return the version of each language that a save starts from; empty for frozen text."""
        return dict(obj.versions)

    @extend_schema_field({"type": "object", "additionalProperties": {"type": "object"}})
    def get_documents(self, obj: Any) -> dict[str, Any]:
        """Return the blocks by language."""
        return dict(obj.bodies)


class VersionOut(serializers.ModelSerializer[FrozenVersion]):
    """A frozen version: its number, hash and reason."""

    id = serializers.CharField(source="public_id", read_only=True)
    reason = Bilingual("reason")

    class Meta:
        model = FrozenVersion
        fields = ("id", "number", "sha256", "reason", "event", "at", "content", "is_demonstration")


class SubmissionOut(serializers.ModelSerializer[PlanSubmission]):
    """A version laid before a meeting."""

    id = serializers.CharField(source="public_id", read_only=True)
    meeting = serializers.CharField(source="meeting.code", read_only=True)
    version = serializers.IntegerField(source="frozen.number", read_only=True)

    class Meta:
        model = PlanSubmission
        fields = (
            "id",
            "meeting",
            "version",
            "agenda_item",
            "document_number",
            "at",
            "is_demonstration",
        )


class DecisionOut(serializers.ModelSerializer[PlanDecision]):
    """A decision on a plan."""

    id = serializers.CharField(source="public_id", read_only=True)
    meeting = serializers.CharField(source="meeting.code", read_only=True, allow_null=True)
    reasons = Bilingual("reasons")

    class Meta:
        model = PlanDecision
        fields = (
            "id",
            "outcome",
            "meeting",
            "reference",
            "decided_on",
            "reasons",
            "is_demonstration",
        )


class HistoryOut(serializers.Serializer[Any]):
    """Submissions and decisions."""

    submissions = SubmissionOut(many=True)
    decisions = DecisionOut(many=True)


class PlanIn(Body):
    """A new plan."""

    slug = serializers.RegexField("^[a-z0-9-]{1,60}$")
    title = BilingualIn()
    starts_on = DayIn()
    ends_on = DayIn()


class DraftIn(Body):
    """What is written in one language, and the version that its writer started from."""

    markdown = serializers.CharField(allow_blank=True, trim_whitespace=False, max_length=200_000)
    base_version = serializers.IntegerField(min_value=0, max_value=2_000_000_000)


class WriteIn(Body):
    """A section in one language or both, as restricted Markdown; an empty section is the text's."""

    section = serializers.RegexField(PUBLIC_ID, required=False, default="")
    en = DraftIn(required=False)
    fr = DraftIn(required=False)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)


class BlocksIn(Body):
    """The whole text in one language, as blocks."""

    language = serializers.ChoiceField(choices=Language.choices)
    body = serializers.JSONField()
    base_version = serializers.IntegerField(min_value=0, max_value=2_000_000_000)
    reason = serializers.CharField(required=False, default="", allow_blank=True, max_length=200)


class OrderIn(Body):
    """The order that is wanted, and the whole order that it was made from."""

    order = serializers.ListField(child=serializers.RegexField(PUBLIC_ID), max_length=2000)
    seen = serializers.ListField(child=serializers.RegexField(PUBLIC_ID), max_length=2000)


class MarkIn(Body):
    """How far the translation of a block is."""

    language = serializers.ChoiceField(choices=Language.choices)
    block = serializers.RegexField(PUBLIC_ID)
    state = serializers.ChoiceField(choices=TranslationState.choices)


class SubmitIn(Body):
    """The meeting that a plan goes to."""

    meeting = serializers.SlugRelatedField(
        slug_field="code", queryset=GoverningMeeting.objects.all()
    )
    agenda_item = serializers.CharField(required=False, default="", allow_blank=True, max_length=20)
    document_number = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=40
    )


class DecisionIn(Body):
    """A decision, with its reference and date."""

    reference = serializers.CharField(max_length=80)
    decided_on = DayIn()


class EndorseIn(DecisionIn):
    """An endorsement by a meeting."""

    meeting = serializers.SlugRelatedField(
        slug_field="code", queryset=GoverningMeeting.objects.all()
    )


class ReasonsIn(Body):
    """Why a plan goes back."""

    reasons = BilingualIn()


class Plans(PlanCommitments):
    """The strategic plans that the caller may know of."""

    serializer_class, lookup_field = PlanOut, "slug"
    filterset_fields: Any = {"state": ["exact", "in"], "starts_on": ["gte", "lte"]}
    ordering, ordering_fields = ("-starts_on",), ("starts_on", "slug")

    def things(self, actor: Actor) -> QuerySet[Plan]:
        """Return the visible plans."""
        return selectors.plans.visible(actor)

    @part("text", answer=TextOut)
    def text(self, thing: Plan, by: Actor) -> Any:
        """Read the text: the working one for its writers, the last frozen one for the others."""
        return selectors.plans.reading(thing, actor=by)

    @part("versions", answer=VersionOut, many=True)
    def versions(self, thing: Plan, _by: Actor) -> Any:
        """Read the frozen versions."""
        return selectors.lives.versions(thing)

    @part("history", answer=HistoryOut)
    def history(self, thing: Plan, _by: Actor) -> Any:
        """Read the submissions and decisions."""
        return selectors.lives.history(thing)

    @make(needs=Permission.PLAN_EDIT, body=PlanIn)
    def create(self, body: dict[str, Any], by: Person) -> Plan:
        """Start a plan."""
        title = body.pop("title")
        return services.plans.create(**body, title_en=title["en"], title_fr=title["fr"], by=by)

    @part("files", answer=FileOut, many=True)
    def files(self, thing: Plan, _by: Actor) -> Any:
        """Read where the files of the plan are: StratML, tables, linked data."""
        return selectors.plan_files.addresses(thing)

    @act("make-file", needs=Permission.WORK_VIEW, body=FileIn, answer=JobOut, status=202)
    def make_file(self, thing: Plan, body: dict[str, Any], by: Person) -> Any:
        """Ask for the plan as PDF or DOCX; the job says when the file is there."""
        if not is_within("exports", by.public_id):
            raise Throttled
        wanted = selectors.plan_prints.wanted(
            thing, body["version"], body["kind"], body["language"], by
        )
        return services.plan_prints.ask(wanted, actor=by)

    @make(
        needs=Permission.PLAN_EDIT,
        body=StratmlIn,
        answer=ReportOut,
        name="read-stratml",
        status=200,
    )
    def read_stratml(self, body: dict[str, Any], by: Person) -> Any:
        """Read a StratML document without making anything: what an import would do."""
        policies.require(by, Permission.PLAN_EDIT)
        return selectors.plan_imports.report(body["document"].encode()).as_data()

    @make(needs=Permission.PLAN_EDIT, body=ImportIn, name="import-stratml")
    def import_stratml(self, body: dict[str, Any], by: Person) -> Plan:
        """Make a draft plan of a StratML document."""
        kept = services.plan_imports.keep(
            body["document"].encode(), name=body["name"], language=body["language"], by=by
        )
        return services.plan_imports.confirm(kept, slug=body["slug"], by=by)

    @act("write", needs=Permission.PLAN_EDIT, body=WriteIn)
    def write(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Save a section in one language or both; 409 tells where two people clash."""
        drafts = {code: Draft(**body[code]) for code in Language.values if code in body}
        services.plans.write(
            thing, drafts=drafts, by=by, section=body["section"], reason=body["reason"]
        )
        return thing

    @act("write-blocks", needs=Permission.PLAN_EDIT, body=BlocksIn)
    def write_blocks(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Save the whole text in one language, as blocks."""
        services.plans.write_body(thing, **body, by=by)
        return thing

    @act("arrange", needs=Permission.PLAN_EDIT, body=OrderIn)
    def arrange(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Put the elements in another order; each stays under the one it stands under."""
        places = {public_id: place for place, public_id in enumerate(body["order"], 1)}
        services.structure.arrange(thing, places, seen=body["seen"], by=by)
        return thing

    @act("mark-translation", needs=Permission.PLAN_EDIT, body=MarkIn)
    def mark_translation(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Say how far the translation of a block is."""
        services.plans.mark_translation(thing, **body, by=by)
        return thing

    @act("consult", needs=Permission.PLAN_SUBMIT)
    def consult(self, thing: Plan, _body: dict[str, Any], by: Person) -> Plan:
        """Open the draft for consultation."""
        return services.decisions.consult(thing, by=by)

    @act("resume", needs=Permission.PLAN_SUBMIT)
    def resume(self, thing: Plan, _body: dict[str, Any], by: Person) -> Plan:
        """Close the consultation and go on drafting."""
        return services.decisions.resume(thing, by=by)

    @act("submit", needs=Permission.PLAN_SUBMIT, body=SubmitIn)
    def submit(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Lay the plan before a session of the Council."""
        services.decisions.submit(thing, **body, by=by)
        return thing

    @act("publish-answers", needs=Permission.DISPOSITION_PUBLISH)
    def publish_answers(self, thing: Plan, _body: dict[str, Any], by: Person) -> Plan:
        """Publish all drafted answers to what Members said, at once."""
        services.dispositions.publish(thing, by=by)
        return thing

    @act("endorse", needs=Permission.PLAN_DECIDE, body=EndorseIn)
    def endorse(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Record the endorsement of the Policy Commission."""
        services.decisions.endorse(thing, **body, by=by)
        return thing

    @act("adopt", needs=Permission.PLAN_DECIDE, body=DecisionIn)
    def adopt(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Record the decision of the Council."""
        services.decisions.adopt(thing, **body, by=by)
        return thing

    @act("return", needs=Permission.PLAN_DECIDE, body=ReasonsIn)
    def give_back(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Return the plan to its editors, with reasons."""
        reasons = body["reasons"]
        services.decisions.give_back(
            thing, reasons_en=reasons["en"], reasons_fr=reasons["fr"], by=by
        )
        return thing

    @act("withdraw", needs=Permission.PLAN_WITHDRAW, body=ReasonsIn)
    def withdraw(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Withdraw the plan, with reasons."""
        reasons = body["reasons"]
        services.decisions.withdraw(
            thing, reasons_en=reasons["en"], reasons_fr=reasons["fr"], by=by
        )
        return thing
