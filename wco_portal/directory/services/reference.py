"""Load the regions and the Members from the app's own files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

from wco_portal.common.reference import Bundle, Record, load_sources, rows, source, upsert
from wco_portal.common.sorting import sort_key
from wco_portal.directory.models import Member, Region

DATA: Final = Path(__file__).resolve().parent.parent / "data"
SHORT: Final = {
    "AMS": ("Americas and Caribbean", "Amériques et Caraïbes"),
    "EUR": ("Europe", "Europe"),
    "ESA": ("East and Southern Africa", "Afrique orientale et australe"),
    "MENA": ("Middle East and North Africa", "Moyen-Orient et Afrique du Nord"),
    "WCA": ("West and Central Africa", "Afrique occidentale et centrale"),
    "AP": ("Asia/Pacific", "Asie/Pacifique"),
}


def load(record: Record) -> None:
    """Load sources, regions and Members."""
    load_sources(DATA / "sources.csv", record)
    regions = {
        row["code"]: _region(row, order=order, record=record)
        for order, row in enumerate(rows(DATA / "regions.csv"), start=1)
    }
    for row in rows(DATA / "members.csv"):
        upsert(
            Member,
            key={"code": row["code"]},
            values=_member(row, regions[row["region"]]),
            event="directory.member.loaded",
            record=record,
        )


def _region(row: dict[str, str], *, order: int, record: Record) -> Region:
    short_en, short_fr = SHORT[row["code"]]
    values = {
        "name_en": row["name_en"],
        "name_fr": row["name_fr"],
        "short_en": short_en,
        "short_fr": short_fr,
        "order": order,
        "source": source("wco-policy-commission"),
        "grade": "official",
    }
    return upsert(
        Region,
        key={"code": row["code"].lower()},
        values=values,
        event="directory.region.loaded",
        record=record,
    )


def _member(row: dict[str, str], region: Region) -> dict[str, Any]:
    joined = row["joined"]
    day = f"{joined}-01-01" if row["precision"] == "year" else joined
    return {
        "alpha2": row["alpha2"],
        "region": region,
        "kind": row["kind"],
        "name_en": row["name_en"],
        "name_fr": row["name_fr"],
        "sort_en": sort_key(row["name_en"]),
        "sort_fr": sort_key(row["name_fr"]),
        "joined_on": dt.date.fromisoformat(day) if day else None,
        "joined_precision": row["precision"],
        "source": source(row["source"]),
        "grade": row["grade"],
        "joined_source": source(row["joined_source"]),
        "joined_grade": row["joined_grade"],
    }


BUNDLE: Final = Bundle(
    name="directory",
    files=[DATA / "sources.csv", DATA / "regions.csv", DATA / "members.csv"],
    load=load,
)
