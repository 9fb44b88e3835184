"""Read texts: as they stand, as they were, what changed, how far the translation is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from wco_portal.publishing.enums import Language
from wco_portal.publishing.models import Document, Revision, Text, Translation
from wco_portal.publishing.rules import difference, markdown, render, schema, steps, twins
from wco_portal.publishing.rules.difference import Difference
from wco_portal.publishing.rules.twins import Gap
from wco_portal.publishing.selectors import differences
from wco_portal.publishing.selectors.differences import ShownBlock

Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """A block in one language: its HTML and the state of its translation."""

    html: SafeString
    state: str
    is_missing: bool = False
    source_change: ShownBlock | None = None


@dataclass(frozen=True, slots=True)
class BlockRow:
    """A block in both languages, side by side."""

    number: int
    block: str
    en: Side
    fr: Side


def both(text: Text) -> dict[str, Document]:
    """Return the documents of a text by language."""
    return {document.language: document for document in text.documents.all()}


def in_language(text: Text, language: str) -> Document:
    """Return the document of a text in a language."""
    return text.documents.get(language=language)


def as_markdown(document: Document, *, section: str = "") -> str:
    """Write a section, or the text's own blocks, as restricted Markdown."""
    return markdown.write(schema.blocks(document.body, section=section))


def as_html(body: Body, *, section: str = "", deeper: int = 0) -> SafeString:
    """Write a section, or the text's own blocks, as safe HTML with anchors."""
    return _safe(schema.blocks(body, section=section), deeper=deeper)


def contents(body: Body) -> list[tuple[str, str]]:
    """List the headings of a text: where each stands, and its words."""
    return render.contents(schema.blocks(body))


def markdown_of(body: Body, *, section: str = "") -> str:
    """Write a section of a given body as restricted Markdown."""
    return markdown.write(schema.blocks(body, section=section))


def block_html(block: Body, *, anchored: bool = True) -> SafeString:
    """Write one block as safe HTML."""
    return _safe([block], anchored=anchored)


def plain(body: Body) -> str:
    """Return the words of a text, a block to a line."""
    return render.plain(body)


def plain_section(body: Body, *, section: str) -> str:
    """Return the words of a section."""
    return render.plain_blocks(schema.blocks(body, section=section))


def blocks(body: Body) -> list[tuple[str, str, str]]:
    """List every block as (id, section, words)."""
    return [
        (schema.block_id(block), section, render.plain_blocks([block]))
        for section, block in schema.placed(body)
    ]


def nodes(body: Body, *, section: str = "") -> list[Body]:
    """Return the blocks of a section, or the text's own, as they are kept."""
    return schema.blocks(body, section=section)


def sections(body: Body) -> list[str]:
    """List the ids of the sections of a text."""
    return twins.section_ids(body)


def history(document: Document) -> QuerySet[Revision]:
    """Return the versions of a document, newest first, with their authors."""
    found = document.revisions.select_related("author", "milestone").prefetch_related("authors")
    return found.defer("body").order_by("-version")


def revision(document: Document, version: int) -> Revision:
    """Return one version of a document."""
    return document.revisions.select_related("author").get(version=version)


def body_at(document: Document, version: int) -> Body:
    """Return the text as it was at a version: the last one kept, and what was written since."""
    if version == document.version:
        return dict(document.body)
    if not 0 <= version < document.version:
        raise LookupError(version)
    kept = document.revisions.filter(version__lte=version).order_by("-version").first()
    acts = document.steps.since(kept.version if kept else 0).filter(version__lte=version)
    return steps.replayed(kept.body if kept else schema.empty(), [act.parts for act in acts])


def compare(old: Body, new: Body) -> Difference:
    """Say what changed from one text to another."""
    return difference.compare(old, new)


def structure_gaps(text: Text) -> list[Gap]:
    """List where the two languages of a text differ in structure."""
    documents = both(text)
    return twins.gaps(documents[Language.EN].body, documents[Language.FR].body)


def stale(text: Text) -> list[tuple[str, str]]:
    """List the translated blocks whose source has changed since, as (language, block)."""
    documents = both(text)
    found = []
    for language, other in ((Language.EN, Language.FR), (Language.FR, Language.EN)):
        source = twins.digests(documents[other].body)
        found += [
            (str(language), each.block)
            for each in documents[language].translations.all()
            if each.block in source and source[each.block] != each.source_digest
        ]
    return found


def progress(text: Text) -> dict[str, dict[str, int]]:
    """Count, per section, the blocks in each state of translation: missing, stale, and so on."""
    documents = both(text)
    made = {code: {t.block: t for t in d.translations.all()} for code, d in documents.items()}
    source = {code: twins.digests(d.body) for code, d in documents.items()}
    counted: dict[str, dict[str, int]] = {}
    seen: set[str] = set()
    for code, other in ((Language.EN, Language.FR), (Language.FR, Language.EN)):
        for section, block in schema.placed(documents[code].body):
            identity = schema.block_id(block)
            if identity in seen:
                continue
            seen.add(identity)
            state = "missing"
            if identity in source[other]:
                state = _pair_state(identity, made, source)
            counts = counted.setdefault(section, {})
            counts[state] = counts.get(state, 0) + 1
    return counted


def _pair_state(
    block: str, made: dict[str, dict[str, Translation]], source: dict[str, dict[str, str]]
) -> str:
    for code, other in ((Language.EN, Language.FR), (Language.FR, Language.EN)):
        translation = made[code].get(block)
        if translation is not None:
            is_stale = translation.source_digest != source[other][block]
            return "stale" if is_stale else translation.state
    return "original"


def side_by_side(text: Text, *, section: str = "") -> list[BlockRow]:
    """Return the blocks of a section in both languages with the state of each translation."""
    documents = both(text)
    found = {
        language: {schema.block_id(b): b for b in schema.blocks(d.body, section=section)}
        for language, d in documents.items()
    }
    order = list(dict.fromkeys([*found[Language.EN], *found[Language.FR]]))
    sides = {
        language: _sides(documents[language], documents[other], found[language], order)
        for language, other in ((Language.EN, Language.FR), (Language.FR, Language.EN))
    }
    return [
        BlockRow(number, block, sides[Language.EN][block], sides[Language.FR][block])
        for number, block in enumerate(order, 1)
    ]


def _sides(
    document: Document, other: Document, found: dict[str, Body], order: list[str]
) -> dict[str, Side]:
    source = twins.digests(other.body)
    made_from = {each.block: each for each in document.translations.all()}
    told: dict[int, Difference] = {}
    sides = {}
    for block in order:
        if block not in found:
            sides[block] = Side(_safe([]), "missing", is_missing=True)
            continue
        html = _safe([found[block]], anchored=False)
        translation = made_from.get(block)
        if translation is None:
            sides[block] = Side(html, "original")
        elif block in source and source[block] != translation.source_digest:
            version = translation.source_version
            if version not in told:
                told[version] = difference.compare(body_at(other, version), other.body)
            change = _source_change(told[version], block)
            sides[block] = Side(html, "stale", source_change=change)
        else:
            sides[block] = Side(html, translation.state)
    return sides


def _source_change(told: Difference, block: str) -> ShownBlock | None:
    """Say what happened to a source block since a translation was made from it."""
    found = next((change for change in told.changes if change.block == block), None)
    return differences.block(found) if found else None


def _safe(found: list[Body], *, deeper: int = 0, anchored: bool = True) -> SafeString:
    return mark_safe(  # noqa: S308 -- every word is escaped and the result cleaned by nh3
        render.html(found, deeper=deeper, anchored=anchored)
    )
