"""The time zones that one may choose from: each place once, under its present name."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wco_portal.common import dates
from wco_portal.common.bilingual import active
from wco_portal.common.sorting import sort_key

AREAS: Final = {
    "Africa": gettext_noop("Africa"),
    "America": gettext_noop("America"),
    "Asia": gettext_noop("Asia"),
    "Atlantic": gettext_noop("Atlantic Ocean"),
    "Australia": gettext_noop("Australia"),
    "Europe": gettext_noop("Europe"),
    "Indian": gettext_noop("Indian Ocean"),
    "Pacific": gettext_noop("Pacific Ocean"),
}


def choices(also: str = "") -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the zones by area, as a form offers them; also one that a thing has already."""
    return _choices(also, active())


@cache
def _choices(also: str, _language: str) -> list[tuple[str, list[tuple[str, str]]]]:
    found: dict[str, list[tuple[str, str]]] = {area: [] for area in AREAS}
    for name in {*_names(), also}:
        area = name.partition("/")[0]
        if area in found:
            found[area].append((name, dates.place(ZoneInfo(name))))
    return [
        *(
            (_(AREAS[area]), sorted(zones, key=lambda zone: sort_key(zone[1])))
            for area, zones in found.items()
        ),
        ("UTC", [("UTC", "UTC")]),
    ]


def _by_city(zone: tuple[str, str]) -> str:
    return sort_key(zone[1])


@cache
def _names() -> list[str]:
    """Read the third column of the zones' own table; older names of a place do not stand there."""
    table = resources.files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8")
    return [line.split("\t")[2] for line in table.splitlines() if not line.startswith("#")]
