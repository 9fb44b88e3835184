"""What a program can say about the text of a plan: names, suggestions, threads of comments."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from strategy import selectors, services
from strategy.models import Plan
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.api.resources import Resource, act, part
from wco_portal.api.serializers import Body, MomentIn
from wco_portal.common.ids import PATTERN
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors as published
from wco_portal.publishing.enums import Language
from wco_portal.publishing.models import Document
from wco_portal.publishing.services import suggestions, threads
from wco_portal.publishing.services.threads import Said

PUBLIC_ID = f"^{PATTERN}$"


class NameIn(Body):
    """What people call the text as it stands."""

    name = serializers.CharField(max_length=120)


class SuggestIn(Body):
    """Another wording of a block, in restricted Markdown; empty to suggest that it goes."""

    language = serializers.ChoiceField(choices=Language.choices)
    block = serializers.RegexField(PUBLIC_ID)
    words = serializers.CharField(allow_blank=True, max_length=20_000)
    why = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)


class RenewIn(Body):
    """Which of one's own open suggestions, and what it says now, in restricted Markdown."""

    suggestion = serializers.RegexField(PUBLIC_ID)
    words = serializers.CharField(allow_blank=True, max_length=20_000)
    # When it was made or renewed, as it was read: a renewal that was not seen is not overwritten.
    at = MomentIn(required=False, allow_null=True, default=None)


class DecideIn(Body):
    """Which open suggestions of a section: the id of one, `by-` and a writer's key, or `all`."""

    section = serializers.RegexField(PUBLIC_ID, required=False, default="", allow_blank=True)
    chosen = serializers.RegexField(f"^(?:{PATTERN}|all|by-[0-9a-f]{{32}})$")
    is_accepted = serializers.BooleanField()
    # What is newer was not seen, and is left as it is.
    until = MomentIn(required=False, allow_null=True, default=None)


class SuggestionOut(serializers.Serializer[Any]):
    """An open suggestion: what it would replace and by what, in restricted Markdown."""

    id = serializers.CharField()
    section = serializers.CharField()
    language = serializers.ChoiceField(choices=Language.choices)
    block = serializers.CharField()
    author = serializers.CharField(help_text="The key of the person, for `by-`.")
    outside_author = serializers.CharField(
        help_text="The name in the file that it came from; for whoever may write in the text."
    )
    is_typed = serializers.BooleanField(help_text="Whether it was typed in the editor.")
    why = serializers.CharField()
    at = serializers.DateTimeField()
    was = serializers.CharField()
    words = serializers.CharField()


class CommentIn(Body):
    """A comment that begins a thread at words of a block, or at the whole block."""

    language = serializers.ChoiceField(choices=Language.choices)
    block = serializers.RegexField(PUBLIC_ID)
    quote = serializers.CharField(required=False, default="", allow_blank=True, max_length=400)
    words = serializers.CharField(max_length=4000)


class ThreadIn(Body):
    """Which thread."""

    thread = serializers.RegexField(PUBLIC_ID)


class ThreadAnswerIn(ThreadIn):
    """What is said in a thread."""

    words = serializers.CharField(max_length=4000)


class ThreadAssignIn(ThreadIn):
    """Who is to see to a thread, by their key; empty for nobody."""

    to = serializers.SlugRelatedField(
        slug_field="key", queryset=Person.objects.all(), allow_null=True, required=False
    )


class PlanRemarks(Resource[Plan]):
    """The acts beside the text; each is the same as on the pages."""

    @act("name-version", needs=Permission.PLAN_EDIT, body=NameIn)
    def name_version(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Give the text as it stands a name."""
        services.plans.name_version(thing, words=body["name"], by=by)
        return thing

    @act("suggest", needs=Permission.PLAN_DRAFT_VIEW, body=SuggestIn)
    def suggest(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Suggest another wording of a block."""
        suggestions.suggest(
            _document(thing, body["language"]),
            block=body["block"],
            markdown_text=body["words"],
            why=body["why"],
            by=by,
        )
        return thing

    @part("suggestions", answer=SuggestionOut, many=True, needs=Permission.PLAN_DRAFT_VIEW)
    def suggestions(self, thing: Plan, by: Actor) -> Any:
        """Read the open suggestions, the oldest first."""
        return published.laid.written(thing.text, actor=by)

    @act("renew-suggestion", needs=Permission.PLAN_DRAFT_VIEW, body=RenewIn)
    def renew_suggestion(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Say one's own open suggestion anew, made from the block as it stands."""
        [found] = published.remarks.chosen(thing.text, which=body["suggestion"])
        suggestions.renew(found, markdown_text=body["words"], seen=body["at"], by=by)
        return thing

    @act("decide", needs=Permission.PLAN_DRAFT_VIEW, body=DecideIn)
    def decide(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Accept or reject suggestions; one's own are withdrawn."""
        chosen = published.remarks.chosen(
            thing.text, which=body["chosen"], section=body["section"], until=body["until"]
        )
        decide = suggestions.accept_all if body["is_accepted"] else suggestions.reject_all
        decide(chosen, by=by)
        return thing

    @act("comment", needs=Permission.PLAN_DRAFT_VIEW, body=CommentIn)
    def comment(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Begin a thread of comments."""
        document = _document(thing, body["language"])
        said = Said(body["words"])
        threads.open_thread(document, block=body["block"], quote=body["quote"], said=said, by=by)
        return thing

    @act("answer-thread", needs=Permission.PLAN_DRAFT_VIEW, body=ThreadAnswerIn)
    def answer_thread(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Say something in a thread."""
        thread = selectors.writing.thread_of(thing, body["thread"])
        threads.answer(thread, said=Said(body["words"]), by=by)
        return thing

    @act("assign-thread", needs=Permission.PLAN_DRAFT_VIEW, body=ThreadAssignIn)
    def assign_thread(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Hand a thread to somebody, or to nobody."""
        thread = selectors.writing.thread_of(thing, body["thread"])
        threads.assign(thread, to=body.get("to"), by=by)
        return thing

    @act("resolve-thread", needs=Permission.PLAN_DRAFT_VIEW, body=ThreadIn)
    def resolve_thread(self, thing: Plan, body: dict[str, Any], by: Person) -> Plan:
        """Close a thread, or open it again."""
        threads.resolve(selectors.writing.thread_of(thing, body["thread"]), by=by)
        return thing


def _document(plan: Plan, language: str) -> Document:
    return published.documents.in_language(plan.text, language)
