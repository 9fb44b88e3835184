"""Bring every element into the form of the standard; each change is told with its line."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Any, Final

from strategy.rules.stratml import values
from strategy.rules.stratml.findings import Finding, short
from strategy.rules.stratml.shape import SHAPES, TYPES, Place, Shape, kind
from strategy.rules.stratml.tree import Node
from strategy.rules.stratml.writing import snippet

KEPT: Final = "kept: "
JOINED: Final = frozenset({"Description", "OtherInformation"})
# Where words go that stand loose in an element.
LOOSE: Final = {"Value": "Name", "Stakeholder": "Name", "Organization": "Name", "Role": "Name"}
ATTRIBUTES: Final = {
    "IndicatorType": "PerformanceIndicatorType",
    "DocumentType": "Type",
    "StakeholderType": "StakeholderTypeType",
}


@dataclass(slots=True)
class Repairer:
    """Walks the tree once; what it did stands in `found`, what it kept in `kept`."""

    part: int
    found: list[Finding]
    kept: list[tuple[Node, str]] = field(default_factory=list)

    def tell(self, node: Node, code: str, **told: Any) -> None:
        """Remember what was done."""
        self.found.append(Finding(node.line, code, told))

    def keep(self, holder: Node, words: str) -> None:
        """Keep what the standard has no place for."""
        self.kept.append((holder, KEPT + words))

    def repair(self, node: Node, holder: Node) -> None:
        """Repair an element and all below it; `holder` has the nearest OtherInformation."""
        shape = SHAPES[self.part][node.tag]
        holder = node if shape.place("OtherInformation") else holder
        node.children = [child for child in node.children if self._stays(node, child, holder)]
        self._loose_words(node, holder)
        self._join_repeated(node, shape, holder)
        for child in node.children:
            if child.tag in SHAPES[self.part]:
                self.repair(child, holder)
        node.children = [child for child in node.children if self._has_value(child, holder)]
        self._order(node, shape)
        self._complete(node, shape)
        self._attributes(node, shape, holder)
        self._range(node)

    def finish(self) -> None:
        """Write what was kept into OtherInformation."""
        by_holder: dict[int, tuple[Node, list[str]]] = {}
        for holder, words in self.kept:
            by_holder.setdefault(id(holder), (holder, []))[1].append(words)
        for holder, lines in by_holder.values():
            other = self._put(holder, "OtherInformation")
            other.text = "\n".join([other.text, *lines] if other.text.strip() else lines)

    def _put(self, node: Node, tag: str) -> Node:
        """Return the child of a name; where it lacks, an empty one is put in its place."""
        found = node.one(tag)
        if found is None:
            found = Node(tag, line=node.line)
            shape = SHAPES[self.part][node.tag]
            known = [child for child in node.children if shape.place(child.tag)]
            at = sum(shape.number(child.tag) < shape.number(tag) for child in known)
            node.children.insert(at, found)
        return found

    def _stays(self, node: Node, child: Node, holder: Node) -> bool:
        if SHAPES[self.part][node.tag].place(child.tag):
            return True
        if child.is_empty():
            self.tell(child, "empty_left_out", tag=child.tag)
        else:
            self.tell(child, "unknown_kept", tag=child.tag, parent=node.tag)
            self.keep(holder, snippet(child))
        return False

    def _loose_words(self, node: Node, holder: Node) -> None:
        words, node.text = node.text.strip(), ""
        if not words:
            return
        shape = SHAPES[self.part][node.tag]
        home = LOOSE.get(node.tag, "Description")
        if shape.place(home) and not node.words(home).strip():
            self.tell(node, "text_moved", tag=home, parent=node.tag)
            self._put(node, home).text = words
        else:
            self.tell(node, "text_kept", parent=node.tag)
            self.keep(holder, words)

    def _join_repeated(self, node: Node, shape: Shape, holder: Node) -> None:
        firsts: dict[str, Node] = {}
        joined: dict[str, list[str]] = {}
        children = []
        for child in node.children:
            place = shape.place(child.tag)
            first = firsts.setdefault(child.tag, child)
            if first is child or place is None or place.most != 1:
                children.append(child)
            else:
                self._repeated(first, child, holder, joined.setdefault(child.tag, []))
        node.children = children
        for tag, words in joined.items():
            if words:
                firsts[tag].text = "\n\n".join([firsts[tag].text, *words])

    def _repeated(self, first: Node, again: Node, holder: Node, joined: list[str]) -> None:
        if first.tag in SHAPES[self.part]:
            first.children += again.children
            joined += [again.text] if again.text.strip() else []
            first.attrs = again.attrs | first.attrs
            if not again.was and not first.was:
                self.tell(again, "repeated_joined", tag=again.tag)
        elif not again.text.strip() or again.text == first.text:
            self.tell(again, "repeated_left_out", tag=again.tag)
        elif not first.text.strip():
            first.text = again.text
            self.tell(again, "repeated_joined", tag=again.tag)
        elif first.tag in JOINED:
            joined.append(again.text)
            self.tell(again, "repeated_joined", tag=again.tag)
        else:
            self.tell(again, "repeated_kept", tag=again.tag)
            self.keep(holder, snippet(again))

    def _has_value(self, node: Node, holder: Node) -> bool:
        """Repair the words of a simple element; say whether it stays."""
        if node.tag in SHAPES[self.part]:
            return True
        for name, value in node.attrs.items():
            self._strange_attribute(node, name, value, holder)
        node.attrs = {}
        named = kind(node.tag, self.part)
        if named in {"string", "ID"}:
            # Identifiers are looked at together, at the end.
            if named == "ID" and not node.text.strip():
                self.tell(node, "empty_left_out", tag=node.tag)
                return False
            return True
        bare = node.text.strip()
        if values.allowed(bare, named):
            if bare != node.text and node.text.strip():
                self.tell(node, "value", tag=node.tag, old=short(node.text), new=bare)
            node.text = bare
            return True
        return self._another_value(node, bare, named, holder)

    def _another_value(self, node: Node, bare: str, named: str, holder: Node) -> bool:
        if not bare:
            self.tell(node, "empty_left_out", tag=node.tag)
            return False
        new = values.repaired(bare, named, is_end=node.tag == "EndDate")
        if new is None:
            self.tell(node, "value_kept", tag=node.tag, old=short(bare))
            self.keep(holder, snippet(node))
            return False
        self.tell(node, "value", tag=node.tag, old=short(bare), new=new)
        node.text = new
        return True

    def _order(self, node: Node, shape: Shape) -> None:
        # What was moved here is told already and disturbs nobody's place.
        native = [child for child in node.children if not child.was]
        staying = _longest_rise([shape.number(child.tag) for child in native])
        for position, child in enumerate(native):
            if position not in staying:
                self.tell(child, "order", tag=child.tag, parent=node.tag)
        for child in node.children:
            child.was.clear()
        node.children.sort(key=lambda child: shape.number(child.tag))
        for place in shape.places:
            if place.most > 1:
                self._at_most(node, place)

    def _at_most(self, node: Node, place: Place) -> None:
        surplus = node.all(place.tag)[place.most :]
        for extra in surplus:
            self.tell(extra, "repeated_left_out", tag=place.tag)
        left_out = {id(extra) for extra in surplus}
        node.children = [child for child in node.children if id(child) not in left_out]

    def _complete(self, node: Node, shape: Shape) -> None:
        for place in shape.places:
            if place.least and node.one(place.tag) is None and place.tag not in SHAPES[self.part]:
                self.tell(node, "added", tag=place.tag, parent=node.tag)
                self._put(node, place.tag)

    def _attributes(self, node: Node, shape: Shape, holder: Node) -> None:
        given, node.attrs = node.attrs, {}
        for old, value in given.items():
            name = _attribute(old, shape)
            if name not in shape.attrs or name in node.attrs:
                self._strange_attribute(node, old, value, holder)
                continue
            if name != old:
                self.tell(node, "attribute_renamed", old=old, new=name)
            if value in shape.attrs[name]:
                node.attrs[name] = value
            elif meant := values.choice(value, shape.attrs[name]):
                self.tell(node, "attribute_value", name=name, old=short(value), new=meant)
                node.attrs[name] = meant
            else:
                self._strange_attribute(node, name, value, holder)
        if "Type" in shape.needs and "Type" not in node.attrs:
            node.attrs["Type"] = _type_of(node)
            self.tell(node, "attribute_added", name="Type", new=node.attrs["Type"])

    def _strange_attribute(self, node: Node, name: str, value: str, holder: Node) -> None:
        if not value.strip():
            self.tell(node, "attribute_empty", name=name)
            return
        self.tell(node, "attribute_kept", name=name, old=short(value))
        self.keep(holder, snippet(Node(node.tag, attrs={name: value})))

    def _range(self, node: Node) -> None:
        start, end = node.one("StartDate"), node.one("EndDate")
        if start is None or end is None:
            return
        one, two = values.as_day(start.text), values.as_day(end.text)
        if one and two and one > two:
            self.tell(start, "range", start=start.text, end=end.text)
            start.text, end.text = end.text, start.text


def _attribute(name: str, shape: Shape) -> str:
    """Return the standard's name of an attribute, whatever its capitals."""
    name = ATTRIBUTES.get(name, name)
    return next((each for each in shape.attrs if each.lower() == name.lower()), name)


def _type_of(root: Node) -> str:
    results = [node for node in root.walk() if node.tag == "ActualResult"]
    if any(node.words("NumberOfUnits").strip() for node in results):
        return TYPES[2]
    return TYPES[1] if any(node.tag == "PerformanceIndicator" for node in root.walk()) else TYPES[0]


def _longest_rise(numbers: list[int]) -> set[int]:
    """Return the positions of a longest run that never falls: what need not be moved."""
    tails: list[int] = []
    tail_positions: list[int] = []
    before: list[int] = []
    for position, number in enumerate(numbers):
        at = bisect_right(tails, number)
        before.append(tail_positions[at - 1] if at else -1)
        if at == len(tails):
            tails.append(number)
            tail_positions.append(position)
        else:
            tails[at], tail_positions[at] = number, position
    kept, position = set(), tail_positions[-1] if tail_positions else -1
    while position >= 0:
        kept.add(position)
        position = before[position]
    return kept
