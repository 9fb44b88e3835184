"""Load what the app carries in files: channels, the spaces of the forum, practices with sources."""

from __future__ import annotations

import calendar
import datetime as dt
import json
from pathlib import Path
from typing import Any, Final

from communications.enums import PublicationState
from communications.models import Audience, Channel, Practice, Space
from communications.rules import principles_in_order
from wco_portal.common import clock, reference
from wco_portal.common.ids import public_id
from wco_portal.common.models import Source
from wco_portal.common.reference import Bundle, Record, upsert
from wco_portal.directory.models import Member

DATA: Final = Path(__file__).resolve().parent.parent / "data"
FILES: Final = ("channels", "audiences", "forum", "practices")
WORDS: Final = ("title", "context", "done", "results", "lessons")


def read(name: str) -> Any:
    """Read one of the app's files."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def load(record: Record) -> None:
    """Load channels, audiences, spaces and the practices that rest on public pages."""
    for order, row in enumerate(read("channels"), start=1):
        values = {"kind": row["kind"], "order": order} | bilingual(row, "name", "about")
        _upsert(Channel, row["slug"], values, "channel", record)
    for order, row in enumerate(read("audiences"), start=1):
        _audience(row, order=order, record=record)
    for order, row in enumerate(read("forum")["spaces"], start=1):
        values = {"order": order} | bilingual(row, "name", "about")
        _upsert(Space, row["slug"], values, "space", record)
    for row in read("practices"):
        if not row["is_demonstration"]:
            _practice(row, record=record)


def bilingual(row: dict[str, Any], *names: str) -> dict[str, str]:
    """Return the columns of bilingual words; what is not known stays empty."""
    return {
        f"{name}_{language}": (row[name] or {}).get(language, "")
        for name in names
        for language in ("en", "fr")
    }


def _audience(row: dict[str, Any], *, order: int, record: Record) -> None:
    words = bilingual(row, "name", "know", "feel", "do", "barriers")
    values = {"order": order, "is_internal": row["is_internal"], "is_demonstration": True} | words
    audience = _upsert(Audience, row["slug"], values, "audience", record)
    audience.channels.set(Channel.objects.filter(slug__in=row["channels"]))


def _practice(row: dict[str, Any], *, record: Record) -> None:
    values = {
        "member": Member.objects.get(code=row["member"]) if row["member"] else None,
        "principles": principles_in_order(row["principles"]),
        "state": PublicationState.PUBLISHED,
        "published_at": known_since(row["source"]["date"]),
        "source": _source(row["source"]),
        "grade": row["source"]["grade"],
    } | bilingual(row, *WORDS)
    practice = _upsert(Practice, row["slug"], values, "practice", record)
    if not practice.is_edited:
        practice.audiences.set(Audience.objects.filter(slug__in=row["audiences"]))
        practice.channels.set(Channel.objects.filter(slug__in=row["channels"]))


def _source(row: dict[str, str]) -> Source:
    words = {key: row[key] for key in ("publisher", "title")} | {"published": row["date"]}
    known = Source.objects.filter(**words).first()
    if known is not None:
        return known
    made = Source(code=f"practice-{public_id().lower()}", address=row["url"], **words)
    made.full_clean()
    made.save()
    return made


def known_since(date: str) -> dt.datetime:
    """Return the first moment at which a source of this date had certainly appeared."""
    year, month, day = (int(part) for part in f"{date}-0-0".split("-")[:3])
    month = month or 12
    day = day or calendar.monthrange(year, month)[1]
    return clock.start_of(dt.date(year, month, day))


def _upsert(model: Any, slug: str, values: dict[str, Any], noun: str, record: Record) -> Any:
    event = f"communications.{noun}.loaded"
    return upsert(model, key={"slug": slug}, values=values, event=event, record=record)


def register() -> None:
    """Fill this app's row of the reference table."""
    files = [DATA / f"{name}.json" for name in FILES]
    reference.BUNDLES.append(Bundle(name="communications", files=files, load=load))
