"""Read a StratML file before anything is made of it: the report of a dry run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import slugify

from strategy.enums.plans import RESERVED
from strategy.models import CoreFunction, Plan, PlanImport
from strategy.rules.stratml import document, incoming, tree
from strategy.rules.stratml.findings import Finding, Refused
from strategy.rules.stratml.outline import Outline
from strategy.rules.stratml.tree import Node
from strategy.selectors import commitments
from wco_portal.access.policies import Actor
from wco_portal.common import clock


@dataclass(frozen=True, slots=True)
class Report:
    """What a file holds and what was done to it, or why it is refused."""

    part: int | None = None
    counts: dict[str, int] = field(default_factory=dict)
    repairs: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)
    outline: Outline | None = None

    @property
    def is_accepted(self) -> bool:
        """Say whether a plan can be made of the file."""
        return self.outline is not None

    def as_data(self) -> dict[str, Any]:
        """Return the report as programs read it."""
        return {
            "accepted": self.is_accepted,
            "part": self.part,
            "counts": self.counts,
            **self.counts,
            "repairs": [told(each, "what") for each in self.repairs],
            "notes": [told(each, "what") for each in self.notes],
            "refused": [told(each, "reason") for each in self.refused],
        }


def told(finding: Finding, word: str) -> dict[str, Any]:
    """Return a finding as programs read it: line, words, stable code."""
    return {"line": finding.line, word: finding.words(), "code": finding.code}


def report(data: bytes) -> Report:
    """Read a file; nothing is kept of it."""
    try:
        found = document.read(data)
        outline, notes = outline_of(found)
    except Refused as no:
        nothing = tree.counts(Node(""))
        return Report(counts=nothing, refused=[no.finding])
    counts = tree.counts(found.root)
    return Report(found.part, counts, found.repairs, notes, outline=outline)


def outline_of(found: document.Document) -> tuple[Outline, list[Finding]]:
    """Read a plan out of a document of today."""
    codes = CoreFunction.objects.values_list("code", flat=True)
    return incoming.outline_of(
        found,
        today=clock.today(),
        functions=list(codes),
        commitments=list(commitments.everything().values_list("code", flat=True)),
    )


def kept(found: PlanImport) -> Report:
    """Return the report of a file that was kept."""
    root = tree.from_json(found.document)
    outline, _notes = outline_of(document.Document(found.part, root, []))
    repairs, notes = (
        [Finding(each["line"], each["code"], each["values"]) for each in findings]
        for findings in (found.repairs, found.notes)
    )
    return Report(found.part, tree.counts(root), repairs, notes, outline=outline)


def by_public_id(public_id: str, actor: Actor) -> PlanImport:
    """Return a kept file; one that waits is seen by who brought it only."""
    found = PlanImport.objects.select_related("plan", "by").get(public_id=public_id)
    if found.plan is None and found.by != actor:
        raise PlanImport.DoesNotExist
    return found


def free_slug(outline: Outline) -> str:
    """Propose a name in the address that no plan has yet."""
    wanted = outline.slug or slugify(outline.title)[:50].strip("-") or "plan"
    taken = set(Plan.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    taken |= RESERVED
    free, count = wanted, 1
    while free in taken:
        count += 1
        free = f"{wanted}-{count}"
    return free


def proposal(found: PlanImport, report: Report) -> dict[str, str]:
    """Propose a name in the address for a file that waits."""
    if found.plan is not None or report.outline is None:
        return {}
    return {"slug": free_slug(report.outline)}
