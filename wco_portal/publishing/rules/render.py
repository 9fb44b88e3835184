"""Blocks as safe HTML: everything is escaped here, and a second belt cleans what came out."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

import nh3

from wco_portal.publishing.rules import inline
from wco_portal.publishing.rules.schema import Node, block_id, href_is_safe, placed

TAGS: Final = {
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "list_item": "li",
    "ordered_list": "ol",
    "paragraph": "p",
    "table_cell": "td",
    "table_header": "th",
    "table_row": "tr",
}
# The first level below the title of the page.
TOP: Final = 2
SHOWN: Final = {
    *TAGS.values(),
    *("a", "em", "strong", "table", "tbody", "thead", "h2", "h3", "h4", "h5", "h6", "div"),
}
ATTRIBUTES: Final = {
    "*": {"id"},
    "a": {"href"},
    "th": {"scope"},
    "div": {"class", "tabindex", "role"},
}


def html(blocks: Iterable[Node], *, deeper: int = 0, anchored: bool = True) -> str:
    """Write blocks as HTML; headings may stand `deeper`, anchors are `b-<id>`."""
    written = "\n".join(_block(block, deeper=deeper, anchored=anchored) for block in blocks)
    return str(
        nh3.clean(
            written,
            tags=SHOWN,
            attributes=ATTRIBUTES,
            link_rel=None,
            url_schemes={"http", "https", "mailto"},
        )
    )


def contents(blocks: Iterable[Node]) -> list[tuple[str, str]]:
    """List the headings of the second level: fragment of the address, words."""
    return [
        (anchor(block_id(block)), "".join(run["text"] for run in block.get("content", [])))
        for block in blocks
        if block["type"] == "heading" and block["attrs"]["level"] == TOP
    ]


def anchor(identity: str) -> str:
    """Return the fragment of a block's address."""
    return f"b-{identity}"


def _block(block: Node, *, deeper: int, anchored: bool) -> str:
    identity = block_id(block)
    mark = f' id="{anchor(identity)}"' if anchored and identity else ""
    if block["type"] == "heading":
        tag = f"h{min(block['attrs']['level'] + deeper, 6)}"
        return f"<{tag}{mark}>{_words(block)}</{tag}>"
    if block["type"] == "table":
        return _table(block, mark)
    tag = TAGS[block["type"]]
    return f"<{tag}{mark}>{_inner(block)}</{tag}>"


def _inner(node: Node) -> str:
    """Write what stands inside; a single paragraph of an item or a cell needs no tag of its own."""
    if node["type"] == "paragraph":
        return _words(node)
    children = node.get("content", [])
    if node["type"] != "blockquote" and len(children) == 1 and children[0]["type"] == "paragraph":
        return _words(children[0])
    return "".join(
        f"<{TAGS[child['type']]}>{_inner(child)}</{TAGS[child['type']]}>" for child in children
    )


def _table(block: Node, mark: str) -> str:
    head, *rest = block["content"]
    headings = "".join(f'<th scope="col">{_inner(cell)}</th>' for cell in head["content"])
    body = "".join(f"<tr>{_inner(row)}</tr>" for row in rest)
    return (
        f'<div{mark} class="table-scroll"><table><thead><tr>{headings}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _words(block: Node) -> str:
    return "".join(_run(run) for run in block.get("content", []))


def _run(run: Node) -> str:
    text = escape(run["text"])
    for mark in reversed(inline.marks_of(run)):
        if mark.name != "link":
            text = f"<{mark.name}>{text}</{mark.name}>"
        elif href_is_safe(mark.href):
            text = f'<a href="{escape(mark.href)}">{text}</a>'
    return text


def plain(body: Node) -> str:
    """Return the words of a whole text, a block to a line: for search and counting."""
    return "\n".join(inline.plain(block) for _section, block in placed(body))


def plain_blocks(blocks: Iterable[Node]) -> str:
    """Return the words of some blocks, a block to a line."""
    return "\n".join(inline.plain(block) for block in blocks)
