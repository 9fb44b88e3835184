"""Freeze a record and its texts: one canonical JSON with its SHA-256, for good."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from wco_portal.common import clock
from wco_portal.directory.models import Person
from wco_portal.publishing.models import FrozenVersion
from wco_portal.publishing.rules import schema


def digest(content: dict[str, Any]) -> str:
    """Return the SHA-256 that a version with this content has."""
    return schema.digest(content)


@transaction.atomic
def freeze(
    owner: str,
    *,
    content: dict[str, Any],
    reason: Mapping[str, str],
    event: str,
    by: Person | None,
    is_demonstration: bool = False,
) -> FrozenVersion:
    """Keep a version, its reason in both languages; the caller holds the owner's lock."""
    last = FrozenVersion.objects.filter(owner=owner).aggregate(last=Max("number"))["last"] or 0
    return FrozenVersion.objects.create(
        owner=owner,
        number=last + 1,
        content=content,
        sha256=digest(content),
        reason_en=reason["en"],
        reason_fr=reason["fr"],
        event=event,
        by=by,
        at=clock.now(),
        is_demonstration=is_demonstration,
    )
