"""The motif of a year: borders of cells, and routes that cross them through gates.

It is drawn from a seed alone, so that a year keeps its picture; whole coordinates and one path per
layer keep it small. It says nothing that is not said in words beside it.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

STEPS = 120  # how finely a route is walked to find where it crosses a border


class Point(NamedTuple):
    """A place on the drawing."""

    x: float
    y: float

    def __str__(self) -> str:
        return f"{round(self.x)} {round(self.y)}"


Cell = Sequence[Point]


@dataclass(frozen=True, slots=True)
class Frame:
    """The shape of a drawing: its size, how many cells, and where the routes meet and end."""

    width: int
    height: int
    cells: int
    hub: Point
    reach: Point
    node: int
    # Up to here from the left, words stand on the drawing and cover it.
    veiled: int = 0
    # How coarse the corners of the cells are set.
    grain: int = 1


HERO = Frame(1360, 560, 80, Point(1000, 262), Point(250, 180), 21, 360, 20)
LOW = Frame(1360, 340, 84, Point(1000, 170), Point(280, 112), 19, 290, 10)
FRAGMENT = Frame(360, 96, 16, Point(180, 48), Point(130, 30), 7)
STRIP = Frame(480, 150, 34, Point(240, 75), Point(170, 48), 9)


@dataclass(frozen=True, slots=True)
class Node:
    """The end of a route, with its letter when it has one."""

    x: int
    y: int
    letter: str

    @property
    def baseline(self) -> int:
        """Where the letter stands."""
        return self.y + 8


@dataclass(frozen=True, slots=True)
class Motif:
    """Everything that the drawing needs."""

    frame: Frame
    lit: str
    edges: str
    routes: str
    gates: str
    nodes: tuple[Node, ...]

    @property
    def ends(self) -> str:
        """The ends of the routes as one path of dots."""
        return _dots([Point(node.x, node.y) for node in self.nodes])

    @property
    def rings(self) -> tuple[int, int]:
        """The rings around the place where the routes meet."""
        return round(self.frame.node * 1.5), round(self.frame.node * 2.3)

    @property
    def hub_size(self) -> int:
        """The disc where the routes meet."""
        return round(self.frame.node * 0.72)

    @property
    def node_size(self) -> int:
        """The discs at the ends: larger when they carry letters."""
        return (
            self.frame.node if any(n.letter for n in self.nodes) else round(self.frame.node * 0.6)
        )


@lru_cache(maxsize=128)
def motif(seed: int, letters: str = "", frame: Frame = HERO) -> Motif:
    """Draw the motif of a seed; the letters stand at the ends of the routes."""
    chance = random.Random(seed)  # noqa: S311 -- a drawing, not a secret
    centres = _spread(chance, frame)
    cells = _cells(centres, frame)
    ends = _ends(chance, len(letters) or chance.randint(4, 6), frame)
    routes = [_Route(frame.hub, bend, end) for bend, end in ends]
    crossed: set[int] = set()
    gates: list[Point] = []
    for route in routes:
        _cross(route, centres, frame, crossed, gates)
    return Motif(
        frame=frame,
        lit="".join(_closed(cells[index], frame) for index in sorted(crossed)),
        edges=_edges(cells, frame),
        routes="".join(route.path for route in routes),
        gates=_dots(gates),
        nodes=tuple(
            Node(round(route.end.x), round(route.end.y), letters[index : index + 1])
            for index, route in enumerate(routes)
        ),
    )


class _Route(NamedTuple):
    start: Point
    bend: Point
    end: Point

    @property
    def path(self) -> str:
        return f"M{self.start}Q{self.bend} {self.end}"

    def at(self, share: float) -> Point:
        """Return the place after a share of the way."""
        rest = 1 - share
        a, b, c = rest * rest, 2 * rest * share, share * share
        return Point(
            a * self.start.x + b * self.bend.x + c * self.end.x,
            a * self.start.y + b * self.bend.y + c * self.end.y,
        )


def _spread(chance: random.Random, frame: Frame) -> list[Point]:
    """Scatter the centres of the cells and let them push each other apart."""
    centres = [
        Point(chance.uniform(0, frame.width), chance.uniform(0, frame.height))
        for _ in range(frame.cells)
    ]
    for _ in range(2):
        centres = [
            Point(sum(p.x for p in cell) / len(cell), sum(p.y for p in cell) / len(cell))
            for cell in _cells(centres, frame)
        ]
    return centres


def _cells(centres: Sequence[Point], frame: Frame) -> list[Cell]:
    """Give every centre the places that are nearest to it."""
    whole = [Point(0, 0), Point(frame.width, 0), Point(frame.width, frame.height)]
    whole.append(Point(0, frame.height))
    cells: list[Cell] = []
    for centre in centres:
        cell: Cell = whole
        for other in centres:
            if other is not centre:
                cell = _cut(cell, centre, other)
        cells.append(cell)
    return cells


def _cut(cell: Cell, centre: Point, other: Point) -> Cell:
    """Keep of a cell what is nearer to its centre than to the other."""
    middle = Point((centre.x + other.x) / 2, (centre.y + other.y) / 2)
    away = Point(other.x - centre.x, other.y - centre.y)
    sides = [(p.x - middle.x) * away.x + (p.y - middle.y) * away.y for p in cell]
    if max(sides) <= 0:
        return cell
    kept: list[Point] = []
    for index, (here, side) in enumerate(zip(cell, sides, strict=True)):
        following = (index + 1) % len(cell)
        if side <= 0:
            kept.append(here)
        if side * sides[following] < 0:
            share = side / (side - sides[following])
            there = cell[following]
            kept.append(
                Point(here.x + share * (there.x - here.x), here.y + share * (there.y - here.y))
            )
    return kept


def _ends(chance: random.Random, count: int, frame: Frame) -> list[tuple[Point, Point]]:
    """Set the ends of the routes around the hub, each with the bend of its way."""
    ends = []
    turn = chance.uniform(0, 2 * math.pi)
    for index in range(count):
        angle = turn + index * 2 * math.pi / count + chance.uniform(-0.13, 0.13)
        far = Point(frame.reach.x * math.cos(angle), frame.reach.y * math.sin(angle))
        bend = 0.22 if index % 2 else -0.22
        ends.append(
            (
                Point(
                    frame.hub.x + far.x / 2 - far.y * bend, frame.hub.y + far.y / 2 + far.x * bend
                ),
                Point(frame.hub.x + far.x, frame.hub.y + far.y),
            )
        )
    return ends


def _cross(
    route: _Route, centres: Sequence[Point], frame: Frame, crossed: set[int], gates: list[Point]
) -> None:
    """Walk a route: light the cells on its way and set a gate where it crosses a border."""
    before = None
    for step in range(STEPS + 1):
        here = route.at(step / STEPS)
        cell = min(range(len(centres)), key=lambda index: math.dist(centres[index], here))
        crossed.add(cell)
        is_free = math.dist(here, frame.hub) > frame.node * 1.9
        is_free = is_free and math.dist(here, route.end) > frame.node * 1.5
        is_free = is_free and not any(math.dist(here, gate) < frame.node / 2 for gate in gates)
        if before is not None and cell != before and is_free:
            gates.append(here)
        before = cell


def _edges(cells: Sequence[Cell], frame: Frame) -> str:
    """Draw every border once, in as few strokes as go, without the rim of the drawing."""
    edges = set()
    for cell in cells:
        corners = _corners(cell, frame)
        for here, there in zip(corners, [*corners[1:], corners[0]], strict=True):
            on_rim = here.x == there.x in {0, frame.width} or here.y == there.y in {0, frame.height}
            is_seen = max(here.x, there.x) > frame.veiled
            if here != there and is_seen and not on_rim:
                edges.add((min(here, there), max(here, there)))
    path, pen = "", Point(0, 0)
    for stroke in _strokes(edges):
        path += f"m{_step(pen, stroke[0])}" + "".join(f"l{_step(*e)}" for e in pairwise(stroke))
        pen = stroke[-1]
    return path


def _strokes(edges: set[tuple[Point, Point]]) -> Iterator[list[Point]]:
    """Join borders end to end: first from the places where an odd number of them meets."""
    ways: dict[Point, set[Point]] = {}
    for here, there in edges:
        ways.setdefault(here, set()).add(there)
        ways.setdefault(there, set()).add(here)
    for start in sorted(ways, key=lambda place: (len(ways[place]) % 2 == 0, place)):
        while ways[start]:
            stroke = [start]
            while ways[stroke[-1]]:
                following = min(ways[stroke[-1]])
                ways[stroke[-1]].remove(following)
                ways[following].remove(stroke[-1])
                stroke.append(following)
            yield stroke


def _corners(cell: Cell, frame: Frame) -> list[Point]:
    """Set the corners of a cell on a grid: nobody sees it, and a page weighs 500 bytes less."""
    grain = frame.grain
    return [Point(round(p.x / grain) * grain, round(p.y / grain) * grain) for p in cell]


def _closed(cell: Cell, frame: Frame) -> str:
    corners = _corners(cell, frame)
    steps = "l".join(_step(*pair) for pair in pairwise(corners))
    return f"M{corners[0]}l{steps}z"


def _step(here: Point, there: Point) -> str:
    """Write the way between two places, as short as a path allows."""
    across, down = round(there.x - here.x), round(there.y - here.y)
    return f"{across}{down}" if down < 0 else f"{across} {down}"


def _dots(places: Sequence[Point]) -> str:
    """Write dots: lines without length, which a round stroke makes visible."""
    return "".join(f"M{place}h0" for place in places)
