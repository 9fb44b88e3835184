"""Protect who cast a ballot: hide small figures, and those from which they could be worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

# A figure of 1 or 2 Members is not shown.
SMALLEST: Final = 3

Cell = tuple[int, int]


def hidden(
    counts: Sequence[Sequence[int]], sizes: Sequence[int], *, smallest: int = SMALLEST
) -> frozenset[Cell]:
    """Return the (row, column) cells to hide; the sums of rows and columns are known to readers.

    First every figure from 1 to `smallest` - 1 and every column of so few ballots; then, as long
    as a row or a column hides a single cell, one more of it. A column without a ballot is known to
    be empty: hiding a cell of it would protect nothing.
    """
    columns = [column for column, size in enumerate(sizes) if size]
    found = {
        (row, column)
        for row in range(len(counts))
        for column in columns
        if 0 < counts[row][column] < smallest or 0 < sizes[column] < smallest
    }
    while (line := _lonely(found, len(counts), columns)) is not None:
        spare = [cell for cell in line if cell not in found]
        found.add(min(spare, key=lambda cell: _cost(cell, counts, found)))
    return frozenset(found)


def _lonely(found: set[Cell], rows: int, columns: Sequence[int]) -> list[Cell] | None:
    """Return a row or a column that hides exactly one cell, if it has others."""
    lines = [[(row, column) for column in columns] for row in range(rows)]
    lines += [[(row, column) for row in range(rows)] for column in columns]
    for line in lines:
        if len(line) > 1 and sum(cell in found for cell in line) == 1:
            return line
    return None


def _cost(
    cell: Cell, counts: Sequence[Sequence[int]], found: Iterable[Cell]
) -> tuple[bool, int, Cell]:
    """Prefer a cell whose other line hides something already, then the smallest figure."""
    row, column = cell
    crossing = sum(other[0] == row or other[1] == column for other in found)
    return (crossing == 1, counts[row][column], cell)


def hidden_strata(
    sizes: Sequence[int], *, smallest: int = SMALLEST, cells: Iterable[Cell] = ()
) -> frozenset[int]:
    """Return the columns of which no figure is shown, where that of all together is known.

    First every column of so few ballots; then, until what is hidden has at least two columns and
    `smallest` ballots together, another one: else it could be worked out. That is the one of which
    most `cells` are hidden elsewhere already, of these the smallest.
    """
    gone = Counter(column for _row, column in cells)
    found = {at for at, size in enumerate(sizes) if 0 < size < smallest}
    spare = sorted((-gone[at], size, at) for at, size in enumerate(sizes) if size >= smallest)
    while found and spare and (len(found) == 1 or sum(sizes[at] for at in found) < smallest):
        found.add(spare.pop(0)[-1])
    return frozenset(found)
