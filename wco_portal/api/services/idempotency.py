"""Keep and give back the answer of a write, in the transaction of the write itself."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

from django.db import OperationalError, connection
from django.utils import timezone

from wco_portal.api.models import IdempotencyKey
from wco_portal.directory.models import Person

LIVES: Final = dt.timedelta(hours=24)
WAIT: Final = "5s"
# Not kept: what another try may change.
PASSING: Final = frozenset({409, 429})

CLAIM: Final = """
INSERT INTO api_idempotencykey (person_id, key, fingerprint, headers, body, made_at)
VALUES (%s, %s, %s, '{}', '', clock_timestamp())
ON CONFLICT (person_id, key) DO NOTHING
"""


class StillRunningError(Exception):
    """The first request with this key has not ended."""


def claim(person: Person, *, key: str, fingerprint: str) -> IdempotencyKey | None:
    """Claim the key inside the caller's transaction; return the row if it was used before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WAIT])
        try:
            cursor.execute(CLAIM, [person.pk, key, fingerprint])
        except OperationalError as waited:
            raise StillRunningError from waited
        is_first = cursor.rowcount == 1
        cursor.execute("RESET lock_timeout")
    return None if is_first else IdempotencyKey.objects.get(person=person, key=key)


def forget_old(person: Person, *, key: str) -> None:
    """Forget the key when its day is over."""
    IdempotencyKey.objects.filter(
        person=person, key=key, made_at__lt=timezone.now() - LIVES
    ).delete()


def keep(person: Person, *, key: str, status: int, headers: dict[str, str], data: Any) -> None:
    """Keep the answer."""
    IdempotencyKey.objects.filter(person=person, key=key).update(
        status=status, headers=headers, body=json.dumps(data)
    )


def is_kept(status: int) -> bool:
    """Say whether an answer of this status is given again."""
    return status < 500 and status not in PASSING  # noqa: PLR2004 -- server errors


def expire(at: dt.datetime) -> int:
    """Delete the keys of more than a day ago, by real time."""
    del at
    return IdempotencyKey.objects.filter(made_at__lt=timezone.now() - LIVES).delete()[0]
