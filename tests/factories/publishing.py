"""Texts, meetings: `text("First.")`, `meeting(Body.COUNCIL)`."""

import datetime as dt
from itertools import count

from wco_portal.publishing.enums import Body
from wco_portal.publishing.models import GoverningMeeting
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import documents

numbers = count(1)


def text(en="", fr="", *, by=None, section=""):
    """Make a text with some Markdown in each language."""
    made = documents.create("test")
    for language, words in (("en", en), ("fr", fr)):
        if words:
            document = reading.in_language(made, language)
            documents.save_markdown(
                document, markdown_text=words, base_version=0, by=by, section=section
            )
    return made


def meeting(body=Body.COUNCIL, starts_on=dt.date(2019, 6, 27), ends_on=dt.date(2019, 6, 29)):
    """Make a meeting."""
    return GoverningMeeting.objects.create(
        code=f"meeting-{next(numbers)}",
        body=body,
        name_en="Meeting",
        name_fr="Réunion",
        starts_on=starts_on,
        ends_on=ends_on,
    )


def roles_of(pdf):
    """Name the kinds of the tags of a PDF."""
    found, waiting = set(), [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(each for each in node if not isinstance(each, int))
        elif isinstance(node, dict):
            found |= {str(node["/S"])[1:]} if "/S" in node else set()
            waiting.extend([node["/K"]] if "/K" in node and not isinstance(node["/K"], int) else [])
    return found


def fonts_of(pdf):
    """Name the fonts of a PDF, and say of each whether it stands in the file."""
    found = set()
    for page in pdf.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            for inner in font.get_object().get("/DescendantFonts", [font]):
                kept = inner.get_object()["/FontDescriptor"].get_object()
                name = "Serif" if "Serif" in kept["/FontName"] else "Sans"
                found.add((name, bool({"/FontFile2", "/FontFile3"} & set(kept))))
    return found
