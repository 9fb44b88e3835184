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
    return _newest(of(owner), until)


def latest_listed(owner: str, *, until: dt.datetime | None = None) -> FrozenVersion | None:
    """Return the same without what it holds."""
    return _newest(listed(owner), until)


def _newest(found: QuerySet[FrozenVersion], until: dt.datetime | None) -> FrozenVersion | None:
    return (found.filter(at__lt=until) if until else found).first()


def numbered(owner: str, number: int) -> FrozenVersion:
    """Return one frozen version of a record."""
    return FrozenVersion.objects.get(owner=owner, number=number)
