"""Look at a Word file of ours that came back: what it changed, and what others did too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from strategy.models import Plan, WordImport
from strategy.selectors import plans, writing
from strategy.selectors.writing import Clashing
from wco_portal.access.policies import Actor
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.models import Document
from wco_portal.publishing.rules import merge
from wco_portal.publishing.rules.merge import Clash
from wco_portal.publishing.rules.word import draft, returning
from wco_portal.publishing.rules.word.findings import Finding
from wco_portal.publishing.rules.word.returning import Returned
from wco_portal.publishing.selectors.differences import Shown


@dataclass(frozen=True, slots=True)
class Look:
    """What a file would change in the text as it stands."""

    plan: Plan
    found: WordImport
    document: Document
    base: dict[str, Any]
    returned: Returned
    clashes: tuple[Clash, ...]
    # The text with everything that can be joined.
    joined: dict[str, Any]

    @property
    def shown(self) -> Shown:
        """Return the difference from the text as it stands."""
        return publishing.differences.between(self.document.body, self.joined)

    @property
    def clashing(self) -> list[Clashing]:
        """Return all three forms of what both changed."""
        return [writing.three(each) for each in self.clashes]

    @property
    def generated(self) -> list[Finding]:
        """Return what the portal itself had written around the text."""
        return [each for each in self.returned.findings if each.code == "generated"]

    @property
    def findings(self) -> list[Finding]:
        """Return what else was repaired or left out."""
        return [each for each in self.returned.findings if each.code != "generated"]

    @property
    def titles(self) -> list[tuple[str, str, str]]:
        """Return id, present and new title of each element that the file calls otherwise."""
        elements = {each.public_id: each for each in self.plan.elements.all()}
        name = f"title_{self.document.language}"
        return [
            (key, getattr(elements[key], name), title)
            for key, title in self.returned.titles.items()
        ]

    def counts(self) -> dict[str, int]:
        """Count the tracked changes and comments that the file carries."""
        pieces = self.returned.pieces.values()
        return {
            "suggestions": sum(len(each.changes) for each in pieces),
            "comments": sum(len(each.remarks) for each in pieces),
        }


def kept(slug: str, public_id: str, actor: Actor) -> WordImport:
    """Return a file that came back to a visible plan, for whoever brought it, or 404."""
    plan = plans.by_slug(slug, actor)
    found = WordImport.objects.select_related("returns_to__text", "by").get(
        public_id=public_id, returns_to=plan
    )
    if found.by != actor:
        raise WordImport.DoesNotExist
    return found


def look(found: WordImport) -> Look:
    """Compare a file with the text that it left with, and with the text as it stands."""
    plan = found.returns_to
    if plan is None:
        raise WordImport.DoesNotExist
    both = publishing.documents.both(plan.text)
    document = both[found.language]
    [twin] = [each for code, each in both.items() if code != found.language]
    base = publishing.documents.body_at(document, found.base_version or 0)
    name = f"title_{found.language}"
    returned = returning.returned(
        draft.from_data(found.document),
        base=base,
        titles={each.public_id: getattr(each, name) for each in plan.elements.all()},
        twin=twin.body,
        seed=found.public_id,
    )
    joined = merge.merge(base, yours=returned.body, theirs=document.body)
    return Look(plan, found, document, base, returned, joined.clashes, joined.body)


def offered(look: Look) -> dict[str, list[tuple[str, str]]]:
    """List what somebody may choose: new blocks, missing ones, titles, each with its words."""
    still = {block for block, _section, _words in publishing.documents.blocks(look.document.body)}
    return {
        "added": list(look.returned.added.items()),
        "gone": [(key, words) for key, words in look.returned.gone.items() if key in still],
        "titles": [(key, f"{old} → {new}") for key, old, new in look.titles],
    }
