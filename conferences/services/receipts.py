"""Write what an act of a Member ends in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from conferences.enums import ReceiptAct
from conferences.models import Delegation, Receipt, ReceiptLine, Registration
from conferences.services.places import Place
from wco_portal.audit import services as audit
from wco_portal.audit.models import Event
from wco_portal.directory.models import Person


def write(
    act: ReceiptAct,
    *,
    delegation: Delegation,
    granted: Sequence[tuple[Registration, Place | None]],
    by: Person,
    at: dt.datetime,
    told: Sequence[Event] = (),
) -> Receipt:
    """Write a receipt over the persons of an act, with their places as they are now.

    What the act tells of each person is recorded with it, before it.
    """
    receipt = Receipt.objects.create(
        delegation=delegation, act=act, by=by, at=at, answer=delegation.answer
    )
    ReceiptLine.objects.bulk_create(_line(receipt, *each) for each in granted)
    data = {
        "conference": delegation.conference.slug,
        "member": delegation.member.code,
        "answer": delegation.answer,
        "registrations": [registration.public_id for registration, _place in granted],
    }
    whole = audit.happened(f"conferences.delegation.{act}", target=receipt, by=by, data=data)
    audit.record_all([*told, whole])
    return receipt


def _line(receipt: Receipt, registration: Registration, place: Place | None) -> ReceiptLine:
    return ReceiptLine(
        receipt=receipt,
        registration=registration,
        place_state=registration.place_state,
        waiting_no=place.waiting_no if place else None,
    )
