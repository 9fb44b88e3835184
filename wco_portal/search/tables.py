"""The table of what can be found: each app adds a row per kind.

In `apps.ready()`:

    add_source("practice", _("Practices"), found=selectors.search.practices,
               follows=("communications.practice.",))

`found()` yields every thing of the kind, whatever its audience, as `Found`; the index is renewed
for the kind after each event whose type begins with one of `follows` (`manage.py rebuild_search`
renews all).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from wco_portal.search.enums import Audience


@dataclass(frozen=True, slots=True)
class Found:
    """A thing as the index keeps it, in both languages; an empty title is not indexed."""

    key: str
    address: Callable[[], str]
    title_en: str
    title_fr: str
    summary_en: str = ""
    summary_fr: str = ""
    body_en: str = ""
    body_fr: str = ""
    audience: Audience = Audience.PUBLIC
    visible_from: dt.date | None = None
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """A row of the table."""

    kind: str
    title: str | Promise
    found: Callable[[], Iterable[Found]]
    follows: tuple[str, ...]


SOURCES: dict[str, Origin] = {}


def add_source(
    kind: str,
    title: str | Promise,
    *,
    found: Callable[[], Iterable[Found]],
    follows: tuple[str, ...] = (),
) -> None:
    """Fill a row of the table, once."""
    if kind in SOURCES:
        msg = f"the kind {kind} is already there"
        raise ValueError(msg)
    SOURCES[kind] = Origin(kind, title, found, follows)


def followers(event_type: str) -> list[Origin]:
    """Return the rows that an event touches; loading reference files renews all at its end."""
    if event_type.endswith(".loaded"):
        return []
    return [each for each in SOURCES.values() if event_type.startswith(each.follows or "\0")]


def is_followed(event_type: str) -> bool:
    """Say whether an event touches the index."""
    return bool(followers(event_type))
