"""Choose what one wants to hear."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.directory.models import Person
from wco_portal.notifications.models import MailTimes, Preference
from wco_portal.notifications.services import holding
from wco_portal.notifications.tables import optional


@transaction.atomic
def choose(wanted: Mapping[tuple[str, str], bool], *, by: Person) -> Person:
    """Keep a person's choices, by group and channel."""
    policies.require(by, Permission.PREFERENCES_EDIT)
    for (group, channel), is_wanted in wanted.items():
        Preference.objects.update_or_create(
            person=by, group=group, channel=channel, defaults={"is_wanted": is_wanted}
        )
        if not is_wanted:
            holding.drop(by, optional(group), channel)
    unwanted = sorted(f"{group}.{channel}" for (group, channel), yes in wanted.items() if not yes)
    audit.record(
        "notifications.preferences.chosen",
        target=by,
        by=by,
        subject=by,
        data={"unwanted": unwanted},
    )
    return by


@transaction.atomic
def choose_all(wanted: Mapping[tuple[str, str], bool], *, by: Person, **times: Any) -> Person:
    """Keep what a person wants to hear, and when mails that are not urgent leave."""
    set_times(**times, by=by)
    return choose(wanted, by=by)


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
