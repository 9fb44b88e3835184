"""Which rows of words two texts share, so that as little as possible is told as changed; pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

# Where a row stands in the old text, where in the new one, and how many words it has.
Row: TypeAlias = tuple[int, int, int]
# Where a word that is kept stands in the old text, and where in the new one.
Kept: TypeAlias = tuple[int, int]
# The table has a bit for every two words: 50 MB for two passages of 20,000 signs, one moment long.
MOST_BITS: Final = 400_000_000


def shared(old: Sequence[str], new: Sequence[str]) -> list[Row]:
    """List the rows of words that both texts have, in order; nothing between two is shared.

    What both begin and end with is kept first: a phrase in the place of a word is then told as
    that phrase, without the space beside it.
    """
    head, tail = _ends(old, new)
    stops = len(old) - tail, len(new) - tail
    inner = _between(old[head : stops[0]], new[head : stops[1]])
    return _rows(
        [
            *((place, place) for place in range(head)),
            *((head + first, head + second) for first, second in inner),
            *((stops[0] + place, stops[1] + place) for place in range(tail)),
        ]
    )


def _between(old: Sequence[str], new: Sequence[str]) -> list[Kept]:
    """Say which words are kept of two texts.

    Words that only one text has, and what is the same at the ends without them, need no search:
    few edits leave more. In the rest, the most is kept that can be, which takes the square of its
    length; where that is far too much, nothing in it is.
    """
    common = set(old) & set(new)
    olds, news = (
        [place for place, word in enumerate(words) if word in common] for words in (old, new)
    )
    one, two = [old[place] for place in olds], [new[place] for place in news]
    head, tail = _ends(one, two)
    stops = len(one) - tail, len(two) - tail
    inner = one[head : stops[0]], two[head : stops[1]]
    found = _most(*inner) if len(inner[0]) * len(inner[1]) <= MOST_BITS else []
    return [
        *zip(olds[:head], news[:head], strict=True),
        *((olds[head + first], news[head + second]) for first, second in found),
        *zip(olds[stops[0] :], news[stops[1] :], strict=True),
    ]


def _ends(one: Sequence[str], two: Sequence[str]) -> tuple[int, int]:
    """Count the words with which both begin, and of the rest those with which both end."""
    least = min(len(one), len(two))
    if one == two:
        return least, 0
    head = next((at for at in range(least) if one[at] != two[at]), least)
    least -= head
    return head, next((at for at in range(least) if one[-1 - at] != two[-1 - at]), least)


def _most(one: Sequence[str], two: Sequence[str]) -> list[Kept]:
    """Find the most words that can be kept, a whole row of the usual table at once (Hyyrö 2004).

    Bit n of a row is clear where the new text's word n lets one word more be kept.
    """
    places: dict[str, int] = {}
    for place, word in enumerate(two):
        places[word] = places.get(word, 0) | 1 << place
    row = full = (1 << len(two)) - 1
    table = []
    for word in one:
        met = row & places.get(word, 0)
        row = (row + met | row - met) & full
        table.append(row)
    return _walked_back(table, len(two))


def _walked_back(table: Sequence[int], new: int) -> list[Kept]:
    """Read from a table, from its last corner, which words were kept."""
    kept: list[Kept] = []
    old = len(table)
    while old and new:
        if table[old - 1] >> new - 1 & 1:
            new -= 1
        elif old > 1 and not table[old - 2] >> new - 1 & 1:
            old -= 1
        else:
            old, new = old - 1, new - 1
            kept.append((old, new))
    return kept[::-1]


def _rows(kept: Sequence[Kept]) -> list[Row]:
    """Join words that stand one after the other in both texts."""
    rows: list[Row] = []
    first = second = size = 0
    for one, two in kept:
        if one == first + size and two == second + size:
            size += 1
            continue
        rows.append((first, second, size))
        first, second, size = one, two, 1
    return [row for row in (*rows, (first, second, size)) if row[2]]
