"""Keep files, and forget them when their time is over."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wco_portal.common.errors import DomainError
from wco_portal.files import selectors
from wco_portal.files.models import File
from wco_portal.files.tables import PURPOSES


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was just made: its name, what it is, its bytes."""

    name: str
    media_type: str
    data: bytes


def keep(
    made: Made,
    *,
    purpose: str,
    owner: str,
    key: str = "",
    is_public: bool = False,
    retained_for: dt.timedelta | None = None,
) -> File:
    """Keep a file; of two that were made of the same content the first stays."""
    _check(made, purpose)
    if key and (found := selectors.files.made_of(purpose, key)):
        return found
    file = File(
        purpose=purpose,
        owner=owner,
        key=key,
        is_public=is_public,
        name=made.name,
        media_type=made.media_type,
        size=len(made.data),
        sha256=hashlib.sha256(made.data).hexdigest(),
        retained_until=timezone.now() + retained_for if retained_for else None,
    )
    _write(selectors.files.place(file), made.data)
    return _settled(file)


def _settled(file: File) -> File:
    """Write the row; when another process was faster, its file is the one."""
    same = File.objects.filter(purpose=file.purpose, key=file.key)
    try:
        with transaction.atomic():
            if file.key:  # A row whose bytes were lost makes room.
                same.delete()
            file.save(force_insert=True)
    except IntegrityError:
        selectors.files.place(file).unlink()
        return same.get()
    return file


def once(
    make: Callable[[], Made],
    *,
    purpose: str,
    owner: str,
    key: str,
    is_public: bool,
    retained_for: dt.timedelta | None = None,
) -> File:
    """Return the file that was made of this content, or make it now."""
    found = selectors.files.made_of(purpose, key)
    return found or keep(
        make(),
        purpose=purpose,
        owner=owner,
        key=key,
        is_public=is_public,
        retained_for=retained_for,
    )


def _check(made: Made, purpose: str) -> None:
    row = PURPOSES[purpose]
    if made.media_type not in row.media_types:
        raise DomainError(_("A file of this type is not kept here."), code="file_type")
    if len(made.data) > row.most_bytes:
        raise DomainError(_("The file is too large to be kept."), code="file_too_large")


def _write(place: Path, data: bytes) -> None:
    """Write the bytes so that nobody ever reads half of them."""
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.with_suffix(".part")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    draft.rename(place)


def forget(file: File) -> None:
    """Forget a file at once."""
    selectors.files.place(file).unlink(missing_ok=True)
    file.delete()


def forget_due(_at: dt.datetime) -> int:
    """Forget the files whose time is over: by real time, like every lease."""
    due = list(File.objects.filter(retained_until__lt=timezone.now()).order_by("pk")[:500])
    for file in due:
        forget(file)
    return len(due)
