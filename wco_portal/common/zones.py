"""The time zones that one may choose from: each place once, under its present name."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

AREAS: Final = (
    "Africa",
    "America",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


@cache
def choices(also: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the zones by area, as a form offers them; also one that a thing has already."""
    found: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for name in sorted({*_names(), also}):
        area, _slash, city = name.partition("/")
        if area in found:
            found[area].append((name, city.replace("_", " ").replace("/", ", ")))
    return [*found.items(), ("UTC", [("UTC", "UTC")])]


@cache
def _names() -> list[str]:
    """Read the third column of the zones' own table; older names of a place do not stand there."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    return [line.split("\t")[2] for line in table.splitlines() if not line.startswith("#")]
