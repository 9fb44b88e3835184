"""What waits for a person, from every app; a line a source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from wco_portal.directory.models import Person
from wco_portal.home.selectors.work import communications, conferences, members, platform, strategy
from wco_portal.home.selectors.work.task import Task
from wco_portal.notifications import selectors as notifications

SOURCES: Final[tuple[Callable[[Person], Iterable[Task]], ...]] = (
    members.to_answer,
    members.to_register,
    members.to_gather,
    members.to_clear,
    members.to_brief,
    members.to_release,
    members.to_confirm,
    strategy.to_decide,
    strategy.to_write,
    strategy.to_answer_inputs,
    members.to_hear,
    strategy.to_review,
    strategy.to_measure,
    strategy.to_publish,
    communications.waiting,
    communications.to_discuss,
    conferences.to_answer,
    conferences.to_review,
    conferences.to_correct,
    platform.to_oversee,
)


@dataclass(frozen=True, slots=True)
class Desk:
    """A person's own page."""

    tasks: Sequence[Task]
    told: Sequence[Any]
    unread: int
    roles: Sequence[Any]


def desk(person: Person) -> Desk:
    """Return what waits for a person: first what is due first, then what has no date."""
    never = dt.datetime.max.replace(tzinfo=dt.UTC)
    tasks = [task for source in SOURCES for task in source(person)]
    return Desk(
        tasks=sorted(tasks, key=lambda task: task.due_at or never),
        told=list(notifications.deliveries.in_centre(person)[:5]),
        unread=notifications.deliveries.unread_count(person),
        roles=person.roles_held(),
    )
