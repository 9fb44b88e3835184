"""The small things that pages hand to components: what a step, a tab or a tile is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from django.utils.functional import Promise

Text = str | Promise
Tone = Literal["good", "warn", "bad", "idle", "half", "most", "brand", "now"]


@dataclass(frozen=True, slots=True)
class Step:
    """A step on a way: `done`, `now`, `next`, or `locked` with the reason in its note."""

    title: Text
    note: Text = ""
    when: Text = ""
    state: Literal["done", "now", "next", "locked"] = "next"
    address: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of several views of the same thing."""

    title: Text
    address: str
    is_current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bar."""

    value: int
    label: Text
    tone: str = "brand"


@dataclass(frozen=True, slots=True)
class Tile:
    """A Member as an equal tile: plain, `mid`, `strong` or `none`, ringed or not."""

    code: str
    name: Text
    address: str = ""
    tone: Literal["", "mid", "strong", "none"] = ""
    is_ringed: bool = False
    note: Text = ""


@dataclass(frozen=True, slots=True)
class TileGroup:
    """A region's tiles."""

    code: str
    name: Text
    tiles: Sequence[Tile]
    address: str = ""


class Piece(NamedTuple):
    """A piece of a difference between two texts; there may be thousands on a page."""

    text: str
    change: Literal["", "added", "removed"] = ""


@dataclass(frozen=True, slots=True)
class Rankable:
    """A thing to be put in order; `name` is the form field that carries its place."""

    name: str
    title: Text
    place: int | str
    note: Text = ""
    error: Text = ""
    address: str = ""
