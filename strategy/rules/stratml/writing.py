"""Write the tree as XML that the standard accepts."""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from strategy.rules.stratml.reading import Xml
from strategy.rules.stratml.shape import schema
from strategy.rules.stratml.tree import NAMESPACES, Node

# What XML cannot hold, and control characters, which every reader takes for something else.
UNWRITABLE: Final = re.compile(
    "[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)


def element(node: Node, namespace: str | None) -> Xml:
    """Make the XML of a tree."""
    name = f"{{{namespace}}}" if namespace else ""
    spaces: Any = {None: namespace} if namespace else None
    made = etree.Element(name + node.tag, nsmap=spaces)
    _fill(made, node, name)
    return made


def _fill(made: Xml, node: Node, name: str) -> None:
    for attribute, value in node.attrs.items():
        made.set(attribute, clean(value))
    if node.children:
        for child in node.children:
            _fill(etree.SubElement(made, name + child.tag), child, name)
    elif node.text:
        made.text = clean(node.text)


def write(root: Node, part: int) -> bytes:
    """Write a document."""
    made = element(root, NAMESPACES[part])
    etree.indent(made)
    return etree.tostring(made, xml_declaration=True, encoding="UTF-8") + b"\n"


def faults(root: Node, part: int) -> list[str]:
    """List what the standard would find wrong with a document; empty when it is valid."""
    check: Any = schema(part)
    check.validate(element(root, NAMESPACES[part]))
    return [str(error.message) for error in check.error_log]


def snippet(node: Node) -> str:
    """Write an element on one line, as it is kept in OtherInformation."""
    words = etree.tostring(_loose(node), encoding="unicode")
    return " ".join(words.split())


def _loose(node: Node) -> Xml:
    made = etree.Element(_name(node.tag), {_name(key): clean(v) for key, v in node.attrs.items()})
    made.text = clean(node.text) or None
    made.extend([_loose(child) for child in node.children])
    return made


def _name(name: str) -> str:
    return re.sub(r"[^\w.-]", "_", name)


def clean(words: str) -> str:
    """Leave out the characters that XML cannot hold."""
    return UNWRITABLE.sub("", words)
