"""Load the six workshops of 2018 from the app's own file; what is not known stays empty."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from strategy.enums.workshops import WorkshopState
from strategy.models import Plan, Workshop
from wco_portal.common.reference import Bundle, Record, load_sources, rows, source, upsert
from wco_portal.directory.models import Member, Region

DATA: Final = Path(__file__).resolve().parent.parent.parent / "data"
FILES: Final = [DATA / f"{name}.csv" for name in ("workshop_sources", "workshops")]
PLAN: Final = "2019-2022"
TITLE_EN: Final = "Regional workshop on the strategic plan 2019–2022: %s"
TITLE_FR: Final = "Atelier régional sur le plan stratégique 2019-2022 : %s"


def load(record: Record) -> None:
    """Load sources and workshops."""
    load_sources(DATA / "workshop_sources.csv", record)
    for row in rows(DATA / "workshops.csv"):
        values = _values(row, Region.objects.get(code=row["region"]))
        upsert(
            Workshop,
            key={"slug": row["slug"]},
            values=values,
            event="strategy.workshop.loaded",
            record=record,
        )


def _values(row: dict[str, str], region: Region) -> dict[str, object]:
    return {
        "region": region,
        "plan": Plan.objects.filter(slug=PLAN).first(),
        "title_en": TITLE_EN % region.short_en,
        "title_fr": TITLE_FR % region.short_fr,
        "host": Member.objects.filter(code=row["host"]).first(),
        "vice_chair": Member.objects.filter(code=row["vice_chair"]).first(),
        "place_en": row["place_en"],
        "place_fr": row["place_fr"],
        "starts_on": _day(row["starts_on"]),
        "ends_on": _day(row["ends_on"]),
        "date_precision": row["precision"],
        "members_present": _number(row["members_present"]),
        "members_of": _number(row["members_of"]),
        "note_en": row["note_en"],
        "note_fr": row["note_fr"],
        "state": WorkshopState.HELD,
        "source": source(row["source"]),
        "grade": row["grade"],
    }


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _number(text: str) -> int | None:
    return int(text) if text else None


BUNDLE: Final = Bundle(name="workshops", files=FILES, load=load)
