"""Load the annual themes and the research items from the app's own files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from strategy.enums.themes import ActivityState
from strategy.models import (
    AnnualTheme,
    ResearchEdition,
    ResearchItem,
    ThemeActivity,
    ThemePrinciple,
)
from wco_portal.common.reference import Bundle, Record, load_sources, rows, source, upsert
from wco_portal.directory.models import Member, Region

DATA: Final = Path(__file__).resolve().parent.parent.parent / "data"
FILES: Final = [
    DATA / f"{name}.csv"
    for name in (
        "theme_sources",
        "themes",
        "theme_principles",
        "theme_activities",
        "research",
        "research_editions",
    )
]


def load(record: Record) -> None:
    """Load sources, themes, principles, activities and research."""
    load_sources(DATA / "theme_sources.csv", record)
    for row in rows(DATA / "themes.csv"):
        _theme(row, record)
    for row in rows(DATA / "theme_principles.csv"):
        _principle(row, record)
    for row in rows(DATA / "theme_activities.csv"):
        _activity(row, record)
    for row in rows(DATA / "research.csv"):
        _research(row, record)
    for row in rows(DATA / "research_editions.csv"):
        _edition(row, record)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _theme(row: dict[str, str], record: Record) -> None:
    announced = _day(row["announced_on"])
    values = {
        "title_en": row["title_en"],
        "title_fr": row["title_fr"],
        "source": source(row["source"]),
        "grade": row["grade"],
        "french_source": source(row["french_source"]),
        "french_grade": row["french_grade"],
        "is_exact": row["is_exact"] == "1",
        "announced_on": announced,
        "announced_precision": row["announced_precision"],
        "announced_source": source(row["announced_source"]),
        "announced_grade": row["announced_grade"],
        "public_from": announced or dt.date(int(row["year"]), 1, 26),
        "hue": int(row["hue"]),
    }
    key = {"year": int(row["year"])}
    upsert(AnnualTheme, key=key, values=values, event="strategy.theme.loaded", record=record)


def _principle(row: dict[str, str], record: Record) -> None:
    values = {
        "order": int(row["order"]),
        "name_en": row["name_en"],
        "name_fr": row["name_fr"],
        "pillar_en": row["pillar_en"],
        "pillar_fr": row["pillar_fr"],
        "goals": row["objectives"],
        "source": source(row["source"]),
        "grade": row["grade"],
    }
    key = {"theme": AnnualTheme.objects.get(year=int(row["year"])), "letter": row["letter"]}
    upsert(ThemePrinciple, key=key, values=values, event="strategy.theme.loaded", record=record)


def _activity(row: dict[str, str], record: Record) -> None:
    theme = AnnualTheme.objects.get(year=int(row["year"]))
    values = {
        "theme": theme,
        "kind": row["kind"],
        "member": Member.objects.filter(code=row["member"]).first(),
        "region": Region.objects.filter(code=row["region"]).first(),
        "title_en": row["title_en"],
        "title_fr": row["title_fr"],
        "place_en": row["place_en"],
        "place_fr": row["place_fr"],
        "happened_on": _day(row["on"]),
        "happened_precision": row["precision"],
        "with_partners": row["partners"] == "1",
        "state": ActivityState.PUBLISHED,
        "source": source(row["source"]),
        "grade": row["grade"],
    }
    key = {"code": row["code"]}
    made = upsert(
        ThemeActivity, key=key, values=values, event="strategy.activity.loaded", record=record
    )
    made.principles.set(theme.principles.filter(letter__in=list(row["principles"])))


def _research(row: dict[str, str], record: Record) -> None:
    values = {
        "title_en": row["title_en"],
        "title_fr": row["title_fr"],
        "question_en": row["question_en"],
        "question_fr": row["question_fr"],
        "known_from": _day(row["known_from"]),
        "source": source(row["source"]),
        "grade": row["grade"],
    }
    key = {"slug": row["slug"]}
    upsert(ResearchItem, key=key, values=values, event="strategy.research.loaded", record=record)


def _edition(row: dict[str, str], record: Record) -> None:
    values = {
        "published_on": _day(row["published_on"]),
        "published_precision": row["precision"],
        "partners_en": row["partners_en"],
        "partners_fr": row["partners_fr"],
        "source": source(row["source"]),
        "grade": row["grade"],
    }
    key = {"item": ResearchItem.objects.get(slug=row["item"]), "number": int(row["number"])}
    upsert(ResearchEdition, key=key, values=values, event="strategy.research.loaded", record=record)


BUNDLE: Final = Bundle(name="themes", files=FILES, load=load)
