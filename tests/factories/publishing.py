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
