"""What a program can ask about the two languages of a plan."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from strategy import selectors, services
from strategy.api.plan_remarks import PlanRemarks
from strategy.models import Plan
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import act, part
from wco_portal.api.serializers import Body
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Language
from wco_portal.publishing.selectors.exchanges import Read


class CountOut(serializers.Serializer[Any]):
    """How many blocks are in a state, and how many words they have."""

    state = serializers.CharField()
    blocks = serializers.IntegerField()
    words = serializers.IntegerField()


class LedgerOut(serializers.Serializer[Any]):
    """One language, counted by state."""

    language = serializers.ChoiceField(choices=Language.choices)
    blocks = serializers.IntegerField()
    words = serializers.IntegerField()
    waiting = serializers.IntegerField()
    counts = CountOut(many=True)


class WaitingOut(serializers.Serializer[Any]):
    """A block that waits for a translator: missing, outdated, or to be done anew."""

    language = serializers.ChoiceField(choices=Language.choices)
    section = serializers.CharField(allow_blank=True)
    number = serializers.IntegerField()
    block = serializers.CharField()
    state = serializers.CharField()
    words = serializers.IntegerField()


class LanguagesOut(serializers.Serializer[Any]):
    """How far the two languages of a plan are."""

    gaps = serializers.IntegerField()
    ledgers = LedgerOut(many=True)
    items = WaitingOut(many=True)


class ExportIn(Body):
    """Into which language, and whether as XLIFF or as the rows of a spreadsheet."""

    language = serializers.ChoiceField(choices=Language.choices)
    form = serializers.ChoiceField(choices=["xliff", "rows"])


@extend_schema_field({"type": "array", "items": {"type": "array", "items": {}}})
class RowsField(serializers.ListField):
    """Rows of a spreadsheet, the columns' names first."""


class ExportOut(serializers.Serializer[Any]):
    """A plan on its way to a translator, in the form that was asked for."""

    name = serializers.CharField()
    document = serializers.CharField(allow_null=True)
    rows = RowsField()


class TranslationIn(Body):
    """What a translator sent: an XLIFF document, or rows as they were handed out."""

    name = serializers.CharField(required=False, default="api", max_length=200)
    document = serializers.CharField(
        required=False, default="", trim_whitespace=False, max_length=1_800_000
    )
    rows = serializers.ListField(
        child=serializers.ListField(
            child=serializers.CharField(
                allow_null=True, allow_blank=True, trim_whitespace=False, max_length=32_767
            ),
            max_length=20,
        ),
        required=False,
        default=list,
        max_length=5_001,
    )


class OutcomeOut(serializers.Serializer[Any]):
    """What happens to a block that is taken in or set aside, and where it stands in the file."""

    block = serializers.CharField(source="outcome.entry.block")
    line = serializers.IntegerField(source="outcome.entry.line")
    column = serializers.CharField(source="outcome.entry.column")
    fate = serializers.CharField(source="outcome.fate")
    what = serializers.CharField(source="outcome.fate.label")
    problem = serializers.CharField(source="outcome.entry.problem")


class CheckedOut(serializers.Serializer[Any]):
    """What a translator's file would do."""

    language = serializers.ChoiceField(choices=Language.choices)
    taken = OutcomeOut(many=True)
    aside = OutcomeOut(many=True)


class PlanLanguages(PlanRemarks):
    """The two languages; each act is the same as on the pages."""

    @part("languages", answer=LanguagesOut, needs=Permission.PLAN_DRAFT_VIEW)
    def languages(self, thing: Plan, _by: Actor) -> Any:
        """Read how far the two languages are, and which blocks wait."""
        return selectors.languages.board(thing)

    @act("export-translation", needs=Permission.PLAN_DRAFT_VIEW, body=ExportIn, answer=ExportOut)
    def export_translation(self, thing: Plan, body: dict[str, Any], _by: Person) -> Any:
        """Hand out the plan for a translator; nothing changes."""
        form = {"xliff": "xlf", "rows": "xlsx"}[body["form"]]
        made = selectors.languages.translation_file(thing, language=body["language"], form=form)
        document = made.xliff.decode() if made.xliff is not None else None
        return {"name": made.name, "document": document, "rows": made.rows}

    @act("check-translation", needs=Permission.PLAN_EDIT, body=TranslationIn, answer=CheckedOut)
    def check_translation(self, thing: Plan, body: dict[str, Any], by: Person) -> Any:
        """Say block by block what a translator's file would do; nothing is written."""
        policies.require(by, Permission.PLAN_EDIT, thing)
        return selectors.languages.report(thing, _read(thing, body))

    @act("take-translation", needs=Permission.PLAN_EDIT, body=TranslationIn)
    def take_translation(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Take in what a check promises; what is set aside stays as it is."""
        read = _read(thing, body)
        report = selectors.languages.report(thing, read)
        expected = {each.outcome.entry.block for each in report.taken}
        services.languages.take_in(thing, read, expected=expected, name=body["name"], by=by)
        return thing


def _read(plan: Plan, body: dict[str, Any]) -> Read:
    if body["rows"]:
        return selectors.languages.read_rows(plan, body["rows"])
    return selectors.languages.read(plan, body["document"].encode())
