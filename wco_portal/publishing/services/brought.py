"""Bring in what was said about a text in a file: suggestions and threads, under their authors.

Whoever brings the file in answers for it, and the audit trail names that person. An author who is
a person of the portal and may see the text stands beside the words; of anyone else the name is
kept beside them, for whoever may write in the text, and for a time only.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from wco_portal.access import policies
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.directory.models import Person
from wco_portal.publishing import selectors, tables
from wco_portal.publishing.models import Comment, Document, Suggestion, Thread
from wco_portal.publishing.rules import inline
from wco_portal.publishing.rules.schema import Node
from wco_portal.publishing.rules.word.draft import Remark
from wco_portal.publishing.services import suggestions

AROUND = 60
ANSWERED_FOR: Final = dt.timedelta(days=90)
AT_MOST: Final = dt.timedelta(days=365)


def authors(document: Document) -> dict[str, Person]:
    """Return, by their names, the people who see a text and share their name with nobody."""
    found: dict[str, list[Person]] = {}
    for person in selectors.remarks.people(tables.KINDS[document.text.kind]):
        found.setdefault(person.name, []).append(person)
    return {name: people[0] for name, people in found.items() if len(people) == 1}


@transaction.atomic
def suggest(
    document: Document,
    *,
    block: str,
    proposed: list[Node],
    author: str,
    file: str,
    by: Person,
    base: Node | None = None,
) -> Suggestion:
    """Keep a tracked change as a suggestion, made from the block as it is or as the file had it."""
    kind = tables.KINDS[document.text.kind]
    policies.require(by, kind.edit, kind.owner(document.text))
    section, present = suggestions.find(document.body, block)
    known = authors(document).get(author)
    made = Suggestion.objects.create(
        document=document,
        section=section,
        block=block,
        base=base or present,
        proposed=proposed,
        why=(_("Tracked change in the file %(name)s.") % {"name": file})[:400],
        author=known or by,
        outside_author="" if known else author[:120],
        at=clock.now(),
    )
    data = {"language": document.language, "block": block, "from_file": True}
    audit.record("publishing.suggestion.made", target=made, by=by, data=data)
    return made


@transaction.atomic
def comment(document: Document, *, block: str, remark: Remark, file: str, by: Person) -> Thread:
    """Keep a comment with its answers as a thread at its words."""
    kind = tables.KINDS[document.text.kind]
    policies.require(by, kind.edit, kind.owner(document.text))
    section, found = suggestions.find(document.body, block)
    words = inline.plain(found)
    at = _place(words, remark.quote, remark.before)
    quote = remark.quote if at >= 0 else ""
    thread = Thread.objects.create(
        document=document,
        section=section,
        block=block,
        quote=quote,
        prefix=words[max(0, at - AROUND) : at] if quote else "",
        suffix=words[at + len(quote) :][:AROUND] if quote else "",
        resolved_by=by if remark.is_done else None,
        resolved_at=clock.now() if remark.is_done else None,
    )
    _say(thread, remark, file, by)
    return thread


def _say(thread: Thread, remark: Remark, file: str, by: Person) -> None:
    known = authors(thread.document)
    for author, said in [(remark.author, remark.words), *remark.answers]:
        own = known.get(author)
        told = said if own else _("In the file %(name)s:") % {"name": file} + f"\n{said}"
        Comment.objects.create(
            thread=thread,
            words=told[:4000],
            author=own or by,
            outside_author="" if own else author[:120],
            at=clock.now(),
        )


def forget_due(at: dt.datetime) -> int:
    """Forget who wrote in files: some time after it was answered, and in any case after a year."""
    answered, old = at - ANSWERED_FOR, at - AT_MOST
    suggested = Suggestion.objects.exclude(outside_author="")
    suggested = suggested.filter(Q(decided_at__lt=answered) | Q(at__lt=old))
    said = Comment.objects.exclude(outside_author="")
    said = said.filter(Q(thread__resolved_at__lt=answered) | Q(at__lt=old))
    # By key: a filter that joins cannot be updated by.
    said = Comment.objects.filter(pk__in=said.values("pk"))
    return suggested.update(outside_author="") + said.update(outside_author="")


def _place(words: str, quote: str, before: str) -> int:
    """Find words where the same ones stand before them; else where they stand first."""
    at = words.find(quote) if quote else -1
    first = at
    while at >= 0:
        if words[:at].endswith(before):
            return at
        at = words.find(quote, at + 1)
    return first
