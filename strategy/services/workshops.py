"""What the Secretariat and the clock do with workshops."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from django.db import transaction
from django.db.models import DurationField, Exists, ExpressionWrapper, F, OuterRef, Value
from django.utils.translation import gettext as _

from strategy.enums.workshops import CallPhase, WorkshopState
from strategy.models import Workshop, WorkshopConclusion, WorkshopReminder
from strategy.services import agendas, changes, consultations
from strategy.workflows.workshops import WORKSHOP
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile
from wco_portal.directory.models import Person, Region
from wco_portal.directory.selectors import members

# What a person sets; everything else follows.
FIELDS: Final = (
    "plan",
    "title_en",
    "title_fr",
    "about_en",
    "about_fr",
    "host",
    "vice_chair",
    "starts_at",
    "ends_at",
    "zone",
    "place_en",
    "place_fr",
    "online_address",
    "languages",
    "remind_days",
    "chairs_en",
    "chairs_fr",
    "interpreted_from",
    "interpreted_into",
    "registration_ends_at",
    "capacity",
)


@transaction.atomic
def schedule(region: Region, *, by: Person, **values: Any) -> Workshop:
    """Draft a workshop of a region."""
    policies.require(by, Permission.WORKSHOP_EDIT)
    invented = {"is_demonstration": by.is_demonstration}
    workshop = Workshop(region=region, **(invented | values))
    workshop.slug = _slug(workshop)
    workshop.full_clean()
    workshop.save()
    audit.record("strategy.workshop.scheduled", target=workshop, by=by)
    return workshop


@transaction.atomic
def edit(workshop: Workshop, *, version: int, by: Person, **values: Any) -> Workshop:
    """Change a draft: nobody is told."""
    workshop = _locked(workshop, version=version)
    arrow = WORKSHOP.follow("edit", workshop, by=by)
    before = workshop.starts_at, workshop.ends_at
    changed = _set(workshop, values)
    consultations.move_with(workshop, before, by=by)
    audit.record(arrow.event, target=workshop, by=by, data={"changed": changed})
    return workshop


@transaction.atomic
def announce(workshop: Workshop, *, by: Person, version: int | None = None) -> Workshop:
    """Announce a workshop: the region's people are invited."""
    workshop = _locked(workshop, version=version)
    arrow = WORKSHOP.follow("announce", workshop, by=by)
    workshop.announced_at = workshop.told_at = clock.now()
    _move(workshop, arrow.target, "announced_at", "told_at")
    audit.record(arrow.event, target=workshop, by=by, data=_told(workshop))
    return workshop


@transaction.atomic
def change(workshop: Workshop, *, version: int, by: Person, **values: Any) -> Workshop:
    """Change an announced workshop: those invited get the new times and place."""
    workshop = _locked(workshop, version=version)
    arrow = WORKSHOP.follow("change", workshop, by=by)
    before = workshop.starts_at, workshop.ends_at
    changed = _set(workshop, values)
    consultations.move_with(workshop, before, by=by)
    WORKSHOP.follow("change", workshop, by=by)
    workshop.sequence += 1
    workshop.told_at = clock.now()
    workshop.save(update_fields=["sequence", "told_at"])
    audit.record(arrow.event, target=workshop, by=by, data=_told(workshop) | {"changed": changed})
    return workshop


@transaction.atomic
def cancel(workshop: Workshop, *, reason: str, by: Person, version: int | None = None) -> Workshop:
    """Cancel an announced workshop: those invited are told why, and nobody is asked at it."""
    workshop = _locked(workshop, version=version)
    arrow = WORKSHOP.follow("cancel", workshop, by=by)
    workshop.sequence += 1
    _move(workshop, arrow.target, "sequence")
    consultations.withdraw_with(workshop, reason=reason[:600], by=by)
    audit.record(
        arrow.event, target=workshop, by=by, data=_told(workshop) | {"reason": reason[:600]}
    )
    return workshop


@transaction.atomic
def drop(workshop: Workshop, *, by: Person) -> Workshop:
    """Give up a draft that nobody was told of."""
    workshop = _locked(workshop)
    arrow = WORKSHOP.follow("drop", workshop, by=by)
    _move(workshop, arrow.target)
    audit.record(arrow.event, target=workshop, by=by)
    return workshop


@transaction.atomic
def record(
    workshop: Workshop, *, members_present: int | None, members_of: int | None, by: Person
) -> Workshop:
    """Record how many Members were present."""
    workshop = _locked(workshop)
    arrow = WORKSHOP.follow("record", workshop, by=by)
    changed = _set(workshop, {"members_present": members_present, "members_of": members_of})
    workshop.is_edited = True
    workshop.save(update_fields=["is_edited"])
    audit.record(arrow.event, target=workshop, by=by, data={"changed": changed})
    return workshop


@transaction.atomic
def conclude(workshop: Workshop, *, text_en: str, text_fr: str, by: Person) -> WorkshopConclusion:
    """Add something that the workshop concluded."""
    workshop = _locked(workshop)
    WORKSHOP.follow("record", workshop, by=by)
    conclusion = WorkshopConclusion(
        workshop=workshop,
        order=workshop.conclusions.count() + 1,
        text_en=text_en,
        text_fr=text_fr,
        is_demonstration=workshop.is_demonstration,
    )
    conclusion.full_clean()
    conclusion.save()
    audit.record("strategy.workshop.concluded", target=conclusion, by=by)
    return conclusion


def close_due(at: dt.datetime) -> int:
    """Mark what is over as held, with the number of Members that the region had."""
    over = Workshop.objects.filter(state=WorkshopState.ANNOUNCED, ends_at__lte=at)
    return sum(_close(pk) for pk in over.values_list("pk", flat=True))


@transaction.atomic
def _close(pk: int) -> int:
    workshop = Workshop.objects.select_for_update(of=("self",)).select_related("region").get(pk=pk)
    if workshop.state != WorkshopState.ANNOUNCED or workshop.ends is None:
        return 0
    arrow = WORKSHOP.find("close", source=workshop.state)
    if workshop.members_of is None:
        held_on = workshop.ends.date()
        workshop.members_of = members.counted_on(held_on, region=workshop.region).count()
    _move(workshop, arrow.target, "members_of")
    audit.record(arrow.event, target=workshop)
    return 1


def remind_due(at: dt.datetime) -> int:
    """Remind those invited, so many days before as the workshop says, once for each set time."""
    before = ExpressionWrapper(
        F("remind_days") * Value(dt.timedelta(days=1)), output_field=DurationField()
    )
    due = (
        Workshop.objects.filter(state=WorkshopState.ANNOUNCED, starts_at__gt=at)
        .filter(starts_at__lte=Value(at) + before)
        .filter(starts_at__gt=F("told_at") + before)
        .exclude(_reminded())
    )
    return sum(_remind(pk, at=at) for pk in due.values_list("pk", flat=True))


def _reminded() -> Exists:
    sent = WorkshopReminder.objects.filter(
        workshop=OuterRef("pk"), phase=CallPhase.BEGINS, occurrence=OuterRef("starts_at")
    )
    return Exists(sent)


@transaction.atomic
def _remind(pk: int, *, at: dt.datetime) -> int:
    workshop = Workshop.objects.select_for_update().get(pk=pk)
    if workshop.state != WorkshopState.ANNOUNCED or workshop.starts_at is None:
        return 0
    _reminder, is_new = WorkshopReminder.objects.get_or_create(
        workshop=workshop,
        phase=CallPhase.BEGINS,
        occurrence=workshop.starts_at,
        defaults={"sent_at": at},
    )
    if not is_new:
        return 0
    audit.record("strategy.workshop.reminded", target=workshop, data=_told(workshop))
    return 1


def _locked(workshop: Workshop, *, version: int | None = None) -> Workshop:
    locked = (
        Workshop.objects.select_for_update(of=("self",))
        .select_related("region", "host", "vice_chair")
        .get(pk=workshop.pk)
    )
    if version is not None and version != locked.version:
        raise ChangedMeanwhile(
            _("Somebody changed the workshop before you; read it again."), code="changed_meanwhile"
        )
    return locked


def _set(workshop: Workshop, values: dict[str, Any]) -> dict[str, list[str]]:
    """Set values and let the agenda go along; return what changed, for the event."""
    starts_at, zone = workshop.starts_at, workshop.zone
    changed = changes.put(workshop, values)
    agendas.move_with(workshop, starts_at=starts_at, zone=zone)
    return changed


def _move(workshop: Workshop, state: str, *fields: str) -> None:
    workshop.state = WorkshopState(state)
    workshop.version += 1
    workshop.save(update_fields=["state", *fields, "version", "updated_at"])


def _told(workshop: Workshop) -> dict[str, Any]:
    return {"sequence": workshop.sequence, "starts_at": changes.said(workshop.starts_at)}


def _slug(workshop: Workshop) -> str:
    year = (workshop.begins or clock.now()).year
    first = f"{year}-{workshop.region.code}"
    taken = set(Workshop.objects.filter(slug__startswith=first).values_list("slug", flat=True))
    numbered = (f"{first}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (first, *numbered) if slug not in taken)
