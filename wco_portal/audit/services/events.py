"""Record events: the audit trail, and the outbox that hangs on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from wco_portal.access.policies import Denied
from wco_portal.audit import tables
from wco_portal.audit.models import Event, Outbox
from wco_portal.common import clock
from wco_portal.directory.models import Person


def record(
    type_: str,
    *,
    target: models.Model,
    by: Person | None = None,
    subject: Person | None = None,
    data: dict[str, Any] | None = None,
) -> Event:
    """Write the event and what it owes, in the transaction of the change; wake somebody after."""
    event = happened(type_, target=target, by=by, subject=subject, data=data)
    record_all([event])
    return event


def happened(
    type_: str,
    *,
    target: models.Model,
    by: Person | None = None,
    subject: Person | None = None,
    data: dict[str, Any] | None = None,
) -> Event:
    """Say what happened, to be recorded with the other events of an act."""
    return Event(
        type=type_,
        actor=by.key if by else "",
        subject=subject.key if subject else "",
        target_kind=kind(target),
        target=identity(target),
        data=data or {},
        happened_at=clock.now(),
    )


def record_all(events: Sequence[Event]) -> None:
    """Write events in their order and what they owe, whatever their number, in two statements."""
    Event.objects.bulk_create(events)
    owed = [
        Outbox(event=event, effect=name) for event in events for name in tables.owed(event.type)
    ]
    if owed:
        Outbox.objects.bulk_create(owed)
        wake_after_commit()


def wake_after_commit() -> None:
    """Publish one wake-up for a transaction, however many events it wrote."""
    planned = {entry[1] for entry in connection.run_on_commit}
    for wake_up in tables.WAKE_UPS:
        if wake_up not in planned:
            transaction.on_commit(wake_up, robust=True)


def kind(target: models.Model) -> str:
    """Return the kind of a record: its model's name in lower case."""
    return type(target).__name__.lower()


def identity(target: models.Model) -> str:
    """Return the public identity of a record: public id, slug or code; never a primary key."""
    for name in ("public_id", "slug", "code"):
        value = getattr(target, name, None)
        if value:
            return str(value)
    return ""


def record_denied(person: Person, denial: Denied) -> None:
    """Record a refused act in a transaction of its own, once a minute per person and object."""
    target = identity(denial.obj) if denial.obj is not None else ""
    since = timezone.now() - dt.timedelta(minutes=1)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(71, %s)", [person.pk])
        seen = Event.objects.filter(
            type="access.denied",
            actor=person.key,
            target=target,
            data__permission=str(denial.permission),
            recorded_at__gte=since,
        ).exists()
        if not seen:
            Event.objects.create(
                type="access.denied",
                actor=person.key,
                target_kind=kind(denial.obj) if denial.obj is not None else "",
                target=target,
                data={"permission": str(denial.permission)},
                happened_at=clock.now(),
            )
