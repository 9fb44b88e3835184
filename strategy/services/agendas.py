"""Write the agenda of a workshop, and the documents that are read there."""

from __future__ import annotations

import datetime as dt
import secrets
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.enums.workshops import WorkshopState
from strategy.models import AgendaItem, Workshop, WorkshopDocument
from strategy.rules import documents
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person
from wco_portal.files.services import files
from wco_portal.files.services.files import Made

PURPOSE: Final = "workshop_document"
MOST_ITEMS: Final = 200
MOST_DOCUMENTS: Final = 100


@transaction.atomic
def add(workshop: Workshop, *, by: Person, **values: Any) -> AgendaItem:
    """Add a point to the agenda."""
    workshop = _held(workshop, by)
    if workshop.agenda.count() >= MOST_ITEMS:
        raise DomainError(_("The agenda is full."), code="agenda_full")
    item = AgendaItem(workshop=workshop, is_demonstration=workshop.is_demonstration, **values)
    _check(item)
    item.save(force_insert=True)
    audit.record("strategy.agenda.added", target=workshop, by=by, data={"item": item.public_id})
    return item


@transaction.atomic
def change(item: AgendaItem, *, version: int, by: Person, **values: Any) -> AgendaItem:
    """Change a point of the agenda."""
    workshop = _held(item.workshop, by)
    item = AgendaItem.objects.select_for_update().get(pk=item.pk)
    if version != item.version:
        raise ChangedMeanwhile(
            _("Somebody changed the point before you; read it again."), code="changed_meanwhile"
        )
    item.workshop = workshop
    changed = sorted(name for name, value in values.items() if getattr(item, name) != value)
    for name, value in values.items():
        setattr(item, name, value)
    _check(item)
    item.version += 1
    item.save(update_fields=[*values, "version", "updated_at"])
    data = {"item": item.public_id, "changed": changed}
    audit.record("strategy.agenda.changed", target=workshop, by=by, data=data)
    return item


@transaction.atomic
def remove(item: AgendaItem, *, by: Person) -> Workshop:
    """Take a point off the agenda."""
    workshop = _held(item.workshop, by)
    data = {"item": item.public_id, "title": item.title_en or item.title_fr}
    item.delete()
    audit.record("strategy.agenda.removed", target=workshop, by=by, data=data)
    return workshop


def move_with(workshop: Workshop, *, starts_at: dt.datetime | None, zone: str) -> None:
    """Let the agenda follow a workshop that was moved: the same hours of its new days."""
    if starts_at is None or workshop.starts_at is None:
        return
    if (starts_at, zone) == (workshop.starts_at, workshop.zone):
        return
    first = _shown(starts_at, zone)
    shift = _shown(workshop.starts_at, workshop.zone) - first
    for item in workshop.agenda.select_for_update():
        shown = _shown(item.starts_at, zone) + shift
        item.starts_at = shown.replace(tzinfo=ZoneInfo(workshop.zone)).astimezone(dt.UTC)
        item.version += 1
        item.save(update_fields=["starts_at", "version", "updated_at"])


def _shown(at: dt.datetime, zone: str) -> dt.datetime:
    """Return what the clocks of a zone show."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def _held(workshop: Workshop, by: Person) -> Workshop:
    policies.require(by, Permission.WORKSHOP_EDIT, workshop)
    held = Workshop.objects.select_for_update(of=("self",)).get(pk=workshop.pk)
    if held.state == WorkshopState.CANCELLED:
        raise DomainError(_("The workshop is cancelled."), code="wrong_state")
    return held


def _check(item: AgendaItem) -> None:
    """Keep a point within the hours of its workshop."""
    item.full_clean()
    workshop = item.workshop
    if workshop.starts_at is None or workshop.ends_at is None:
        raise DomainError(_("Set the times of the workshop first."), code="no_times")
    ends_at = item.starts_at + dt.timedelta(minutes=item.minutes)
    if item.starts_at < workshop.starts_at or ends_at > workshop.ends_at:
        raise DomainError(
            _("The point must lie between the beginning and the end of the workshop."),
            code="outside_the_workshop",
        )


@transaction.atomic
def attach(workshop: Workshop, *, data: bytes, by: Person, **values: Any) -> WorkshopDocument:
    """Attach a document, a PDF or a Word file, for everybody or for those invited."""
    workshop = _held(workshop, by)
    if workshop.documents.count() >= MOST_DOCUMENTS:
        raise DomainError(_("The workshop has too many documents."), code="too_many_documents")
    document = WorkshopDocument(
        workshop=workshop, is_demonstration=workshop.is_demonstration, **values
    )
    document.full_clean(exclude=["file"])
    media_type = documents.media_type(data)
    ending = documents.ENDINGS[media_type]
    document.file = files.keep(
        Made(f"{workshop.slug}-{document.public_id.lower()}.{ending}", media_type, data),
        purpose=PURPOSE,
        owner=document.public_id,
        key=secrets.token_hex(32),
    )
    document.save(force_insert=True)
    told = {"document": document.public_id, "sha256": document.file.sha256}
    told |= {"audience": document.audience}
    audit.record("strategy.workshop.document_attached", target=workshop, by=by, data=told)
    return document


@transaction.atomic
def detach(document: WorkshopDocument, *, by: Person) -> Workshop:
    """Take a document away: its file is no longer handed out."""
    workshop = _held(document.workshop, by)
    data = {"document": document.public_id, "sha256": document.file.sha256}
    document.delete()
    audit.record("strategy.workshop.document_detached", target=workshop, by=by, data=data)
    return workshop
