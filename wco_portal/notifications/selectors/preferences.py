"""Read what people want to hear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from wco_portal.directory.models import Person
from wco_portal.notifications.enums import Channel
from wco_portal.notifications.models import MailTimes, Preference
from wco_portal.notifications.rules import Times
from wco_portal.notifications.selectors import letters
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


def times(people: Iterable[Person]) -> dict[int, Times]:
    """Return by person when mails that are not urgent leave, for those who chose."""
    rows = MailTimes.objects.filter(person__in=list(people)).select_related("person")
    return {row.person_id: times_of(row) for row in rows}


def times_of(row: MailTimes) -> Times:
    """Return a person's choice with the person's zone."""
    return Times(letters.zone_of(row.person), row.pace, row.quiet_from, row.quiet_until)


def mail_times(person: Person) -> MailTimes:
    """Return what a person chose, or what holds without a choice."""
    return MailTimes.objects.filter(person=person).first() or MailTimes(person=person)


def as_initial(person: Person) -> dict[str, object]:
    """Return a person's times as a form shows them."""
    chosen = mail_times(person)
    return {
        "language": person.language,
        "time_zone": person.time_zone,
        **{name: getattr(chosen, name) for name in ("pace", "quiet_from", "quiet_until")},
    }
