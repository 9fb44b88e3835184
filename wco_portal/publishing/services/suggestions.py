"""Suggest another wording; accept it into the text, where it still fits, or reject it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from wco_portal.access import policies
from wco_portal.access.policies import Denied
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing import tables
from wco_portal.publishing.enums import SuggestionState
from wco_portal.publishing.models import Document, Suggestion
from wco_portal.publishing.rules import markdown, merge, schema, steps
from wco_portal.publishing.rules.schema import InvalidText, Node
from wco_portal.publishing.services import log, sittings


@transaction.atomic
def suggest(
    document: Document, *, block: str, markdown_text: str, by: Person, why: str = ""
) -> Suggestion:
    """Suggest another wording of a block; several paragraphs, or none, may take its place."""
    kind = tables.KINDS[document.text.kind]
    owner = kind.owner(document.text)
    policies.require(by, kind.view, owner)
    tables.require_open(kind, owner, by=by)
    section, base = find(document.body, block)
    proposed = _read(markdown_text, base)
    made = Suggestion.objects.create(
        document=document,
        section=section,
        block=block,
        base=base,
        proposed=proposed,
        why=why.strip(),
        author=by,
        at=clock.now(),
    )
    data = {"language": document.language, "block": block}
    audit.record("publishing.suggestion.made", target=made, by=by, data=data)
    return made


def _read(words: str, base: Node) -> list[Node]:
    try:
        proposed = markdown.read(words, previous=[base])
        schema.parse(steps.alone(proposed))
    except InvalidText as wrong:
        raise DomainError(
            _("The text was not saved: %(why)s") % {"why": wrong}, code="text_invalid"
        ) from wrong
    if proposed == [base]:
        raise DomainError(_("The wording is the same."), code="unchanged")
    return proposed


@transaction.atomic
def accept(suggestion: Suggestion, *, by: Person) -> Suggestion:
    """Make a suggestion part of the text; what others changed in the block meanwhile stays."""
    return accept_all([suggestion], by=by)[0]


@transaction.atomic
def accept_all(chosen: Iterable[Suggestion], *, by: Person) -> list[Suggestion]:
    """Make suggestions part of the text, the oldest first, all of them or none."""
    return [_accept(each, by=by) for each in sorted(chosen, key=lambda each: each.pk)]


def _accept(suggestion: Suggestion, *, by: Person) -> Suggestion:
    text = suggestion.document.text
    kind = tables.KINDS[text.kind]
    owner = kind.lock(text)
    policies.require(by, kind.edit, owner)
    document = Document.objects.select_for_update().get(pk=suggestion.document_id)
    document.text = text
    suggestion = _decide(suggestion, SuggestionState.ACCEPTED, by=by)
    body = _joined(document.body, suggestion)
    sittings.go_on(document, at=clock.now())
    parts = steps.compare(document.body, body)
    if parts:
        log.append(document, body=body, parts=parts, by=by)
        kind.written(owner, by)
    return suggestion


def _joined(current: Node, suggestion: Suggestion) -> Node:
    """Lay the suggestion on the text as it stands: by block, then by word."""
    section = suggestion.section
    here = schema.blocks(current, section=section)
    at = next((n for n, each in enumerate(here) if schema.block_id(each) == suggestion.block), None)
    if at is None:
        raise ChangedMeanwhile(
            _("The block is not in the text any more; reject the suggestion or write it anew."),
            code="suggestion_clash",
        )
    base, yours = (
        schema.with_blocks(current, [*here[:at], *blocks, *here[at + 1 :]], section=section)
        for blocks in ([suggestion.base], suggestion.proposed)
    )
    joined = merge.merge(base, yours=yours, theirs=current)
    if joined.clashes:
        raise ChangedMeanwhile(
            _("The same words were changed since; reject the suggestion or write it anew."),
            code="suggestion_clash",
        )
    return schema.fitting(schema.parse(joined.body))


@transaction.atomic
def reject_all(chosen: Iterable[Suggestion], *, by: Person) -> list[Suggestion]:
    """Leave the text as it is; whoever suggested withdraws their own in the same way."""
    decided = []
    for each in chosen:
        text = each.document.text
        kind = tables.KINDS[text.kind]
        owner = kind.lock(text)
        own = each.author_id == by.pk
        decision = policies.check(by, kind.edit, owner)
        if not own and not decision:
            raise Denied(decision, kind.edit, owner)
        state = SuggestionState.WITHDRAWN if own else SuggestionState.REJECTED
        decided.append(_decide(each, state, by=by))
    return decided


def _decide(suggestion: Suggestion, state: SuggestionState, *, by: Person) -> Suggestion:
    suggestion = (
        Suggestion.objects.select_for_update(of=("self",))
        .select_related("document__text", "author")
        .get(pk=suggestion.pk)
    )
    if suggestion.state != SuggestionState.OPEN:
        raise DomainError(_("This suggestion is decided already."), code="decided_already")
    suggestion.state, suggestion.decided_by, suggestion.decided_at = state, by, clock.now()
    suggestion.save(update_fields=["state", "decided_by", "decided_at"])
    audit.record(f"publishing.suggestion.{state}", target=suggestion, by=by)
    return suggestion


def find(body: Node, block: str) -> tuple[str, Node]:
    """Return a block and the section it stands in."""
    for section, each in schema.placed(body):
        if schema.block_id(each) == block:
            return section, each
    raise DomainError(_("The block is not in the text any more."), code="block_unknown")
