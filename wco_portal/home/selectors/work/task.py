"""One thing that waits for a person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from wco_portal.common import clock

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be done, why, where, and until when."""

    title: str
    act: str
    address: str
    note: str = ""
    due_at: dt.datetime | None = None
    is_demonstration: bool = False

    @property
    def days(self) -> int | None:
        """Return the whole days left."""
        return (self.due_at - clock.now()).days if self.due_at else None

    @property
    def urgency(self) -> str:
        """Name how near the time is."""
        days = self.days
        if days is None:
            return ""
        if days < 0:
            return "late"
        return "soon" if days < SOON_DAYS else ""
