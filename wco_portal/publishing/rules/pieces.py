"""A block as one row of words, marks and breaks, and a row of them as a block again.

The form in which a block leaves for a translator and comes back: what stands inside a list, a
quotation or a table is parted by breaks that say what begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from wco_portal.publishing.rules import inline, schema
from wco_portal.publishing.rules.inline import Token
from wco_portal.publishing.rules.schema import InvalidText, Node


class Break(NamedTuple):
    """Where something new begins inside a block: an item, a paragraph, a cell, a row."""

    name: str


Piece: TypeAlias = Token | Break

ITEM, PARAGRAPH, CELL, ROW = Break("item"), Break("paragraph"), Break("cell"), Break("row")
BREAKS: Final = {
    "paragraph": frozenset[Break](),
    "heading": frozenset[Break](),
    "blockquote": frozenset({PARAGRAPH}),
    "bullet_list": frozenset({ITEM, PARAGRAPH}),
    "ordered_list": frozenset({ITEM, PARAGRAPH}),
    "table": frozenset({ROW, CELL}),
}


def of(block: Node) -> list[Piece]:
    """Return what a block says as a row of pieces."""
    match block["type"]:
        case "paragraph" | "heading":
            return list(_tokens(block))
        case "blockquote":
            return list(_joined([_tokens(each) for each in block["content"]], PARAGRAPH))
        case "table":
            rows = [
                _joined([_tokens(cell["content"][0]) for cell in row["content"]], CELL)
                for row in block["content"]
            ]
            return list(_joined(rows, ROW))
        case _:
            items = [
                _joined([_tokens(each) for each in item["content"]], PARAGRAPH)
                for item in block["content"]
            ]
            return list(_joined(items, ITEM))


def _tokens(line: Node) -> Iterator[Piece]:
    return (Token(run["text"], inline.marks_of(run)) for run in line.get("content", []))


def _joined(parts: Iterable[Iterable[Piece]], by: Break) -> Iterator[Piece]:
    for number, part in enumerate(parts):
        if number:
            yield by
        yield from part


def block(like: Node, pieces: Iterable[Piece]) -> Node:
    """Make the block of a row of pieces, of the kind of another block and with its id.

    Raises InvalidText where the pieces do not fit that kind.
    """
    given = list(pieces)
    kind = like["type"]
    if {piece for piece in given if isinstance(piece, Break)} - BREAKS[kind]:
        raise InvalidText("A block of this kind has no such breaks.")
    made = {"type": kind, "attrs": dict(like["attrs"])} | _content(kind, given)
    [checked] = schema.parse({"type": "doc", "content": [made]})["content"]
    return dict(checked)


def _content(kind: str, pieces: list[Piece]) -> Node:
    match kind:
        case "paragraph" | "heading":
            return _line(pieces, kind=kind) | {"type": kind}
        case "blockquote":
            return {"content": [_line(each) for each in _parted(pieces, PARAGRAPH)]}
        case "table":
            return {"content": _rows(pieces)}
        case _:
            return {
                "content": [
                    {
                        "type": "list_item",
                        "content": [_line(each) for each in _parted(item, PARAGRAPH)],
                    }
                    for item in _parted(pieces, ITEM)
                ]
            }


def _rows(pieces: list[Piece]) -> list[Node]:
    return [
        {
            "type": "table_row",
            "content": [
                {
                    "type": "table_cell" if number else "table_header",
                    "content": [_line(cell)],
                }
                for cell in _parted(row, CELL)
            ],
        }
        for number, row in enumerate(_parted(pieces, ROW))
    ]


def _line(pieces: Sequence[Piece], *, kind: str = "paragraph") -> Node:
    found = inline.runs(
        Token(piece.text, tuple(sorted(set(piece.marks), key=lambda mark: inline.RANK[mark.name])))
        for piece in pieces
        if isinstance(piece, Token)
    )
    return {"type": kind} | ({"content": found} if found else {})


def _parted(pieces: Iterable[Piece], by: Break) -> list[list[Piece]]:
    parts: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece == by:
            parts.append([])
        else:
            parts[-1].append(piece)
    return parts


def normal(node: Node) -> Node:
    """Return a block in the form that it has after it went out and came back."""
    return block(node, of(node))


def is_same(one: Node | None, other: Node | None) -> bool:
    """Say whether two blocks say the same in the same form; their ids do not count."""
    if one is None or other is None:
        return one is other
    return inline.content_key(normal(one)) == inline.content_key(normal(other))
