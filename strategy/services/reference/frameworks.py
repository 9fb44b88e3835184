"""Load the frameworks that plans are aligned with, and their goals or articles, from files."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from strategy.models import Commitment, Framework
from wco_portal.common.reference import Bundle, Record, load_sources, rows, source, upsert

DATA: Final = Path(__file__).resolve().parent.parent.parent / "data"
NAMES: Final = ("framework_sources", "frameworks", "commitments")
FILES: Final = [DATA / f"{name}.csv" for name in NAMES]


def load(record: Record) -> None:
    """Load sources, frameworks and commitments: a further framework is rows in the files."""
    load_sources(DATA / "framework_sources.csv", record)
    for row in rows(DATA / "frameworks.csv"):
        _framework(row, record)
    for row in rows(DATA / "commitments.csv"):
        _commitment(row, record)


def _framework(row: dict[str, str], record: Record) -> None:
    values = {
        "order": int(row["order"]),
        "name_en": row["name_en"],
        "name_fr": row["name_fr"],
        "source": source(row["source"]),
        "grade": row["grade"],
    }
    upsert(
        Framework,
        key={"code": row["code"]},
        values=values,
        event="strategy.framework.loaded",
        record=record,
    )


def _commitment(row: dict[str, str], record: Record) -> None:
    names = ("short_en", "short_fr", "title_en", "title_fr")
    values = {name: row[name] for name in names} | {
        "framework": Framework.objects.get(code=row["framework"]),
        "order": int(row["order"]),
    }
    upsert(
        Commitment,
        key={"code": row["code"]},
        values=values,
        event="strategy.framework.loaded",
        record=record,
    )


BUNDLE: Final = Bundle(name="frameworks", files=FILES, load=load)
