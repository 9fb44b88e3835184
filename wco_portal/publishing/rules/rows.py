"""Which rows of words two texts share, so that as little as possible is told as changed; pure."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import Final, TypeAlias

# Where a row stands in the old text, where in the new one, and how many words it has.
Row: TypeAlias = tuple[int, int, int]
# How far the walk has come on each diagonal: new words are left of it, old ones right.
Front: TypeAlias = dict[int, int]
MOST_CHANGES: Final = 100


def shared(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """List the rows of words that both texts have, in order; nothing between two is shared.

    What texts begin and end with is taken off first. What is left has few changes as a rule, and
    the fewest are found; how long that takes grows with their square, so of many, the longest rows.
    """
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    least -= head
    tail = next((at for at in range(least) if old[-1 - at] != new[-1 - at]), least)
    one, two = old[head : len(old) - tail], new[head : len(new) - tail]
    inner = _fewest(one, two)
    if inner is None:
        inner = _longest(one, two)
    ends = ((0, 0, head), (len(old) - tail, len(new) - tail, tail))
    found = [ends[0], *((head + a, head + b, size) for a, b, size in inner), ends[1]]
    return [row for row in found if row[2]]


def _longest(one: Sequence[str], two: Sequence[str]) -> list[Row]:
    matcher = difflib.SequenceMatcher(None, one, two, autojunk=False)
    return [(block.a, block.b, block.size) for block in matcher.get_matching_blocks()]


def _fewest(one: Sequence[str], two: Sequence[str]) -> list[Row] | None:
    """Walk from both beginnings to both ends in the fewest changes (Myers 1986), if a few do."""
    front: Front = {1: 0}
    trail: list[Front] = []
    olds, news = len(one), len(two)
    for changes in range(MOST_CHANGES + 1):
        trail.append(dict(front))
        for diagonal in range(-changes, changes + 1, 2):
            before = _before(front, diagonal, changes)
            at = front[before] + (before < diagonal)
            while at < olds and at - diagonal < news and one[at] == two[at - diagonal]:
                at += 1
            front[diagonal] = at
            if at >= olds and at - diagonal >= news:
                return _walked_back(trail, olds, news)
    return None


def _before(front: Front, diagonal: int, changes: int) -> int:
    """Name the diagonal from which one change more leads furthest on this one."""
    is_lowest, is_highest = diagonal == -changes, diagonal == changes
    if is_lowest or (not is_highest and front[diagonal - 1] < front[diagonal + 1]):
        return diagonal + 1
    return diagonal - 1


def _walked_back(trail: Sequence[Front], at: int, other: int) -> list[Row]:
    rows: list[Row] = []
    for changes in reversed(range(len(trail))):
        diagonal = at - other
        before = _before(trail[changes], diagonal, changes)
        came_to = trail[changes][before]
        start = came_to + (before < diagonal)
        rows.append((start, start - diagonal, at - start))
        at, other = came_to, came_to - before
    return rows[::-1]
