"""What the styles and numberings of a file make of a paragraph: heading, list, quotation, title."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from wco_portal.common.guarded_xml import Xml
from wco_portal.publishing.rules.word.names import child, children, name, value
from wco_portal.publishing.rules.word.package import Package

HEADING: Final = re.compile(r"(?:heading|titre|überschrift)\s*([1-9])(?:\s*char)?", re.IGNORECASE)
ROLES: Final = {
    "title": "title",
    "titre": "title",
    "subtitle": "subtitle",
    "sous-titre": "subtitle",
    "soustitre": "subtitle",
    "quote": "quote",
    "citation": "quote",
    "intense quote": "quote",
    "intensequote": "quote",
    "citation intense": "quote",
    "citationintense": "quote",
    "caption": "caption",
    "légende": "caption",
    "lgende": "caption",
    "note": "note",
}
BULLETS: Final = ("list bullet", "listbullet", "liste à puces", "listepuces")
NUMBERS: Final = ("list number", "listnumber", "liste à numéros", "listenumros")
GOES_ON: Final = ("list continue", "listcontinue", "liste continue", "listecontinue")
LOOSE: Final = ("list paragraph", "listparagraph", "paragraphe de liste", "paragraphedeliste")
CONTENTS: Final = re.compile(r"(?:toc|tm|table des matières)\s*[1-9]", re.IGNORECASE)
MARKS: Final = {
    "strong": "strong",
    "bold": "strong",
    "élevé": "strong",
    "lev": "strong",
    "gras": "strong",
    "emphasis": "em",
    "accentuation": "em",
    "italique": "em",
}
DEEPEST: Final = 20


@dataclass(frozen=True, slots=True)
class Form:
    """What a paragraph is: its role, the level of a heading, the kind and number of its list."""

    role: str = ""
    level: int = 0
    list_kind: str = ""
    list_key: str = ""
    depth: int = 0
    # The numbering that its list counts in, and whether it counts from the start again.
    series: str = ""
    restarts: bool = False


@dataclass(slots=True)
class Styles:
    """The styles and numberings of a file."""

    styles: dict[str, Xml] = field(default_factory=dict)
    default: str = ""
    nums: dict[str, Xml] = field(default_factory=dict)
    abstracts: dict[str, Xml] = field(default_factory=dict)

    def form(self, properties: Xml | None) -> Form:
        """Say what a paragraph with these properties is."""
        chain = self._chain(value(child(properties, "pStyle")) or self.default)
        named = [self._called(each) for each in chain]
        level = self._level(properties, chain, named)
        if level:
            return Form("heading", level)
        role = next((ROLES[word] for words in named for word in words if word in ROLES), "")
        if any(CONTENTS.fullmatch(word) for words in named for word in words):
            role = "contents"
        kind, key, depth = self._list(properties, chain, named)
        if not kind and _any(named, GOES_ON):
            role = "goes_on"
        elif not kind and _any(named, LOOSE):
            role = "loose"
        return Form(role, 0, kind, key, depth, *self._series(key))

    def marks(self, properties: Xml | None) -> set[str]:
        """Name the marks that the style of a run brings."""
        chain = self._chain(value(child(properties, "rStyle")))
        words = (word for each in chain for word in self._called(each))
        return {MARKS[word] for word in words if word in MARKS}

    def _chain(self, key: str) -> list[Xml]:
        found: list[Xml] = []
        while key in self.styles and len(found) < DEEPEST and self.styles[key] not in found:
            found.append(self.styles[key])
            key = value(child(found[-1], "basedOn"))
        return found

    def _called(self, style: Xml) -> tuple[str, str]:
        return value(child(style, "name")).lower(), value(style, "styleId").lower()

    def _level(self, properties: Xml | None, chain: list[Xml], named: list[tuple[str, str]]) -> int:
        for words in named:
            for word in words:
                if found := HEADING.fullmatch(word):
                    return int(found.group(1))
        places = [properties, *(child(each, "pPr") for each in chain)]
        for place in places:
            outline = value(child(place, "outlineLvl"))
            if outline:
                return int(outline) + 1 if outline in "012345678" else 0
        return 0

    def _list(
        self, properties: Xml | None, chain: list[Xml], named: list[tuple[str, str]]
    ) -> tuple[str, str, int]:
        key, depth = "", ""
        for place in [properties, *(child(each, "pPr") for each in chain)]:
            numbering = child(place, "numPr")
            key = key or value(child(numbering, "numId"))
            depth = depth or value(child(numbering, "ilvl"))
            if key:
                break
        if key == "0":
            return "", "", 0
        level = int(depth) if depth.isdecimal() and len(depth) == 1 else 0
        if key:
            return self._kind(key, level), key, level
        if _any(named, BULLETS):
            return "bullet_list", "by name", 0
        return ("ordered_list", "by name", 0) if _any(named, NUMBERS) else ("", "", 0)

    def _series(self, key: str) -> tuple[str, bool]:
        num = self.nums.get(key)
        if num is None:
            return "", False
        overrides = children(num, "lvlOverride")
        restarts = any(child(each, "startOverride") is not None for each in overrides)
        return value(child(num, "abstractNumId")), restarts

    def _kind(self, key: str, level: int) -> str:
        abstract = self.abstracts.get(value(child(self.nums.get(key), "abstractNumId")))
        levels = list(children(abstract, "lvl")) if abstract is not None else []
        found = next((each for each in levels if value(each, "ilvl") == str(level)), None)
        form = value(child(found, "numFmt"))
        if form == "none":
            return ""
        return "bullet_list" if form in {"bullet", ""} else "ordered_list"


def _any(named: list[tuple[str, str]], words: tuple[str, ...]) -> bool:
    return any(word.startswith(words) for pair in named for word in pair)


def read(package: Package) -> Styles:
    """Read the styles and numberings of a file; one without them is all plain."""
    made = Styles()
    for style in package.related("styles"):
        if name(style) == "style":
            made.styles.setdefault(value(style, "styleId"), style)
            if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}:
                made.default = value(style, "styleId")
    for each in package.related("numbering"):
        if name(each) == "num":
            made.nums.setdefault(value(each, "numId"), each)
        elif name(each) == "abstractNum":
            made.abstracts.setdefault(value(each, "abstractNumId"), each)
    return made
