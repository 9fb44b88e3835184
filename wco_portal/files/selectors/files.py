"""Read files: only whom the owner's policy lets."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from wco_portal.access.policies import Actor
from wco_portal.files.models import File
from wco_portal.files.tables import PURPOSES


def by_public_id(public_id: str, actor: Actor) -> File:
    """Return a file that the actor may read, or 404 through `File.DoesNotExist`."""
    found = File.objects.get(public_id=public_id)
    purpose = PURPOSES.get(found.purpose)
    if purpose is None or not purpose.may_read(actor, found) or not place(found).exists():
        raise File.DoesNotExist
    return found


def made_of(purpose: str, key: str) -> File | None:
    """Return the file that was made of this content before, if its bytes are still there."""
    found = File.objects.filter(purpose=purpose, key=key).first()
    return found if found is not None and place(found).exists() else None


def place(file: File) -> Path:
    """Return where the bytes of a file stand."""
    return folder() / file.stored[:2] / file.stored


def folder() -> Path:
    """Return the store."""
    return Path(settings.PORTAL_VAR) / "files"


def data(file: File) -> bytes:
    """Return the bytes of a file."""
    return place(file).read_bytes()
