"""Which new passage continues which old one: equal first, then in place, then moved."""

from __future__ import annotations

import difflib
from typing import Final

from wco_portal.publishing.rules.inline import WORDS

ALIKE_IN_PLACE: Final = 0.4
ALIKE_MOVED: Final = 0.75
FEW: Final = 60


def pairs(old: list[str], new: list[str]) -> dict[int, int]:
    """Map the numbers of new passages to those of the old ones they continue."""
    found: dict[int, int] = {}
    gaps: list[tuple[range, range]] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if tag == "equal":
            found.update(zip(range(new_from, new_to), range(old_from, old_to), strict=True))
        else:
            gaps.append((range(old_from, old_to), range(new_from, new_to)))
    for old_gap, new_gap in gaps:
        _in_place(old, new, old_gap, new_gap, found)
    _moved(old, new, found)
    return found


def _in_place(
    old: list[str], new: list[str], old_gap: range, new_gap: range, found: dict[int, int]
) -> None:
    """Pair what stands in the same gap, in order, where it is alike enough; best first."""
    if len(old_gap) == len(new_gap) == 1:
        if likeness(old[old_gap[0]], new[new_gap[0]]) > ALIKE_IN_PLACE / 2:
            found[new_gap[0]] = old_gap[0]
        return
    if len(old_gap) > FEW or len(new_gap) > FEW:
        return
    scored = sorted(
        (
            (likeness(old[before], new[after]), before, after)
            for before in old_gap
            for after in new_gap
        ),
        reverse=True,
    )
    taken: list[tuple[int, int]] = []
    for score, before, after in scored:
        if score < ALIKE_IN_PLACE:
            break
        if all((before < b) == (after < a) and before != b and after != a for b, a in taken):
            taken.append((before, after))
            found[after] = before


def _moved(old: list[str], new: list[str], found: dict[int, int]) -> None:
    """Pair what is left, wherever it went."""
    left = [number for number in range(len(old)) if number not in set(found.values())]
    for after in range(len(new)):
        if after in found or not left or len(left) > FEW:
            continue
        best = max(left, key=lambda before: likeness(old[before], new[after]))
        if likeness(old[best], new[after]) >= ALIKE_MOVED:
            found[after] = best
            left.remove(best)


def likeness(one: str, other: str) -> float:
    """Say how much of two texts is the same words in the same order, from 0 to 1."""
    if one == other:
        return 1.0
    a, b = ([word for word in WORDS.findall(text) if not word.isspace()] for text in (one, other))
    return difflib.SequenceMatcher(None, a, b, autojunk=False).ratio()
