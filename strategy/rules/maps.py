"""Where the boxes of a strategic map stand, row under row; pure, in whole pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")

WIDE: Final = 960
GAP: Final = 16
MOST_IN_A_ROW: Final = 4
LINE: Final = 18
HEAD: Final = 30
# How many letters fit into a pixel of width, on the safe side.
LETTERS: Final = 0.125


@dataclass(frozen=True, slots=True)
class Box(Generic[T]):
    """A box with its words in lines."""

    thing: T
    x: int
    y: int
    width: int
    height: int
    lines: list[str]


@dataclass(frozen=True, slots=True)
class Band(Generic[T]):
    """A layer of the map: its name and its boxes."""

    name: str
    y: int
    height: int
    boxes: list[Box[T]]


def wrap(words: str, letters: int) -> list[str]:
    """Break words into lines of so many letters at most, where a word allows it."""
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def lay(layers: Sequence[tuple[str, Sequence[tuple[T, str]]]]) -> list[Band[T]]:
    """Lay layers out from the top down; each is a name and things with their words."""
    bands, y = [], 0
    for name, things in layers:
        boxes: list[Box[T]] = []
        at = y + HEAD
        for start in range(0, len(things), MOST_IN_A_ROW):
            row = things[start : start + MOST_IN_A_ROW]
            width = (WIDE - GAP * (len(row) + 1)) // len(row)
            wrapped = [(thing, wrap(words, int(width * LETTERS))) for thing, words in row]
            height = HEAD + LINE * max(len(lines) for _thing, lines in wrapped) + LINE
            boxes += [
                Box(thing, GAP + column * (width + GAP), at, width, height, lines)
                for column, (thing, lines) in enumerate(wrapped)
            ]
            at += height + GAP
        bands.append(Band(name, y, at - y, boxes))
        y = at + GAP
    return bands
