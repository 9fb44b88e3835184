"""What the Secretariat does with the windows of regions: give one, take it away, reopen it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.enums.consultations import ConsultationState
from strategy.models import Consultation, RegionWindow
from strategy.workflows.consultations import CONSULTATION, is_for_all, still_asks
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.common.functions import PortalNow
from wco_portal.directory.models import Person, Region


@transaction.atomic
def give(
    consultation: Consultation,
    *,
    region: Region,
    opens_at: dt.datetime,
    closes_at: dt.datetime,
    zone: str,
    by: Person,
) -> RegionWindow:
    """Give a region a window of its own, or another one, before the consultation opens for it.

    It may open before the consultation does, and close later or earlier.
    """
    consultation = _to_change(consultation, region, by=by)
    window = _of(consultation, region)
    window.opens_at, window.closes_at, window.zone = opens_at, closes_at, zone
    window.full_clean()
    window.save()
    _record("strategy.consultation.window_given", window, by=by)
    return window


@transaction.atomic
def take_away(consultation: Consultation, *, region: Region, by: Person) -> Consultation:
    """Let the consultation's window count for a region again, before that one opens."""
    consultation = _to_change(consultation, region, by=by)
    if consultation.told_at is not None:
        raise DomainError(_has_opened(), code="wrong_state")
    window = consultation.windows.filter(region=region).first()
    if window is not None:
        _record("strategy.consultation.window_taken", window, by=by)
        window.delete()
    return consultation


@transaction.atomic
def reopen(
    consultation: Consultation, *, region: Region, closes_at: dt.datetime, reason: str, by: Person
) -> RegionWindow:
    """Let one region answer until a later time, for a reason that everybody can read."""
    consultation = Consultation.objects.select_for_update().get(pk=consultation.pk)
    arrow = CONSULTATION.follow("reopen_region", consultation, by=by)
    window = _of(consultation, region)
    before = window.closes_at
    if closes_at <= max(clock.now(), before):
        raise DomainError(
            _("The new closing time must lie ahead, and after the present one."),
            code="window_over",
        )
    window.closes_at, window.told_at = closes_at, window.told_at or clock.now()
    window.full_clean()
    window.save()
    consultation.state = arrow.target
    consultation.version += 1
    consultation.save(update_fields=["state", "version", "updated_at"])
    data = {"region": region.code, "reason": reason, "from": before.isoformat()}
    data |= {"until": closes_at.isoformat()}
    audit.record(arrow.event, target=consultation, by=by, data=data)
    return window


@transaction.atomic
def open_due(at: dt.datetime) -> int:
    """Tell regions whose own window has opened; the database's business time decides."""
    due = RegionWindow.objects.select_for_update(of=("self",)).filter(
        told_at=None, opens_at__lte=PortalNow(), consultation__state=ConsultationState.OPEN
    )
    found = list(due.select_related("consultation", "region"))
    for window in found:
        window.told_at = at
        window.save(update_fields=["told_at", "updated_at"])
        _record("strategy.consultation.window_opened", window)
    return len(found)


def _of(consultation: Consultation, region: Region) -> RegionWindow:
    """Return the window that a region has, or a fresh one like the consultation's."""
    found = consultation.windows.select_for_update().filter(region=region).first()
    return found or RegionWindow(
        consultation=consultation,
        region=region,
        opens_at=consultation.opens_at,
        closes_at=consultation.closes_at,
        zone=consultation.zone,
    )


def _to_change(consultation: Consultation, region: Region, *, by: Person) -> Consultation:
    """Return the consultation under a lock, if the region's window can still be set."""
    policies.require(by, Permission.CONSULTATION_EDIT)
    asked = Consultation.objects.select_for_update(of=("self",))
    locked = asked.phased_for(region).get(pk=consultation.pk)
    is_for_all(locked)
    still_asks(locked)
    if locked.phase not in {ConsultationState.DRAFT, ConsultationState.ANNOUNCED}:
        raise DomainError(_has_opened(), code="wrong_state")
    return locked


def _has_opened() -> str:
    return _("The consultation has opened: give a region more time by reopening, with a reason.")


def _record(event: str, window: RegionWindow, *, by: Person | None = None) -> None:
    data = {
        "region": window.region.code,
        "opens_at": window.opens_at.isoformat(),
        "closes_at": window.closes_at.isoformat(),
        "zone": window.zone,
    }
    audit.record(event, target=window.consultation, by=by, data=data)
