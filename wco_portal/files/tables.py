"""The table of purposes: what a file may be, how large, and whom its owner's policy lets read it.

In `apps.ready()`:

    add_purpose("plan", media_types={PDF, DOCX}, most_bytes=20 * MB, may_read=prints.may_read)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from wco_portal.access.policies import Actor
from wco_portal.files.models import File

PDF: Final = "application/pdf"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Purpose:
    """A row of the table."""

    name: str
    media_types: frozenset[str]
    most_bytes: int
    may_read: Callable[[Actor, File], bool]


PURPOSES: dict[str, Purpose] = {}


def add_purpose(
    name: str,
    *,
    media_types: set[str],
    most_bytes: int,
    may_read: Callable[[Actor, File], bool],
) -> None:
    """Fill a row of the table, once."""
    if name in PURPOSES:
        msg = f"the purpose {name} is already there"
        raise ValueError(msg)
    PURPOSES[name] = Purpose(name, frozenset(media_types), most_bytes, may_read)
