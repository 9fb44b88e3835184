"""Restricted Markdown: the form in which a text is edited without JavaScript.

Paragraphs, headings of level 2 to 4, lists, quotes, tables; strong, emphasis, links; nothing else
is understood, so that nothing else gets in. Reading against the blocks that were there before keeps
a block that was not touched exactly as it was, and gives a changed one the id it had.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from typing_extensions import override

from wco_portal.common import ids
from wco_portal.publishing.rules import align, inline
from wco_portal.publishing.rules.inline import Mark, Token
from wco_portal.publishing.rules.schema import (
    HEADING_LEVELS,
    UNWANTED,
    InvalidText,
    Node,
    href_is_safe,
)

MAX_CHARACTERS: Final = 200_000
SIGNS: Final = {"strong": "**", "em": "*"}
LINE_START: Final = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+>](?=\s|$)|>|\d{1,9}(?=[.)](?:\s|$)))")
# An underscore inside a word is harmless; one beside another underscore is not inside a word.
SPECIAL: Final = re.compile(r"[\\*\[\]]|(?<![^\W_])_|_(?![^\W_])")
ENTITY: Final = re.compile(r"&(?=#?\w+;)")


class Restricted(MarkdownIt):
    """The reader: links only where ours may lead, and as they were written."""

    @override
    def validateLink(self, url: str) -> bool:
        """Say whether a link stays a link; otherwise its source stays words."""
        return href_is_safe(url)

    @override
    def normalizeLink(self, url: str) -> str:
        """Leave the address as it is."""
        return url


READER: Final = Restricted("zero", {"maxNesting": 12}).enable(
    ["heading", "list", "blockquote", "table", "emphasis", "link", "escape", "newline"]
)


# --- writing --------------------------------------------------------------------------------------


def write(blocks: list[Node]) -> str:
    """Write blocks as restricted Markdown."""
    written: list[str] = []
    before = ""
    for block in blocks:
        text = write_block(block, alternate=before == block["type"])
        if text:
            written.append(text)
        before = block["type"] if not (before == block["type"] and "list" in before) else ""
    return "\n\n".join(written) + ("\n" if written else "")


def write_block(block: Node, *, alternate: bool = False) -> str:
    """Write one block; neighbouring lists alternate their sign so that they stay two lists."""
    match block["type"]:
        case "paragraph":
            return _start_escaped(_words(block))
        case "heading":
            return f"{'#' * block['attrs']['level']} {_words(block)}"
        case "bullet_list":
            return _list(block, lambda _number: "+ " if alternate else "- ")
        case "ordered_list":
            return _list(block, lambda number: f"{number}) " if alternate else f"{number}. ")
        case "blockquote":
            return "\n>\n".join(f"> {_start_escaped(_words(part))}" for part in block["content"])
        case _:
            return _table(block)


def _list(block: Node, sign: Callable[[int], str]) -> str:
    items = []
    for number, item in enumerate(block["content"], 1):
        first = sign(number)
        parts = [_start_escaped(_words(part)) for part in item["content"]]
        items.append(first + f"\n\n{' ' * len(first)}".join(parts))
    return "\n".join(items)


def _table(block: Node) -> str:
    rows = [
        "| " + " | ".join(_words(cell["content"][0], cell=True) for cell in row["content"]) + " |"
        for row in block["content"]
    ]
    rows.insert(1, "| " + " | ".join("---" for _cell in block["content"][0]["content"]) + " |")
    return "\n".join(rows)


def _words(block: Node, *, cell: bool = False) -> str:
    """Write runs of text with their marks; spaces at the edge of a mark stand outside of it."""
    out: list[str] = []
    open_marks: tuple[Mark, ...] = ()
    for text, marks in _unpadded(block):
        keep = len(_shared(open_marks, marks))
        out += [_closing(mark) for mark in reversed(open_marks[keep:])]
        out += [_opening(mark) for mark in marks[keep:]]
        open_marks = marks
        out.append(_escaped(text, cell=cell))
    out += [_closing(mark) for mark in reversed(open_marks)]
    return "".join(out).strip(" ")


def _unpadded(block: Node) -> Iterator[Token]:
    """Walk the runs; a space at an edge keeps only the marks that the neighbour has as well."""
    found = [Token(run["text"], inline.marks_of(run)) for run in block.get("content", [])]
    for number, (text, marks) in enumerate(found):
        before = found[number - 1].marks if number else ()
        after = found[number + 1].marks if number + 1 < len(found) else ()
        core = text.strip()
        if not core:
            yield Token(text, _shared(before, _shared(marks, after)))
            continue
        start = text.index(core)
        padded = (
            Token(text[:start], _shared(before, marks)),
            Token(core, marks),
            Token(text[start + len(core) :], _shared(marks, after)),
        )
        yield from (token for token in padded if token.text)


def _shared(one: tuple[Mark, ...], other: tuple[Mark, ...]) -> tuple[Mark, ...]:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return one[:count]


def _opening(mark: Mark) -> str:
    return "[" if mark.name == "link" else SIGNS[mark.name]


def _closing(mark: Mark) -> str:
    if mark.name != "link":
        return SIGNS[mark.name]
    href = ENTITY.sub("&amp;", mark.href)
    return f"](<{href}>)" if "(" in href or ")" in href else f"]({href})"


def _escaped(text: str, *, cell: bool) -> str:
    text = SPECIAL.sub(lambda sign: "\\" + sign.group(), text)
    return text.replace("|", "\\|") if cell else text


def _start_escaped(text: str) -> str:
    return LINE_START.sub(lambda start: start.group(1) + _shielded(start.group(2)), text)


def _shielded(sign: str) -> str:
    return f"{sign}\\" if sign.isdigit() else f"\\{sign}"


# --- reading --------------------------------------------------------------------------------------


def read(text: str, *, previous: list[Node]) -> list[Node]:
    """Read restricted Markdown into blocks that keep the ids of those they continue."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    if UNWANTED.search(text.replace("\n", "")):
        raise InvalidText(_("The text holds control characters or half characters."))
    if len(text) > MAX_CHARACTERS:
        raise InvalidText(_("The text is too large."))
    tree = SyntaxTreeNode(READER.parse(text))
    fresh = [block for node in tree.children for block in _blocks(node)]
    return _continued(fresh, previous=previous)


def _continued(fresh: list[Node], *, previous: list[Node]) -> list[Node]:
    """Give each fresh block the id of the block it continues; an untouched one stays as it was."""
    before = [block for block in previous if write_block(block)]
    old_texts = [write_block(block, alternate=False) for block in before]
    new_texts = [write_block(block, alternate=False) for block in fresh]
    pairs = align.pairs(old_texts, new_texts)
    result: list[Node] = []
    for number, block in enumerate(fresh):
        match = pairs.get(number)
        if match is None:
            identity = ids.public_id()
        elif old_texts[match] == new_texts[number]:
            result.append(before[match])
            continue
        else:
            identity = before[match]["attrs"]["id"]
        result.append(block | {"attrs": {"id": identity} | block.get("attrs", {})})
    return result


def _blocks(node: SyntaxTreeNode) -> Iterator[Node]:
    match node.type:
        case "heading":
            level = min(max(int(node.tag[1]), HEADING_LEVELS[0]), HEADING_LEVELS[-1])
            yield {"type": "heading", "attrs": {"level": level}} | _content(_inline(node))
        case "bullet_list" | "ordered_list":
            yield {"type": node.type, "content": [_item(item) for item in _items(node)]}
        case "blockquote":
            yield {"type": "blockquote", "content": _paragraphs(node) or [{"type": "paragraph"}]}
        case "table":
            yield {"type": "table", "content": _rows(node)}
        case _:
            yield {"type": "paragraph"} | _content(_inline(node))


def _items(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    """List the items of a list; a list inside a list is unrolled into it."""
    for item in node.children:
        yield item
        for inner in item.children:
            if inner.type in {"bullet_list", "ordered_list"}:
                yield from _items(inner)


def _item(node: SyntaxTreeNode) -> Node:
    own = [child for child in node.children if child.type not in {"bullet_list", "ordered_list"}]
    parts = [part for child in own for part in _paragraphs(child)]
    return {"type": "list_item", "content": parts or [{"type": "paragraph"}]}


def _paragraphs(node: SyntaxTreeNode) -> list[Node]:
    """Flatten what stands in an item or a quote into paragraphs; no word is lost."""
    if node.type in {"paragraph", "heading", "th", "td"}:
        return [{"type": "paragraph"} | _content(_inline(node))]
    return [part for child in node.children for part in _paragraphs(child)]


def _rows(table: SyntaxTreeNode) -> list[Node]:
    rows = [row for part in table.children for row in part.children]
    return [
        {
            "type": "table_row",
            "content": [
                {
                    "type": "table_header" if cell.type == "th" else "table_cell",
                    "content": [{"type": "paragraph"} | _content(_inline(cell))],
                }
                for cell in row.children
            ],
        }
        for row in rows
    ]


def _content(found: list[Node]) -> Node:
    return {"content": found} if found else {}


def _inline(node: SyntaxTreeNode) -> list[Node]:
    return inline.runs(token for child in node.children for token in _tokens(child, ()))


def _tokens(node: SyntaxTreeNode, marks: tuple[Mark, ...]) -> Iterator[Token]:
    match node.type:
        case "text" | "text_special":
            yield Token(node.content, marks)
            return
        case "softbreak" | "hardbreak":
            yield Token(" ", marks)
            return
        case "link":
            marks = (*marks, Mark("link", str(node.attrs["href"])))
        case "strong" | "em":
            marks = (*marks, Mark(node.type))
    ordered = tuple(sorted(set(marks), key=lambda mark: inline.RANK[mark.name]))
    for child in node.children:
        yield from _tokens(child, ordered)
