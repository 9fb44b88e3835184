"""Read a Word file into neutral blocks; whatever has no place among them is reported."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from wco_portal.common.guarded_xml import Xml
from wco_portal.publishing.rules import inline
from wco_portal.publishing.rules.schema import MAX_BLOCKS, UNWANTED, Node
from wco_portal.publishing.rules.word import grouping, names, remarks, styles
from wco_portal.publishing.rules.word.blocks import Block, Row
from wco_portal.publishing.rules.word.draft import Change, Draft, Piece, Remark
from wco_portal.publishing.rules.word.findings import Refused, short
from wco_portal.publishing.rules.word.package import Package, core, open_package
from wco_portal.publishing.rules.word.spans import MARKED, Lines, Para, Span

MOST_QUOTE: Final = 400
MOST_BEFORE: Final = 60
# As many columns as Word itself allows.
MOST_COLUMNS: Final = 63
WRAPPED: Final = frozenset({"customXml", "sdtContent", "smartTag", "ins", "moveTo"})


def read(data: bytes, *, is_ours: bool = False) -> Draft:
    """Return the blocks of a file, or raise Refused; of our own no lists are guessed."""
    package = open_package(data)
    root = names.parsed(package)
    lines = Lines(styles.read(package), package.relations())
    walk = Walk(lines)
    walk.body(root)
    if not is_ours:
        _page_heads(package, lines)
    found = grouping.joined(walk.found)
    if not is_ours:
        grouping.typed(found, lines)
    maker = Maker(lines, remarks.comments(package), remarks.notes(package))
    pieces = maker.pieces(grouping.grouped(found, lines))
    if not any(inline.plain(piece.node).strip() for piece in pieces):
        raise Refused("no_words")
    if len(pieces) > MAX_BLOCKS:
        raise Refused("too_many_blocks", most=MAX_BLOCKS)
    about = core(package)
    title = next((inline.plain(each.node) for each in pieces if each.role == "title"), "")
    title = title or UNWANTED.sub(" ", about.get("title", ""))
    findings = sorted(lines.found, key=lambda finding: finding.place)
    return Draft(title.strip()[:400], about.get("identifier", "")[:200], pieces, findings)


def _page_heads(package: Package, lines: Lines) -> None:
    folder = package.main.rpartition("/")[0]
    for kind, target, is_outside in package.relations().values():
        part = package.parts.get(f"{folder}/{target}".lstrip("/"))
        if kind in {"header", "footer"} and not is_outside and part and b"<w:t" in part:
            lines.tell_at(0, "page_head")
            return


@dataclass(slots=True)
class Walk:
    """Walks the body of a document and lists its paragraphs and tables."""

    lines: Lines
    found: list[Para | Block] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    starts: list[Span] = field(default_factory=list)

    def body(self, element: Xml) -> None:
        """Walk what stands in the body, or in a box of it."""
        for each in element:
            match names.name(each):
                case "p":
                    self.found.append(self._paragraph(each))
                case "tbl":
                    self.found.append(self._table(each))
                case "sdt":
                    self._box(each)
                case "altChunk":
                    self.lines.tell("foreign_part")
                case name if name in WRAPPED:
                    self.body(each)
                case name:
                    self._other(each, name)

    def _other(self, each: Xml, name: str) -> None:
        if name == "bookmarkStart":
            if found := MARKED.fullmatch(names.value(each, "name")):
                self.ids.append(found.group(1))
        elif name == "commentRangeStart":
            self.starts.append(Span("", at="+" + names.value(each, "id")))
        elif name.endswith("}AlternateContent"):
            self.lines.tell("shape", words=short(names.words(each)))

    def _box(self, element: Xml) -> None:
        gallery = names.child(element, "sdtPr", "docPartObj", "docPartGallery")
        if names.value(gallery).lower() in {"table of contents", "table des matières"}:
            self.lines.tell("contents")
            return
        content = names.child(element, "sdtContent")
        if content is not None:
            self.body(content)

    def _paragraph(self, element: Xml) -> Para:
        para = self.lines.read(element)
        para.ids[:0], para.spans[:0] = self.ids, self.starts
        self.ids, self.starts = [], []
        if para.form.level:
            words = "".join(token.text for token in para.tokens(None))
            self.lines.heading = short(words) or self.lines.heading
        return para

    def _table(self, element: Xml) -> Block:
        block = Block("table", place=self.lines.place + 1)
        for row in _within(element, "tr"):
            properties = names.child(row, "trPr")
            made = Row([], *(_who(names.child(properties, key)) for key in ("ins", "del")))
            # A row that begins further right: its cells stay under their headings.
            made.cells += [[] for _left in range(_count(names.child(properties, "gridBefore"), 0))]
            for cell in _within(row, "tc"):
                made.cells += self._cell(cell)
            made.cells = made.cells[:MOST_COLUMNS]
            if made.cells:
                block.rows.append(made)
        block.ids = [identity for para in block.paras() for identity in para.ids]
        block.ids[:0], self.ids = self.ids, []
        return block

    def _cell(self, cell: Xml) -> list[list[Para]]:
        """Return a cell with its words, and empty ones for what it was joined with."""
        properties = names.child(cell, "tcPr")
        merge = names.child(properties, "vMerge")
        wide = _count(names.child(properties, "gridSpan"), 1)
        paras = [self._paragraph(each) for each in cell.iter() if names.name(each) == "p"]
        said = [para for para in paras if para.tokens(None)]
        if any(names.name(each) == "tbl" for each in cell):
            self.lines.tell("nested_table", words=short(names.words(cell)))
        elif len(said) > 1:
            self.lines.tell("cell_paragraphs", words=short(names.words(cell)))
        if wide > 1 or merge is not None:
            self.lines.tell("merged_cells")
        return [paras, *([] for _joined in range(wide - 1))]


def _within(element: Xml, wanted: str) -> list[Xml]:
    """List rows or cells, also those in boxes."""
    found = []
    for each in element:
        name = names.name(each)
        if name == wanted:
            found.append(each)
        elif name in WRAPPED or name == "sdt":
            found += _within(each, wanted)
    return found


def _count(element: Xml | None, otherwise: int) -> int:
    """Return a number of columns, of no more than a table may have."""
    said = names.value(element)
    is_number = said.isdecimal() and len(said) < 4  # noqa: PLR2004 -- digits
    return min(int(said), MOST_COLUMNS) if is_number else otherwise


def _who(element: Xml | None) -> str | None:
    return None if element is None else names.author(element)


@dataclass(slots=True)
class Maker:
    """Makes pieces of blocks, with what was changed in them and said of them."""

    lines: Lines
    comments: dict[str, Remark]
    notes: dict[tuple[str, str], str]
    made: list[Piece] = field(default_factory=list)
    placed: set[str] = field(default_factory=set)

    def pieces(self, blocks: list[Block]) -> list[Piece]:
        """Return the pieces in the order of the file."""
        for block in blocks:
            self._piece(block)
        for key, remark in self.comments.items():
            if key not in self.placed:
                values = {"author": remark.author, "words": short(remark.words)}
                self.lines.tell_at(0, "remark", **values)
        return self.made

    def _piece(self, block: Block) -> None:
        role = "heading" if block.form.level else block.form.role
        if role == "contents":
            self.lines.tell_at(block.place, "contents")
            return
        base = block.nodes(None)
        changes = [
            Change(author, nodes)
            for author in block.authors()
            if (nodes := block.nodes(author)) != base
        ]
        if not base:
            self._floating(block, changes)
            return
        piece = Piece(block.place, role, block.form.level, base[0], list(block.ids), changes)
        piece.remarks = list(self._remarks(block))
        self.made.append(piece)
        self._joins(block)
        for para in block.paras():
            for kind, key, number in para.notes:
                self._note(para.place, self.notes.get((kind, key), ""), number)

    def _joins(self, block: Block) -> None:
        for para in block.paras():
            if para.removed is not None and para.tokens(para.removed):
                words = "".join(token.text for token in para.tokens(None))
                self.lines.tell_at(para.place, "join", words=short(words))

    def _note(self, place: int, words: str, number: int) -> None:
        if not words:
            return
        self.lines.tell_at(place, "footnote", number=number, words=short(words))
        text = UNWANTED.sub(" ", f"[{number}] {words}")
        node: Node = {"type": "paragraph", "content": [{"type": "text", "text": text[:20_000]}]}
        self.made.append(Piece(place, "footnote", 0, node))

    def _floating(self, block: Block, changes: list[Change]) -> None:
        """Hang what was inserted as a whole on the block before it."""
        last = self.made[-1] if self.made else None
        for change in changes:
            if last is None or last.role == "heading":
                self.lines.tell_at(block.place, "inserted_first")
                level, marks = block.form.level, list(block.ids)
                self.made += [Piece(block.place, "", level, each, marks) for each in change.nodes]
                continue
            own = next((each for each in last.changes if each.author == change.author), None)
            if own is None:
                last.changes.append(Change(change.author, [last.node, *change.nodes]))
            else:
                own.nodes.extend(change.nodes)

    def _remarks(self, block: Block) -> list[Remark]:
        found: dict[str, Remark] = {}
        for paras in block.lines():
            text, begun = "", dict[str, int]()
            for span in (span for para in paras for span in para.spans):
                sign, key = span.at[:1], span.at[1:]
                if span.text and span.added is None:
                    text += span.text
                elif key in self.comments and sign == "+":
                    begun[key] = len(text)
                elif sign == "-" and key in begun:
                    found[key] = self._quoting(key, text, begun.pop(key), block.place)
                elif sign == "=" and key in self.comments:
                    found.setdefault(key, self.comments[key])
            found |= {
                key: self._quoting(key, text, at, block.place)
                for key, at in begun.items()
                if key not in found or not found[key].quote
            }
        fresh = [remark for key, remark in found.items() if key not in self.placed]
        self.placed |= set(found)
        return fresh

    def _quoting(self, key: str, text: str, start: int, place: int) -> Remark:
        quote = text[start:]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        if len(quote) > MOST_QUOTE:
            self.lines.tell_at(place, "long_quote")
            quote = quote[:MOST_QUOTE].rstrip()
        before = text[:start].lstrip()[-MOST_BEFORE:]
        return replace(self.comments[key], quote=quote, before=before)
