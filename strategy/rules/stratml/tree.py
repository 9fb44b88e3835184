"""The tree of a StratML document, free of any library; it can be kept as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

NAMESPACES: Final = {
    1: "urn:ISO:std:iso:17469:tech:xsd:stratml_core",
    2: "urn:ISO:std:iso:17469:tech:xsd:PerformancePlanOrReport",
}
ROOTS: Final = {1: "StrategicPlan", 2: "PerformancePlanOrReport"}


@dataclass(slots=True)
class Node:
    """An element: its words or its children, never both."""

    tag: str
    text: str = ""
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    line: int = field(default=0, compare=False)
    # The portal's row that was made from it, and what that row held then.
    ref: str = ""
    was: dict[str, Any] = field(default_factory=dict)

    def all(self, *tags: str) -> list[Node]:
        """Return the children of some names, in order."""
        return [child for child in self.children if child.tag in tags]

    def one(self, tag: str) -> Node | None:
        """Return the first child of a name."""
        return next((child for child in self.children if child.tag == tag), None)

    def words(self, tag: str) -> str:
        """Return the words of the first child of a name; empty where it has none."""
        found = self.one(tag)
        return found.text if found else ""

    def walk(self) -> Iterator[Node]:
        """Walk this element and everything below it, in document order."""
        open_nodes = [self]
        while open_nodes:
            node = open_nodes.pop()
            yield node
            open_nodes.extend(reversed(node.children))

    def is_empty(self) -> bool:
        """Say whether there is not a word in it."""
        return not any(node.text.strip() or any(node.attrs.values()) for node in self.walk())


def copied(node: Node) -> Node:
    """Return an element like this one, with all below it."""
    children = [copied(child) for child in node.children]
    attrs, was = dict(node.attrs), dict(node.was)
    return Node(node.tag, node.text, attrs, children, node.line, node.ref, was)


def all_copied(nodes: Iterable[Node]) -> list[Node]:
    """Return elements like these."""
    return [copied(node) for node in nodes]


def leaf(tag: str, text: str) -> Node:
    """Make an element that holds words."""
    return Node(tag, text)


def to_json(node: Node) -> dict[str, Any]:
    """Return the tree as it is kept."""
    kept: dict[str, Any] = {"tag": node.tag}
    for name in ("text", "attrs", "ref", "was"):
        if value := getattr(node, name):
            kept[name] = value
    if node.children:
        kept["children"] = [to_json(child) for child in node.children]
    return kept


def from_json(kept: dict[str, Any]) -> Node:
    """Return the tree that was kept."""
    return Node(
        kept["tag"],
        kept.get("text", ""),
        dict(kept.get("attrs", {})),
        [from_json(child) for child in kept.get("children", [])],
        ref=kept.get("ref", ""),
        was=dict(kept.get("was", {})),
    )


def counts(root: Node) -> dict[str, int]:
    """Count goals, objectives and indicators."""
    tags = [node.tag for node in root.walk()]
    return {
        "goals": tags.count("Goal"),
        "objectives": tags.count("Objective"),
        "indicators": tags.count("PerformanceIndicator"),
    }
