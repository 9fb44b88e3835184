"""The names of Word's XML (ECMA-376, Part 1, section 17), in both its namespaces."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wco_portal.common.guarded_xml import Xml
from wco_portal.publishing.rules.schema import UNWANTED
from wco_portal.publishing.rules.word.findings import Refused
from wco_portal.publishing.rules.word.package import Package, parse

WORDS: Final = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
RELATIONS: Final = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
FIRST: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SECOND: Final = "{http://schemas.microsoft.com/office/word/2012/wordml}"
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
OFF: Final = frozenset({"0", "false", "off", "none"})


def name(element: Xml) -> str:
    """Return the name of one of Word's own elements; of others with their namespace."""
    tag = str(element.tag)
    for space in WORDS:
        if tag.startswith(space):
            return tag[len(space) :]
    return tag


def value(element: Xml | None, key: str = "val") -> str:
    """Return an attribute of Word's own; empty where there is none."""
    if element is None:
        return ""
    return next((str(found) for space in WORDS if (found := element.get(space + key))), "")


def relation(element: Xml) -> str:
    """Return the key of the relation that an element names."""
    return next((str(found) for space in RELATIONS if (found := element.get(f"{space}id"))), "")


def child(element: Xml | None, *path: str) -> Xml | None:
    """Return the element at the end of a path of names, or None."""
    for step in path:
        if element is None:
            return None
        element = next((each for each in element if name(each) == step), None)
    return element


def children(element: Xml, wanted: str) -> Iterator[Xml]:
    """Walk the children of one name."""
    return (each for each in element if name(each) == wanted)


def is_on(properties: Xml | None, key: str) -> bool:
    """Say whether a property is set: there, and not switched off."""
    found = child(properties, key)
    return found is not None and value(found) not in OFF


def words(element: Xml) -> str:
    """Return all words under an element, for a report."""
    # What is drawn stands there twice: once more for programs that cannot draw it.
    again = {each for other in element.iter(FALLBACK) for each in other.iter()}
    found = (each for each in element.iter() if each not in again)
    return "".join(each.text or "" for each in found if str(each.tag).endswith("}t"))


def author(element: Xml) -> str:
    """Return who is named as the author of a change or comment."""
    return " ".join(UNWANTED.sub("", value(element, "author")).split())[:120] or "?"


def parsed(package: Package) -> Xml:
    """Return the body of the document."""
    root = parse(package.main, package.parts[package.main])
    body = child(root, "body") if name(root) == "document" else None
    if body is None:
        raise Refused("not_word")
    return body
