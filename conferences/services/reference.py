"""Load the conferences that are known by name."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from conferences.enums import ConferenceKind
from conferences.models import Conference
from wco_portal.common.reference import Bundle, Record, rows, source, upsert

DATA: Final = Path(__file__).resolve().parent.parent / "data"


def load(record: Record) -> None:
    """Load the named conferences; what is not known stays empty."""
    for row in rows(DATA / "conferences.csv"):
        slug, code = row.pop("slug"), row.pop("source")
        upsert(
            Conference,
            key={"slug": slug},
            values={**row, "kind": ConferenceKind.NAMED, "source": source(code)},
            event="conferences.conference.loaded",
            record=record,
        )


BUNDLE: Final = Bundle(name="conferences", files=[DATA / "conferences.csv"], load=load)
