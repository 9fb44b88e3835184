"""The one guarded door for XML: no document type, no entity, no network, and limits."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from lxml import etree

from strategy.rules.stratml.findings import Finding, Refused, short

# The library's stubs lag behind it.
Xml: TypeAlias = Any

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_ELEMENTS: Final = 20_000
MOST_DEPTH: Final = 64
PIECE: Final = 64 * 1024
DOCTYPE: Final = re.compile(rb"<!DOCTYPE")


@dataclass(frozen=True, slots=True)
class Parsed:
    """The outermost element, what was left out before it, and how many lines that took."""

    root: Xml
    found: list[Finding]
    lines: int


def parse(data: bytes) -> Parsed:
    """Return the outermost element, or raise Refused with the line."""
    if len(data) > MOST_BYTES:
        raise Refused(1, "too_large", most=MOST_BYTES // (1024 * 1024))
    data, found, lines = _start(data)
    if not data.strip():
        raise Refused(1, "empty")
    parser: Any = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
    )
    try:
        return Parsed(_parsed(parser, data), found, lines)
    except etree.XMLSyntaxError as wrong:
        if line := _doctype_line(data):
            raise Refused(line + lines, "doctype") from wrong
        raise _not_xml(wrong, parser, lines) from wrong
    except Refused as no:
        raise Refused(no.finding.line + lines, no.finding.code, **no.finding.values) from no


def _not_xml(wrong: Any, parser: Any, lines: int) -> Refused:
    line, words = wrong.lineno, str(wrong.msg).split(", line ")[0]
    if not line:
        # The last complaint has lost its line; the first one has it.
        first = next(iter(parser.feed_error_log), None)
        line, words = (first.line, str(first.message)) if first else (1, words)
    if "depth" in words:
        return Refused(line + lines, "too_deep", most=MOST_DEPTH)
    return Refused(line + lines, "not_xml", words=short(words, 120).rstrip("."))


def _start(data: bytes) -> tuple[bytes, list[Finding], int]:
    found = []
    if data.startswith(codecs.BOM_UTF8):
        data = data.removeprefix(codecs.BOM_UTF8)
        found.append(Finding(1, "byte_order_mark"))
    bare = data.lstrip()
    if not bare.startswith(b"<?xml ") or bare == data:
        return data, found, 0
    found.append(Finding(1, "leading_space"))
    return bare, found, data[: len(data) - len(bare)].count(b"\n")


def _parsed(parser: Any, data: bytes) -> Xml:
    count = depth = 0
    root: Xml = None
    for start in range(0, len(data), PIECE):
        parser.feed(data[start : start + PIECE])
        for event, element in parser.read_events():
            if event == "end":
                depth -= 1
                continue
            if root is None:
                root = element
                _no_doctype(root, data)
            count, depth = count + 1, depth + 1
            _within(element, count, depth)
    parser.close()
    if root is None:
        raise Refused(1, "empty")
    return root


def line_of(element: Xml) -> int:
    """Return the line at which an element begins."""
    return int(element.sourceline or 1)


def _within(element: Xml, count: int, depth: int) -> None:
    line = line_of(element)
    if count > MOST_ELEMENTS:
        raise Refused(line, "too_many", most=MOST_ELEMENTS)
    if depth > MOST_DEPTH:
        raise Refused(line, "too_deep", most=MOST_DEPTH)


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
