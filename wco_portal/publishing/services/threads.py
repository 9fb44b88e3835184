"""Comment on words of a text: open a thread, answer, hand it to somebody, resolve it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wco_portal.access import policies
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors, tables
from wco_portal.publishing.models import Comment, Document, Thread
from wco_portal.publishing.rules import inline
from wco_portal.publishing.services import suggestions

AROUND = 60


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says, and whom they name."""

    words: str
    mentioned: Iterable[Person] = ()


@transaction.atomic
def open_thread(
    document: Document, *, block: str, said: Said, by: Person, quote: str = ""
) -> Thread:
    """Begin a thread at words of a block; without words, at the whole block."""
    _require(document, by)
    section, found = suggestions.find(document.body, block)
    words = inline.plain(found)
    quote = quote.strip()
    at = words.find(quote) if quote else 0
    if at < 0:
        raise DomainError(_("These words are not in the block."), code="quote_unknown")
    thread = Thread.objects.create(
        document=document,
        section=section,
        block=block,
        quote=quote,
        prefix=words[max(0, at - AROUND) : at] if quote else "",
        suffix=words[at + len(quote) :][:AROUND] if quote else "",
    )
    return answer(thread, said=said, by=by)


@transaction.atomic
def answer(thread: Thread, *, said: Said, by: Person) -> Thread:
    """Say something in a thread; whom it names is told."""
    _require(thread.document, by)
    comment = Comment(thread=thread, words=said.words.strip(), author=by, at=clock.now())
    comment.full_clean()
    comment.save()
    mentioned = [each for each in said.mentioned if each in people(thread.document)]
    comment.mentioned.set(mentioned)
    _tell(thread, by=by, whom=mentioned)
    return thread


@transaction.atomic
def assign(thread: Thread, *, to: Person | None, by: Person) -> Thread:
    """Hand a thread to somebody, or to nobody."""
    _require(thread.document, by)
    if to is not None and to not in people(thread.document):
        raise DomainError(_("This person does not see the text."), code="person_unknown")
    thread.assignee = to
    thread.save(update_fields=["assignee"])
    _tell(thread, by=by, whom=[to] if to else [])
    return thread


@transaction.atomic
def resolve(thread: Thread, *, by: Person) -> Thread:
    """Close a thread; once closed, the same act opens it again."""
    _require(thread.document, by)
    thread = Thread.objects.select_for_update(of=("self",)).get(pk=thread.pk)
    is_open = thread.resolved_at is None
    thread.resolved_by = by if is_open else None
    thread.resolved_at = clock.now() if is_open else None
    thread.save(update_fields=["resolved_by", "resolved_at"])
    name = "resolved" if is_open else "reopened"
    audit.record(f"publishing.thread.{name}", target=thread, by=by)
    return thread


def people(document: Document) -> list[Person]:
    """List who may be named: those who see the text."""
    return selectors.remarks.people(tables.KINDS[document.text.kind])


def _require(document: Document, by: Person) -> None:
    kind = tables.KINDS[document.text.kind]
    policies.require(by, kind.view, kind.owner(document.text))


def _tell(thread: Thread, *, by: Person, whom: Iterable[Person]) -> None:
    kind = tables.KINDS[thread.document.text.kind]
    data = {
        "thread": thread.public_id,
        "section": thread.section,
        "mentioned": [person.key for person in whom if person != by],
    }
    audit.record(kind.remarked, target=kind.owner(thread.document.text), by=by, data=data)
