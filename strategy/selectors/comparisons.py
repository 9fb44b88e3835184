"""Compare two versions of a plan: its elements row by row, its text word by word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategy import phrases
from strategy.models import Plan
from strategy.rules import element_changes
from strategy.rules.element_changes import ElementChanges
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
    """What changed in one element: what became of it, its title in pieces, its blocks."""

    heading: str
    fates: list[str]
    title: list[Piece]
    blocks: list[ShownBlock]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two versions of a plan in one language."""

    language: str
    shown: Shown
    groups: list[Group]
    # How many elements came, went, moved; then how many blocks did.
    counts: list[str]


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
    met = element_changes.between(old["elements"], new["elements"])
    counts = [*_counts(met, language), *shown.counts]
    return Comparison(language, shown, _groups(met, shown, language), counts)


def _groups(met: ElementChanges, shown: Shown, language: str) -> list[Group]:
    before, after = met.before, met.after
    changed: dict[str, list[ShownBlock]] = {}
    for block in shown.blocks:
        changed.setdefault(block.section, []).append(block)
    groups = []
    for key in ["", *dict.fromkeys([*after, *before])]:
        one, two = before.get(key), after.get(key)
        titles = [each["title"][language] if each else "" for each in (one, two)]
        blocks, fates = changed.get(key, []), _fates(met, key)
        if not blocks and not fates and titles[0] == titles[1]:
            continue
        element = two or one
        heading = f"{element['number']} {titles[1] or titles[0]}" if element else _("Introduction")
        groups.append(Group(heading, fates, publishing.differences.of_words(*titles), blocks))
    return groups


def _fates(met: ElementChanges, key: str) -> list[str]:
    """Say in words what became of an element, besides its words."""
    if key in met.added:
        return [_("This part is new.")]
    if key in met.removed:
        return [_("This part was taken out.")]
    found = []
    if key in met.renumbered:
        numbers = {"old": met.before[key]["number"], "new": met.after[key]["number"]}
        found.append(_("Number: %(new)s, before: %(old)s.") % numbers)
    if key in met.placed_elsewhere:
        places = {"old": _above(met.before, key), "new": _above(met.after, key)}
        found.append(_("Moved: now under %(new)s, before under %(old)s.") % places)
    elif key in met.moved:
        found.append(_("Moved to another place beside the same parts."))
    if key in met.dropped:
        found.append(_dropped(met.after[key].get("dropped_on")))
    if key in met.reshaped:
        found.append(_("What it is, or what it serves, has changed."))
    return found


def _dropped(day: str | None) -> str:
    """Say when it was dropped; held the other way round, it stood still."""
    if day is None:
        return _("Was not dropped yet.")
    return phrases.dropped_on(dt.date.fromisoformat(day))


def _above(elements: Mapping[str, Mapping[str, Any]], key: str) -> str:
    above = elements.get(elements[key].get("part_of", ""))
    return str(above["number"]) if above else _("the plan itself")


def _counts(met: ElementChanges, language: str) -> list[str]:
    came, went, moved = len(met.added), len(met.removed), len(met.moved)
    numbered, shaped = len(met.renumbered), len(met.reshaped)
    named, dropped = len(met.renamed(language)), len(met.dropped)
    told = [
        (came, ngettext("%(count)d part new", "%(count)d parts new", came)),
        (went, ngettext("%(count)d part taken out", "%(count)d parts taken out", went)),
        (dropped, ngettext("%(count)d part dropped", "%(count)d parts dropped", dropped)),
        (moved, ngettext("%(count)d part moved", "%(count)d parts moved", moved)),
        (numbered, ngettext("%(count)d number changed", "%(count)d numbers changed", numbered)),
        (shaped, ngettext("%(count)d part reshaped", "%(count)d parts reshaped", shaped)),
        (named, ngettext("%(count)d title reworded", "%(count)d titles reworded", named)),
    ]
    return [words % {"count": count} for count, words in told if count]
