"""The words inside a block: runs of text with their marks, cut into tokens and joined again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wco_portal.publishing.rules.schema import Node, canonical

WORDS = re.compile(r"\w+(?:[’'‑-]\w+)*|\s+|[^\w\s]", re.UNICODE)
RANK = {"link": 0, "strong": 1, "em": 2}


class Mark(NamedTuple):
    """A mark as a value: its name, and where a link leads."""

    name: str
    href: str = ""


class Token(NamedTuple):
    """One word, space or sign, with its marks."""

    text: str
    marks: tuple[Mark, ...] = ()


class Cut(NamedTuple):
    """The words, spaces and signs of a line; from which to which of them what marks stand."""

    words: list[str]
    marked: list[tuple[int, int, tuple[Mark, ...]]]

    @property
    def has_marks(self) -> bool:
        """Say whether there is a mark anywhere."""
        return any(marks for _first, _last, marks in self.marked)

    @property
    def marks(self) -> list[tuple[Mark, ...]]:
        """Return the marks of every word."""
        return [marks for first, last, marks in self.marked for _word in range(first, last)]


def cut(line: Node) -> Cut:
    """Cut a line into words; most lines have no marks, so these are kept by passage."""
    found = Cut([], [])
    for text, marks in passages(line):
        first = len(found.words)
        found.words.extend(WORDS.findall(text))
        found.marked.append((first, len(found.words), marks))
    return found


def passages(line: Node) -> list[tuple[str, tuple[Mark, ...]]]:
    """Return the text of a line, a piece for every change of marks; the marks in their order."""
    found = runs(Token(run["text"], marks_of(run)) for run in line.get("content", []))
    return [(run["text"], marks_of(run)) for run in found]


def tokens(block: Node) -> list[Token]:
    """Cut the text of a paragraph or heading into words."""
    return [
        Token(word, marks)
        for run in block.get("content", [])
        for marks in [marks_of(run)]
        for word in WORDS.findall(run["text"])
    ]


def marks_of(run: Node) -> tuple[Mark, ...]:
    """Return the marks of a run of text as values."""
    return tuple(
        Mark(mark["type"], mark.get("attrs", {}).get("href", "")) for mark in run.get("marks", [])
    )


def runs(pieces: Iterable[Token]) -> list[Node]:
    """Join tokens into runs of text: neighbours with the same marks become one."""
    joined: list[tuple[str, tuple[Mark, ...]]] = []
    for text, marks in pieces:
        if not text:
            continue
        if joined and joined[-1][1] == marks:
            joined[-1] = (joined[-1][0] + text, marks)
        else:
            joined.append((text, marks))
    return [_run(text, marks) for text, marks in joined]


def _run(text: str, marks: tuple[Mark, ...]) -> Node:
    run: Node = {"type": "text", "text": text}
    ordered = sorted(set(marks), key=lambda mark: RANK[mark.name])
    if ordered:
        run["marks"] = [
            {"type": mark.name, "attrs": {"href": mark.href}} if mark.href else {"type": mark.name}
            for mark in ordered
        ]
    return run


def plain(node: Node) -> str:
    """Return the words of a node without marks; blocks inside it stand on lines of their own."""
    if node["type"] == "text":
        return str(node["text"])
    inner = [plain(child) for child in node.get("content", [])]
    return ("" if is_line(node) else "\n").join(inner)


def count(node: Node) -> int:
    """Count the words of a node; signs and spaces are none."""
    return sum(word[0].isalnum() for word in WORDS.findall(plain(node)))


def is_line(node: Node) -> bool:
    """Say whether a node holds words directly: a paragraph or a heading."""
    return node["type"] in {"paragraph", "heading"}


class Line(NamedTuple):
    """A paragraph or heading where it stands inside its block: in an item, a quote, a cell."""

    role: str
    row: int
    node: Node


def lines(block: Node) -> list[Line]:
    """List the paragraphs and headings of a block with the place of each."""
    return list(_lines(block, role=block["type"], row=0))


def _lines(node: Node, *, role: str, row: int) -> Iterator[Line]:
    if is_line(node):
        yield Line(role, row, node)
        return
    counted = node["type"] in {"bullet_list", "ordered_list", "table"}
    for number, child in enumerate(node.get("content", []), 1):
        name = child["type"]
        passed_on = role if name in {"paragraph", "table_row"} else name
        yield from _lines(child, role=passed_on, row=number if counted else row)


def same_content(one: Node, other: Node) -> bool:
    """Say whether two blocks say the same in the same form; their ids do not count."""
    return content_key(one) == content_key(other)


def content_key(block: Node) -> bytes:
    """Return what a block says, without its id."""
    attrs = {name: value for name, value in block.get("attrs", {}).items() if name != "id"}
    return canonical(block | {"attrs": attrs})
