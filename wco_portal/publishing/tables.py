"""The table of the kinds of text that upper apps fill when ready: whose they are, who may write.

In `apps.ready()`:

    add_kind(Kind("plan", lock=services.plans.locked_owner, ...))

The platform's one write path asks it before each act of writing is accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from wco_portal.access.permissions import Permission
from wco_portal.directory.models import Person
from wco_portal.publishing.models import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table.

    `owner` finds the record that a text belongs to (hidden from the actor: DoesNotExist), `lock`
    finds it again under a row lock, `sections` names the sections that it may have, `written`
    counts a change of it, and `event` is the type of what a sitting leaves in the audit trail.
    """

    name: str
    view: Permission
    edit: Permission
    event: str
    owner: Callable[[Text], Any]
    lock: Callable[[Text], Any]
    sections: Callable[[Any], Collection[str]]
    written: Callable[[Any, Person], None]


KINDS: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    """Fill a row of the table, once."""
    if kind.name in KINDS:
        msg = f"the kind {kind.name} is already there"
        raise ValueError(msg)
    KINDS[kind.name] = kind
