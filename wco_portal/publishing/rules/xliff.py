"""A text as XLIFF 2.0, the standard form for translators: out, and in again.

A file stands for the text, a group for a section, a unit for a block; the unit's id is the
block's. In a namespace of our own the unit says which original and which translation it was made
from, as the short hash of each, so that nothing written meanwhile is ever overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from lxml import etree

from wco_portal.common import guarded_xml
from wco_portal.common.guarded_xml import Limits, Xml, line_of
from wco_portal.publishing.enums import Language, TranslationState
from wco_portal.publishing.rules import exchange, pieces
from wco_portal.publishing.rules.codes import CORE, BrokenCodes, Codes, Reader, tag
from wco_portal.publishing.rules.exchange import Entry, Read, Refused, Standing, Unit
from wco_portal.publishing.rules.inline import Token
from wco_portal.publishing.rules.pieces import Piece
from wco_portal.publishing.rules.schema import InvalidText, Node

OWN: Final = "urn:wco:portal:texts:1"
SPACES: Final[Any] = {None: CORE, "wco": OWN}
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
VERSIONS: Final = frozenset({"2.0", "2.1"})
LIMITS: Final = Limits(elements=100_000)
STRUCTURE: Final = [tag(name) for name in ("xliff", "file", "group", "unit", "notes", "segment")]
ORDER: Final = list(TranslationState.values)
REASONS: Final[Mapping[str, str | Promise]] = {
    "not_xliff": gettext_lazy(
        "The outermost element is “%(tag)s”. An XLIFF file begins with xliff."
    ),
    "version": gettext_lazy("This is XLIFF %(version)s. Only versions 2.0 and 2.1 are read."),
    "languages": gettext_lazy(
        "The file translates from “%(source)s” into “%(target)s”. It must be from English into"
        " French, or from French into English."
    ),
    "other_text": gettext_lazy("The file was made from another text."),
    "no_unit": gettext_lazy("The file holds no block."),
}


# --- out ------------------------------------------------------------------------------------------


def write(units: Iterable[Unit], *, text: str, original: str, languages: tuple[str, str]) -> bytes:
    """Write a text for its translator: `languages` are that of the original and the other one."""
    source, target = languages
    root = etree.Element(
        tag("xliff"),
        {"version": "2.0", "srcLang": source, "trgLang": target},
        SPACES,
    )
    file = etree.SubElement(
        root,
        tag("file"),
        {"id": text, "original": original, "canResegment": "no", SPACE: "preserve"},
    )
    groups: dict[str, Xml] = {}
    for unit in units:
        if unit.section not in groups:
            given = {"id": unit.section or "introduction", "name": unit.name}
            groups[unit.section] = etree.SubElement(file, tag("group"), given)
        _unit(groups[unit.section], unit)
    for node in root.iter(*STRUCTURE):
        node.text = "\n"
        for child in node:
            child.tail = "\n"
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _unit(group: Xml, unit: Unit) -> None:
    original, standing = unit.standing.original, unit.standing
    if original is None:
        return
    given = {
        "id": unit.block,
        "type": "wco:title" if standing.is_title else f"wco:{original['type']}",
        f"{{{OWN}}}source": exchange.hash_of(original),
        f"{{{OWN}}}target": exchange.hash_of(standing.translation),
    }
    if standing.is_original:
        given["translate"] = "no"
    node = etree.SubElement(group, tag("unit"), given)
    segment, made = etree.Element(tag("segment")), Codes()
    made.write(etree.SubElement(segment, tag("source")), pieces.of(original), is_target=False)
    if standing.translation is not None:
        found = pieces.of(standing.translation)
        made.write(etree.SubElement(segment, tag("target")), found, is_target=True)
        segment.set("state", exchange.state_out(standing.state))
        if standing.state not in TranslationState.values:
            segment.set("subState", f"wco:{standing.state}")
    else:
        segment.set("state", TranslationState.INITIAL)
    if made.data:
        held = etree.SubElement(node, tag("originalData"))
        for href, name in made.data.items():
            etree.SubElement(held, tag("data"), {"id": name}).text = href
    node.append(segment)


# --- in -------------------------------------------------------------------------------------------


def read(data: bytes, *, text: str, standings: Mapping[str, Mapping[str, Standing]]) -> Read:
    """Read a translator's file against the text as it stands (by target language, by block).

    Raises Refused for a file that is not taken as a whole; what is wrong with one block stands in
    its entry.
    """
    try:
        parsed = guarded_xml.parse(data, LIMITS)
    except guarded_xml.Refused as no:
        raise Refused(no.line, no.words()) from no
    root, before = parsed.root, parsed.lines
    language = _language(root, before)
    seen: set[str] = set()
    entries = []
    for file in root.iter(tag("file")):
        if file.get("id") != text:
            raise _refused(file, before, "other_text")
        entries += [
            _entry(unit, language, standings[language], seen, before)
            for unit in file.iter(tag("unit"))
        ]
    if not entries:
        raise _refused(root, before, "no_unit")
    return Read(language, entries)


def _refused(node: Xml, before: int, code: str, **values: Any) -> Refused:
    return Refused(line_of(node) + before, str(REASONS[code]) % values)


def _language(root: Xml, before: int) -> str:
    if root.tag != tag("xliff"):
        name = etree.QName(root).localname[:40]
        raise _refused(root, before, "not_xliff", tag=name)
    if root.get("version") not in VERSIONS:
        raise _refused(root, before, "version", version=str(root.get("version"))[:20])
    source, target = ((root.get(name) or "").lower()[:35] for name in ("srcLang", "trgLang"))
    short = source.partition("-")[0], target.partition("-")[0]
    if set(short) != set(Language.values):
        raise _refused(root, before, "languages", source=source, target=target)
    return short[1]


def _entry(
    unit: Xml, language: str, standings: Mapping[str, Standing], seen: set[str], before: int
) -> Entry:
    block, line = unit.get("id", "")[:40], line_of(unit) + before
    standing = standings.get(block)
    target, source, problem = None, unit.get(f"{{{OWN}}}source"), ""
    try:
        _once(block, seen)
        if standing is not None and standing.original is not None:
            target, source = _passages(unit, language, standing, source)
            problem = exchange.title_problem(standing, target)
    except BrokenCodes as no:
        problem = str(no)
    except InvalidText:
        problem = _("The translation does not fit the form of its block.")
    return Entry(
        line=line,
        column="",
        block=block,
        target=target,
        state=_state(unit),
        source=source or "",
        before=unit.get(f"{{{OWN}}}target"),
        problem=problem,
    )


def _once(block: str, seen: set[str]) -> None:
    if block in seen:
        raise BrokenCodes(_("This block stands twice in the file."))
    seen.add(block)


def _passages(
    unit: Xml, language: str, standing: Standing, source: str | None
) -> tuple[Node | None, str]:
    """Return the translation, and the hash of the original that the file shows."""
    original = standing.original
    assert original is not None  # noqa: S101 -- the caller has looked
    data = {each.get("id", ""): "".join(each.itertext()) for each in unit.iter(tag("data"))}
    reader = Reader(data)
    shown, said, is_said = [], [], False
    for segment in unit.iter(tag("segment"), tag("ignorable")):
        first, second = segment.find(tag("source")), segment.find(tag("target"))
        here = reader.read(first) if first is not None else []
        shown += here
        if second is not None:
            _in_language(second, language)
            is_said = True
        said += reader.read(second) if second is not None else here
    now = exchange.hash_of(original)
    is_same = pieces.is_same(_made(original, shown), original) and source in {None, now}
    like = standing.translation or original
    target = pieces.block(like, said) if is_said and _has_words(said) else None
    return target, now if is_same else f"not {now}"


def _made(original: Node, shown: list[Piece]) -> Node | None:
    try:
        return pieces.block(original, shown)
    except InvalidText:
        return None


def _has_words(found: list[Piece]) -> bool:
    return any(piece.text.strip() for piece in found if isinstance(piece, Token))


def _in_language(node: Xml, language: str) -> None:
    given = (node.get(LANG) or language).lower()
    if given.partition("-")[0] != language:
        words = _("The translation is marked as “%(given)s”, not as “%(wanted)s”.")
        raise BrokenCodes(words % {"given": given[:20], "wanted": language})


def _state(unit: Xml) -> str:
    """Return the state of a unit: that of the segment which is least far."""
    found: Iterator[str] = (each.get("state") or ORDER[0] for each in unit.iter(tag("segment")))
    return min((each for each in found if each in ORDER), key=ORDER.index, default=ORDER[0])
