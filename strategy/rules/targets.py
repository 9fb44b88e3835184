"""Targets that were changed: what was asked for on an earlier day, and why that changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wco_portal.common.bilingual import LocalText, active, pick


@dataclass(frozen=True, slots=True)
class Earlier:
    """A target that no longer holds: until when it did, and why another took its place."""

    target: Decimal | None
    until: dt.datetime
    reason: Mapping[str, str]
    # The day by which it was to be reached: of an indicator, where that was kept.
    due: dt.date | None = None

    @property
    def said(self) -> LocalText:
        """Return the reason in the language of the reader."""
        return pick(en=self.reason["en"], fr=self.reason["fr"], language=active())

    def kept(self) -> dict[str, Any]:
        """Write it as a row of the database keeps it."""
        return {
            "target": None if self.target is None else str(self.target),
            "until": self.until.isoformat(),
            "reason": dict(self.reason),
        } | ({"due": self.due.isoformat()} if self.due else {})


def read(kept: Iterable[Mapping[str, Any]]) -> list[Earlier]:
    """Read what a row keeps, the oldest first."""
    return [
        Earlier(
            None if each["target"] is None else Decimal(each["target"]),
            dt.datetime.fromisoformat(each["until"]),
            each["reason"],
            dt.date.fromisoformat(each["due"]) if "due" in each else None,
        )
        for each in kept
    ]


def held(target: Decimal | None, earlier: Iterable[Earlier], at: dt.datetime) -> Decimal | None:
    """Return the target that held at a moment: the first that ended later, else the present one."""
    return next((each.target for each in earlier if each.until > at), target)


def due(day: dt.date, earlier: Iterable[Earlier], at: dt.datetime) -> dt.date:
    """Return the day by which the target that held at a moment was to be reached."""
    return next((each.due for each in earlier if each.due and each.until > at), day)
