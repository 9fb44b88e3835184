"""The words of one paragraph: with their marks, who added or removed them, where comments stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final, NamedTuple

from wco_portal.common.guarded_xml import Xml
from wco_portal.publishing.rules.inline import Mark, Token
from wco_portal.publishing.rules.schema import UNWANTED, href_is_safe
from wco_portal.publishing.rules.word import names
from wco_portal.publishing.rules.word.findings import Finding, short
from wco_portal.publishing.rules.word.styles import Form, Styles

LEADS: Final = re.compile(r'\s*HYPERLINK\s+(\\l\s+)?"([^"]*)"', re.IGNORECASE)
CONTENTS: Final = re.compile(r"\s*TOC\b", re.IGNORECASE)
MARKED: Final = re.compile(r"[be]_([0-9A-HJKMNP-TV-Z]{10})")
SIGNS: Final = {"tab": " ", "ptab": " ", "noBreakHyphen": "\u2011", "softHyphen": ""}
DROPPED: Final = {
    "drawing": "image",
    "pict": "image",
    "object": "object",
    "sym": "symbol",
}
INSIDE: Final = frozenset({"smartTag", "sdtContent", "customXml", "bdo", "dir", "fldSimple", "sdt"})
MATHS: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SHAPES: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"


class Span(NamedTuple):
    """Some words, or the place (`at`) where the range of a comment begins or ends."""

    text: str
    marks: tuple[Mark, ...] = ()
    added: str | None = None
    removed: str | None = None
    at: str = ""


@dataclass(slots=True)
class Para:
    """A paragraph as it stands in the file."""

    place: int
    form: Form
    spans: list[Span] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    # Who added or removed its end, and so the paragraph itself.
    added: str | None = None
    removed: str | None = None
    # The notes that it names, as (kind, key, number).
    notes: list[tuple[str, str, int]] = field(default_factory=list)

    def tokens(self, view: str | None) -> list[Token]:
        """Return the words before all changes, or with those of one person."""
        return [
            Token(span.text, span.marks)
            for span in self.spans
            if span.text
            and (span.added is None or span.added == view)
            and (span.removed is None or span.removed != view)
        ]


@dataclass(frozen=True, slots=True)
class Inside:
    """What a run stands in."""

    added: str | None = None
    removed: str | None = None
    href: str = ""


@dataclass(slots=True)
class Field:
    """A field that is open: its code, and whether its result has begun."""

    code: str = ""
    has_begun: bool = False


@dataclass(slots=True)
class Lines:
    """Reads paragraphs one after the other; what it did stands in `found`."""

    styles: Styles
    relations: dict[str, tuple[str, str, bool]]
    found: list[Finding] = field(default_factory=list)
    place: int = 0
    heading: str = ""
    headings: dict[int, str] = field(default_factory=dict)
    fields: list[Field] = field(default_factory=list)
    # How many notes were named so far.
    count: int = 0
    para: Para = field(default_factory=lambda: Para(0, Form()))

    def tell(self, code: str, **values: object) -> None:
        """Remember what was done, once at each paragraph."""
        finding = Finding(self.place, self.heading, code, dict(values))
        if finding not in self.found[-20:]:
            self.found.append(finding)

    def tell_at(self, place: int, code: str, **values: object) -> None:
        """Remember what was done at a paragraph that was read before."""
        self.found.append(Finding(place, self.headings.get(place, ""), code, dict(values)))

    def read(self, element: Xml) -> Para:
        """Read a paragraph."""
        self.place += 1
        self.headings[self.place] = self.heading
        properties = names.child(element, "pPr")
        self.para = Para(self.place, self.styles.form(properties))
        mark = names.child(properties, "rPr")
        self.para.added = _who(names.child(mark, "ins"), names.child(mark, "moveTo"))
        self.para.removed = _who(names.child(mark, "del"), names.child(mark, "moveFrom"))
        if names.child(properties, "pPrChange") is not None:
            self.tell("format_change")
        self._walk(element, Inside())
        return self.para

    def _walk(self, element: Xml, inside: Inside) -> None:
        for each in element:
            self._one(each, names.name(each), inside)

    def _one(self, each: Xml, name: str, inside: Inside) -> None:
        match name:
            case "r":
                self._run(each, inside)
            case "ins" | "moveTo":
                self._walk(each, replace(inside, added=_who(each)))
            case "del" | "moveFrom":
                self._walk(each, replace(inside, removed=_who(each)))
            case "hyperlink":
                self._walk(each, replace(inside, href=self._href(each)))
            case _:
                self._other(each, name, inside)

    def _other(self, each: Xml, name: str, inside: Inside) -> None:
        match name:
            case "bookmarkStart":
                if found := MARKED.fullmatch(names.value(each, "name")):
                    self.para.ids.append(found.group(1))
            case "commentRangeStart" | "commentRangeEnd":
                sign = "+" if name.endswith("Start") else "-"
                self.para.spans.append(Span("", at=sign + names.value(each, "id")))
            case _ if name in INSIDE:
                if name == "fldSimple" and not self._is_contents():
                    self.tell("field", words=short(names.words(each)))
                self._walk(each, inside)
            case _ if name.startswith(MATHS):
                self.tell("equation", words=short(names.words(each)))
            case _ if name == SHAPES:
                self._shape(each)

    def _shape(self, element: Xml) -> None:
        words = short(names.words(element))
        self.tell(*(("shape",) if words else ("image",)), **({"words": words} if words else {}))

    def _href(self, element: Xml) -> str:
        _kind, target, _out = self.relations.get(names.relation(element), ("", "", False))
        anchor = names.value(element, "anchor")
        if anchor and not target:
            marked = MARKED.fullmatch(anchor)
            href = f"#b-{marked.group(1)}" if marked else ""
        else:
            href = f"{target}#{anchor}" if anchor else target
        if href_is_safe(href):
            return href
        if names.words(element).strip():
            self.tell("link", words=short(names.words(element)))
        return ""

    # --- runs ---

    def _run(self, run: Xml, inside: Inside) -> None:
        properties = names.child(run, "rPr")
        if names.child(properties, "rPrChange") is not None:
            self.tell("format_change")
        if names.is_on(properties, "vanish"):
            if words := names.words(run).strip():
                self.tell("hidden", words=short(words))
            return
        marks = self._marks(properties, inside)
        for each in run:
            self._piece(each, names.name(each), marks, inside)

    def _piece(self, each: Xml, name: str, marks: tuple[Mark, ...], inside: Inside) -> None:
        if name == "fldChar":
            self._field(names.value(each, "fldCharType"))
        elif name == "instrText":
            if self.fields:
                self.fields[-1].code += each.text or ""
        elif any(not one.has_begun for one in self.fields) or self._is_contents():
            return
        else:
            self._content(each, name, marks, inside)

    def _content(self, each: Xml, name: str, marks: tuple[Mark, ...], inside: Inside) -> None:
        if name in {"t", "delText"}:
            self._say(each.text or "", marks, inside)
        elif name in SIGNS:
            self._say(SIGNS[name], marks, inside)
        elif name in {"br", "cr"} and names.value(each, "type") not in {"page", "column"}:
            self.tell("line_break")
            self._say(" ", marks, inside)
        elif name in {"footnoteReference", "endnoteReference"}:
            self.count += 1
            key = names.value(each, "id")
            self.para.notes.append((name.removesuffix("Reference"), key, self.count))
            self._say(f"[{self.count}]", (), inside)
        elif name == "commentReference":
            self.para.spans.append(Span("", at="=" + names.value(each, "id")))
        elif name == SHAPES or (name in DROPPED and names.words(each).strip()):
            self._shape(each)
        elif name in DROPPED:
            self.tell(DROPPED[name])

    def _say(self, text: str, marks: tuple[Mark, ...], inside: Inside) -> None:
        text = UNWANTED.sub("", re.sub("[\t\r\n]", " ", text))
        if text:
            self.para.spans.append(Span(text, marks, inside.added, inside.removed))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(Field())
        elif self.fields and kind == "separate":
            self.fields[-1].has_begun = True
        elif self.fields and kind == "end":
            field_ = self.fields.pop()
            code = field_.code.split()
            if CONTENTS.match(field_.code):
                self.tell("contents")
            elif code and code[0].upper() not in {"HYPERLINK", "TOC"} and not self._is_contents():
                self.tell("field", words=short(" ".join(code)))

    def _is_contents(self) -> bool:
        return any(CONTENTS.match(one.code) for one in self.fields)

    def _marks(self, properties: Xml | None, inside: Inside) -> tuple[Mark, ...]:
        held = self.styles.marks(properties)
        for key, mark in (("b", "strong"), ("i", "em")):
            if names.child(properties, key) is not None:
                held = held | {mark} if names.is_on(properties, key) else held - {mark}
        href = inside.href or self._field_href()
        links = (Mark("link", href),) if href else ()
        return (*links, *(Mark(each) for each in ("strong", "em") if each in held))

    def _field_href(self) -> str:
        for one in reversed(self.fields):
            if found := LEADS.match(one.code):
                href = ("#" if found.group(1) else "") + found.group(2)
                return href if href_is_safe(href) and not found.group(1) else ""
        return ""


def _who(*elements: Xml | None) -> str | None:
    """Return who made a tracked change; None where there is none."""
    for element in elements:
        if element is not None:
            return names.author(element)
    return None
