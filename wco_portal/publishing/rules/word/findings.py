"""What the reader of Word files did, dropped or refused, in words for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, cast

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

REFUSALS: Final[Mapping[str, str | Promise]] = {
    "empty": _("The file is empty."),
    "too_large": _("The file has more than %(most)s MB."),
    "old_format": _(
        "This is a document of an old Word (.doc). Open it in Word and save it as .docx."
    ),
    "encrypted": _("The file is protected by a password. Save it without one and try again."),
    "not_zip": _("This is no Word document (.docx), or the file is damaged."),
    "damaged": _("The file is damaged: its part “%(name)s” cannot be read."),
    "too_many_parts": _("The file has more than %(most)s parts."),
    "too_large_inside": _("The file is too large inside: at most %(most)s MB."),
    "bomb": _("The part “%(name)s” is packed far more tightly than a document ever is."),
    "macros": _("The file has macros. Save it as a document without macros (.docx)."),
    "not_word": _("This is a file of another program, not a Word document (.docx)."),
    "doctype": _("The part “%(name)s” has a document type declaration (DOCTYPE)."),
    "not_xml": _("The file is damaged: its part “%(name)s” is not well-formed XML."),
    "too_deep": _("The document is nested too deeply: tables inside tables, for example."),
    "too_many": _("The document is too long: it has more than %(most)s elements."),
    "too_long": _("A paragraph has more than %(most)s characters."),
    "no_words": _("The document has no words."),
    "too_many_blocks": _("The document has more than %(most)s paragraphs, lists and tables."),
    "text_too_long": _("The words of the document are too long for the portal."),
    "wrong_language": _("The document seems to be written in the other language. Choose it."),
    "too_many_elements": _("The document has more than %(most)s headings that become elements."),
    "no_origin": _(
        "The file does not say from which version of the plan it left. Take a fresh file of the"
        " plan, or start a new plan from this one."
    ),
    "other_plan": _("The file left from another plan: “%(name)s”."),
    "version_unknown": _("The plan has no version %(version)s: the file cannot be compared."),
}
DROPPED: Final[Mapping[str, str | Promise]] = {
    "image": _("An image was left out."),
    "shape": _("A shape or text box was left out: “%(words)s”."),
    "object": _("An embedded object was left out."),
    "equation": _("An equation was left out: “%(words)s”."),
    "symbol": _("A symbol of a special font was left out."),
    "hidden": _("Hidden words were left out: “%(words)s”."),
    "contents": _("The table of contents was left out: the portal makes its own."),
    "foreign_part": _("A part taken in from another file was left out."),
    "link": _("A link was left out, its words were kept: “%(words)s”."),
    "title_change": _("A tracked change in a heading was not taken over: “%(words)s”."),
    "join": _("Two paragraphs that were to be joined stay apart: “%(words)s”."),
    "remark": _("A comment by %(author)s has no place any more: “%(words)s”."),
    "page_head": _("The words at the head and foot of the pages were left out."),
    "generated": _("What the portal had written around the text was left out: “%(words)s”."),
}
REPAIRS: Final[Mapping[str, str | Promise]] = {
    "field": _("A field became its words: “%(words)s”."),
    "line_break": _("A line break inside a paragraph became a space."),
    "footnote": _("Footnote %(number)s became a paragraph of its own: “%(words)s”."),
    "nested_list": _("A list inside a list was brought onto one level: “%(words)s”."),
    "manual_list": _("Paragraphs with typed signs or numbers became a list: “%(words)s”."),
    "merged_cells": _("Joined cells of a table were parted; the words stand in the first."),
    "cell_paragraphs": _("Several paragraphs in a cell became one: “%(words)s”."),
    "nested_table": _("A table inside a table became words: “%(words)s”."),
    "format_change": _("A tracked change of form, not of words, was taken as it is."),
    "inserted_first": _("Inserted words that stand before all others were taken as text."),
    "title_shortened": _("A long heading was shortened for the title: “%(words)s”."),
    "number_given": _("The heading “%(words)s” was given the number %(number)s."),
    "long_quote": _("A comment stands at more words than can be marked; its beginning is."),
    "matched": _("The mark of a paragraph was lost; it was found by its words: “%(words)s”."),
    "other_place": _(
        "“%(words)s” stays under its heading, though it stands elsewhere in the file."
    ),
    "heading_missing": _("The heading “%(words)s” is not in the file; it stays in the plan."),
    "already_there": _("“%(words)s” is in the plan in the other language, as it is."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was found: at which paragraph, under which heading."""

    place: int
    heading: str
    code: str
    values: dict[str, Any] = field(default_factory=dict)

    def words(self) -> str:
        """Say it in the reader's language."""
        table = DROPPED.get(self.code) or REPAIRS.get(self.code) or REFUSALS[self.code]
        return str(table) % self.values if self.values else str(table)

    @property
    def is_loss(self) -> bool:
        """Say whether something of the file did not come in."""
        return self.code in DROPPED


class Refused(Exception):  # noqa: N818 -- it is an answer to the file, not a fault of ours
    """The file is not taken; says why, and at which paragraph where that is known."""

    def __init__(self, code: str, place: int = 0, **values: Any) -> None:
        super().__init__(code)
        self.finding = Finding(place, "", code, values)

    @property
    def words(self) -> Promise:
        """Say it in the language of whoever reads it."""
        said: object = lazy(self.finding.words, str)()
        return cast("Promise", said)


def short(words: str, most: int = 60) -> str:
    """Shorten words for a report."""
    words = " ".join(words.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"
