"""What became of the elements of a plan between two of its versions, whatever their words say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wco_portal.publishing.rules.difference import longest_rising

Element = Mapping[str, Any]
# What makes an element another one than it was: its kind, and what it is tied to.
SHAPE: Final = ("kind", "functions", "serves", "aligned")


@dataclass(frozen=True, slots=True)
class ElementChanges:
    """Both versions by public id, and the ids of what came, went, moved, or is otherwise now."""

    before: Mapping[str, Element]
    after: Mapping[str, Element]
    added: frozenset[str]
    removed: frozenset[str]
    renumbered: frozenset[str]
    # Under another element; all of them moved too.
    placed_elsewhere: frozenset[str]
    moved: frozenset[str]
    reshaped: frozenset[str]
    # Dropped by an amendment: they stay in the plan with the day.
    dropped: frozenset[str]

    def renamed(self, language: str) -> set[str]:
        """Return the ids of those that both have, under another title."""
        return {
            key
            for key, each in self.after.items()
            if key in self.before and self.before[key]["title"][language] != each["title"][language]
        }


def between(old: Sequence[Element], new: Sequence[Element]) -> ElementChanges:
    """Compare the elements of two versions, each in the order of its plan."""
    before, after = ({each["id"]: each for each in elements} for elements in (old, new))
    both = [key for key in after if key in before]

    def differing(*names: str) -> frozenset[str]:
        return frozenset(
            key
            for key in both
            if any((before[key].get(n) or None) != (after[key].get(n) or None) for n in names)
        )

    elsewhere = differing("part_of")
    return ElementChanges(
        before,
        after,
        added=frozenset(after) - frozenset(before),
        removed=frozenset(before) - frozenset(after),
        renumbered=differing("number"),
        placed_elsewhere=elsewhere,
        moved=elsewhere | _passed([key for key in both if key not in elsewhere], before, after),
        reshaped=differing(*SHAPE),
        dropped=differing("dropped_on"),
    )


def _passed(
    stayed: Sequence[str], before: Mapping[str, Element], after: Mapping[str, Element]
) -> frozenset[str]:
    """Name those that passed the ones beside them which kept their order."""
    place = {key: number for number, key in enumerate(before)}
    beside: dict[str, list[str]] = {}
    for key in stayed:
        beside.setdefault(after[key].get("part_of") or "", []).append(key)
    moved: set[str] = set()
    for keys in beside.values():
        kept = longest_rising([place[key] for key in keys])
        moved |= {key for number, key in enumerate(keys) if number not in kept}
    return frozenset(moved)
