"""Facts come from files inside the owning app; each app fills its rows of this table when ready.

`manage.py load_reference` runs the loaders in the order of the line of apps, in one transaction,
when a file's SHA-256 changed. A row that a person edited is left alone.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from django.db import models

from wco_portal.common.models import Source

M = TypeVar("M", bound=models.Model)


class Record(Protocol):
    """Write an audit event; handed in, because the loaders of low apps stand below the audit."""

    def __call__(self, type_: str, *, target: models.Model, data: dict[str, Any]) -> object:
        """Write the event."""


Loader = Callable[[Record], None]


@dataclass(frozen=True, slots=True)
class Bundle:
    """The reference files of an app and what loads them."""

    name: str
    files: Sequence[Path]
    load: Loader

    def sha256(self) -> str:
        """Return one digest over all files."""
        digest = hashlib.sha256()
        for file in self.files:
            digest.update(file.read_bytes())
        return digest.hexdigest()


BUNDLES: list[Bundle] = []


def rows(file: Path) -> list[dict[str, str]]:
    """Read a CSV file; an empty cell means not known."""
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def upsert(
    model: type[M], *, key: Mapping[str, Any], values: Mapping[str, Any], event: str, record: Record
) -> M:
    """Make or bring up to date the row with this key, with an event when something changed."""
    found = model._default_manager.filter(**key).first()  # noqa: SLF001 -- Django's public word
    if found is None:
        made = model(**key, **values)
        made.full_clean()
        made.save()
        record(event, target=made, data={"made": True})
        return made
    changed = {name: value for name, value in values.items() if getattr(found, name) != value}
    if changed and not getattr(found, "is_edited", False):
        for name, value in changed.items():
            setattr(found, name, value)
        found.full_clean()
        found.save()
        record(event, target=found, data={"changed": sorted(changed)})
    return found


def load_sources(file: Path, record: Record) -> None:
    """Load a file of sources."""
    for row in rows(file):
        code = row.pop("code")
        upsert(Source, key={"code": code}, values=row, event="common.source.loaded", record=record)


def source(code: str) -> Source | None:
    """Return the source of a code; an empty code means that none is known."""
    return Source.objects.get(code=code) if code else None
