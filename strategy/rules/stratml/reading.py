"""The door for StratML files: the guarded one for XML, with this reader's findings."""

from __future__ import annotations

from dataclasses import dataclass

from strategy.rules.stratml.findings import Finding, Refused
from wco_portal.common import guarded_xml
from wco_portal.common.guarded_xml import Xml, line_of

__all__ = ["Parsed", "Xml", "line_of", "parse"]


@dataclass(frozen=True, slots=True)
class Parsed:
    """The outermost element, what was left out before it, and how many lines that took."""

    root: Xml
    found: list[Finding]
    lines: int


def parse(data: bytes) -> Parsed:
    """Return the outermost element, or raise Refused with the line."""
    try:
        read = guarded_xml.parse(data)
    except guarded_xml.Refused as no:
        raise Refused(no.line, no.code, **no.values) from no
    return Parsed(read.root, [Finding(1, code) for code in read.left_out], read.lines)
