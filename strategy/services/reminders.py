"""Remind the Members that have not answered: the coordinator by hand, the clock before closing."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.models import ClosingCall, Consultation, Reminder, Synthesis
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person, Region


@transaction.atomic
def remind(synthesis: Synthesis, *, by: Person) -> Reminder:
    """Remind the region's Members that have not answered, once a day; one mail a focal point."""
    policies.require(by, Permission.REGION_REMIND, synthesis)
    consultation = Consultation.objects.phased_for(synthesis.region).get(
        pk=synthesis.consultation_id
    )
    if not consultation.is_open:
        raise DomainError(_("Members can be reminded while they can answer."), code="not_open")
    missing = selectors.turnout.missing(consultation, region=synthesis.region)
    if not missing:
        raise DomainError(_("All Members of the region have answered."), code="all_answered")
    reminder, is_new = Reminder.objects.get_or_create(
        consultation=consultation,
        region=synthesis.region,
        day=clock.today(),
        defaults={"sent_at": clock.now(), "by": by, "members": len(missing)},
    )
    if not is_new:
        raise DomainError(
            _("The Members were reminded today already; one reminder a day is enough."),
            code="reminded_today",
        )
    audit.record(
        "strategy.consultation.reminded",
        target=reminder,
        by=by,
        data={"region": synthesis.region.code, "members": [member.code for member in missing]},
    )
    return reminder


def remind_due(at: dt.datetime) -> int:
    """Tell who has not answered that a window closes, once for each closing time."""
    due = list(selectors.consultations.closing_soon(at))
    return sum(_call(pk, region=region, at=at) for pk, region in due)


@transaction.atomic
def _call(pk: int, *, region: int | None, at: dt.datetime) -> int:
    where = Region.objects.get(pk=region) if region else None
    asked = Consultation.objects.select_for_update(of=("self",))
    consultation = (asked.phased_for(where) if where else asked.phased()).get(pk=pk)
    closes_at = consultation.window_closes_at if where else consultation.closes_at
    if not consultation.is_open:
        return 0
    _sent, is_new = ClosingCall.objects.get_or_create(
        consultation=consultation,
        region=where,
        occurrence=closes_at,
        defaults={"sent_at": at},
    )
    if not is_new:
        return 0
    data = {
        "members": selectors.turnout.not_answered(consultation, region=where),
        "closes_at": closes_at.isoformat(),
        "region": where.code if where else "",
    }
    audit.record("strategy.consultation.closing", target=consultation, data=data)
    return 1
