"""Suggest another wording; accept it into the text, where it still fits, or reject it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wco_portal.access import policies
from wco_portal.access.policies import Denied
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors, tables
from wco_portal.publishing.enums import SuggestionState
from wco_portal.publishing.models import Document, Suggestion
from wco_portal.publishing.rules import markdown, merge, schema, steps
from wco_portal.publishing.rules.schema import InvalidText, Node
from wco_portal.publishing.services import log, sittings, writers


@dataclass(frozen=True, slots=True)
class Typed:
    """What a window sends: the blocks that would replace one, and the version they grew from."""

    section: str
    block: str
    base: int
    blocks: list[Node]
    client: str


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


@transaction.atomic
def keep(document: Document, *, typed: Typed, session: str, by: Person) -> Suggestion | None:
    """Keep what somebody types while suggesting: their one such suggestion of a block, renewed.

    None when the block reads again as it stands: then nothing is suggested. Raises
    ChangedMeanwhile when the section was written in after `base`: the window hears that first.
    """
    text = document.text
    kind = tables.KINDS[text.kind]
    writers.require(text, client=typed.client, session=session, by=by)
    owner = kind.lock(text)
    policies.require(by, kind.view, owner)
    tables.require_open(kind, owner, by=by)
    document = Document.objects.select_for_update().get(pk=document.pk)
    _heard(document, typed)
    base, proposed = _fitting(document.body, typed)
    known = Suggestion.objects.open().filter(document=document, block=typed.block, author=by)
    standing = known.filter(is_typed=True).first()
    if proposed == [base]:
        if standing:
            _unsay(standing, by=by)
        return None
    made = standing or Suggestion(document=document, block=typed.block, author=by, is_typed=True)
    made.section, made.base, made.proposed, made.at = typed.section, base, proposed, clock.now()
    made.save()
    if not standing:
        data = {"language": document.language, "block": typed.block}
        audit.record("publishing.suggestion.made", target=made, by=by, data=data)
    return made


@transaction.atomic
def renew(
    suggestion: Suggestion, *, markdown_text: str, by: Person, seen: dt.datetime | None = None
) -> Suggestion:
    """Say anew what one's own open suggestion would put in the place of its block.

    It is made from the block as it stands now. `seen` is when the suggestion was made or last
    renewed, as its writer read it: another time means that it was renewed meanwhile, in a window.
    """
    text = suggestion.document.text
    kind = tables.KINDS[text.kind]
    owner = kind.lock(text)
    policies.require(by, kind.view, owner)
    tables.require_open(kind, owner, by=by)
    document = Document.objects.select_for_update().get(pk=suggestion.document_id)
    held = Suggestion.objects.open().select_for_update().filter(pk=suggestion.pk).first()
    if held is None:
        raise DomainError(_("This suggestion is decided already."), code="decided_already")
    if held.author_id != by.pk:
        raise DomainError(_("This is somebody else’s suggestion."), code="not_yours")
    if seen is not None and seen != held.at:
        raise ChangedMeanwhile(
            _("The suggestion was changed since you saw it; read it again."),
            code="suggestion_changed",
        )
    held.section, held.base = find(document.body, held.block)
    held.proposed, held.at = _read(markdown_text, held.base), clock.now()
    held.save(update_fields=["section", "base", "proposed", "at"])
    audit.record("publishing.suggestion.renewed", target=held, by=by)
    return held


def _heard(document: Document, typed: Typed) -> None:
    """Refuse what grew from an older form of the section than the text has."""
    if typed.base > document.version:
        raise DomainError(_("This version of the text does not exist."), code="version_unknown")
    missed = selectors.log.since(document, typed.base)
    if any(typed.section in step.parts for step in missed):
        raise ChangedMeanwhile(_("Somebody wrote here meanwhile."), code="steps_missed")


def _fitting(body: Node, typed: Typed) -> tuple[Node, list[Node]]:
    """Return the block as it stands and, checked, what would replace it."""
    here = schema.blocks(body, section=typed.section)
    at = next((n for n, each in enumerate(here) if schema.block_id(each) == typed.block), None)
    if at is None:
        raise DomainError(_("The block is not in the text any more."), code="block_unknown")
    try:
        proposed = steps.checked(typed.blocks)
        whole = [*here[:at], *proposed, *here[at + 1 :]]
        schema.fitting(schema.with_blocks(body, whole, section=typed.section))
    except InvalidText as wrong:
        raise DomainError(
            _("The text was not saved: %(why)s") % {"why": wrong}, code="steps_invalid"
        ) from wrong
    return here[at], proposed


def _unsay(standing: Suggestion, *, by: Person) -> None:
    # Nobody is barred from approving a text for letters that they took back while typing.
    audit.record("publishing.suggestion.withdrawn", target=standing, by=by)
    standing.delete()


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
    joined = merge.beside(suggestion.base, yours=suggestion.proposed, theirs=here[at])
    if joined is None:
        words = {"number": at + 1, "author": suggestion.author}
        raise ChangedMeanwhile(
            _(
                "Block %(number)s, suggestion of %(author)s: the same words were changed since;"
                " reject it or write it anew."
            )
            % words,
            code="suggestion_clash",
        )
    whole = [*here[:at], *joined, *here[at + 1 :]]
    try:
        return schema.fitting(schema.parse(schema.with_blocks(current, whole, section=section)))
    except InvalidText as wrong:
        raise ChangedMeanwhile(
            _("With this suggestion the text would break a rule: %(why)s") % {"why": wrong},
            code="suggestion_clash",
        ) from wrong


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
    seen = suggestion.at
    locked = Suggestion.objects.select_for_update(of=("self",))
    found = locked.select_related("document__text", "author").filter(pk=suggestion.pk).first()
    if found is None or found.state != SuggestionState.OPEN:
        raise DomainError(_("This suggestion is decided already."), code="decided_already")
    suggestion = found
    if suggestion.at != seen:
        raise ChangedMeanwhile(
            _("The suggestion was changed since you saw it; read it again."),
            code="suggestion_changed",
        )
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
