"""The one write path of texts: checked against a base version, merged, kept for good."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing.enums import Language
from wco_portal.publishing.models import Document, Revision, Text
from wco_portal.publishing.rules import markdown, merge, schema, steps, twins
from wco_portal.publishing.rules.merge import Clash
from wco_portal.publishing.rules.schema import InvalidText, Node
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import log, sittings

__all__ = ["Clash", "Saved", "TextClash", "create", "restore", "save_body", "save_markdown"]


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did."""

    document: Document
    revision: Revision | None
    is_merged: bool


class TextClash(ChangedMeanwhile):
    """Two people changed the same words; carries all three forms, so that nothing is lost."""

    def __init__(self, document: Document, *, yours: Node, clashes: tuple[Clash, ...]) -> None:
        """Keep the joined text in which `yours` stands where the two clash."""
        super().__init__(
            _("Somebody else changed the same passage while you were writing."), code="text_clash"
        )
        self.document = document
        self.yours = yours
        self.clashes = clashes


@transaction.atomic
def create(kind: str, *, is_demonstration: bool = False) -> Text:
    """Start an empty text in both languages."""
    text = Text.objects.create(kind=kind, is_demonstration=is_demonstration)
    Document.objects.bulk_create(Document(text=text, language=code) for code in Language.values)
    return text


@transaction.atomic
def save_markdown(
    document: Document,
    *,
    markdown_text: str,
    base_version: int,
    by: Person | None,
    section: str = "",
    reason: str = "",
) -> Saved:
    """Save a section (or the text's own blocks) written in restricted Markdown."""

    def yours(base: Node) -> Node:
        before = schema.blocks(base, section=section)
        blocks = markdown.read(markdown_text, previous=before)
        twin = _twin_of(document)
        blocks = twins.adopt(
            blocks,
            known={schema.block_id(block) for block in before},
            twin=schema.blocks(twin.body, section=section) if twin else [],
        )
        return schema.with_blocks(base, blocks, section=section)

    return _save(document, yours, base_version=base_version, by=by, reason=reason)


@transaction.atomic
def save_body(
    document: Document, *, body: Any, base_version: int, by: Person | None, reason: str = ""
) -> Saved:
    """Save a whole text given as blocks."""
    return _save(document, lambda _base: body, base_version=base_version, by=by, reason=reason)


@transaction.atomic
def restore(
    document: Document,
    *,
    version: int,
    by: Person,
    reason: str,
    sections: Collection[str] | None = None,
) -> Saved:
    """Make an older version the newest; nothing in between is deleted.

    `sections` names those that the text may have today: others stay in its history.
    """
    if not reason.strip():
        raise DomainError(_("Say why the older version comes back."), code="reason_missing")
    current = Document.objects.select_for_update().get(pk=document.pk)
    old = Revision.objects.get(document=document, version=version)
    body = old.body if sections is None else schema.with_sections(old.body, sections)
    return save_body(current, body=body, base_version=current.version, by=by, reason=reason.strip())


def _save(
    document: Document,
    yours_from: Callable[[Node], Node],
    *,
    base_version: int,
    by: Person | None,
    reason: str,
) -> Saved:
    current = Document.objects.select_for_update().select_related("text").get(pk=document.pk)
    base = _base(current, base_version)
    try:
        yours = schema.parse(yours_from(base))
    except InvalidText as wrong:
        raise DomainError(
            _("The text was not saved: %(why)s") % {"why": wrong}, code="text_invalid"
        ) from wrong
    theirs = current.body
    joined = merge.merge(base, yours=yours, theirs=theirs)
    if joined.clashes:
        mine = merge.resolved(base, yours=yours, theirs=theirs, clashes=joined.clashes)
        raise TextClash(current, yours=mine, clashes=joined.clashes)
    if joined.body == theirs:
        return Saved(current, None, is_merged=False)
    is_merged = base_version != current.version
    body = schema.parse(joined.body)
    sittings.seal(current)
    log.append(current, body=body, parts=steps.compare(theirs, body), by=by)
    revision = sittings.keep(current, by=by, reason=reason, is_merged=is_merged)
    return Saved(current, revision, is_merged=is_merged)


def _base(document: Document, version: int) -> Node:
    try:
        return reading.body_at(document, version)
    except LookupError as missing:
        raise DomainError(
            _("This version of the text does not exist."), code="version_unknown"
        ) from missing


def _twin_of(document: Document) -> Document | None:
    return (
        Document.objects.filter(text_id=document.text_id)
        .exclude(language=document.language)
        .first()
    )
