"""Read a text block by block in both languages: what translates what, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wco_portal.publishing.enums import Language, TranslationState
from wco_portal.publishing.models import Document, Text, Translation
from wco_portal.publishing.rules import inline, schema, twins
from wco_portal.publishing.rules.schema import Node

OTHER = {"en": "fr", "fr": "en"}
# What is computed and not stored: the original, a block without its translation, an outdated one.
ORIGINAL, MISSING, STALE = "original", "missing", "stale"


@dataclass(frozen=True, slots=True)
class Pair:
    """A block in both languages; `states` says for each how it stands to the other."""

    block: str
    section: str
    number: int
    nodes: Mapping[str, Node | None]
    states: Mapping[str, str]

    @property
    def is_title(self) -> bool:
        """Say whether it is the title of its section, which stands before its first block."""
        return self.number == 0

    def words(self, language: str) -> int:
        """Count the words in a language; where it has none, those that wait for translation."""
        node = self.nodes[language] or self.nodes[OTHER[language]]
        return inline.count(node) if node else 0

    def excerpt(self, language: str) -> str:
        """Return the beginning of the block in a language, or in the other one."""
        node = self.nodes[language] or self.nodes[OTHER[language]]
        return " ".join(inline.plain(node).split())[:120] if node else ""


def documents(text: Text) -> dict[str, Document]:
    """Return the documents of a text with their translations: two queries."""
    found = text.documents.prefetch_related("translations")
    return {document.language: document for document in found}


def of(text: Text) -> list[Pair]:
    """List every block of a text, section by section, in the order in which its pages show them."""
    return between(documents(text))


def between(found: Mapping[str, Document]) -> list[Pair]:
    """List the pairs of two documents with their translations."""
    made = {code: {t.block: t for t in d.translations.all()} for code, d in found.items()}
    placed = {code: _by_section(document.body) for code, document in found.items()}
    return [
        Pair(block, section, number, nodes, _states(nodes, block, made))
        for section in dict.fromkeys(key for code in Language.values for key in placed[code])
        for number, (block, nodes) in enumerate(_merged(placed, section), 1)
    ]


def of_titles(titles: Mapping[str, Mapping[str, str]]) -> list[Pair]:
    """Return the titles of sections, by section and language, as pairs; empty ones are left out."""
    found = []
    for section, said in titles.items():
        nodes = {code: _title(section, said.get(code, "")) for code in Language.values}
        states = {
            code: MISSING if node is None else str(TranslationState.TRANSLATED)
            for code, node in nodes.items()
        }
        if any(nodes.values()):
            found.append(Pair(section, section, 0, nodes, states))
    return found


def _title(section: str, words: str) -> Node | None:
    plain = schema.UNWANTED.sub("", " ".join(words.split()))
    if not plain:
        return None
    line = {"type": "text", "text": plain}
    return {"type": "paragraph", "attrs": {"id": section}, "content": [line]}


def gaps(found: Mapping[str, Document]) -> int:
    """Count where two documents differ in structure."""
    return len(twins.gaps(*(found[code].body for code in Language.values)))


def _by_section(body: Node) -> dict[str, dict[str, Node]]:
    found: dict[str, dict[str, Node]] = {"": {}}
    for section, block in schema.placed(body):
        found.setdefault(section, {})[schema.block_id(block)] = block
    return found


def _merged(
    placed: Mapping[str, dict[str, dict[str, Node]]], section: str
) -> Iterator[tuple[str, dict[str, Node | None]]]:
    here = {code: placed[code].get(section, {}) for code in Language.values}
    for block in twins.interleaved(here[Language.EN], here[Language.FR]):
        yield block, {code: here[code].get(block) for code in Language.values}


def _states(
    nodes: Mapping[str, Node | None], block: str, made: Mapping[str, Mapping[str, Translation]]
) -> dict[str, str]:
    states = {code: _state(nodes, code, made[code].get(block)) for code in Language.values}
    if set(states.values()) == {ORIGINAL}:
        # Both are there and nobody has said which one translates which.
        states[Language.FR] = TranslationState.INITIAL
    return {code: str(state) for code, state in states.items()}


def _state(nodes: Mapping[str, Node | None], code: str, made: Translation | None) -> str:
    if nodes[code] is None:
        return MISSING
    source = nodes[OTHER[code]]
    if made is None:
        return ORIGINAL
    is_stale = source is not None and schema.block_digest(source) != made.source_digest
    return STALE if is_stale else made.state
