"""Choose what one wants to hear."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.directory.models import Person
from wco_portal.notifications.models import Preference


@transaction.atomic
def choose(wanted: Mapping[tuple[str, str], bool], *, by: Person) -> Person:
    """Keep a person's choices, by group and channel."""
    policies.require(by, Permission.PREFERENCES_EDIT)
    for (group, channel), is_wanted in wanted.items():
        Preference.objects.update_or_create(
            person=by, group=group, channel=channel, defaults={"is_wanted": is_wanted}
        )
    unwanted = sorted(f"{group}.{channel}" for (group, channel), yes in wanted.items() if not yes)
    audit.record(
        "notifications.preferences.chosen",
        target=by,
        by=by,
        subject=by,
        data={"unwanted": unwanted},
    )
    return by
