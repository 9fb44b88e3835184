"""Protect who cast a ballot: hide small figures, and those from which they could be worked out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

# A figure of 1 or 2 Members is not shown.
SMALLEST: Final = 3

Cell = tuple[int, int]
# A row or a column, and its number.
Line = tuple[int, int]
ROW, COLUMN = 0, 1


def hidden(
    counts: Sequence[Sequence[int]], sizes: Sequence[int], *, smallest: int = SMALLEST
) -> frozenset[Cell]:
    """Return the (row, column) cells to hide; the sums of rows and columns are known to readers.

    First every figure from 1 to `smallest` - 1 and every column of so few ballots; then, as long
    as a hidden figure follows from sums, the fewest others that keep it: hidden cells tie their row
    to their column, and a cell is known exactly where nothing else ties the two together (D.
    Gusfield, "A graph theoretic approach to statistical data security", SIAM Journal on Computing
    17, 1988). A column without a ballot is known to be empty: hiding a cell of it would protect
    nothing.
    """
    columns = [column for column, size in enumerate(sizes) if size]
    first = {
        (row, column)
        for row in range(len(counts))
        for column in columns
        if 0 < counts[row][column] < smallest or 0 < sizes[column] < smallest
    }
    return protected(first, counts, columns)


def protected(
    cells: Iterable[Cell], counts: Sequence[Sequence[int]], columns: Sequence[int]
) -> frozenset[Cell]:
    """Return the cells, and those of the columns that have to be hidden with them."""
    found = set(cells)
    spare = [(row, column) for row in range(len(counts)) for column in columns]
    for cell in sorted(found):
        if ways := _ways(cell, found, spare):
            found |= min(ways, key=lambda way: _cost(way, counts))
    return frozenset(found)


def _ways(cell: Cell, found: set[Cell], spare: Sequence[Cell]) -> list[set[Cell]]:
    """Return what could be hidden to keep a cell that sums give away: one cell, or a rectangle."""
    row, column = cell
    near = _tied((ROW, row), found - {cell})
    if (COLUMN, column) in near:
        return []
    far = _tied((COLUMN, column), found - {cell})
    sides = (near, far), (far, near)
    bridges = [
        {(other, line)}
        for other, line in spare
        if (other, line) != cell
        and any((ROW, other) in one and (COLUMN, line) in two for one, two in sides)
    ]
    corners = [
        {(row, line), (other, column), (other, line)} - found
        for other, line in spare
        if other != row and line != column
    ]
    return bridges + corners


def _tied(start: Line, cells: Iterable[Cell]) -> set[Line]:
    """Return the rows and columns that cells tie to one of them, by whatever way."""
    ties: dict[Line, set[Line]] = {}
    for row, column in cells:
        ties.setdefault((ROW, row), set()).add((COLUMN, column))
        ties.setdefault((COLUMN, column), set()).add((ROW, row))
    found, ahead = {start}, [start]
    while ahead:
        fresh = ties.get(ahead.pop(), set()) - found
        found |= fresh
        ahead += fresh
    return found


def _cost(way: Iterable[Cell], counts: Sequence[Sequence[int]]) -> tuple[int, int, list[Cell]]:
    """Prefer fewer cells, then the smallest figures."""
    cells = sorted(way)
    return (len(cells), sum(counts[row][column] for row, column in cells), cells)


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
