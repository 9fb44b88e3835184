"""The table of the kinds of text that upper apps fill when ready: whose they are, who may write.

In `apps.ready()`:

    add_kind(Kind("plan", lock=services.plans.locked_owner, ...))

The platform's one write path asks it before each act of writing is accepted.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision
from wco_portal.access.permissions import Permission
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing.models import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the table.

    `owner` finds the record that a text belongs to (hidden from the actor: DoesNotExist), `lock`
    finds it again under a row lock, `sections` names the sections that it may have, `written`
    counts a change of it; `event` is what a sitting leaves in the audit trail, `remarked` what a
    comment does.
    """

    name: str
    view: Permission
    edit: Permission
    event: str
    remarked: str
    owner: Callable[[Text], Any]
    lock: Callable[[Text], Any]
    sections: Callable[[Any], Collection[str]]
    written: Callable[[Any, Person], None]
    # The page on which a section is written.
    address: Callable[[Any, str], str]
    # How a section is called and where it stands now; None when it is not there any more.
    part: Callable[[Any, str], str | None] | None = None


KINDS: dict[str, Kind] = {}


def add_kind(kind: Kind) -> None:
    """Fill a row of the table, once."""
    if kind.name in KINDS:
        msg = f"the kind {kind.name} is already there"
        raise ValueError(msg)
    KINDS[kind.name] = kind


def is_open(kind: Kind, owner: Any, *, by: Any) -> Decision:
    """Say whether a text may be written in now, whatever the person's role."""
    condition = policies.CONDITIONS.get(kind.edit)
    return condition(by, owner) if condition else ALLOWED


def require_open(kind: Kind, owner: Any, *, by: Person) -> None:
    """Raise with the reason when the text is closed, whatever the person's role."""
    decision = is_open(kind, owner, by=by)
    if not decision:
        raise DomainError(str(decision.reason), code="text_closed")
