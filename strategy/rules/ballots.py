"""What a ranking must be before it counts: every item once, the places 1 to n."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from enum import StrEnum


class Fault(StrEnum):
    """What is wrong with the place of an item."""

    MISSING = "missing"
    OUTSIDE = "outside"
    TWICE = "twice"


def faults(ranking: Mapping[str, int], items: Collection[str]) -> dict[str, Fault]:
    """Return what is wrong, item by item; nothing when the ranking can count."""
    given = Counter(ranking.get(item) for item in items)
    found = {item: _fault(ranking.get(item), given, len(items)) for item in items}
    return {item: fault for item, fault in found.items() if fault is not None}


def _fault(place: int | None, given: Counter[int | None], count: int) -> Fault | None:
    if place is None:
        return Fault.MISSING
    if not 1 <= place <= count:
        return Fault.OUTSIDE
    return Fault.TWICE if given[place] > 1 else None


def known(ranking: Mapping[str, int], items: Collection[str]) -> dict[str, int]:
    """Keep the places of the items that are on the paper."""
    return {item: ranking[item] for item in items if item in ranking}
