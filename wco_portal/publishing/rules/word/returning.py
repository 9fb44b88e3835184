"""What a file of ours that comes back changed, block by block, against the text that it left with.

A block is known by its bookmark, or where that was lost by its words. What the file only writes
otherwise (spaces that French does not break, addresses made complete) is no change.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from wco_portal.common import ids
from wco_portal.publishing.rules import align, inline, schema
from wco_portal.publishing.rules.inline import Token
from wco_portal.publishing.rules.schema import Node
from wco_portal.publishing.rules.word.draft import Draft, Piece
from wco_portal.publishing.rules.word.findings import Finding, short

# What the portal writes around the text of a plan, by the names of its styles.
AROUND: Final = frozenset({"title", "subtitle", "caption", "note"})
NO_BREAK: Final = frozenset("\u00a0\u202f")


@dataclass(slots=True)
class Returned:
    """The text as the file has it, what is new in it, and what is not in it any more."""

    body: Node
    # The id of each new block, and of each that the file lacks; both with their words.
    added: dict[str, str] = field(default_factory=dict)
    gone: dict[str, str] = field(default_factory=dict)
    # By element: the title as the file has it.
    titles: dict[str, str] = field(default_factory=dict)
    # What stands in the file for each block that it has.
    pieces: dict[str, Piece] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class Matcher:
    """Lays the pieces of a file on the text that it left with."""

    base: Node
    titles: Mapping[str, str]
    made: Returned
    # The blocks of the other language: the file shows them where this one lacks words.
    twin: Mapping[str, Node]
    # What the ids of new blocks are made from: the same for the same file.
    seed: str
    known: dict[str, tuple[str, Node]] = field(default_factory=dict)
    # By section: the blocks in the order of the file.
    placed: dict[str, list[Node]] = field(default_factory=dict)

    def run(self, draft: Draft) -> None:
        """Walk the pieces; what comes before the first heading or mark is the cover."""
        self.known = {
            schema.block_id(block): (section, block) for section, block in schema.placed(self.base)
        }
        pieces = _without_cover(draft.pieces)
        lost = self._lost(pieces)
        section, is_around = "", False
        for at, piece in enumerate(pieces):
            identity = lost.get(at) or next((m for m in piece.marks if self._is_known(m)), "")
            if identity in self.titles:
                section, is_around = identity, False
                self._title(identity, piece)
                continue
            is_around = not identity and (
                piece.role in AROUND or piece.level == 1 or (is_around and self._follows(piece))
            )
            if is_around:
                self._tell(piece, "generated")
                continue
            twin = next((mark for mark in piece.marks if mark in self.twin), "")
            if not identity and twin and self._says(piece, self.twin[twin]):
                self._tell(piece, "already_there")
            elif identity in self.known:
                section = self._continue(identity, piece, section, is_lost=at in lost)
            else:
                self._add(piece, section, twin)

    def _says(self, piece: Piece, block: Node) -> bool:
        return inline.plain(piece.node).split() == inline.plain(block).split()

    def _is_known(self, mark: str) -> bool:
        return mark in self.known or mark in self.titles

    def _follows(self, piece: Piece) -> bool:
        return "list" in piece.node["type"] or piece.node["type"] == "table"

    def _lost(self, pieces: list[Piece]) -> dict[int, str]:
        """Find by its words what has lost its bookmark."""
        there = {mark for piece in pieces for mark in piece.marks}
        old = [key for key in self.known if key not in there]
        free = [
            at
            for at, piece in enumerate(pieces)
            if not any(self._is_known(mark) for mark in piece.marks) and piece.role not in AROUND
        ]
        pairs = align.pairs(
            [inline.plain(self.known[key][1]) for key in old],
            [inline.plain(pieces[at].node) for at in free],
        )
        return {free[new]: old[before] for new, before in pairs.items()}

    def _title(self, identity: str, piece: Piece) -> None:
        words = inline.plain(piece.node)
        title = words.partition("\u2002")[2] or words
        known = self.titles[identity]
        # Where this language has no title the file shows another's, or says that there is none.
        if known and title.split() != known.split():
            self.made.titles[identity] = " ".join(title.split())
        self.placed.setdefault(identity, [])

    def _continue(self, identity: str, piece: Piece, section: str, *, is_lost: bool) -> str:
        place, block = self.known[identity]
        if any(schema.block_id(each) == identity for each in self.placed.get(place, [])):
            self._add(piece, section)
            return section
        if is_lost:
            self._tell(piece, "matched")
        if place != section:
            self._tell(piece, "other_place")
        self.placed.setdefault(place, []).append(as_written(block, piece.node))
        self.made.pieces[identity] = piece
        return place

    def _add(self, piece: Piece, section: str, twin: str = "") -> None:
        identity = twin or self._fresh(piece)
        attrs = piece.node.get("attrs", {}) | {"id": identity}
        self.placed.setdefault(section, []).append(piece.node | {"attrs": attrs})
        self.made.added[identity] = short(inline.plain(piece.node), 200)
        self.made.pieces[identity] = piece

    def _fresh(self, piece: Piece) -> str:
        words = f"{self.seed} {piece.place} {len(self.made.added)}"
        number = int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big")
        return "".join(ids.ALPHABET[number >> 5 * place & 31] for place in range(10))

    def _tell(self, piece: Piece, code: str) -> None:
        values = {"words": short(inline.plain(piece.node))}
        self.made.findings.append(Finding(piece.place, "", code, values))


def _without_cover(pieces: list[Piece]) -> list[Piece]:
    first = next((n for n, each in enumerate(pieces) if each.marks or each.level), len(pieces))
    return pieces[first:]


def returned(
    draft: Draft, *, base: Node, titles: Mapping[str, str], twin: Node, seed: str
) -> Returned:
    """Say what a file changed; what it lacks stays in the text until somebody decides."""
    made = Returned(base, findings=list(draft.findings))
    others = {schema.block_id(block): block for _section, block in schema.placed(twin)}
    matcher = Matcher(base, titles, made, others, seed)
    matcher.run(draft)
    body = base
    for section in dict.fromkeys(
        ["", *(schema.block_id(s) for s in schema.sections(base)), *titles]
    ):
        here = matcher.placed.get(section, [])
        old = schema.blocks(base, section=section)
        present = {schema.block_id(block) for block in here}
        for block in old:
            if schema.block_id(block) not in present:
                made.gone[schema.block_id(block)] = short(inline.plain(block), 200)
        whole = _with_gone(here, old)
        if whole != old:
            body = schema.with_blocks(body, whole, section=section)
    made.body = body
    return made


def _with_gone(here: list[Node], old: list[Node]) -> list[Node]:
    """Keep what the file lacks, behind the block that it stood behind."""
    made = list(here)
    before = ""
    for block in old:
        identity = schema.block_id(block)
        places = [schema.block_id(each) for each in made]
        if identity not in places:
            made.insert(places.index(before) + 1 if before else 0, block)
        before = identity
    return made


def without(body: Node, dropped: set[str]) -> Node:
    """Return a text without some of its blocks."""
    for section in ["", *(schema.block_id(each) for each in schema.sections(body))]:
        here = schema.blocks(body, section=section)
        kept = [block for block in here if schema.block_id(block) not in dropped]
        if kept != here:
            body = schema.with_blocks(body, kept, section=section)
    return body


# --- what is written otherwise, and is no change --------------------------------------------------


def as_written(base: Node, given: Node) -> Node:
    """Return a block of the file with the id and the ways of writing that its base has."""
    attrs = dict(base.get("attrs", {}))
    if base["type"] != given["type"]:
        identity = {"id": schema.block_id(base)}
        return given | {"attrs": given.get("attrs", {}) | identity}
    return _like(base, given) | {"attrs": attrs}


def _like(base: Node, given: Node) -> Node:
    made: Node = {"type": given["type"]}
    if inline.is_line(given):
        content = inline.runs(_tokens(inline.tokens(base), inline.tokens(given)))
    else:
        old, new = base.get("content", []), given.get("content", [])
        pairs = (
            zip(old, new, strict=True) if len(old) == len(new) else ((each, each) for each in new)
        )
        content = [_like(one, other) for one, other in pairs]
    return made | ({"content": content} if content else {})


def _tokens(base: list[Token], given: list[Token]) -> list[Token]:
    """Take the base's own tokens where the file's say the same."""
    hrefs = {mark.href for token in base for mark in token.marks if mark.href}
    old, new = ([_key(token, hrefs) for token in tokens] for tokens in (base, given))
    made: list[Token] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        is_end = tag == "delete" and old_to == len(base) and _is_space(base[old_from:old_to])
        if tag == "equal" or is_end:
            made += base[old_from:old_to]
        elif tag == "insert" and all(set(t.text) <= NO_BREAK for t in given[new_from:new_to]):
            continue
        else:
            made += given[new_from:new_to]
    return made


def _is_space(tokens: list[Token]) -> bool:
    return all(token.text.isspace() for token in tokens)


def _key(token: Token, hrefs: set[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    text = " " * len(token.text) if token.text.isspace() else token.text
    return text, tuple((mark.name, _href(mark.href, hrefs)) for mark in token.marks)


def _href(href: str, hrefs: set[str]) -> str:
    """Return the address that the base has, where the file made it complete."""
    if href in hrefs:
        return href
    return next((each for each in hrefs if each[:1] in "/#" and href.endswith(each)), href)
