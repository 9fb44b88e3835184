"""What is read of a Word file: blocks in their order, what was changed in them, what was said."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from wco_portal.publishing.rules.schema import Node
from wco_portal.publishing.rules.word.findings import Finding


@dataclass(frozen=True, slots=True)
class Change:
    """What a person made of a block with tracked changes: blocks without ids, or none."""

    author: str
    nodes: list[Node]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment at words of a block, with its answers as (author, words)."""

    author: str
    words: str
    quote: str = ""
    before: str = ""
    is_done: bool = False
    answers: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Piece:
    """A block as it was before all tracked changes; a heading has the level it has in the file."""

    place: int
    role: str
    level: int
    node: Node
    marks: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """A whole file: its title, where it came from, its blocks and the report."""

    title: str
    origin: str
    pieces: list[Piece]
    findings: list[Finding]

    def as_data(self) -> dict[str, Any]:
        """Return it as it is kept."""
        return asdict(self)


def from_data(data: dict[str, Any]) -> Draft:
    """Return what was kept."""
    pieces = [
        Piece(
            **each
            | {
                "changes": [Change(**change) for change in each["changes"]],
                "remarks": [
                    Remark(**remark | {"answers": [tuple(a) for a in remark["answers"]]})
                    for remark in each["remarks"]
                ],
            }
        )
        for each in data["pieces"]
    ]
    findings = [Finding(**each) for each in data["findings"]]
    return Draft(data["title"], data["origin"], pieces, findings)


def without_names(data: dict[str, Any]) -> dict[str, Any]:
    """Return what was kept without the names of those who wrote in the file."""

    def cleared(remark: dict[str, Any]) -> dict[str, Any]:
        answers = [("", words) for _author, words in remark["answers"]]
        return remark | {"author": "", "answers": answers}

    pieces = [
        each
        | {
            "changes": [change | {"author": ""} for change in each["changes"]],
            "remarks": [cleared(remark) for remark in each["remarks"]],
        }
        for each in data["pieces"]
    ]
    findings = [
        each
        | {
            "values": {
                name: "" if name == "author" else said for name, said in each["values"].items()
            }
        }
        for each in data["findings"]
    ]
    return data | {"pieces": pieces, "findings": findings}
