"""Open suggestions laid on the text as it stands: what the editor shows in the line."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from wco_portal.access.policies import Actor
from wco_portal.publishing.models import Document, Suggestion, Text
from wco_portal.publishing.rules import markdown, merge, schema
from wco_portal.publishing.rules.schema import Node
from wco_portal.publishing.selectors import log, remarks


@dataclass(frozen=True, slots=True)
class Laid:
    """What a block says, and what it would say; where the two clash, as it was suggested."""

    suggestion: Suggestion
    current: Node | None
    blocks: list[Node]
    is_clash: bool


@dataclass(frozen=True, slots=True)
class Written:
    """An open suggestion as a program reads it, in restricted Markdown."""

    id: str
    section: str
    language: str
    block: str
    author: str
    outside_author: str
    is_typed: bool
    why: str
    at: dt.datetime
    was: str
    words: str


def mark(text: Text, section: str) -> str:
    """Return a word that is another one as soon as anything is to be shown anew."""
    found = Suggestion.objects.open().filter(document__text=text, section=section)
    rows = [f"{key} {at.isoformat()}" for key, at in found.values_list("pk", "at")]
    if not rows:
        return ""
    versions = Document.objects.filter(text=text).order_by("language").values_list("version")
    return hashlib.sha256(f"{rows} {list(versions)}".encode()).hexdigest()[:16]


def of(text: Text, section: str) -> list[Laid]:
    """Return the open suggestions of a section, the oldest first."""
    blocks = {
        (language, schema.block_id(each)): each
        for language, (_version, found) in log.section(text, section).items()
        for each in found
    }
    found = (
        Suggestion.objects.open()
        .filter(document__text=text, section=section)
        .select_related("author", "document")
        .defer("document__body")
    )
    return [_laid(each, blocks.get((each.document.language, each.block))) for each in found]


def _laid(suggestion: Suggestion, current: Node | None) -> Laid:
    joined = None
    if current is not None:
        joined = merge.beside(suggestion.base, yours=suggestion.proposed, theirs=current)
    blocks = suggestion.proposed if joined is None else joined
    return Laid(suggestion, current, blocks, is_clash=joined is None)


def written(text: Text, *, actor: Actor) -> list[Written]:
    """Return every open suggestion of a text, the oldest first."""
    names = remarks.may_decide(text, actor=actor)
    found = Suggestion.objects.open().filter(document__text=text)
    return [
        Written(
            each.public_id,
            each.section,
            each.document.language,
            each.block,
            each.author.key,
            each.outside_author if names else "",
            each.is_typed,
            each.why,
            each.at,
            markdown.write([each.base]),
            markdown.write(each.proposed),
        )
        for each in found.select_related("author", "document").defer("document__body")
    ]
