"""Read texts: as they stand, as they were, what changed, how far the translation is."""

from __future__ import annotations

import itertools
import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.safestring import SafeString, mark_safe

from wco_portal.publishing.enums import Language
from wco_portal.publishing.models import Document, Revision, Text
from wco_portal.publishing.rules import difference, markdown, render, schema, steps, twins
from wco_portal.publishing.rules.difference import Difference
from wco_portal.publishing.rules.twins import Gap
from wco_portal.publishing.selectors import differences, pairs
from wco_portal.publishing.selectors.differences import ShownBlock
from wco_portal.publishing.selectors.pairs import Pair

Body = dict[str, Any]

# Characters of blocks as JSON up to which their HTML is remembered: 1,024 of them take some 6 MB.
SHORT: Final = 4000


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


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks in a row in one language."""

    html: SafeString
    language: str


def both(text: Text) -> dict[str, Document]:
    """Return the documents of a text by language."""
    return {document.language: document for document in text.documents.all()}


def in_language(text: Text, language: str) -> Document:
    """Return the document of a text in a language."""
    return text.documents.get(language=language)


def without_body(text: Text, language: str) -> Document:
    """Return the document of a text in a language without its words, which are many."""
    return text.documents.defer("body").get(language=language)


def as_markdown(document: Document, *, section: str = "") -> str:
    """Write a section, or the text's own blocks, as restricted Markdown."""
    return markdown.write(schema.blocks(document.body, section=section))


def as_html(body: Body, *, section: str = "", deeper: int = 0) -> SafeString:
    """Write a section, or the text's own blocks, as safe HTML with anchors."""
    return _safe(schema.blocks(body, section=section), deeper=deeper)


def by_section(body: Body) -> dict[str, list[Body]]:
    """Return the blocks of every section as they are kept, and the text's own under ""."""
    return schema.by_section(body)


def passages(section: Mapping[str, list[Body]], language: str, *, deeper: int = 0) -> list[Passage]:
    """Return the blocks of a section, given by language, as they read in one language.

    A block that it lacks stands there in the other one.
    """
    found = {code: {schema.block_id(each): each for each in here} for code, here in section.items()}
    mine, other = found.get(language, {}), found.get(pairs.OTHER[language], {})
    told = [
        (language, mine[key]) if key in mine else (pairs.OTHER[language], other[key])
        for key in twins.interleaved(mine, other)
        if key in mine or render.plain_blocks([other[key]]).strip()
    ]
    return [
        Passage(_safe([block for _code, block in blocks], deeper=deeper), code)
        for code, blocks in itertools.groupby(told, key=lambda each: each[0])
    ]


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
    return plain_blocks(schema.blocks(body, section=section))


def plain_blocks(found: Iterable[Body]) -> str:
    """Return the words of some blocks, a block to a line."""
    return render.plain_blocks(found)


def words_by_block(found: Iterable[Body]) -> dict[str, str]:
    """Return the words of blocks by their ids."""
    return {schema.block_id(block): render.plain_blocks([block]) for block in found}


def blocks(body: Body, *, among: Container[str] | None = None) -> list[tuple[str, str, str]]:
    """List every block, or those among these, as (id, section, words)."""
    return [
        (identity, section, render.plain_blocks([block]))
        for section, block in schema.placed(body)
        for identity in [schema.block_id(block)]
        if among is None or identity in among
    ]


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
    counted: dict[str, dict[str, int]] = {}
    for pair in pairs.of(text):
        states = set(pair.states.values()) - {pairs.ORIGINAL}
        state = pairs.MISSING if pairs.MISSING in states else states.pop()
        counts = counted.setdefault(pair.section, {})
        counts[state] = counts.get(state, 0) + 1
    return counted


def side_by_side(text: Text, *, section: str = "") -> list[BlockRow]:
    """Return the blocks of a section in both languages with the state of each translation."""
    documents = pairs.documents(text)
    told: dict[tuple[str, int], Difference] = {}
    return [
        BlockRow(
            pair.number,
            pair.block,
            *(_side(pair, code, documents, told) for code in (Language.EN, Language.FR)),
        )
        for pair in pairs.between(documents)
        if pair.section == section
    ]


def _side(
    pair: Pair,
    language: str,
    documents: dict[str, Document],
    told: dict[tuple[str, int], Difference],
) -> Side:
    node, state = pair.nodes[language], pair.states[language]
    if node is None:
        return Side(_safe([]), state, is_missing=True)
    html = _safe([node], anchored=False)
    if state != pairs.STALE:
        return Side(html, state)
    made_from = {each.block: each for each in documents[language].translations.all()}
    version, other = made_from[pair.block].source_version, documents[pairs.OTHER[language]]
    if (language, version) not in told:
        told[language, version] = difference.compare(body_at(other, version), other.body)
    change = _source_change(told[language, version], pair.block)
    return Side(html, state, source_change=change)


def _source_change(told: Difference, block: str) -> ShownBlock | None:
    """Say what happened to a source block since a translation was made from it."""
    found = next((change for change in told.changes if change.block == block), None)
    return differences.block(found) if found else None


def _safe(found: list[Body], *, deeper: int = 0, anchored: bool = True) -> SafeString:
    """Write blocks as HTML: short ones once for all who read the same words."""
    words = json.dumps(found)
    if len(words) > SHORT:
        return _html(found, deeper=deeper, anchored=anchored)
    return _known(words, deeper=deeper, anchored=anchored)


# A draft of 400 sections is read again and again, and each takes a tenth of a millisecond.
@lru_cache(maxsize=1024)
def _known(words: str, *, deeper: int, anchored: bool) -> SafeString:
    return _html(json.loads(words), deeper=deeper, anchored=anchored)


def _html(found: list[Body], *, deeper: int, anchored: bool) -> SafeString:
    return mark_safe(  # noqa: S308 -- every word is escaped and the result cleaned by nh3
        render.html(found, deeper=deeper, anchored=anchored)
    )
