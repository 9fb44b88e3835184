"""Compare two versions of a plan: its elements row by row, its text word by word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from strategy.models import Plan
from strategy.selectors import contents, plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import local
from wco_portal.common.parts import Piece
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.models import FrozenVersion
from wco_portal.publishing.selectors.differences import Shown, ShownBlock


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions; what it holds is read when it is compared."""

    key: str
    label: str
    # None: the working text.
    frozen: FrozenVersion | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What changed in one element: its title in pieces, its blocks."""

    heading: str
    title: list[Piece]
    blocks: list[ShownBlock]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two versions of a plan in one language."""

    language: str
    shown: Shown
    groups: list[Group]


def sides(plan: Plan, *, actor: Actor) -> list[Side]:
    """Return what can be compared: the frozen versions, and the working text for its writers."""
    found = [
        Side(
            str(frozen.number),
            _("Version %(number)d: %(reason)s")
            % {"number": frozen.number, "reason": local(frozen, "reason")},
            frozen,
        )
        for frozen in publishing.frozen.listed(plan.public_id).reverse()
    ]
    if policies.check(actor, Permission.PLAN_DRAFT_VIEW, plan):
        found.append(Side("working", _("Working text")))
    return found


def compare(plan: Plan, old: Side, new: Side, *, language: str) -> Comparison:
    """Say what changed between two of the sides of a plan in one language."""
    return between(*(_content(plan, side) for side in (old, new)), language=language)


def _content(plan: Plan, side: Side) -> dict[str, Any]:
    return plans.content_of(side.frozen) if side.frozen else contents.of(plan)


def between(old: dict[str, Any], new: dict[str, Any], *, language: str) -> Comparison:
    """Say what changed between what two versions of a plan hold, in one language."""
    bodies = [content["documents"][language] for content in (old, new)]
    shown = publishing.differences.between(*bodies)
    return Comparison(language, shown, _groups(old, new, shown, language))


def _groups(old: dict[str, Any], new: dict[str, Any], shown: Shown, language: str) -> list[Group]:
    before = {element["id"]: element for element in old["elements"]}
    after = {element["id"]: element for element in new["elements"]}
    changed: dict[str, list[ShownBlock]] = {}
    for block in shown.blocks:
        changed.setdefault(block.section, []).append(block)
    groups = []
    for key in ["", *dict.fromkeys([*after, *before])]:
        one, two = before.get(key), after.get(key)
        titles = [each["title"][language] if each else "" for each in (one, two)]
        blocks = changed.get(key, [])
        if not blocks and titles[0] == titles[1]:
            continue
        element = two or one
        heading = f"{element['number']} {titles[1] or titles[0]}" if element else _("Introduction")
        groups.append(Group(heading, pieces(*titles), blocks))
    return groups


def pieces(old: str, new: str) -> list[Piece]:
    """Say what became of a title; nothing when it is the same."""
    if old == new:
        return []
    return [Piece(text, change) for text, change in ((old, "removed"), (new, "added")) if text]  # type: ignore[arg-type]  # -- the two words of Piece
