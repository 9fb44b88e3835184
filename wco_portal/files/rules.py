"""What a printed file says, before anybody knows whether it becomes PDF or DOCX: pure data.

The nodes are those of a text of the portal (paragraph, heading, lists, quote, table, runs with
marks), and a few more: `note` is small print, `facts` are words with their values, `page_break`
begins a page; runs may also be `added`, `removed`, or in another language (`lang`). Words are
data: no writer ever reads them as markup. A node's `id` becomes a bookmark `b_<id>`, to which a
link `#b_<id>` leads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any, Final, TypeAlias
from urllib.parse import urljoin

from wco_portal.common.bilingual import LocalText

Node: TypeAlias = dict[str, Any]
REGIONS: Final = {"en": "GB", "fr": "FR"}
DEEPEST: Final = 6
# French keeps its double signs with the word before them, guillemets with what they hold.
FRENCH: Final = (
    (re.compile("[ \u00a0](?=[;!?])"), "\u202f"),
    (re.compile(" (?=[:»])"), "\u00a0"),
    (re.compile("(?<=«) "), "\u00a0"),
)


@dataclass(frozen=True, slots=True)
class Print:
    """A whole file in one language: its cover, what every page carries, its content."""

    language: str
    title: str
    kicker: str
    lede: str
    organisation: str
    # What stands at the head of every page: version and date.
    running: str
    address: str
    sha256: str = ""
    # From which version of which text the file leaves, for one that may come back.
    origin: str = ""
    # Says on the cover and at the head of every page that the content is invented.
    mark: str = ""
    # A few pages without cover and contents; as a document only.
    is_brief: bool = False
    facts: Sequence[tuple[str, str]] = ()
    content: Sequence[Node] = ()
    words: dict[str, str] = field(default_factory=dict)

    def as_data(self) -> dict[str, Any]:
        """Return all of it as JSON says it, its headings in order and its French well set."""
        plain = {each.name: getattr(self, each.name) for each in fields(self)}
        found = plain | {
            "region": REGIONS[self.language],
            "content": list(levelled(linked(self.content, self.address))),
        }
        return dict(set_in(found, self.language))


def text(words: str, *marks: str, href: str = "") -> Node:
    """Return a run of words with marks."""
    found: list[Node] = [{"type": "link", "attrs": {"href": href}}] if href else []
    found += [{"type": mark} for mark in marks]
    return {"type": "text", "text": words} | ({"marks": found} if found else {})


def local_text(words: LocalText, *, href: str = "") -> Node:
    """Return a run of words; those in another language than the file say in which."""
    made = text(words.value, href=href)
    if words.is_fallback and words.language in REGIONS:
        attrs = {"language": words.language, "region": REGIONS[words.language]}
        made["marks"] = [*made.get("marks", []), {"type": "lang", "attrs": attrs}]
    return made


def runs(words: str | Sequence[Node]) -> list[Node]:
    """Return words as runs."""
    if isinstance(words, str):
        return [text(words)] if words else []
    return list(words)


def paragraph(words: str | Sequence[Node], *, kind: str = "paragraph") -> Node:
    """Return a paragraph."""
    return {"type": kind, "content": runs(words)}


def note(words: str | Sequence[Node]) -> Node:
    """Return a line of small print."""
    return paragraph(words, kind="note")


def heading(
    words: str | Sequence[Node], *, level: int, number: str = "", identity: str = ""
) -> Node:
    """Return a heading, with the number that stands before it."""
    attrs = {"level": level, "number": number, "id": identity}
    return {"type": "heading", "attrs": attrs, "content": runs(words)}


def bullets(items: Iterable[str | Sequence[Node]]) -> Node:
    """Return a list with an item for each of the words."""
    made = [{"type": "list_item", "content": [paragraph(item)]} for item in items]
    return {"type": "bullet_list", "content": made}


def facts(rows: Iterable[tuple[str, str]]) -> Node:
    """Return words with their values."""
    return {"type": "facts", "rows": [list(row) for row in rows]}


def table(
    head: Sequence[str],
    rows: Iterable[Sequence[str | Sequence[Node]]],
    *,
    caption: str = "",
    widths: Sequence[float] = (),
) -> Node:
    """Return a table whose first row holds the headings; `widths` are shares of the line."""
    return {
        "type": "table",
        "attrs": {"caption": caption, "widths": list(widths)},
        "content": [
            _row(head, "table_header"),
            *(_row(row, "table_cell") for row in rows),
        ],
    }


def _row(cells: Sequence[str | Sequence[Node]], kind: str) -> Node:
    made = [{"type": kind, "content": [paragraph(cell)]} for cell in cells]
    return {"type": "table_row", "content": made}


LINE_BREAK: Final[Node] = {"type": "text", "text": "\n"}
PAGE_BREAK: Final[Node] = {"type": "page_break"}


def in_language(content: Iterable[Node], language: str) -> Node:
    """Return content that is in another language than the file."""
    return {
        "type": "language",
        "attrs": {"language": language, "region": REGIONS[language]},
        "content": list(content),
    }


def deeper(blocks: Iterable[Node], by: int) -> Iterator[Node]:
    """Set the headings of a text deeper, below the heading that it stands under."""
    for block in blocks:
        if block["type"] != "heading":
            yield block
            continue
        attrs = block.get("attrs", {})
        yield block | {"attrs": attrs | {"level": attrs["level"] + by}}


def linked(content: Sequence[Node], address: str) -> list[Node]:
    """Let links lead somewhere from any place: to a bookmark of this file, else to the portal."""
    known = set(identities(content))

    def led(href: str) -> str:
        if href.startswith("/"):
            return urljoin(address, href)
        if not href.startswith("#"):
            return href
        aim = href.removeprefix("#").replace("b-", "b_", 1)
        return f"#{aim}" if aim.removeprefix("b_") in known else urljoin(address, href)

    def walked(value: Any) -> Any:
        if isinstance(value, list):
            return [walked(each) for each in value]
        if not isinstance(value, dict):
            return value
        if value.get("type") == "link":
            return value | {"attrs": {"href": led(value["attrs"]["href"])}}
        return {name: walked(each) for name, each in value.items()}

    return [walked(each) for each in content]


def identities(content: Iterable[Node]) -> Iterator[str]:
    """Walk the ids of the nodes that become bookmarks."""
    for node in content:
        if identity := (node.get("attrs") or {}).get("id"):
            yield str(identity)
        if node["type"] == "language":
            yield from identities(node["content"])


def levelled(content: Iterable[Node], last: int = 0) -> Iterator[Node]:
    """Let no heading skip a level: who jumps from heading to heading would think one lost."""
    for node in content:
        if node["type"] == "language":
            yield node | {"content": list(levelled(node["content"], last))}
        elif node["type"] == "heading":
            last = min(node["attrs"]["level"], last + 1, DEEPEST)
            yield node | {"attrs": node["attrs"] | {"level": last}}
        else:
            yield node


def set_in(value: Any, language: str) -> Any:
    """Set every text as its language is set: the spaces that French does not break."""
    if isinstance(value, str):
        return _french(value) if language == "fr" else value
    if isinstance(value, list | tuple):
        return [set_in(each, language) for each in value]
    if isinstance(value, dict):
        if value.get("type") == "language":
            language = value["attrs"]["language"]
        kept = {name: value[name] for name in ("attrs", "address") if name in value}
        return {name: set_in(each, language) for name, each in value.items()} | kept
    return value


def _french(words: str) -> str:
    for sign, space in FRENCH:
        words = sign.sub(space, words)
    return words
