"""Write a printed file as a document for a word processor: real styles, bookmarks, languages."""

from __future__ import annotations

import io
from typing import Any, Final

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from wco_portal.files.rules import Node, Print, identities
from wco_portal.files.services import docx_parts as parts
from wco_portal.files.services.docx_runs import Runs

BRAND: Final = RGBColor(0x0D, 0x4A, 0x5E)
SOFT: Final = RGBColor(0x46, 0x56, 0x63)
ACCENT: Final = RGBColor(0xA0, 0x48, 0x0A)
SIZES: Final = {1: 18, 2: 13, 3: 11.5, 4: 10.5, 5: 10.5, 6: 10.5}
WIDTH: Final = 16.2
# Style, size, space before and after, where a file is to be short.
BRIEF: Final = (
    ("Normal", 9, 0, 3),
    ("Title", 16, 0, 3),
    ("Heading 1", 11.5, 7, 2),
    ("List Bullet", 9, 0, 1),
    ("Note", 8.5, 0, 2),
    ("TableText", 8.5, 0, 0),
    ("TableHead", 8.5, 0, 0),
)


def write(given: Print) -> bytes:
    """Return the document."""
    data = given.as_data()
    made = docx.Document()
    _prepare(made, data)
    if data["is_brief"]:
        _tighten(made)
    _head(made, data)
    if not data["is_brief"]:
        _contents(made, data)
    writer = Writer(made, {f"b_{each}" for each in identities(data["content"])})
    for node in data["content"]:
        writer.node(node)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _prepare(made: Document, data: dict[str, Any]) -> None:
    """Set page, styles, languages, properties, head and foot of every page."""
    section = made.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(2.6)
    section.different_first_page_header_footer = False
    _styles(made)
    parts.set_language(made, f"{data['language']}-{data['region']}")
    properties = made.core_properties
    properties.title, properties.subject = parts.clean(data["title"]), parts.clean(data["kicker"])
    properties.author = properties.last_modified_by = parts.clean(data["organisation"])
    properties.language = f"{data['language']}-{data['region']}"
    properties.comments = parts.clean(f"{data['running']} {data['address']}")
    properties.identifier = parts.clean(data["origin"])
    properties.keywords = f"SHA-256 {data['sha256']}" if data["sha256"] else ""
    head = section.header.paragraphs[0]
    mark = f" · {data['words']['mark']}" if data["mark"] else ""
    head.text = parts.clean(f"{data['title']} · {data['running']}{mark}")
    foot = section.footer.paragraphs[0]
    hashed = f"\nSHA-256 {data['sha256']}" if data["sha256"] else ""
    foot.text = parts.clean(f"{data['address']}{hashed}")
    last = section.footer.add_paragraph(style="Footer")
    last.add_run(f"{data['words']['page']} ")
    parts.field(last, "PAGE")
    last.add_run(f" {data['words']['of']} ")
    parts.field(last, "NUMPAGES")


def _styles(made: Document) -> None:
    normal: Any = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(6)
    title: Any = made.styles["Title"]
    title.font.name, title.font.size, title.font.color.rgb = "Cambria", Pt(28), BRAND
    parts.without_border(title)
    for level, size in SIZES.items():
        style: Any = made.styles[f"Heading {level}"]
        style.font.name = "Cambria" if level == 1 else "Calibri"
        style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
        style.font.color.rgb = BRAND
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(14), Pt(5)
        parts.one_font(style)
    subtitle: Any = made.styles["Subtitle"]
    subtitle.font.name, subtitle.font.italic, subtitle.font.color.rgb = "Calibri", False, SOFT
    parts.one_font(subtitle)
    for name in ("Header", "Footer", "Caption"):
        style = made.styles[name]
        style.font.size, style.font.color.rgb = Pt(8.5), SOFT
    for name, size, after in (("Note", 9, 6), ("TableText", 9, 2), ("TableHead", 9, 2)):
        own: Any = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        own.base_style, own.font.size = normal, Pt(size)
        own.paragraph_format.space_after = Pt(after)
        own.font.bold = name == "TableHead"
    made.styles["Note"].font.color.rgb = SOFT
    for name in ("Note", "Caption"):
        made.styles[name].paragraph_format.keep_with_next = True


def _tighten(made: Document) -> None:
    """Let more stand on a page: smaller type, less air, narrower margins."""
    section = made.sections[0]
    section.top_margin = section.bottom_margin = Cm(1.9)
    section.left_margin = section.right_margin = Cm(2.2)
    for name, size, before, after in BRIEF:
        style: Any = made.styles[name]
        style.font.size = Pt(size)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)


def _head(made: Document, data: dict[str, Any]) -> None:
    """Say what it is."""
    first = made.add_paragraph(parts.clean(data["organisation"]))
    first.runs[0].bold = True
    made.add_paragraph(parts.clean(data["kicker"]), style="Subtitle")
    made.add_paragraph(parts.clean(data["title"]), style="Title")
    made.add_paragraph(parts.clean(data["lede"]))
    if data["mark"]:
        marked = made.add_paragraph()
        word = marked.add_run(f"{data['words']['mark']}: ")
        word.bold, word.font.color.rgb = True, ACCENT
        marked.add_run(parts.clean(data["mark"]))
    parts.facts(made, data["facts"])


def _contents(made: Document, data: dict[str, Any]) -> None:
    """Give the contents a page: a field that the word processor fills."""
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    contents = made.add_paragraph(data["words"]["contents"])
    contents.runs[0].bold = True
    parts.contents(made, data["content"])
    made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


class Writer:
    """Writes nodes one after the other."""

    def __init__(self, made: Document, targets: set[str]) -> None:
        """Remember the document, and to which bookmarks a link may lead."""
        self.made, self.runs, self.marks = made, Runs(made, targets), 0
        self.numbers = parts.Numbers(made)

    def node(self, node: Node) -> None:
        """Write a node between the two ends of its bookmark."""
        end: Any = self.made.element.body.sectPr
        before = end.getprevious()
        getattr(self, f"_{node['type']}")(node)
        identity = (node.get("attrs") or {}).get("id")
        if identity and before is not end.getprevious():
            self.marks += 1
            parts.bookmark(before.getnext(), end.getprevious(), f"b_{identity}", self.marks)

    def _line(self, style: str) -> Paragraph:
        """Begin a paragraph by the id of its style: looking its name up would take ten times."""
        made = self.made.add_paragraph()
        made._p.style = style or None  # noqa: SLF001 -- the library's way to its element
        return made

    def _paragraph(self, node: Node, style: str = "") -> None:
        self._runs(self._line(style), node)

    def _note(self, node: Node) -> None:
        self._paragraph(node, "Note")

    def _heading(self, node: Node) -> None:
        made = self._line(f"Heading{node['attrs']['level']}")
        if number := node["attrs"].get("number"):
            made.add_run(parts.clean(f"{number}\u2002"))
        self._runs(made, node)

    def _bullet_list(self, node: Node) -> None:
        self._items(node, "ListBullet", None)

    def _ordered_list(self, node: Node) -> None:
        self._items(node, "ListNumber", self.numbers.fresh())

    def _items(self, node: Node, style: str, numbers: int | None) -> None:
        for item in node["content"]:
            for at, inner in enumerate(item["content"]):
                made = self._line("ListContinue" if at else style)
                if numbers is not None and not at:
                    parts.numbered(made, numbers)
                self._runs(made, inner)

    def _blockquote(self, node: Node) -> None:
        for inner in node["content"]:
            self._paragraph(inner, "Quote")

    def _facts(self, node: Node) -> None:
        parts.facts(self.made, node["rows"])

    def _page_break(self, _node: Node) -> None:
        self.made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def _language(self, node: Node) -> None:
        attrs = node["attrs"]
        self.runs.language = f"{attrs['language']}-{attrs['region']}"
        for inner in node["content"]:
            self.node(inner)
        self.runs.language = ""

    def _table(self, node: Node) -> None:
        attrs = node.get("attrs") or {}
        if attrs.get("caption"):
            self._line("Caption").add_run(parts.clean(attrs["caption"]))
        rows = node["content"]
        shares = attrs.get("widths") or [1] * len(rows[0]["content"])
        end: Any = self.made.element.body.sectPr
        end.addprevious(self.runs.table(rows, shares, WIDTH))
        self.made.add_paragraph()

    def _runs(self, made: Paragraph, node: Node) -> None:
        made._p.extend(self.runs.elements(node.get("content", [])))  # noqa: SLF001 -- as above
