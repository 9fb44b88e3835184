"""Read a StratML file: a tree that the standard accepts, and what was done to it."""

from __future__ import annotations

from dataclasses import dataclass

from strategy.rules.stratml import values
from strategy.rules.stratml.findings import Finding, Refused, short
from strategy.rules.stratml.placing import Placer
from strategy.rules.stratml.reading import parse
from strategy.rules.stratml.repairing import Repairer
from strategy.rules.stratml.taking_in import Taken, take_in
from strategy.rules.stratml.tree import Node
from strategy.rules.stratml.writing import faults


@dataclass(frozen=True, slots=True)
class Document:
    """A valid document of a Part, with a report line for each repair."""

    part: int
    root: Node
    repairs: list[Finding]
    # What the file says of its language, such as `fr-BE`.
    language: str = ""


def read(data: bytes) -> Document:
    """Read a file, or raise Refused with the line and the reason."""
    taken = take_in(parse(data))
    found = taken.found
    Placer(taken.part, found).place(taken.root)
    _has_goals(taken)
    repairer = Repairer(taken.part, found)
    repairer.repair(taken.root, taken.root)
    repairer.finish()
    _identify(taken.root, found)
    if wrong := faults(taken.root, taken.part):
        raise Refused(taken.root.line, "beyond_repair", words=short(wrong[0], 200))
    repairs = sorted(found, key=lambda finding: finding.line)
    return Document(taken.part, taken.root, repairs, taken.language)


def _has_goals(taken: Taken) -> None:
    if not any(core.one("Goal") for core in taken.root.all("StrategicPlanCore")):
        core = taken.root.one("StrategicPlanCore")
        raise Refused((core or taken.root).line, "no_goal")


def _identify(root: Node, found: list[Finding]) -> None:
    """Give every identifier a form that XML allows, once in the file."""
    named = [node for node in root.walk() if node.tag == "Identifier"]
    proper = {node.text.strip() for node in named if values.allowed(node.text.strip(), "ID")}
    names = values.Names(proper)
    seen: set[str] = set()
    followed: dict[str, str] = {}
    for node in named:
        old = node.text.strip()
        node.text = old
        if old not in proper or old in seen:
            node.text = names.fresh(old)
            code = "identifier_twice" if old in proper else "identifier"
            found.append(Finding(node.line, code, {"old": short(old), "new": node.text}))
            if old not in proper:
                followed.setdefault(old, node.text)
        seen.add(old)
    _follow(root, followed, found)


def _follow(root: Node, followed: dict[str, str], found: list[Finding]) -> None:
    for node in root.walk():
        if node.tag == "ReferentIdentifier" and (new := followed.get(node.text.strip())):
            told = {"old": short(node.text), "new": new}
            found.append(Finding(node.line, "referent", told))
            node.text = new
