"""Numbers of elements: given once, in the manner of the plan, and never again; pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from strategy.enums.plans import ElementKind

PREFIXES: Final = {
    ElementKind.GOAL: "SG",
    ElementKind.LAYER: "L",
    ElementKind.OBJECTIVE: "SO",
    ElementKind.PROCESS: "SP",
    ElementKind.LEARNING: "LD",
    ElementKind.PRIORITY: "P",
    ElementKind.FOCUS_AREA: "FA",
    ElementKind.FUNCTION: "F",
    ElementKind.ACTION: "A",
}
COUNTED: Final = re.compile(r"(.*?)([0-9]+)")


def following(kind: str, *, alike: Sequence[str], used: Collection[str]) -> str:
    """Return the number of a new element: counted on from its like.

    `alike` are the numbers of the plan's elements of this kind, in their order; `used` are all
    that the plan ever gave, those of removed elements too.
    """
    counted = [found[1] for number in alike if (found := COUNTED.fullmatch(number))]
    prefix = counted[-1] if counted else PREFIXES[ElementKind(kind)]
    taken = [
        int(found[2])
        for number in used
        if (found := COUNTED.fullmatch(number)) and found[1] == prefix
    ]
    return f"{prefix}{max(taken, default=0) + 1}"
