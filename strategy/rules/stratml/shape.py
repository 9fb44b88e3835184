"""What each Part of StratML may hold, as one table: it repairs, it writes, and it checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from lxml import etree

from strategy.rules.stratml.tree import NAMESPACES, ROOTS

XSD: Final = "http://www.w3.org/2001/XMLSchema"
MANY: Final = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a child stands: its name, how often at least, how often at most (0: any number)."""

    tag: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Shape:
    """The children of an element, in their order, and the words its attributes may hold."""

    places: tuple[Place, ...]
    attrs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()

    def place(self, tag: str) -> Place | None:
        """Return the place of a child."""
        return next((place for place in self.places if place.tag == tag), None)

    def number(self, tag: str) -> int:
        """Return how far along in the order a child stands."""
        return next(number for number, place in enumerate(self.places) if place.tag == tag)


def _shape(words: str, attrs: Mapping[str, tuple[str, ...]] | None = None, *needs: str) -> Shape:
    """Read a shape from words: `Name Description? Goal+ Value* RoleType{2}`."""
    signs = {"?": (0, 1), "*": (0, MANY), "+": (1, MANY), "2": (0, 2)}
    places = []
    for word in words.split():
        least, most = signs.get(word[-1], (1, 1))
        places.append(Place(word.rstrip("?*+2"), least, most))
    return Shape(tuple(places), attrs or {}, needs)


TYPES: Final = ("Strategic_Plan", "Performance_Plan", "Performance_Report")
_STAKEHOLDER: Final = {"StakeholderTypeType": ("Person", "Organization", "Generic_Group")}
_INDICATOR: Final = {
    "ValueChainStage": (
        "Outcome",
        "Output_Processing",
        "Output",
        "Input_Processing",
        "Input",
    ),
    "PerformanceIndicatorType": ("Quantitative", "Qualitative"),
}
_RELATIONSHIP: Final = {"RelationshipType": ("Broader_Than", "Peer_To", "Narrower_Than")}
_GOAL: Final = "Identifier? SequenceIndicator? Stakeholder* OtherInformation?"
_RESULT: Final = _shape("StartDate? EndDate? NumberOfUnits? Descriptor? Description?")
_PLAN: Final = "Name Description? OtherInformation? StrategicPlanCore AdministrativeInformation?"
_SHARED: Final = {
    "StrategicPlanCore": _shape("Organization* Vision? Mission? Value* Goal+"),
    "Organization": _shape("Name? Acronym? Identifier? Description? Stakeholder*"),
    "Vision": _shape("Description? Identifier?"),
    "Mission": _shape("Description? Identifier?"),
    "Value": _shape("Name? Description?"),
    "Goal": _shape(f"Name Description {_GOAL} Objective*"),
}
SHAPES: Final[Mapping[int, Mapping[str, Shape]]] = {
    1: _SHARED
    | {
        "StrategicPlan": _shape(_PLAN),
        "Objective": _shape(f"Name? Description? {_GOAL}"),
        "Stakeholder": _shape("Name Description?", _STAKEHOLDER),
        "AdministrativeInformation": _shape(
            "StartDate? EndDate? PublicationDate? Source? Submitter?"
        ),
        "Submitter": _shape("GivenName? Surname? PhoneNumber? EmailAddress?"),
    },
    2: _SHARED
    | {
        "PerformancePlanOrReport": _shape(f"{_PLAN} Submitter?", {"Type": TYPES}, "Type"),
        "Objective": _shape(f"Name? Description? {_GOAL} PerformanceIndicator*"),
        "Stakeholder": _shape("Name Description? Role*", _STAKEHOLDER),
        "Role": _shape("Name Description? RoleType2"),
        "AdministrativeInformation": _shape(
            "Identifier? StartDate? EndDate? PublicationDate? Source?"
        ),
        "Submitter": _shape("Identifier? GivenName? Surname? PhoneNumber? EmailAddress?"),
        "PerformanceIndicator": _shape(
            "SequenceIndicator? MeasurementDimension UnitOfMeasurement Identifier? Relationship*"
            " MeasurementInstance* OtherInformation?",
            _INDICATOR,
        ),
        "Relationship": _shape("Identifier? ReferentIdentifier* Name? Description?", _RELATIONSHIP),
        "MeasurementInstance": _shape("TargetResult* ActualResult*"),
        "TargetResult": _RESULT,
        "ActualResult": _RESULT,
        "Descriptor": _shape("DescriptorName? DescriptorValue?"),
    },
}
DATES: Final = frozenset({"StartDate", "EndDate", "PublicationDate"})
ROLES: Final = ("Performer", "Beneficiary")


def kind(tag: str, part: int) -> str:
    """Return the type of the words of a simple element."""
    if tag in DATES:
        return "date" if part == 1 else "date_or_empty"
    others = {
        "Identifier": "ID",
        "Source": "anyURI",
        "NumberOfUnits": "decimal_or_empty",
        "RoleType": "role",
    }
    return others.get(tag, "string")


def simple_tags(part: int) -> Iterator[str]:
    """List the elements that hold words."""
    shapes = SHAPES[part]
    found = {place.tag for shape in shapes.values() for place in shape.places}
    yield from sorted(found - set(shapes))


@cache
def schema(part: int) -> etree.XMLSchema:
    """Return the strict check of a Part, made from the table."""
    root = etree.Element(
        f"{{{XSD}}}schema",
        {"targetNamespace": NAMESPACES[part], "elementFormDefault": "qualified"},
        nsmap={"xsd": XSD, "s": NAMESPACES[part]},
    )
    for name in ("date", "decimal"):
        root.append(_or_empty(name))
    root.append(_words_type("role", ROLES))
    for tag in simple_tags(part):
        named = kind(tag, part)
        ours = named.endswith("_or_empty") or named == "role"
        _xsd(root, "element", name=tag, type=("s:" if ours else "xsd:") + named)
    for tag, shape in SHAPES[part].items():
        _container(root, tag, shape)
    return etree.XMLSchema(root)


def _xsd(parent: etree._Element, tag: str, **attrs: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{XSD}}}{tag}", attrs)


def _words_type(name: str, words: tuple[str, ...]) -> etree._Element:
    made = etree.Element(f"{{{XSD}}}simpleType", {"name": name} if name else {})
    rule = _xsd(made, "restriction", base="xsd:string")
    for word in words:
        _xsd(rule, "enumeration", value=word)
    return made


def _or_empty(name: str) -> etree._Element:
    made = etree.Element(f"{{{XSD}}}simpleType", {"name": f"{name}_or_empty"})
    union = _xsd(made, "union", memberTypes=f"xsd:{name}")
    union.append(_words_type("", ("",)))
    return made


def _container(root: etree._Element, tag: str, shape: Shape) -> None:
    made = _xsd(_xsd(root, "element", name=tag), "complexType")
    sequence = _xsd(made, "sequence")
    for place in shape.places:
        most = str(place.most) if place.most else "unbounded"
        _xsd(sequence, "element", ref=f"s:{place.tag}", minOccurs=str(place.least), maxOccurs=most)
    for name, words in shape.attrs.items():
        attribute = _xsd(
            made, "attribute", name=name, use="required" if name in shape.needs else "optional"
        )
        attribute.append(_words_type("", words))


def root_tag(part: int) -> str:
    """Return the name of the outermost element of a Part."""
    return ROOTS[part]
