"""Call those who have not registered for a workshop; tell a region what its workshop concluded."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from strategy import selectors
from strategy.enums.workshops import CALLED_BEFORE, CallPhase, WorkshopState
from strategy.models import Workshop, WorkshopReminder
from strategy.workflows.workshops import WORKSHOP
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.directory.models import Person

EVENTS = {
    CallPhase.REGISTER: "strategy.workshop.registration_called",
    CallPhase.LAST_CALL: "strategy.workshop.registration_closing",
}


def call_due(at: dt.datetime) -> int:
    """Call the administrations that have not registered, once a phase and closing time."""
    return sum(
        _call(pk, phase, at=at)
        for phase in CALLED_BEFORE
        for pk in list(selectors.participants.to_call(phase, at).values_list("pk", flat=True))
    )


@transaction.atomic
def _call(pk: int, phase: CallPhase, *, at: dt.datetime) -> int:
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=pk)
    closes_at = workshop.registration_ends_at
    if workshop.state != WorkshopState.ANNOUNCED or closes_at is None:
        return 0
    _reminder, is_new = WorkshopReminder.objects.get_or_create(
        workshop=workshop, phase=phase, occurrence=closes_at, defaults={"sent_at": at}
    )
    if not is_new:
        return 0
    missing = [member.code for member in selectors.participants.missing(workshop)]
    data = {"members": missing, "closes_at": closes_at.isoformat()}
    audit.record(EVENTS[phase], target=workshop, data=data)
    return 1


@transaction.atomic
def share(workshop: Workshop, *, by: Person) -> Workshop:
    """Tell the region what its workshop concluded, once."""
    workshop = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    arrow = WORKSHOP.follow("share", workshop, by=by)
    workshop.shared_at = clock.now()
    workshop.version += 1
    workshop.save(update_fields=["shared_at", "version", "updated_at"])
    data = {"conclusions": workshop.conclusions.count()}
    audit.record(arrow.event, target=workshop, by=by, data=data)
    return workshop
