"""Choose what one wants to hear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from zoneinfo import available_timezones

from django.db import transaction
from django.utils.translation import gettext as _

from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.notifications import selectors
from wco_portal.notifications.enums import Channel
from wco_portal.notifications.models import Delivery, MailTimes, Preference
from wco_portal.notifications.services import holding
from wco_portal.notifications.tables import optional


@transaction.atomic
def choose(wanted: Mapping[tuple[str, str], bool], *, by: Person) -> Person:
    """Keep a person's choices, by group and channel."""
    policies.require(by, Permission.PREFERENCES_EDIT)
    for (group, channel), is_wanted in wanted.items():
        _keep(by, group, channel, is_wanted=is_wanted)
    unwanted = sorted(f"{group}.{channel}" for (group, channel), yes in wanted.items() if not yes)
    audit.record(
        "notifications.preferences.chosen",
        target=by,
        by=by,
        subject=by,
        data={"unwanted": unwanted},
    )
    return by


def _keep(person: Person, group: str, channel: str, *, is_wanted: bool) -> None:
    Preference.objects.update_or_create(
        person=person, group=group, channel=channel, defaults={"is_wanted": is_wanted}
    )
    if not is_wanted:
        holding.drop(person, optional(group), channel)


@transaction.atomic
def stop(letter: Delivery) -> list[str]:
    """Switch mails like a letter off, at the word of whoever holds it; return the groups.

    Asked again it changes nothing.
    """
    person, groups = letter.recipient, selectors.stopping.wanted(letter)
    for group in groups:
        _keep(person, group, Channel.MAIL, is_wanted=False)
    if groups:
        data = {"unwanted": [f"{group}.{Channel.MAIL}" for group in groups], "from_letter": True}
        audit.record("notifications.preferences.chosen", target=person, subject=person, data=data)
    return groups


@transaction.atomic
def choose_all(
    wanted: Mapping[tuple[str, str], bool],
    *,
    reader: Mapping[str, str],
    times: Mapping[str, Any],
    by: Person,
) -> Person:
    """Keep what a person wants to hear, how it reads, and when mails that are not urgent leave."""
    set_reader(**reader, by=by)
    set_times(**times, by=by)
    return choose(wanted, by=by)


@transaction.atomic
def set_reader(*, language: str, time_zone: str, by: Person) -> Person:
    """Choose the language and the clocks of one's letters; what is held back is planned anew.

    Without a language it is that of the administration, without a zone the organisation's.
    """
    policies.require(by, Permission.PREFERENCES_EDIT)
    if time_zone and time_zone not in available_timezones():
        raise DomainError(_("This time zone is not known."), code="no_such_zone")
    by.language, by.time_zone = language, time_zone
    by.save(update_fields=["language", "time_zone", "updated_at"])
    if times := MailTimes.objects.select_for_update().filter(person=by).first():
        holding.plan_anew(times)
    data = {"language": language, "time_zone": time_zone}
    audit.record("notifications.reader.chosen", target=by, by=by, subject=by, data=data)
    return by


@transaction.atomic
def set_times(
    *, pace: str, quiet_from: dt.time | None, quiet_until: dt.time | None, by: Person
) -> MailTimes:
    """Choose when mails that are not urgent leave; what is held back is planned anew."""
    policies.require(by, Permission.PREFERENCES_EDIT)
    times, _is_new = MailTimes.objects.select_for_update().get_or_create(person=by)
    times.pace, times.quiet_from, times.quiet_until = pace, quiet_from, quiet_until
    times.full_clean()
    times.save()
    holding.plan_anew(times)
    data = {"pace": pace, "has_quiet_hours": quiet_from is not None}
    audit.record("notifications.times.chosen", target=by, by=by, subject=by, data=data)
    return times
