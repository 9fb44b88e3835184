"""Take a form's one-time token: the first press claims it, a second one gets its answer."""

from __future__ import annotations

import re
from typing import Final

from django.db import connection

from wco_portal.access.models import OnceToken
from wco_portal.directory.models import Person

SHAPE: Final = re.compile(r"[A-Za-z0-9_-]{16,64}", re.ASCII)

CLAIM: Final = """
INSERT INTO access_oncetoken (token, person_id, path, digest, location, made_at)
VALUES (%s, %s, %s, %s, %s, now()) ON CONFLICT DO NOTHING
"""


def claim(token: str, *, person: Person | None, path: str, digest: str, location: str = "") -> bool:
    """Claim the token inside the caller's transaction; False when it was used before.

    The digest is of what is sent. Where it is known from the start to where the press leads, it
    need not be settled.
    """
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [token, person.pk if person else None, path[:400], digest, location])
        return bool(cursor.rowcount == 1)


def settle(token: str, *, person: Person | None, path: str, location: str) -> None:
    """Remember where the first press led."""
    OnceToken.objects.filter(token=token, person=person, path=path[:400]).update(location=location)


def first(token: str, *, person: Person | None, path: str) -> OnceToken | None:
    """Return the first press, or None when there was none."""
    return OnceToken.objects.filter(token=token, person=person, path=path[:400]).first()
