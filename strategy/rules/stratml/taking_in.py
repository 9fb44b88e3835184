"""From parsed XML to our tree: namespaces, prefixes, other names, comments, markup in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from lxml import etree

from strategy.rules.stratml.findings import Finding, Refused, short
from strategy.rules.stratml.reading import Parsed, Xml, line_of
from strategy.rules.stratml.shape import SHAPES, simple_tags
from strategy.rules.stratml.tree import NAMESPACES, ROOTS, Node

CONTROLS: Final = re.compile("[\x80-\x9f]")
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
LATER_PARTS: Final = (
    "urn:schemas:AIIM:org:03201408:AdditionalElements",
    "http://schemas.stratml.us/3.5",
)
# Other names that real files use, everywhere or only in one element.
NAMES: Final = {
    "FirstName": "GivenName",
    "LastName": "Surname",
    "Phone": "PhoneNumber",
    "Telephone": "PhoneNumber",
    "Email": "EmailAddress",
    "Abbreviation": "Acronym",
    "UnitOfMeasure": "UnitOfMeasurement",
    "Target": "TargetResult",
    "Actual": "ActualResult",
    "MeasureValue": "NumberOfUnits",
}
NAMES_IN: Final = {
    ("PerformanceIndicator", "Name"): "MeasurementDimension",
    ("PerformanceIndicator", "Description"): "MeasurementDimension",
    ("TargetResult", "Value"): "NumberOfUnits",
    ("ActualResult", "Value"): "NumberOfUnits",
}
BLOCKS: Final = frozenset({"p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "para"})


@dataclass(slots=True)
class Taken:
    """The tree as the file has it, in the names of its Part, with what was done so far."""

    part: int
    root: Node
    found: list[Finding] = field(default_factory=list)
    language: str = ""


def take_in(parsed: Parsed) -> Taken:
    """Turn the parsed file into our tree, or raise Refused when it is no plan."""
    root = parsed.root
    part = _part(root, parsed.lines)
    reader = _Reader(part, parsed.lines, list(parsed.found))
    for beside in [*reversed([*root.itersiblings(preceding=True)]), *root.itersiblings()]:
        reader.beside(beside)
    reader.outermost(root)
    if part == 2 and _local(root) == ROOTS[1]:  # noqa: PLR2004 -- Part 2
        reader.tell(root, "read_as_part_two")
    made = reader.element(root, parent="", namespace=etree.QName(root).namespace)
    found = sorted(reader.found, key=lambda finding: finding.line)
    return Taken(part, made, found, str(root.get(LANG) or "").lower())


def _part(root: Xml, lines: int) -> int:
    line = line_of(root) + lines
    name, namespace = _local(root), etree.QName(root).namespace or ""
    if namespace in LATER_PARTS:
        raise Refused(line, "other_part", name=namespace)
    part = next((n for n, tag in ROOTS.items() if tag.lower() == name.lower()), 0)
    if not part:
        raise Refused(line, "not_stratml", tag=short(name))
    if part == 1 and any(
        _local(node) == "PerformanceIndicator" and "".join(map(str, node.itertext())).strip()
        for node in root.iter(etree.Element)
    ):
        return 2
    return part


def _local(element: Xml) -> str:
    return str(etree.QName(element).localname)


class _Reader:
    """Walks the file once and remembers what it changed."""

    def __init__(self, part: int, lines: int, found: list[Finding]) -> None:
        self.part, self.lines, self.found = part, lines, found
        self.simple = frozenset(simple_tags(part))
        self.known = {tag.lower(): tag for tag in (*SHAPES[part], *self.simple)}

    def line(self, element: Xml) -> int:
        return line_of(element) + self.lines

    def tell(self, element: Xml, code: str, **values: Any) -> None:
        self.found.append(Finding(self.line(element), code, values))

    def beside(self, node: Xml) -> None:
        """Tell of a comment or a processing instruction."""
        if node.tag is etree.Comment:
            self.tell(node, "comment", words=short(str(node.text or ""), 500))
        elif node.tag is etree.ProcessingInstruction:
            self.tell(node, "instruction", name=str(node.target))

    def outermost(self, root: Xml) -> None:
        """Tell of the prefix and the namespace of the file."""
        if root.prefix:
            self.tell(root, "prefix", name=root.prefix)
        self.namespace(root, etree.QName(root).namespace)

    def namespace(self, element: Xml, namespace: str | None) -> None:
        """Tell of a namespace that is not the one of the Part."""
        if namespace is None:
            self.tell(element, "namespace_added", part=self.part)
        elif namespace != NAMESPACES[self.part]:
            self.tell(element, "namespace_mapped", name=namespace, part=self.part)

    def name(self, element: Xml, parent: str) -> str:
        """Return the name that the standard has for an element, and tell when it is another."""
        name = _local(element)
        if not parent:
            # That a plan of Part 1 is read as Part 2 is told apart.
            if name != ROOTS[self.part] and name.lower() == ROOTS[self.part].lower():
                self.tell(element, "renamed", old=name, new=ROOTS[self.part])
            return ROOTS[self.part]
        shape = SHAPES[self.part].get(parent)
        if shape is None or shape.place(name):
            return name
        other = NAMES_IN.get((parent, name)) or NAMES.get(name)
        other = other if other in self.known.values() else None
        other = other or self.known.get(name.lower(), name)
        if other != name:
            self.tell(element, "renamed", old=name, new=other)
        return other

    def element(self, element: Xml, *, parent: str, namespace: str | None) -> Node:
        """Turn one element and all below it into our tree."""
        tag = self.name(element, parent)
        own = etree.QName(element).namespace
        if own != namespace and tag in self.known.values():
            self.namespace(element, own)
        made = Node(tag, line=self.line(element), attrs=_attributes(element))
        if tag in self.simple and tag not in SHAPES[self.part]:
            made.text = self.western(element, self.words(element))
            return made
        made.text = self.western(element, "".join(_own_words(element)))
        for child in element:
            if isinstance(child.tag, str):
                made.children.append(self.element(child, parent=tag, namespace=own))
            else:
                self.beside(child)
        return made

    def western(self, element: Xml, words: str) -> str:
        """Read the letters that Windows puts where others have control characters."""
        if not CONTROLS.search(words):
            return words
        read = CONTROLS.sub(_windows, words)
        self.tell(element, "windows", tag=_local(element), new=short(read))
        return read

    def words(self, element: Xml) -> str:
        """Return the words of a simple element, without the markup that stands in it."""
        if any(isinstance(child.tag, str) for child in element):
            self.tell(element, "markup", tag=_local(element))
        for node in element.iter(etree.Comment, etree.ProcessingInstruction):
            self.beside(node)
        return "".join(_all_words(element))


def _windows(found: re.Match[str]) -> str:
    return found.group().encode("latin-1").decode("cp1252", errors="replace")


def _own_words(element: Xml) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        yield child.tail or ""


def _all_words(element: Xml) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            is_block = _local(child).lower() in BLOCKS
            yield "\n\n" if is_block else ""
            yield from _all_words(child)
            yield _target(child)
            yield "\n\n" if is_block else ""
        yield child.tail or ""


def _target(element: Xml) -> str:
    """Return where a link leads: its address is kept with its words."""
    address = str(element.get("href") or "").strip()
    return f" ({address})" if address and address not in "".join(_all_words(element)) else ""


def _attributes(element: Xml) -> dict[str, str]:
    return {
        str(etree.QName(str(name)).localname): str(value)
        for name, value in element.attrib.items()
        if etree.QName(str(name)).namespace != XSI
    }
