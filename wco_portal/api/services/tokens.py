"""Tokens of the API: shown once, kept as a hash, expiring by real time."""

from __future__ import annotations

import datetime as dt
from typing import Final

from django.db import transaction
from knox.models import AuthToken

from wco_portal.audit import services as audit
from wco_portal.directory.models import Person

MOST_DAYS: Final = 366


@transaction.atomic
def issue(person: Person, *, lives: dt.timedelta) -> str:
    """Give a person a fresh token and return it, the only time it can be read."""
    _token, key = AuthToken.objects.create(user=person, expiry=lives)
    audit.record("api.token.issued", target=person, subject=person)
    return str(key)
