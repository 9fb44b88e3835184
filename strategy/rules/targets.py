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
        }


def read(kept: Iterable[Mapping[str, Any]]) -> list[Earlier]:
    """Read what a row keeps, the oldest first."""
    return [
        Earlier(
            None if each["target"] is None else Decimal(each["target"]),
            dt.datetime.fromisoformat(each["until"]),
            each["reason"],
        )
        for each in kept
    ]


def held(target: Decimal | None, earlier: Iterable[Earlier], at: dt.datetime) -> Decimal | None:
    """Return the target that held at a moment: the first that ended later, else the present one."""
    return next((each.target for each in earlier if each.until > at), target)
