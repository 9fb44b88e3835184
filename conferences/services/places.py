"""Places: the only owner of capacity, waiting list and arrival numbers.

Every change of a place happens under one advisory lock per conference. Row locks would keep the
capacity but lose the order of arrival: they wake waiting transactions in any order, the advisory
lock wakes them in the order in which they came. Inside, one statement numbers the arrival and
takes the place, so that a rollback gives the number back and no reader sees half of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import DateTimeField
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from conferences.enums import PlaceState
from conferences.models import Conference, Delegation, Registration
from wco_portal.audit import services as audit
from wco_portal.common.errors import DomainError

# The first half of the advisory lock's key: conferences, among all that the portal locks.
LOCK_CLASS: Final = 72

# The time at which the server received the request is its place in the queue, for the audit.
LOCK: Final = """
SELECT pg_advisory_xact_lock(%s, %s), current_setting('transaction_isolation'),
       statement_timestamp()
"""

# The business time at which the lock was granted, not at which the transaction began.
GRANTED_AT: Final = "clock_timestamp() + (portal_now() - now())"

TAKE: Final = """
WITH seen AS (
    SELECT id, waiting_count = 0 AND (capacity IS NULL OR held_count < capacity) AS is_free
    FROM conferences_conference WHERE id = %(conference)s
), granted AS (
    UPDATE conferences_delegation SET active_count = active_count + 1
    WHERE id = %(delegation)s AND active_count < quota RETURNING id
), taken AS (
    UPDATE conferences_conference AS c
    SET arrival_seq = c.arrival_seq + 1,
        held_count = c.held_count + seen.is_free::int,
        waiting_count = c.waiting_count + (NOT seen.is_free)::int
    FROM seen, granted WHERE c.id = seen.id
    RETURNING c.arrival_seq, seen.is_free, c.waiting_count
)
SELECT arrival_seq, is_free, waiting_count FROM taken
"""

FREE: Final = """
WITH counted AS (
    UPDATE conferences_conference
    SET held_count = held_count - (%(place)s = 'held')::int,
        waiting_count = waiting_count - (%(place)s = 'waiting')::int
    WHERE id = %(conference)s
)
UPDATE conferences_delegation SET active_count = active_count - 1 WHERE id = %(delegation)s
"""

FILL: Final = """
WITH room AS (
    SELECT CASE WHEN capacity IS NULL THEN waiting_count
                ELSE greatest(0, least(waiting_count, capacity - held_count)) END AS places
    FROM conferences_conference WHERE id = %(conference)s
), promoted AS (
    UPDATE conferences_registration
    SET place_state = 'held', version = version + 1, updated_at = now()
    WHERE id IN (
        SELECT id FROM conferences_registration
        WHERE conference_id = %(conference)s AND place_state = 'waiting'
        ORDER BY arrival_no LIMIT (SELECT places FROM room)
    )
    RETURNING id
), counted AS (
    UPDATE conferences_conference
    SET held_count = held_count + (SELECT count(*) FROM promoted),
        waiting_count = waiting_count - (SELECT count(*) FROM promoted)
    WHERE id = %(conference)s
)
SELECT id FROM promoted
"""


@dataclass(frozen=True, slots=True)
class Locked:
    """A conference under its lock, as it stands now; when the lock was asked for and granted.

    `at` is business time; `received_at` is the database's real time.
    """

    conference: Conference
    at: dt.datetime
    received_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Place:
    """What an arrival got: its number, and a place or a number on the waiting list."""

    arrival_no: int
    state: PlaceState
    waiting_no: int | None


def lock(conference: Conference) -> Locked:
    """Wait for the conference's lock until the transaction ends; in the order of arrival."""
    received_at = _queue(conference.pk)
    now = Conference.objects.annotate(granted_at=_moment()).get(pk=conference.pk)
    return Locked(now, now.__dict__["granted_at"], received_at)


def lock_for(delegation: Delegation) -> tuple[Locked, Delegation]:
    """Wait for the lock of a delegation's conference; read both as they stand then, at once."""
    received_at = _queue(delegation.conference_id)
    found = Delegation.objects.select_related("member", "conference")
    now = found.annotate(granted_at=_moment()).get(pk=delegation.pk)
    return Locked(now.conference, now.__dict__["granted_at"], received_at), now


def _moment() -> RawSQL:
    return RawSQL(GRANTED_AT, [], output_field=DateTimeField())  # noqa: S611 -- a constant


def _queue(conference_pk: int) -> dt.datetime:
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [LOCK_CLASS, conference_pk])
        _void, isolation, received_at = cursor.fetchone()
    if isolation != "read committed" or not connection.in_atomic_block:
        # A snapshot taken before the lock would not see what the earlier arrivals took.
        raise RuntimeError(f"Places are given in a READ COMMITTED transaction, not in {isolation}.")
    moment: dt.datetime = received_at
    return moment


def take(delegation: Delegation) -> Place:
    """Number an arrival and take a place, or a number on the waiting list; under the lock."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, {"conference": delegation.conference_id, "delegation": delegation.pk})
        row = cursor.fetchone()
    if row is None:
        raise DomainError(
            _("The delegation has used its places. Ask the Secretariat for more."),
            code="quota_used_up",
        )
    arrival_no, is_free, waiting = row
    if is_free:
        return Place(arrival_no, PlaceState.HELD, None)
    return Place(arrival_no, PlaceState.WAITING, waiting)


def free(registration: Registration) -> None:
    """Give a registration's place back; the caller ends the registration, then fills."""
    with connection.cursor() as cursor:
        cursor.execute(
            FREE,
            {
                "conference": registration.conference_id,
                "delegation": registration.delegation_id,
                "place": registration.place_state,
            },
        )


def fill(conference: Conference) -> list[Registration]:
    """Give every free place to the first waiting, in the same transaction as what freed it."""
    with connection.cursor() as cursor:
        cursor.execute(FILL, {"conference": conference.pk})
        promoted = [pk for (pk,) in cursor.fetchall()]
    if not promoted:
        return []
    found = Registration.objects.filter(pk__in=promoted).order_by("arrival_no")
    registrations = list(found.select_related("delegation__member", "conference", "person"))
    for registration in registrations:
        audit.record(
            "conferences.registration.promoted",
            target=registration,
            subject=registration.person,
            data={"arrival_no": registration.arrival_no},
        )
    return registrations


def differences(conference: Conference) -> dict[str, tuple[int, int]]:
    """Compare the counters with the rows; an empty answer is the only good one."""
    rows = Registration.objects.filter(conference=conference)
    now = Conference.objects.get(pk=conference.pk)
    counted = {
        "held_count": (now.held_count, rows.filter(place_state=PlaceState.HELD).count()),
        "waiting_count": (now.waiting_count, rows.filter(place_state=PlaceState.WAITING).count()),
        "arrival_seq": (now.arrival_seq, rows.exclude(arrival_no=None).count()),
    }
    for delegation in now.delegations.select_related("member"):
        active = delegation.registrations.active().count()
        counted[f"delegation {delegation.member.code}"] = (delegation.active_count, active)
    return {name: pair for name, pair in counted.items() if pair[0] != pair[1]}
