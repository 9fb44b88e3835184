"""What the word processor's format has and its library lacks: fields, bookmarks, links, languages.

Names are those of the standard, ECMA-376, Part 1, section 17.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

import docx.table
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from docx.text.paragraph import Paragraph

from wco_portal.files.rules import Node

# What XML 1.0 cannot hold, and the half of a line's end that would end it twice.
UNWANTED: Final = re.compile("\r(?=\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
GOOD: Final = RGBColor(0x1C, 0x6B, 0x3F)
BAD: Final = RGBColor(0xA3, 0x27, 0x1F)
DEEPEST_CONTENTS: Final = 2


def clean(words: str) -> str:
    """Return words without what XML cannot hold; a line ends once, however forms write its end."""
    return UNWANTED.sub("", words)


def element(tag: str, **attributes: str) -> Any:
    """Make an element with attributes of the same name space."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def set_language(made: Document, language: str) -> None:
    """Say which language the whole document is in."""
    styles: Any = made.styles.element
    [defaults] = styles.xpath("w:docDefaults/w:rPrDefault/w:rPr")
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val=language, eastAsia=language, bidi="ar-SA"))


def without_border(style: Any) -> None:
    """Take the line from under a style."""
    for border in style.element.xpath("w:pPr/w:pBdr"):
        border.getparent().remove(border)


def one_font(style: Any) -> None:
    """Let a style's own font win over that of the theme."""
    for fonts in style.element.xpath("w:rPr/w:rFonts"):
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)


def field(made: Paragraph, code: str) -> None:
    """Write a field that the word processor counts: PAGE, NUMPAGES."""
    whole = element("fldSimple", instr=code)
    inner = element("r")
    shown = element("t")
    shown.text = "1"
    inner.append(shown)
    whole.append(inner)
    made._p.append(whole)  # noqa: SLF001 -- the library's way to its element


def contents(made: Document, content: Iterable[Node]) -> None:
    """Write the table of contents: a field, filled with the headings until it is renewed."""
    rows = [each for each in content if each["type"] == "heading"]
    rows = [each for each in rows if each["attrs"]["level"] <= DEEPEST_CONTENTS]
    for at, node in enumerate(rows):
        line = made.add_paragraph()
        line.paragraph_format.left_indent = Cm(0.6 * (node["attrs"]["level"] - 1))
        if at == 0:
            _field_part(line, "begin")
            code = line.add_run()
            told = element("instrText")
            told.set(qn("xml:space"), "preserve")
            told.text = f'TOC \\o "1-{DEEPEST_CONTENTS}" \\h \\z \\u'
            code._r.append(told)  # noqa: SLF001 -- as above
            _field_part(line, "separate")
        words = "".join(run["text"] for run in node["content"])
        line.add_run(clean(f"{node['attrs'].get('number') or ''} {words}".strip()))
        if at == len(rows) - 1:
            _field_part(line, "end")


def _field_part(line: Paragraph, kind: str) -> None:
    line.add_run()._r.append(element("fldChar", fldCharType=kind))  # noqa: SLF001 -- as above


def bookmark(first: Any, last: Any, name: str, number: int) -> None:
    """Put the two ends of a bookmark around what was written for a node."""
    start = element("bookmarkStart", id=str(number), name=name)
    end = element("bookmarkEnd", id=str(number))
    if first.tag == qn("w:p"):
        at = 1 if first.find(qn("w:pPr")) is not None else 0
        first.insert(at, start)
    else:
        first.addprevious(start)
    if last.tag == qn("w:p"):
        last.append(end)
    else:
        last.addnext(end)


def run(made: Paragraph, item: Node, known: set[str], language: str) -> None:
    """Write a run of words with its marks, inside its link."""
    if item["text"] == "\n":
        made.add_run().add_break()
        return
    marks = {mark["type"]: mark.get("attrs", {}) for mark in item.get("marks", [])}
    written = made.add_run(clean(item["text"]))
    written.bold, written.italic = ("strong" in marks) or None, ("em" in marks) or None
    if "added" in marks:
        written.font.underline, written.font.color.rgb = True, GOOD
    if "removed" in marks:
        written.font.strike, written.font.color.rgb = True, BAD
    properties: Any = written._r.get_or_add_rPr()  # noqa: SLF001 -- as above
    if "link" in marks:
        written.font.underline = True
        _link(made, written, marks["link"]["href"], known)
    if own := marks.get("lang"):
        language = f"{own['language']}-{own['region']}"
    if language:
        properties.append(element("lang", val=language))


def _link(made: Paragraph, written: Any, href: str, known: set[str]) -> None:
    link = OxmlElement("w:hyperlink")
    if href.startswith("#"):
        if href[1:] not in known:
            return
        link.set(qn("w:anchor"), href[1:])
    else:
        related = made.part.relate_to(clean(href), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), related)
    written._r.addprevious(link)  # noqa: SLF001 -- as above
    link.append(written._r)  # noqa: SLF001 -- as above


class Numbers:
    """Gives out numberings that begin at one, like that of the style of numbered lists."""

    def __init__(self, made: Document) -> None:
        """Find what the style counts in."""
        style: Any = made.styles["List Number"].element
        [used] = style.xpath("w:pPr/w:numPr/w:numId/@w:val")
        self.all: Any = made.part.numbering_part.element
        [kind] = self.all.xpath(f"w:num[@w:numId='{used}']/w:abstractNumId/@w:val")
        self.kind, self.last = kind, max(int(each) for each in self.all.xpath("w:num/@w:numId"))

    def fresh(self) -> int:
        """Return the number of a new one."""
        self.last += 1
        made = element("num", numId=str(self.last))
        made.append(element("abstractNumId", val=self.kind))
        level = element("lvlOverride", ilvl="0")
        level.append(element("startOverride", val="1"))
        made.append(level)
        self.all.append(made)
        return self.last


def numbered(made: Paragraph, numbers: int) -> None:
    """Let a paragraph count in a numbering of its own."""
    of_paragraph: Any = made._p.get_or_add_pPr()  # noqa: SLF001 -- as above
    properties = of_paragraph.get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = numbers


def cells(made: Any, shares: Sequence[float], whole: float) -> list[list[Any]]:
    """Return the cells of a new table by rows, its line shared out, its first row its head."""
    made.autofit = False
    total = sum(shares)
    wide = [Cm(whole * share / total) for share in shares]
    for column, width in zip(made._tbl.tblGrid.gridCol_lst, wide, strict=True):  # noqa: SLF001 -- as above
        column.w = width
    rows = made._tbl.tr_lst  # noqa: SLF001 -- as above
    rows[0].get_or_add_trPr().append(element("tblHeader"))
    found = []
    for row in rows:
        for cell, width in zip(row.tc_lst, wide, strict=True):
            cell.width = width
        found.append([docx.table._Cell(cell, made) for cell in row.tc_lst])  # noqa: SLF001 -- as above
    return found


def facts(made: Document, rows: Iterable[Sequence[str]]) -> None:
    """Write words with their values, a line each."""
    for label, value in rows:
        line = made.add_paragraph()
        line.add_run(clean(f"{label}\u2003")).bold = True
        line.add_run(clean(value))
