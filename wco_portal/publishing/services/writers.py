"""Who is at a text: windows are named by us, bound to a session, and heard of or forgotten."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from wco_portal.access import policies
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing import tables
from wco_portal.publishing.models import Text, Writer

FORGOTTEN = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a text a window is, and whether somebody moves in it."""

    section: str
    language: str = ""
    place: int | None = None
    is_idle: bool = False


@transaction.atomic
def join(text: Text, *, section: str, client: str, session: str, by: Person) -> Writer:
    """Open a window on a text; the same person takes up an earlier one after signing in again."""
    kind = tables.KINDS[text.kind]
    policies.require(by, kind.view, kind.owner(text))
    now = timezone.now()
    known = Writer.objects.filter(text=text, person=by, client=client).first() if client else None
    writer = known or Writer(text=text, person=by)
    writer.session, writer.section = key(session), section
    writer.seen_at = writer.active_at = now
    writer.save()
    Writer.objects.filter(text=text, seen_at__lt=now - FORGOTTEN).delete()
    return writer


@transaction.atomic
def here(text: Text, *, client: str, session: str, spot: Spot, by: Person) -> Writer:
    """Say that a window is still open, and where in the text it is."""
    writer = known(text, client=client, session=session, by=by)
    now = timezone.now()
    writer.section, writer.language, writer.place = spot.section, spot.language, spot.place
    writer.seen_at = now
    if not spot.is_idle:
        writer.active_at = now
    writer.save(update_fields=["section", "language", "place", "seen_at", "active_at"])
    return writer


@transaction.atomic
def leave(text: Text, *, client: str, session: str, by: Person) -> None:
    """Say that a window was closed: it is gone at once, but keeps its name."""
    writer = known(text, client=client, session=session, by=by)
    writer.seen_at = timezone.now() - Writer.GONE
    writer.save(update_fields=["seen_at"])


def known(text: Text, *, client: str, session: str, by: Person) -> Writer:
    """Return the window of this name, if it is this person's in this session."""
    found = _windows(text, client=client, session=session, by=by).first()
    if found is None:
        raise unknown()
    return found


def require(text: Text, *, client: str, session: str, by: Person) -> None:
    """Raise unless the window of this name is this person's in this session."""
    if not _windows(text, client=client, session=session, by=by).exists():
        raise unknown()


def _windows(text: Text, *, client: str, session: str, by: Person) -> QuerySet[Writer]:
    return Writer.objects.filter(text=text, person=by, client=client, session=key(session))


def unknown() -> DomainError:
    """Say that a window is not known: closed too long ago, of another session or person."""
    return DomainError(
        _("This window is not known any more: reload the page; your text is kept."),
        code="client_unknown",
    )


def key(session: str) -> str:
    """Return what is kept of a session: enough to know it again, not enough to use it."""
    return hashlib.sha256(f"writer {session}".encode()).hexdigest()
