"""Paragraphs and tables of a file as blocks: before all changes, and as each author made them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from wco_portal.publishing.rules import inline
from wco_portal.publishing.rules.inline import Token
from wco_portal.publishing.rules.schema import HEADING_LEVELS, MAX_TEXT, Node
from wco_portal.publishing.rules.word.findings import Refused
from wco_portal.publishing.rules.word.spans import Para
from wco_portal.publishing.rules.word.styles import Form

SPACE: Final = Token(" ")


@dataclass(frozen=True, slots=True)
class Line:
    """What was one paragraph before all changes: several, where ends of paragraphs were added."""

    paras: list[Para]

    @property
    def form(self) -> Form:
        """Return what it was."""
        return self.paras[-1].form

    def views(self, view: str | None) -> list[tuple[Form, list[Node]]]:
        """Return the paragraphs with words, as they were or as one person made them."""
        found, held = [], list[Token]()
        for para in self.paras:
            held += para.tokens(view)
            if para is self.paras[-1] or (para.added is not None and para.added == view):
                runs = runs_of(held, para.place)
                if runs:
                    found.append((para.form, runs))
                held = []
        return found


@dataclass(slots=True)
class Row:
    """A row of a table, and who added or removed it."""

    cells: list[list[Para]]
    added: str | None = None
    removed: str | None = None


@dataclass(slots=True)
class Block:
    """A block of the file: lines of one kind, or the rows of a table."""

    kind: str
    # Lists: the lines of each item. Else one line in each.
    items: list[list[Line]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    place: int = 0
    form: Form = field(default_factory=Form)

    def paras(self) -> Iterator[Para]:
        """Walk its paragraphs."""
        yield from (para for item in self.items for line in item for para in line.paras)
        yield from (para for row in self.rows for cell in row.cells for para in cell)

    def lines(self) -> Iterator[list[Para]]:
        """Walk its lines: what stands together before all changes."""
        yield from (line.paras for item in self.items for line in item)
        yield from ([para] for row in self.rows for cell in row.cells for para in cell)

    def authors(self) -> list[str]:
        """List who changed something in it, in the order of the file."""
        found = [who for row in self.rows for who in (row.added, row.removed)]
        for para in self.paras():
            found += [who for span in para.spans for who in (span.added, span.removed)]
            found += [para.added, para.removed]
        return list(dict.fromkeys(who for who in found if who is not None))

    def nodes(self, view: str | None) -> list[Node]:
        """Return it as it was, or as one person made it: mostly one block, or none."""
        match self.kind:
            case "bullet_list" | "ordered_list":
                items = [item for lines in self.items for item in _items(lines, view)]
                return [{"type": self.kind, "content": items}] if items else []
            case "blockquote":
                inner = [
                    paragraph(runs)
                    for item in self.items
                    for line in item
                    for _form, runs in line.views(view)
                ]
                return [{"type": "blockquote", "content": inner}] if inner else []
            case "table":
                return self._table(view)
            case _:
                line = self.items[0][0]
                return [_plain(form, runs) for form, runs in line.views(view)]

    def _table(self, view: str | None) -> list[Node]:
        rows = [
            [runs_of(_joined(cell, view), self.place) for cell in row.cells]
            for row in self.rows
            if (row.added is None or row.added == view)
            and (row.removed is None or row.removed != view)
        ]
        if not any(runs for row in rows for runs in row):
            return []
        width = max(len(row) for row in rows)
        made = [
            {
                "type": "table_row",
                "content": [
                    {
                        "type": "table_cell" if number else "table_header",
                        "content": [paragraph(runs)],
                    }
                    for runs in [*row, *([] for _lacking in range(width - len(row)))]
                ],
            }
            for number, row in enumerate(rows)
        ]
        return [{"type": "table", "content": made}]


def _items(lines: list[Line], view: str | None) -> list[Node]:
    """Return what is one item, or several where the ends of paragraphs were added."""
    made: list[Node] = []
    for number, line in enumerate(lines):
        for at, (_form, runs) in enumerate(line.views(view)):
            if made and (number and not at):
                made[-1]["content"].append(paragraph(runs))
            else:
                made.append({"type": "list_item", "content": [paragraph(runs)]})
    return made


def _joined(cell: list[Para], view: str | None) -> list[Token]:
    found: list[Token] = []
    for para in cell:
        held = para.tokens(view)
        if found and held:
            found.append(SPACE)
        found += held
    return found


def _plain(form: Form, runs: list[Node]) -> Node:
    if not form.level:
        return paragraph(runs)
    level = min(max(form.level, HEADING_LEVELS[0]), HEADING_LEVELS[-1])
    return {"type": "heading", "attrs": {"level": level}, "content": runs}


def paragraph(runs: list[Node]) -> Node:
    """Make a paragraph; one without words has no content."""
    return {"type": "paragraph", "content": runs} if runs else {"type": "paragraph"}


def runs_of(tokens: Iterable[Token], place: int) -> list[Node]:
    """Join words into runs, without the spaces around them all."""
    found = inline.runs(tokens)
    while found and not found[0]["text"].strip():
        found.pop(0)
    while found and not found[-1]["text"].strip():
        found.pop()
    if found:
        found[0]["text"] = found[0]["text"].lstrip()
        found[-1]["text"] = found[-1]["text"].rstrip()
    if any(len(run["text"]) > MAX_TEXT for run in found):
        raise Refused("too_long", place, most=MAX_TEXT)
    return found
