"""Do what is due: acts of the clock, then the effects that events owe, then the last acts.

One function for Celery's workers, the supervised sweeper and the tests. A row is claimed under a
lease of the database's real time, so a killed worker's row is taken up again by the next sweep.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction
from django.utils import timezone

from wco_portal.audit import tables
from wco_portal.audit.models import Outbox, OutboxState
from wco_portal.common import clock

log = logging.getLogger(__name__)

LEASE_SECONDS = 120
MOST_ATTEMPTS = 12

CLAIM = """
UPDATE audit_outbox
SET lease_until = clock_timestamp() + make_interval(secs => %s), attempts = attempts + 1
WHERE id = (
    SELECT id FROM audit_outbox
    WHERE state = 'pending' AND due_at <= clock_timestamp()
      AND (lease_until IS NULL OR lease_until < clock_timestamp())
    ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id
"""


@contextmanager
def settled() -> Iterator[None]:
    """Build the demonstration: what happens inside is history, nothing of it is owed any more."""
    wake_ups, tables.WAKE_UPS[:] = list(tables.WAKE_UPS), []
    try:
        yield
    finally:
        tables.WAKE_UPS[:] = wake_ups
    Outbox.objects.filter(state=OutboxState.PENDING).update(
        state=OutboxState.DONE, done_at=timezone.now(), problem="settled with the demonstration"
    )


def sweep(*, at: dt.datetime | None = None) -> int:
    """Do everything that is due (at the business time, unless one is given); return how much."""
    with clock.held():
        moment = at or clock.now()
        done = sum(_act(name, act, moment) for name, act in tables.CLOCK_ACTS.items())
        while (row := _claim()) is not None:
            _settle(row)
            done += 1
        done += sum(_act(name, act, moment) for name, act in tables.LAST_ACTS.items())
    return done


def _act(name: str, act: Callable[[dt.datetime], int], moment: dt.datetime) -> int:
    """Run one act; a broken one must not stop the others."""
    try:
        return act(moment)
    except Exception:
        log.exception("The act %s failed", name)
        return 0


def _claim() -> int | None:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [LEASE_SECONDS])
        found = cursor.fetchone()
    return found[0] if found else None


def _settle(row: int) -> None:
    owed = Outbox.objects.select_related("event").get(pk=row)
    effect = tables.EFFECTS.get(owed.effect)
    try:
        with transaction.atomic():
            if effect is not None:
                effect.act(owed.event)
            owed.state, owed.done_at, owed.problem = OutboxState.DONE, timezone.now(), ""
            owed.save(update_fields=["state", "done_at", "problem"])
    except Exception as problem:
        log.exception("The effect %s of event %s failed", owed.effect, owed.event_id)
        _put_off(owed, problem)


def _put_off(owed: Outbox, problem: Exception) -> None:
    """Try again later, with a growing pause; give up visibly after the last attempt."""
    owed.problem = repr(problem)[:2000]
    owed.lease_until = None
    owed.due_at = timezone.now() + dt.timedelta(seconds=min(2**owed.attempts, 3600))
    if owed.attempts >= MOST_ATTEMPTS:
        owed.state = OutboxState.DEAD
    owed.save(update_fields=["problem", "lease_until", "due_at", "state"])
