"""Set what a person changed, and say what it was before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from strategy.models import Consultation, Workshop


def put(thing: Consultation | Workshop, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """Set values and count the version up; return what changed, before and after, for the event."""
    changed = {
        name: [said(getattr(thing, name)), said(value)]
        for name, value in values.items()
        if getattr(thing, name) != value
    }
    for name, value in values.items():
        setattr(thing, name, value)
    thing.full_clean()
    thing.version += 1
    thing.save(update_fields=[*values, "version", "updated_at"])
    return changed


def said(value: object) -> str:
    """Write a value as events keep it: times as ISO 8601, nothing as nothing."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, dt.datetime) else str(value)
