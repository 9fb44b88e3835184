"""The one guarded door for XML: no document type, no entity, no network, and limits."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from lxml import etree

# The library's stubs lag behind it.
Xml: TypeAlias = Any

MEGABYTE: Final = 1024 * 1024
PIECE: Final = 64 * 1024
MOST_WORDS: Final = 120
DOCTYPE: Final = re.compile(rb"<!DOCTYPE")
REASONS: Final[Mapping[str, str | Promise]] = {
    "empty": _("The file is empty."),
    "too_large": _("The file has more than %(most)s MB."),
    "doctype": _("The file has a document type declaration (DOCTYPE). Remove it and try again."),
    "not_xml": _("The file is not well-formed XML: %(words)s."),
    "too_many": _("The file has more than %(most)s elements."),
    "too_deep": _("The elements of the file stand more than %(most)s deep in one another."),
}


class Refused(Exception):  # noqa: N818 -- the word of its report
    """The file is not read; says at which line and why, as a code of REASONS."""

    def __init__(self, line: int, code: str, **values: Any) -> None:
        super().__init__(code)
        self.line = line
        self.code = code
        self.values = values

    def words(self) -> str:
        """Say why, for people."""
        return str(REASONS[self.code]) % self.values


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, in bytes, elements and elements in one another."""

    size: int = 5 * MEGABYTE
    elements: int = 20_000
    depth: int = 64


USUAL: Final = Limits()


@dataclass(frozen=True, slots=True)
class Parsed:
    """The outermost element, what was left out before it, and how many lines that took."""

    root: Xml
    # What was left out before the first element: a byte order mark, spaces.
    left_out: list[str]
    lines: int


def parse(data: bytes, limits: Limits = USUAL, *, is_bare: bool = False) -> Parsed:
    """Return the outermost element (bare: without remarks), or raise Refused with the line."""
    if len(data) > limits.size:
        raise Refused(1, "too_large", most=limits.size // MEGABYTE)
    data, left_out, lines = _start(data)
    if not data.strip():
        raise Refused(1, "empty")
    parser: Any = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=is_bare,
        remove_pis=is_bare,
    )
    try:
        return Parsed(_parsed(parser, data, limits), left_out, lines)
    except etree.XMLSyntaxError as wrong:
        if line := _doctype_line(data):
            raise Refused(line + lines, "doctype") from wrong
        raise _not_xml(wrong, parser, lines, limits) from wrong
    except Refused as no:
        raise Refused(no.line + lines, no.code, **no.values) from no


def _not_xml(wrong: Any, parser: Any, lines: int, limits: Limits) -> Refused:
    line, words = wrong.lineno, str(wrong.msg).split(", line ")[0]
    if not line:
        # The last complaint has lost its line; the first one has it.
        first = next(iter(parser.feed_error_log), None)
        line, words = (first.line, str(first.message)) if first else (1, words)
    if "depth" in words:
        return Refused(line + lines, "too_deep", most=limits.depth)
    return Refused(line + lines, "not_xml", words=" ".join(words[:MOST_WORDS].split()).rstrip(". "))


def _start(data: bytes) -> tuple[bytes, list[str], int]:
    left_out = []
    if data.startswith(codecs.BOM_UTF8):
        data = data.removeprefix(codecs.BOM_UTF8)
        left_out.append("byte_order_mark")
    bare = data.lstrip()
    if not bare.startswith(b"<?xml ") or bare == data:
        return data, left_out, 0
    left_out.append("leading_space")
    return bare, left_out, data[: len(data) - len(bare)].count(b"\n")


def _parsed(parser: Any, data: bytes, limits: Limits) -> Xml:
    count = depth = 0
    root: Xml = None
    for event, element in _events(parser, data):
        if event == "end":
            depth -= 1
            continue
        if root is None:
            root = element
            _no_doctype(root, data)
        count, depth = count + 1, depth + 1
        if count > limits.elements:
            raise Refused(line_of(element), "too_many", most=limits.elements)
        if depth > limits.depth:
            raise Refused(line_of(element), "too_deep", most=limits.depth)
    if root is None:
        raise Refused(1, "empty")
    return root


def _events(parser: Any, data: bytes) -> Iterator[tuple[str, Xml]]:
    """Feed the parser piece by piece; what it held back comes when it is closed."""
    for start in range(0, len(data), PIECE):
        parser.feed(data[start : start + PIECE])
        yield from parser.read_events()
    parser.close()
    yield from parser.read_events()


def line_of(element: Xml) -> int:
    """Return the line at which an element begins."""
    return int(element.sourceline or 1)


def _no_doctype(root: Xml, data: bytes) -> None:
    info = root.getroottree().docinfo
    if info.doctype or info.internalDTD is not None:
        raise Refused(_doctype_line(data) or line_of(root), "doctype")


def _doctype_line(data: bytes) -> int:
    """Return the line of a document type before the first element; 0 where there is none."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", errors="replace").encode()
    head = re.sub(rb"<!--.*?-->|<\?.*?\?>", _blank, data, flags=re.DOTALL)
    first = re.search(rb"<[^!?\s]", head)
    found = DOCTYPE.search(head, 0, first.start() if first else len(head))
    return head.count(b"\n", 0, found.start()) + 1 if found else 0


def _blank(found: re.Match[bytes]) -> bytes:
    return b"\n" * found.group().count(b"\n")
