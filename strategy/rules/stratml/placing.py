"""Put elements that stand in the wrong parent where the standard has them."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any, Final

from strategy.rules.stratml.findings import Finding
from strategy.rules.stratml.shape import SHAPES
from strategy.rules.stratml.tree import Node

# In which element a child belongs when it is found in this one.
INSIDE: Final = {
    "StrategicPlan": {
        "Organization": "StrategicPlanCore",
        "Vision": "StrategicPlanCore",
        "Mission": "StrategicPlanCore",
        "Value": "StrategicPlanCore",
        "Goal": "StrategicPlanCore",
        "Objective": "StrategicPlanCore",
        "StartDate": "AdministrativeInformation",
        "EndDate": "AdministrativeInformation",
        "PublicationDate": "AdministrativeInformation",
        "Source": "AdministrativeInformation",
        "Submitter": "AdministrativeInformation",
    },
    "StrategicPlanCore": {"Objective": "Goal", "Stakeholder": "Organization"},
    "Goal": {"PerformanceIndicator": "Objective"},
    "PerformanceIndicator": {
        "TargetResult": "MeasurementInstance",
        "ActualResult": "MeasurementInstance",
        "ReferentIdentifier": "Relationship",
    },
    "TargetResult": {"DescriptorName": "Descriptor", "DescriptorValue": "Descriptor"},
    "ActualResult": {"DescriptorName": "Descriptor", "DescriptorValue": "Descriptor"},
    "AdministrativeInformation": {
        "GivenName": "Submitter",
        "Surname": "Submitter",
        "PhoneNumber": "Submitter",
        "EmailAddress": "Submitter",
    },
}
INSIDE["PerformancePlanOrReport"] = INSIDE["StrategicPlan"]
# What finds its way out of an element that has no place for it.
OUTSIDE: Final = frozenset(
    {
        "AdministrativeInformation",
        "Submitter",
        "StrategicPlanCore",
        "Organization",
        "Vision",
        "Mission",
        "Value",
        "Goal",
        "Objective",
        "PerformanceIndicator",
        "Stakeholder",
    }
)
OUT_OF_CORE: Final = frozenset({"Name", "Description", "OtherInformation"})


@dataclass(slots=True)
class Placer:
    """Walks the tree once; what it did stands in `found`."""

    part: int
    found: list[Finding]

    def tell(self, node: Node, code: str, **values: Any) -> None:
        """Remember what was done."""
        self.found.append(Finding(node.line, code, values))

    def place(self, node: Node, above: tuple[str, ...] = ()) -> list[Node]:
        """Place the children of an element; return those that belong further out."""
        shape = SHAPES[self.part].get(node.tag)
        if shape is None:
            return []
        waiting, kept, out = deque(node.children), list[Node](), list[Node]()
        loose: list[str] = []
        while waiting:
            child = waiting.popleft()
            if shape.place(child.tag):
                kept.append(child)
                waiting.extendleft(reversed(self.place(child, (*above, node.tag))))
            elif home := self._home(node, child):
                waiting.appendleft(home)
            elif self._leaves(node, child, above):
                self.tell(child, "moved_out", tag=child.tag, parent=node.tag)
                child.was = {"made": True}
                out.append(child)
            elif self._is_wrapper(node, child):
                self.tell(child, "unwrapped", tag=child.tag)
                waiting.extendleft(reversed(child.children))
                loose.append(child.text.strip())
            else:
                kept.append(child)
        node.children = kept
        node.text = " ".join(part for part in (node.text.strip(), *loose) if part)
        return out

    def _home(self, node: Node, child: Node) -> Node | None:
        """Wrap a child in the element that it belongs to, where the Part has that element here."""
        tag = INSIDE.get(node.tag, {}).get(child.tag, "")
        shape = SHAPES[self.part][node.tag]
        if not tag or not shape.place(tag):
            return None
        self.tell(child, "moved_into", tag=child.tag, parent=tag)
        child.was = {"made": True}
        home = Node(tag, line=child.line, children=[child], was={"made": True})
        if tag in {"Goal", "Objective"}:
            name = "".join(each.text for each in node.all("Name")[:1])
            home.children.insert(0, Node("Name", name, line=child.line))
            home.children.insert(1, Node("Description", line=child.line))
        return home

    def _leaves(self, node: Node, child: Node, above: tuple[str, ...]) -> bool:
        named = OUTSIDE | (OUT_OF_CORE if node.tag == "StrategicPlanCore" else frozenset())
        if child.tag not in named:
            return False
        shapes = SHAPES[self.part]
        return any(
            shapes[tag].place(child.tag) or child.tag in INSIDE.get(tag, {}) for tag in above
        )

    def _is_wrapper(self, node: Node, child: Node) -> bool:
        """Say whether a child only holds what could stand here itself, such as `Goals`."""
        shapes = SHAPES[self.part]
        if child.tag in shapes or not child.children or any(child.attrs.values()):
            return False
        here = INSIDE.get(node.tag, {})
        return all(
            shapes[node.tag].place(inner.tag) or inner.tag in here for inner in child.children
        )
