"""Pages kept in each process, by the state of the database that they were made from.

The version is the database's own snapshot: which transactions are visible. Two equal snapshots see
the same rows, and no snapshot ever returns, so a kept page is exactly what would be made now. Any
commit makes a new version, whichever table it wrote; nothing has to be told. What depends on the
time of day turns with the minute of the business clock, as every form writes times in minutes.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.db import connection

VERSION: Final = "SELECT pg_current_snapshot()::text, date_trunc('minute', portal_now())::text"
MOST_BYTES: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was sent."""

    content: bytes
    headers: dict[str, str]


def version() -> tuple[str, str]:
    """Name the state of everything that a page is made from; ask before making it."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        snapshot, minute = cursor.fetchone()
    return snapshot, minute


class Shelf:
    """The kept answers of one process; those not asked for longest leave first."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self.most_bytes = most_bytes
        self._size = 0
        self._kept: OrderedDict[Hashable, tuple[object, Kept]] = OrderedDict()
        self._lock = Lock()

    def find(self, key: Hashable, version: object) -> Kept | None:
        """Give what was kept of this version."""
        with self._lock:
            made_from, kept = self._kept.get(key, (None, None))
            if kept is None or made_from != version:
                return None
            self._kept.move_to_end(key)
            return kept

    def keep(self, key: Hashable, version: object, answer: Kept) -> None:
        """Keep an answer in place of an older one."""
        with self._lock:
            _version, old = self._kept.pop(key, (None, None))
            self._size -= len(old.content) if old else 0
            self._kept[key] = (version, answer)
            self._size += len(answer.content)
            while self._size > self.most_bytes:
                _key, (_version, last) = self._kept.popitem(last=False)
                self._size -= len(last.content)


SHELF: Final = Shelf()
