"""Read what people say about a text: open suggestions, threads, and whom one may name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from wco_portal.access import policies, roles
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile
from wco_portal.directory.models import Person
from wco_portal.directory.selectors import people as directory
from wco_portal.publishing import tables
from wco_portal.publishing.enums import RemarksShown
from wco_portal.publishing.models import Comment, Document, Suggestion, Text, Thread
from wco_portal.publishing.rules import inline, markdown, schema
from wco_portal.publishing.selectors import differences, log
from wco_portal.publishing.selectors.differences import ShownBlock


@dataclass(frozen=True, slots=True)
class ShownSuggestion:
    """A suggestion as the page shows it: its difference to the block it was made from."""

    suggestion: Suggestion
    number: int
    changes: list[ShownBlock]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class ShownThread:
    """A thread as the page shows it: where it stands now, and whether its words still do."""

    thread: Thread
    comments: Sequence[Comment]
    number: int
    is_there: bool
    # In the reader's hands, or they are named in it.
    is_mine: bool
    # The reader said something in it.
    is_by_me: bool


@dataclass(frozen=True, slots=True)
class Remarks:
    """Everything that was said about a section."""

    suggestions: list[ShownSuggestion]
    authors: list[Person]
    # How new the newest is: who decides on all decides on what they saw.
    until: dt.datetime | None
    threads: list[ShownThread]
    # The last resolved first.
    resolved: list[ShownThread]

    def only(self, shown: RemarksShown) -> Remarks:
        """Return what a page shows: all, what is open, or what the reader has to do with."""
        if shown == RemarksShown.OPEN:
            return replace(self, resolved=[])
        if shown == RemarksShown.ALL:
            return self
        threads, resolved = (
            [each for each in found if each.is_mine or each.is_by_me]
            for found in (self.threads, self.resolved)
        )
        mine = [each for each in self.suggestions if each.is_mine]
        return replace(self, suggestions=mine, threads=threads, resolved=resolved)

    def __len__(self) -> int:
        """Count suggestions and threads."""
        return len(self.suggestions) + len(self.threads) + len(self.resolved)


@dataclass(frozen=True, slots=True)
class Block:
    """A block that somebody says something about."""

    document: Document
    section: str
    block: str
    number: int
    words: str
    markdown: str
    address: str


def people(kind: tables.Kind) -> list[Person]:
    """List the people who see the texts of a kind."""
    return list(directory.in_secretariat(*roles.holders(kind.view), on=clock.today()))


def block(public_id: str, language: str, block: str, actor: Actor) -> Block:
    """Return a block of a text that the actor sees, or 404."""
    document = Document.objects.get(pk=log.document(public_id, language, actor).pk)
    kind = tables.KINDS[document.text.kind]
    for section, found in schema.placed(document.body):
        if schema.block_id(found) == block:
            beside = [schema.block_id(b) for b in schema.blocks(document.body, section=section)]
            return Block(
                document,
                section,
                block,
                beside.index(block) + 1,
                inline.plain(found),
                markdown.write([found]),
                kind.address(kind.owner(document.text), section),
            )
    raise Document.DoesNotExist


def thread(public_id: str, thread: str, actor: Actor) -> Thread:
    """Return a thread of a text that the actor sees, or 404."""
    text = log.text(public_id, actor)
    return Thread.objects.select_related("document__text").get(
        public_id=thread, document__text=text
    )


def chosen(
    text: Text, *, which: str, section: str | None = None, until: dt.datetime | None = None
) -> list[Suggestion]:
    """Return the open suggestions, of a section, that a form names: one, by author, or all.

    Those that are newer than `until` were not seen by whoever decides, and are left out.
    """
    found = Suggestion.objects.open().filter(document__text=text)
    if section is not None:
        found = found.filter(section=section)
    if until is not None:
        found = found.filter(at__lte=until)
    if which.startswith("by-"):
        found = found.filter(author__key=which.removeprefix("by-"))
    elif which != "all":
        found = found.filter(public_id=which)
    kept = list(found.select_related("document__text"))
    if not kept:
        raise ChangedMeanwhile(
            _("What you decided on was changed or decided since you saw it; read it again."),
            code="suggestion_changed",
        )
    return kept


def of(text: Text, section: str, *, actor: Actor) -> Remarks:
    """Return what was said about a section, in the order of the text."""
    documents = log.section(text, section)
    places = {
        (language, schema.block_id(each)): (number, inline.plain(each))
        for language, (_version, blocks) in documents.items()
        for number, each in enumerate(blocks, 1)
    }
    found = (
        Suggestion.objects.open()
        .filter(document__text=text, section=section)
        .select_related("author", "document")
        .defer("document__body")
    )
    suggestions = [
        ShownSuggestion(
            each,
            places.get((each.document.language, each.block), (0, ""))[0],
            differences.between({"content": [each.base]}, {"content": each.proposed}).blocks,
            is_mine=each.author == actor,
        )
        for each in found
    ]
    authors = {each.suggestion.author_id: each.suggestion.author for each in suggestions}
    threads, resolved = _threads(text, section, places, actor)
    until = max((each.suggestion.at for each in suggestions), default=None)
    return Remarks(suggestions, list(authors.values()), until, threads, resolved)


def _threads(
    text: Text, section: str, places: dict[tuple[str, str], tuple[int, str]], actor: Actor
) -> tuple[list[ShownThread], list[ShownThread]]:
    """Return the open threads of a section in the order of the text, and the resolved ones."""
    found = Thread.objects.filter(document__text=text, section=section)
    found = found.select_related("document", "assignee", "gone_by", "resolved_by")
    found = found.defer("document__body").prefetch_related(
        "comments__author", "comments__mentioned"
    )
    shown = [_thread(each, places, actor) for each in found]
    waiting = [each for each in shown if each.thread.resolved_at is None]
    done = [each for each in shown if each.thread.resolved_at is not None]
    waiting.sort(key=lambda each: (each.number or 9999, each.thread.pk))
    done.sort(key=lambda each: each.thread.resolved_at or clock.now(), reverse=True)
    return waiting, done


def _thread(
    thread: Thread, places: dict[tuple[str, str], tuple[int, str]], actor: Actor
) -> ShownThread:
    number, words = places.get((thread.document.language, thread.block), (0, ""))
    comments = sorted(thread.comments.all(), key=lambda each: each.pk)
    return ShownThread(
        thread,
        comments,
        number,
        is_there=bool(number) and thread.quote in words,
        is_mine=thread.assignee == actor or any(actor in c.mentioned.all() for c in comments),
        is_by_me=any(each.author == actor for each in comments),
    )


def may_suggest(text: Text, *, actor: Actor) -> bool:
    """Say whether somebody may suggest in a text: they see it, and it is open to its writers."""
    kind = tables.KINDS[text.kind]
    owner = kind.owner(text)
    sees = policies.check(actor, kind.view, owner)
    return bool(sees and tables.is_open(kind, owner, by=actor))


def may_decide(text: Text, *, actor: Actor) -> bool:
    """Say whether somebody may write in a text, and so decide on suggestions."""
    kind = tables.KINDS[text.kind]
    return bool(policies.check(actor, kind.edit, kind.owner(text)))
