"""Read frozen versions."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from wco_portal.publishing.models import FrozenVersion


def of(owner: str) -> QuerySet[FrozenVersion]:
    """Return the frozen versions of a record, newest first."""
    return FrozenVersion.objects.filter(owner=owner).order_by("-number")


def listed(owner: str) -> QuerySet[FrozenVersion]:
    """Return the frozen versions of a record, newest first, without what they hold."""
    return of(owner).defer("content")


def latest(owner: str, *, until: dt.datetime | None = None) -> FrozenVersion | None:
    """Return the newest frozen version of a record, or the newest up to a moment."""
    found = of(owner).filter(at__lt=until) if until else of(owner)
    return found.first()


def numbered(owner: str, number: int) -> FrozenVersion:
    """Return one frozen version of a record."""
    return FrozenVersion.objects.get(owner=owner, number=number)
