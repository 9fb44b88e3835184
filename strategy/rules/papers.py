"""The work towards a meeting, planned back from the day on which its papers are due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

# Where a meeting names no day, its papers are due so many days before it begins.
PAPERS_BEFORE: Final = 42


class Milestone(StrEnum):
    """What has to be done by when."""

    DRAFTED = "drafted"
    TRANSLATED = "translated"
    CHECKED = "checked"
    SENT = "sent"
    MEETING = "meeting"


# Days before the papers are due.
DAYS_BEFORE: Final = {
    Milestone.DRAFTED: 21,
    Milestone.TRANSLATED: 9,
    Milestone.CHECKED: 3,
    Milestone.SENT: 0,
}


@dataclass(frozen=True, slots=True)
class Due:
    """A milestone with its day."""

    milestone: Milestone
    on: dt.date


def due_on(starts_on: dt.date, deadline: dt.date | None) -> dt.date:
    """Return the day on which the papers of a meeting are due."""
    return deadline or starts_on - dt.timedelta(days=PAPERS_BEFORE)


def planned_back(starts_on: dt.date, deadline: dt.date | None) -> list[Due]:
    """Return what is due by when, the first first; the meeting itself comes last."""
    end = due_on(starts_on, deadline)
    found = [Due(each, end - dt.timedelta(days=days)) for each, days in DAYS_BEFORE.items()]
    return [*found, Due(Milestone.MEETING, starts_on)]
