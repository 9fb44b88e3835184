"""Runs of words and tables as the word processor's own XML.

Long tables are written as words and read by the parser at once: made cell by cell through the
library's objects, a compilation of 5,000 rows took five times as long. Names are those of ECMA-376,
Part 1, section 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm

from wco_portal.files.rules import Node
from wco_portal.files.services.docx_parts import clean

SPACES: Final = nsdecls("w", "r")
GOOD: Final = "1C6B3F"
BAD: Final = "A3271F"
BREAKS: Final = re.compile("([\t\r\n])")
LOOK: Final = (
    '<w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/><w:tblLayout w:type="fixed"/>'
    '<w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" w:noHBand="0"'
    ' w:noVBand="1" w:val="04A0"/>'
)


class Runs:
    """Writes words with their marks; links that lead nowhere are words."""

    def __init__(self, made: Document, targets: set[str]) -> None:
        """Remember to which bookmarks a link may lead, and the addresses that were named."""
        self.relations, self.targets = made.part.rels, targets
        self.addresses: dict[str, str] = {}
        self.language = ""

    def elements(self, content: Iterable[Node]) -> list[Any]:
        """Return the runs as elements."""
        return list(parse_xml(f"<w:p {SPACES}>{self.words(content)}</w:p>"))

    def words(self, content: Iterable[Node]) -> str:
        """Return the runs as XML."""
        return "".join(self._run(each) for each in content)

    def _run(self, item: Node) -> str:
        if item["text"] == "\n":
            return "<w:r><w:br/></w:r>"
        marks = {mark["type"]: mark.get("attrs", {}) for mark in item.get("marks", [])}
        written = f"<w:r>{self._properties(marks)}{_text(clean(item['text']))}</w:r>"
        place = self._place(marks["link"]["href"]) if "link" in marks else ""
        return f"<w:hyperlink {place}>{written}</w:hyperlink>" if place else written

    def _properties(self, marks: dict[str, Any]) -> str:
        own = marks.get("lang")
        language = f"{own['language']}-{own['region']}" if own else self.language
        colour = GOOD if "added" in marks else BAD if "removed" in marks else ""
        parts = (
            ("strong" in marks, "<w:b/>"),
            ("em" in marks, "<w:i/>"),
            ("removed" in marks, "<w:strike/>"),
            (colour, f'<w:color w:val="{colour}"/>'),
            ("added" in marks or "link" in marks, '<w:u w:val="single"/>'),
            (language, f"<w:lang w:val={quoteattr(language)}/>"),
        )
        found = "".join(part for is_so, part in parts if is_so)
        return f"<w:rPr>{found}</w:rPr>" if found else ""

    def _place(self, href: str) -> str:
        """Name where a link leads: a bookmark of the document, or an address outside."""
        if href.startswith("#"):
            return f"w:anchor={quoteattr(href[1:])}" if href[1:] in self.targets else ""
        address = clean(href)
        if address not in self.addresses:
            # The library looks through all earlier ones for each; their names are ours.
            name = f"link{len(self.addresses) + 1}"
            kind = RELATIONSHIP_TYPE.HYPERLINK
            self.relations.add_relationship(kind, address, name, is_external=True)
            self.addresses[address] = name
        return f'r:id="{self.addresses[address]}"'

    def table(self, rows: Sequence[Node], shares: Sequence[float], whole: float) -> Any:
        """Return a table, its line in centimetres shared out, its first row its head."""
        wide = [Cm(whole * share / sum(shares)).twips for share in shares]
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in wide)
        head = "<w:trPr><w:tblHeader/></w:trPr>"
        lines = (
            f"<w:tr>{'' if at else head}{self._cells(row, wide)}</w:tr>"
            for at, row in enumerate(rows)
        )
        start = f"<w:tbl {SPACES}><w:tblPr>{LOOK}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
        return parse_xml(f"{start}{''.join(lines)}</w:tbl>")

    def _cells(self, row: Node, wide: Sequence[int]) -> str:
        cells = zip(row["content"], wide, strict=True)
        return "".join(
            f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/></w:tcPr>{self._cell(cell)}</w:tc>'
            for cell, width in cells
        )

    def _cell(self, cell: Node) -> str:
        style = "TableHead" if cell["type"] == "table_header" else "TableText"
        start = f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        inner = [f"{start}{self.words(each.get('content', []))}</w:p>" for each in cell["content"]]
        # A cell without a paragraph is none.
        return "".join(inner) or f"{start}</w:p>"


def _text(words: str) -> str:
    """Write words, their line ends and tabulators."""
    return "".join(_piece(each) for each in BREAKS.split(words) if each)


def _piece(words: str) -> str:
    if words == "\t":
        return "<w:tab/>"
    if words in {"\r", "\n"}:
        return "<w:br/>"
    space = "" if words == words.strip() else ' xml:space="preserve"'
    return f"<w:t{space}>{escape(words)}</w:t>"
