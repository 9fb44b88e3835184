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
from wco_portal.directory.models import Person


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
    """Tell who has not answered that a consultation closes, once for each closing time."""
    due = selectors.consultations.closing_soon(at).values_list("pk", flat=True)
    return sum(_call(pk, at=at) for pk in list(due))


@transaction.atomic
def _call(pk: int, *, at: dt.datetime) -> int:
    consultation = Consultation.objects.phased().select_for_update(of=("self",)).get(pk=pk)
    if not consultation.is_open:
        return 0
    _sent, is_new = ClosingCall.objects.get_or_create(
        consultation=consultation, occurrence=consultation.closes_at, defaults={"sent_at": at}
    )
    if not is_new:
        return 0
    missing = selectors.turnout.all_missing(consultation)
    data = {"members": missing, "closes_at": consultation.closes_at.isoformat()}
    audit.record("strategy.consultation.closing", target=consultation, data=data)
    return 1
