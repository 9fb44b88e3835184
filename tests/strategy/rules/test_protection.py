"""Small figures are hidden, and those from which they could be worked out."""

import random

from strategy.rules import protection
from tests.strategy.rules.subtractions import worked_out


def test_nothing_small_hides_nothing():
    assert protection.hidden([[5, 7], [4, 0]], [9, 9]) == frozenset()


def test_a_small_figure_takes_a_rectangle_with_it():
    counts = [[2, 8, 9], [7, 6, 5], [0, 9, 8]]

    found = protection.hidden(counts, [9, 20, 20])

    assert (0, 0) in found
    for row, column in found:
        assert sum(cell[0] == row for cell in found) >= 2
        assert sum(cell[1] == column for cell in found) >= 2


def test_a_region_of_few_ballots_is_hidden_whole_and_an_empty_one_is_not():
    found = protection.hidden([[2, 9, 0], [2, 8, 0], [0, 7, 0]], [2, 20, 0])

    assert {(0, 0), (1, 0), (2, 0)} <= found


def test_an_empty_region_does_not_protect_another_one():
    # The whole and the second region would tell what the first one's single Member gave.
    assert protection.hidden([[1, 4, 0], [0, 4, 0]], [1, 4, 0]) == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_single_line_cannot_be_protected_further():
    assert protection.hidden([[1]], [9]) == frozenset({(0, 0)})


def test_two_hidden_blocks_are_tied_twice():
    # The rows of the one block, less the columns of the other, would tell the figure between them.
    counts = [[1, 1, 9, 9], [1, 1, 1, 9], [9, 9, 1, 1], [9, 9, 1, 1]]

    found = protection.hidden(counts, [20] * 4)

    assert worked_out(sums(4, 4), found) == set()
    assert len(found) == len(small(counts)) + 1


def test_no_hidden_figure_can_be_worked_out_by_subtractions():
    dice = random.Random(5)
    for _ in range(100):
        counts = [[dice.randrange(20) for _ in range(6)] for _ in range(9)]

        found = protection.hidden(counts, [25] * 6)

        assert worked_out(sums(9, 6), found) == set()
        assert all(cell in found for cell in small(counts))


def sums(rows, columns):
    """Return the cells of each row and each column."""
    return [
        *({(row, column) for column in range(columns)} for row in range(rows)),
        *({(row, column) for row in range(rows)} for column in range(columns)),
    ]


def small(counts):
    return [(r, c) for r, row in enumerate(counts) for c, value in enumerate(row) if 0 < value < 3]
