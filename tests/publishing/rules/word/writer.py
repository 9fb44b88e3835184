"""A small writer of Word files: what a text looks like there, with a bookmark around each block."""

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from tests.publishing.rules.word.files import saved

STYLES = {"bullet_list": "List Bullet", "ordered_list": "List Number", "blockquote": "Quote"}


def docx_of(blocks, *, identifier="", heads=()):
    """Write blocks; `heads` are (place, id, words, level) of headings that are elements."""
    made = docx.Document()
    made.core_properties.identifier = identifier
    for number, block in enumerate(blocks):
        for place, identity, words, level in heads:
            if place == number:
                line = made.add_heading(words, level)
                mark(line._p, line._p, identity)
        write(made, block)
    for place, identity, words, level in heads:
        if place >= len(blocks):
            line = made.add_heading(words, level)
            mark(line._p, line._p, identity)
    return saved(made)


def write(made, block):
    """Write a block at the end of a document."""
    before = len(made.element.body)
    kind = block["type"]
    if kind == "table":
        table(made, block)
    elif kind in {"bullet_list", "ordered_list"}:
        for item in block["content"]:
            for at, inner in enumerate(item["content"]):
                line(made, inner, "List Continue" if at else STYLES[kind])
    elif kind == "blockquote":
        for inner in block["content"]:
            line(made, inner, STYLES[kind])
    else:
        level = block["attrs"].get("level")
        line(made, block, f"Heading {level}" if level else "Normal")
    paragraphs = [
        each for top in made.element.body[before - 1 : -1] for each in top.iter(qn("w:p"))
    ]
    if kind == "table":
        made.add_paragraph()
    mark(paragraphs[0], paragraphs[-1], block["attrs"]["id"])


def line(made, node, style):
    """Write a paragraph in a style."""
    runs(made.add_paragraph(style=style), node)


def table(made, block):
    """Write a table."""
    rows = block["content"]
    grid = made.add_table(len(rows), len(rows[0]["content"]))
    for cells, row in zip(grid.rows, rows, strict=True):
        for cell, inner in zip(cells.cells, row["content"], strict=True):
            runs(cell.paragraphs[0], inner["content"][0])


def runs(paragraph, node):
    """Write the words with their marks."""
    for item in node.get("content", []):
        marks = {each["type"]: each.get("attrs", {}) for each in item.get("marks", [])}
        run = paragraph.add_run(item["text"])
        run.bold, run.italic = "strong" in marks or None, "em" in marks or None
        if "link" in marks:
            link = OxmlElement("w:hyperlink")
            href = marks["link"]["href"]
            key = paragraph.part.relate_to(href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(qn("r:id"), key)
            run._r.addprevious(link)
            link.append(run._r)


def mark(first, last, identity):
    """Put a bookmark around the content from one paragraph to another."""
    number = str(sum(map(ord, identity)) * 1000 + ord(identity[0]))
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for each in (start, end):
        each.set(qn("w:id"), number)
    start.set(qn("w:name"), f"b_{identity}")
    first.insert(1 if first.find(qn("w:pPr")) is not None else 0, start)
    last.append(end)
