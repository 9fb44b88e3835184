"""The pieces of a block as XLIFF 2 writes them: words, paired codes for marks, placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from django.utils.translation import gettext as _
from lxml import etree

from wco_portal.publishing.rules.inline import Mark, Token
from wco_portal.publishing.rules.pieces import Break, Piece

# The library's stubs lag behind it.
Xml: TypeAlias = Any
# What a code stands for: a mark, or a break.
Meaning: TypeAlias = Mark | Break

CORE: Final = "urn:oasis:names:tc:xliff:document:2.0"
LINES: Final = re.compile(r" *[\t\r\n]+ *")
FORMATS: Final = {"strong": "xlf:b", "em": "xlf:i"}
MARKS: Final = {"xlf:b": Mark("strong"), "xlf:i": Mark("em")}
BREAKS: Final = {f"wco:{name}": Break(name) for name in ("item", "paragraph", "cell", "row")}


class BrokenCodes(ValueError):  # noqa: N818 -- it is a state of the file, not of the program
    """The codes inside a passage do not make sense; the message is for people."""


def tag(name: str) -> str:
    """Return a name in the core namespace."""
    return f"{{{CORE}}}{name}"


@dataclass(slots=True)
class Codes:
    """The codes of one unit: which id each has, and what links lead to."""

    data: dict[str, str] = field(default_factory=dict)
    free: dict[Meaning, list[str]] = field(default_factory=dict)
    count: int = 0

    def write(self, parent: Xml, pieces: Iterable[Piece], *, is_target: bool) -> None:
        """Write pieces into a source or a target; a target takes the ids of its source's codes."""
        unused = {meaning: list(ids) for meaning, ids in self.free.items()} if is_target else {}
        path: list[tuple[Mark | None, Xml]] = [(None, parent)]
        for piece in pieces:
            marks = piece.marks if isinstance(piece, Token) else ()
            while [mark for mark, _node in path[1:]] != list(marks[: len(path) - 1]):
                path.pop()
            for mark in marks[len(path) - 1 :]:
                path.append((mark, self._code(path[-1][1], mark, unused, is_target=is_target)))
            if isinstance(piece, Token):
                _say(path[-1][1], piece.text)
            else:
                self._code(path[-1][1], piece, unused, is_target=is_target)

    def _code(
        self, parent: Xml, meaning: Meaning, unused: dict[Meaning, list[str]], *, is_target: bool
    ) -> Xml:
        ids = unused.get(meaning)
        if ids:
            identity = ids.pop(0)
        else:
            self.count += 1
            identity = str(self.count)
            if not is_target:
                self.free.setdefault(meaning, []).append(identity)
        if isinstance(meaning, Break):
            given = {"type": "other", "subType": f"wco:{meaning.name}", "equiv": " "}
            return etree.SubElement(parent, tag("ph"), {"id": identity} | given)
        if meaning.name in FORMATS:
            given = {"type": "fmt", "subType": FORMATS[meaning.name]}
        else:
            name = self.data.setdefault(meaning.href, f"d{len(self.data) + 1}")
            given = {"type": "link", "dataRefStart": name}
        return etree.SubElement(parent, tag("pc"), {"id": identity} | given)


def _say(node: Xml, words: str) -> None:
    if len(node):
        node[-1].tail = (node[-1].tail or "") + words
    else:
        node.text = (node.text or "") + words


@dataclass(slots=True)
class Reader:
    """Reads the passages of one unit; a code without a meaning has that of its source's code."""

    data: Mapping[str, str]
    known: dict[str, Meaning] = field(default_factory=dict)
    is_open: dict[str, Mark] = field(default_factory=dict)

    def read(self, node: Xml) -> list[Piece]:
        """Return the pieces of a source or target, or raise BrokenCodes."""
        found = list(self._inside(node, ()))
        if self.is_open:
            raise BrokenCodes(_("A code is opened and never closed."))
        return found

    def _inside(self, node: Xml, marks: tuple[Mark, ...]) -> Iterator[Piece]:
        yield from self._words(node.text, marks)
        for child in node:
            if isinstance(child.tag, str):
                yield from self._code(child, marks)
            yield from self._words(child.tail, marks)

    def _words(self, words: str | None, marks: tuple[Mark, ...]) -> Iterator[Piece]:
        if words:
            # A line that the file breaks is a space: inside a passage no line is broken.
            yield Token(LINES.sub(" ", words), (*marks, *self.is_open.values()))

    def _code(self, node: Xml, marks: tuple[Mark, ...]) -> Iterator[Piece]:
        match node.tag.removeprefix(f"{{{CORE}}}"):
            case "pc":
                yield from self._inside(node, self._with(marks, self._mark(node)))
            case "mrk":
                yield from self._inside(node, marks)
            case "ph":
                meaning = self._meaning(node)
                if not isinstance(meaning, Break):
                    raise _unknown(node)
                yield meaning
            case "sc":
                self._with(marks, self._mark(node))
                self.is_open[node.get("id", "")] = self._mark(node)
            case "ec":
                if self.is_open.pop(node.get("startRef", ""), None) is None:
                    raise BrokenCodes(_("A code is closed that was not opened."))
            case "sm" | "em":
                return
            case _:
                raise _unknown(node)

    def _with(self, marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
        if mark.name in {each.name for each in (*marks, *self.is_open.values())}:
            raise BrokenCodes(_("A code stands inside another of its kind."))
        return (*marks, mark)

    def _mark(self, node: Xml) -> Mark:
        meaning = self._meaning(node)
        if not isinstance(meaning, Mark):
            raise _unknown(node)
        return meaning

    def _meaning(self, node: Xml) -> Meaning:
        kind, identity = node.get("subType", ""), node.get("id", "")
        reference = node.get("dataRefStart") or node.get("dataRef") or ""
        found: Meaning | None = MARKS.get(kind) or BREAKS.get(kind)
        if found is None and node.get("type") == "link" and reference in self.data:
            found = Mark("link", self.data[reference])
        if found is None:
            found = self.known.get(identity)
        if found is None:
            raise _unknown(node)
        self.known.setdefault(identity, found)
        return found


def _unknown(node: Xml) -> BrokenCodes:
    words = _("The code “%(name)s” with the id “%(id)s” is not one that the export wrote.")
    given = {"name": etree.QName(node).localname, "id": node.get("id", "")[:20]}
    return BrokenCodes(words % given)
