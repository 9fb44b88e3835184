"""Answers that came after a result could be read: two results tell a few of them apart."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db.models import Min, Q

from strategy.models import Consultation
from strategy.rules.protection import SMALLEST
from wco_portal.audit.models import Event

REOPENED: Final = "strategy.consultation.reopened"


def reopened_at(consultation: Consultation) -> dt.datetime | None:
    """Return when it was first reopened: until then its result may have been read."""
    found = Event.objects.filter(type=REOPENED, target=consultation.public_id)
    at: dt.datetime | None = found.aggregate(at=Min("happened_at"))["at"]
    return at


def late(consultation: Consultation) -> int:
    """Count the Members whose answer came after that: reopened, or on paper after closing."""
    paper = Q(sent__paper__isnull=False, sent__made_at__gte=consultation.window_closes_at)
    reopened = reopened_at(consultation)
    came = paper | Q(sent__made_at__gte=reopened) if reopened else paper
    return consultation.positions.answered().filter(came).count()


def give_away(consultation: Consultation) -> bool:
    """Say whether so few came late that whoever kept an earlier result could work them out."""
    return 0 < late(consultation) < SMALLEST
