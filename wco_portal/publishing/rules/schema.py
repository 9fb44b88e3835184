"""The one declaration of what a text may hold, in ProseMirror's form.

A text (`doc`) is a list of blocks, its introduction, followed by sections. A section stands for a
record of its own (a plan's element) and its id is that record's public id. Every block that stands
directly in the text or in a section carries an id that it keeps for life: differences, merges,
comments, links and translations hang on it. The declaration can be emitted as JSON for the
browser; validators are named, not coded.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterator
from typing import Any, Final, TypeAlias, cast

from django.utils.translation import gettext as _
from prosemirror.model import Node as TreeNode
from prosemirror.model import Schema

from wco_portal.common import ids

Node: TypeAlias = dict[str, Any]

MAX_BYTES: Final = 1_000_000
MAX_BLOCKS: Final = 4_000
MAX_DEPTH: Final = 10
MAX_TEXT: Final = 20_000
MAX_HREF: Final = 1_000
HEADING_LEVELS: Final = (2, 3, 4)

ID = re.compile(ids.PATTERN)
HREF = re.compile(r"(?:https?://[^\s/]|mailto:[^\s@]+@|#|/(?![/\\]))[^\s<>\"\\]*")
UNWANTED = re.compile("[\x00-\x1f\x7f\ufffe\uffff]|[\ud800-\udfff]")


class InvalidText(ValueError):  # noqa: N818 -- it is a state of the text, not of the program
    """The text breaks a rule of the schema; the message names the rule."""


class TooLarge(InvalidText):
    """There is more than a text may hold."""


def href_is_safe(href: object) -> bool:
    """Say whether a link may lead there: the web, a mailbox, or inside the portal."""
    return isinstance(href, str) and len(href) <= MAX_HREF and HREF.fullmatch(href) is not None


def _valid_id(value: object) -> None:
    if value is not None and not (isinstance(value, str) and ID.fullmatch(value)):
        raise InvalidText(_("A block id is ten characters of Crockford's base 32."))


def _valid_section_id(value: object) -> None:
    if value is None:
        raise InvalidText(_("A section needs an id."))
    _valid_id(value)


def _valid_level(value: object) -> None:
    if isinstance(value, bool) or value not in HEADING_LEVELS:
        raise InvalidText(_("A heading has level 2, 3 or 4."))


def _valid_href(value: object) -> None:
    if not href_is_safe(value):
        raise InvalidText(_("A link leads to http, https, mailto, # or / only."))


VALIDATORS: Final = {
    "id": _valid_id,
    "section_id": _valid_section_id,
    "level": _valid_level,
    "href": _valid_href,
}
_BLOCK: Final = {"id": {"default": None, "validate": "id"}}

DECLARATION: Final[Node] = {
    "topNode": "doc",
    "nodes": {
        "doc": {"content": "block* section*"},
        "section": {"content": "block*", "attrs": {"id": {"validate": "section_id"}}},
        "paragraph": {"content": "text*", "group": "block", "attrs": _BLOCK},
        "heading": {
            "content": "text*",
            "group": "block",
            "defining": True,
            "attrs": _BLOCK | {"level": {"default": 2, "validate": "level"}},
        },
        "bullet_list": {"content": "list_item+", "group": "block", "attrs": _BLOCK},
        "ordered_list": {"content": "list_item+", "group": "block", "attrs": _BLOCK},
        "list_item": {"content": "paragraph+", "defining": True},
        "blockquote": {
            "content": "paragraph+",
            "group": "block",
            "defining": True,
            "attrs": _BLOCK,
        },
        "table": {
            "content": "table_row+",
            "group": "block",
            "isolating": True,
            "tableRole": "table",
            "attrs": _BLOCK,
        },
        "table_row": {"content": "(table_header | table_cell)+", "tableRole": "row"},
        "table_header": {"content": "paragraph", "tableRole": "header_cell", "isolating": True},
        "table_cell": {"content": "paragraph", "tableRole": "cell", "isolating": True},
        "text": {"group": "inline", "inline": True},
    },
    "marks": {
        "link": {"attrs": {"href": {"validate": "href"}}, "inclusive": False},
        "strong": {},
        "em": {},
    },
}
BLOCK_TYPES: Final = frozenset(
    name for name, spec in DECLARATION["nodes"].items() if spec.get("group") == "block"
)


def _compiled() -> Schema[Any, Any]:
    def armed(spec: Node) -> Node:
        attrs = {
            name: rule | {"validate": VALIDATORS[rule["validate"]]}
            for name, rule in spec.get("attrs", {}).items()
        }
        return spec | ({"attrs": attrs} if attrs else {})

    return Schema(
        cast(
            "Any",
            {
                "topNode": DECLARATION["topNode"],
                "nodes": {name: armed(spec) for name, spec in DECLARATION["nodes"].items()},
                "marks": {name: armed(spec) for name, spec in DECLARATION["marks"].items()},
            },
        )
    )


SCHEMA: Final = _compiled()


def declaration() -> str:
    """Emit the declaration for the browser's editor; both sides are compared by a test."""
    return json.dumps(DECLARATION, indent=2, ensure_ascii=False) + "\n"


def empty() -> Node:
    """Return a text without a word."""
    return {"type": "doc"}


def parse(raw: object) -> Node:
    """Check a text against every rule and return its canonical form, or raise InvalidText."""
    bounded(raw)
    if not isinstance(raw, dict):
        raise InvalidText(_("A text is a doc."))
    try:
        tree = TreeNode.from_json(SCHEMA, cast("Any", raw))
        tree.check()
    except InvalidText:
        raise
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as wrong:
        words = _("The text does not fit the schema: %(why)s") % {"why": str(wrong)[:200]}
        raise InvalidText(words) from wrong
    body = pruned(cast("Node", tree.to_json()))
    if body["type"] != "doc":
        raise InvalidText(_("A text is a doc."))
    _identified(body)
    _rectangular(body)
    if len(canonical(body)) > MAX_BYTES:
        raise TooLarge(_("The text is too large."))
    return body


def bounded(raw: object) -> None:
    """Refuse what is too deep, too large or not text before anything recurses into it."""
    level: list[object] = [raw]
    size = 0
    for _depth in range(4 * MAX_DEPTH):
        size += sum(_weight(value) for value in level)
        if size > 2 * MAX_BYTES:
            raise TooLarge(_("The text is too large."))
        level = [inner for value in level for inner in _members(value)]
        if not level:
            return
    raise InvalidText(_("The text is nested too deeply."))


def _members(value: object) -> list[object]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return value if isinstance(value, list) else []


def _weight(value: object) -> int:
    if isinstance(value, str):
        if UNWANTED.search(value):
            raise InvalidText(_("The text holds control characters or half characters."))
        if len(value) > MAX_TEXT:
            words = _("A passage is longer than %(most)s characters: part it in two.")
            raise InvalidText(words % {"most": MAX_TEXT})
        return len(value)
    if value is None or isinstance(value, dict | list | int):
        return 1
    raise InvalidText(_("The text holds something that is not text."))


def pruned(node: Node) -> Node:
    """Drop empty attributes and contents, so that one text has one form."""
    kept: Node = {"type": node["type"]}
    attrs = {name: value for name, value in (node.get("attrs") or {}).items() if value is not None}
    if attrs:
        kept["attrs"] = attrs
    if node.get("marks"):
        kept["marks"] = [pruned(mark) for mark in node["marks"]]
    if node.get("content"):
        kept["content"] = [pruned(child) for child in node["content"]]
    if "text" in node:
        kept["text"] = node["text"]
    return kept


def _identified(body: Node) -> None:
    seen: set[str] = set()
    count = 0
    for node in (*sections(body), *(block for _section, block in placed(body))):
        identity = block_id(node)
        if not identity:
            raise InvalidText(_("Every block needs an id."))
        if identity in seen:
            raise InvalidText(_("The id %(id)s stands twice.") % {"id": identity})
        seen.add(identity)
        count += 1
    if count > MAX_BLOCKS:
        raise TooLarge(_("The text has too many blocks."))
    for _section, block in placed(body):
        if any("id" in inner.get("attrs", {}) for inner in _inside(block)):
            raise InvalidText(_("Only blocks of their own carry an id."))


def fitting(body: Node) -> Node:
    """Check what holds for a text as a whole after one of its sections was checked."""
    identities = [block_id(node) for node in (*sections(body), *(b for _s, b in placed(body)))]
    if len(set(identities)) != len(identities):
        raise InvalidText(_("An id stands twice."))
    if len(identities) > MAX_BLOCKS:
        raise TooLarge(_("The text has too many blocks."))
    sized(length(body))
    return body


def sized(characters: int) -> None:
    """Refuse a text of more characters than it may have."""
    if characters > MAX_BYTES:
        raise TooLarge(_("The text is too large."))


def length(*nodes: Node) -> int:
    """Count the characters of texts or blocks."""
    return sum(len(inner.get("text", "")) for node in nodes for inner in _inside(node))


def _inside(node: Node) -> Iterator[Node]:
    for child in node.get("content", []):
        yield child
        yield from _inside(child)


def _rectangular(body: Node) -> None:
    for _section, block in placed(body):
        if block["type"] != "table":
            continue
        rows = [row["content"] for row in block["content"]]
        if len({len(row) for row in rows}) != 1:
            raise InvalidText(_("The rows of a table are equally long."))
        kinds = [{cell["type"] for cell in row} for row in rows]
        if kinds != [{"table_header"}, *({"table_cell"} for _row in rows[1:])]:
            raise InvalidText(_("The first row of a table holds its headings, and only the first."))


def block_id(node: Node) -> str:
    """Return the id of a block or section; empty where it has none."""
    return str(node.get("attrs", {}).get("id") or "")


def sections(body: Node) -> list[Node]:
    """List the sections of a text in their order."""
    return [node for node in body.get("content", []) if node["type"] == "section"]


def placed(body: Node) -> Iterator[tuple[str, Node]]:
    """Walk the blocks with the id of the section each stands in; empty for the text itself."""
    for node in body.get("content", []):
        if node["type"] == "section":
            yield from ((block_id(node), block) for block in node.get("content", []))
        else:
            yield "", node


def blocks(body: Node, *, section: str = "") -> list[Node]:
    """List the blocks of a section, or those that stand in the text itself."""
    if not section:
        return [node for node in body.get("content", []) if node["type"] != "section"]
    found = (node for node in sections(body) if block_id(node) == section)
    return list(next(found, {}).get("content", []))


def by_section(body: Node) -> dict[str, list[Node]]:
    """Return the blocks of every section in one walk, and those of the text itself under ""."""
    found: dict[str, list[Node]] = {"": blocks(body)}
    return found | {block_id(node): node.get("content", []) for node in sections(body)}


def with_blocks(body: Node, changed: list[Node], *, section: str = "") -> Node:
    """Return the text with the blocks of a section, or of the text itself, replaced."""
    if not section:
        return _filled("doc", {}, [*changed, *sections(body)])
    content = [
        _filled("section", node["attrs"], changed) if block_id(node) == section else node
        for node in body.get("content", [])
    ]
    if section not in {block_id(node) for node in sections(body)}:
        content.append(_filled("section", {"id": section}, changed))
    return _filled("doc", {}, content)


def with_sections(body: Node, kept: Collection[str]) -> Node:
    """Return the text without the sections that are not named."""
    left = [node for node in sections(body) if block_id(node) in kept]
    return _filled("doc", {}, [*blocks(body), *left])


def _filled(kind: str, attrs: Node, content: list[Node]) -> Node:
    node: Node = {"type": kind}
    if attrs:
        node["attrs"] = attrs
    if content:
        node["content"] = content
    return node


def canonical(body: object) -> bytes:
    """Write JSON in its one canonical form: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(body: object) -> str:
    """Return the SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(body)).hexdigest()


def block_digest(block: Node) -> str:
    """Return the short hash that a translation remembers of its source; the id does not count."""
    attrs = {name: value for name, value in block.get("attrs", {}).items() if name != "id"}
    return digest(block | {"attrs": attrs})[:16]
