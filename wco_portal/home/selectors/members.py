"""Regions and Members as the pages show them, on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from communications import selectors as communications
from strategy import selectors as strategy
from strategy.models import Workshop
from wco_portal.common import addresses
from wco_portal.common.bilingual import active
from wco_portal.common.parts import Tile, TileGroup
from wco_portal.directory import selectors as directory
from wco_portal.directory.models import Member, Region
from wco_portal.directory.models.member import SOUND_FROM


@dataclass(frozen=True, slots=True)
class Standing:
    """All Members of a day."""

    day: dt.date
    count: int
    groups: Sequence[TileGroup]
    members: Sequence[Member]
    unknown: int
    is_sound: bool


@dataclass(frozen=True, slots=True)
class Doing:
    """What an administration does, as far as it is public."""

    activities: Sequence[Any]
    practices: Sequence[Any]


def standing(day: dt.date, *, region: Region | None = None) -> Standing:
    """Return who belonged on a day, in all or in a region."""
    members = list(
        directory.members.counted_on(day, region=region).select_related("joined_source").by_name()
    )
    rows = [(each.region_id, each.alpha2, each.code, str(each)) for each in members]
    groups = [] if region else _groups(rows, day)
    return Standing(
        day=day,
        count=len(members),
        groups=groups,
        members=members,
        unknown=sum(member.joined_on is None for member in members),
        is_sound=day >= SOUND_FROM,
    )


def regions(day: dt.date) -> list[tuple[Region, Workshop | None]]:
    """Return the six regions, each with the workshop that names its Vice-Chair."""
    named = strategy.workshops.naming_vice_chairs(on=day)
    found = directory.members.regions_on(day).select_related("source")
    return [(each, named.get(each.pk)) for each in found]


def member(code: str) -> Member:
    """Return a Member that has joined by today, or 404 through `Member.DoesNotExist`."""
    return directory.members.joined_by_code(code)


def doing(member: Member) -> Doing:
    """Return what the public may know of a Member's activities and practices."""
    return Doing(
        activities=list(strategy.themes.of_member(member)),
        practices=list(communications.practices.of_member(member)),
    )


def tiles(day: dt.date) -> list[TileGroup]:
    """Return a tile for each Member of a day, by region, without reading more of them."""
    language = active()
    found = directory.members.counted_on(day).by_name()
    names = found.values_list("region_id", "alpha2", "code", f"name_{language}", "name_en")
    return _groups([(*first, name or other) for *first, name, other in names], day)


def _groups(rows: Sequence[tuple[Any, ...]], day: dt.date) -> list[TileGroup]:
    """Make tiles of region, short code, code and name."""
    address = addresses.pattern("member")
    by_region: dict[int, list[Tile]] = {}
    for region, short, code, name in rows:
        tile = Tile(code=short, name=name, address=address(code))
        by_region.setdefault(region, []).append(tile)
    return [
        TileGroup(
            code=region.code.upper(),
            name=str(region),
            tiles=by_region.get(region.pk, []),
            address=f"{region.get_absolute_url()}?as_of={day.isoformat()}",
        )
        for region in directory.members.regions_on(day)
    ]
