"""Read what people want to hear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from wco_portal.directory.models import Person
from wco_portal.notifications.enums import Channel
from wco_portal.notifications.models import Preference
from wco_portal.notifications.tables import GROUPS, NOTICES


@dataclass(frozen=True, slots=True)
class Choice:
    """A group of notices, and by which channels a person wants it."""

    group: str
    title: str | Promise
    wanted: dict[str, bool]
    has_required: bool


def choices_of(person: Person) -> list[Choice]:
    """Return a person's choices, one a group; what was never chosen is wanted."""
    chosen = {(row.group, row.channel): row.is_wanted for row in person.preferences.all()}
    return [
        Choice(
            group,
            title,
            {str(channel): chosen.get((group, channel), True) for channel in Channel},
            any(n.is_required for n in NOTICES.values() if n.group == group),
        )
        for group, title in GROUPS.items()
    ]


def unwanted(group: str, people: Iterable[Person]) -> set[tuple[int, str]]:
    """Return the pairs of person and channel that do not want a group."""
    rows = Preference.objects.filter(group=group, person__in=list(people), is_wanted=False)
    return set(rows.values_list("person_id", "channel"))
