"""A state machine is a table: readable, testable pair by pair, drawable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from wco_portal.access import policies
from wco_portal.access.decisions import ALLOWED, Decision, denied
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person


@dataclass(frozen=True, slots=True)
class Transition:
    """One arrow; without a permission it belongs to the clock and no person can follow it."""

    name: str
    sources: AbstractSet[TextChoices]
    target: str
    permission: Permission | None
    event: str
    label: str | Promise
    guards: tuple[Callable[[Any], None], ...] = ()


@dataclass(frozen=True, slots=True)
class Open:
    """An arrow as a page or the API shows it: possible now, or why not."""

    transition: Transition
    decision: Decision


@dataclass(frozen=True, slots=True)
class Workflow:
    """All arrows of one model."""

    transitions: Mapping[str, Transition]

    def find(self, name: str, *, source: str) -> Transition:
        """Return the arrow, or say that it does not leave from here."""
        transition = self.transitions[name]
        if source not in transition.sources:
            raise DomainError(_refusal(transition, source), code="wrong_state")
        return transition

    def follow(self, name: str, obj: Any, *, by: Person) -> Transition:
        """Return the arrow if the person may, it leaves from here and no guard objects."""
        transition = self.transitions[name]
        if transition.permission is None:
            raise DomainError(_("Only the clock does this."), code="clock_only")
        policies.require(by, transition.permission, obj)
        self.find(name, source=obj.state)
        for guard in transition.guards:
            guard(obj)
        return transition

    def decide(self, name: str, obj: Any, *, by: Actor) -> Decision:
        """Say whether `follow` would succeed, and if not why."""
        transition = self.transitions[name]
        if transition.permission is None:
            return denied(_("Only the clock does this."))
        decision = policies.check(by, transition.permission, obj)
        if not decision:
            return decision
        try:
            self.find(name, source=obj.state)
            for guard in transition.guards:
                guard(obj)
        except DomainError as no:
            return denied(str(no.message))
        return ALLOWED

    def open_from(self, source: str) -> list[Transition]:
        """List the arrows that leave a state."""
        return [t for t in self.transitions.values() if source in t.sources]

    def offered(self, obj: Any, *, by: Actor) -> list[Open]:
        """List the arrows of people that leave the state, each possible or with its reason."""
        return [
            Open(t, self.decide(t.name, obj, by=by))
            for t in self.open_from(obj.state)
            if t.permission is not None
        ]

    def available(self, obj: Any, *, by: Actor) -> list[str]:
        """Name the arrows that the actor can follow now, as the API shows them."""
        return [each.transition.name for each in self.offered(obj, by=by) if each.decision]


def _refusal(transition: Transition, source: str) -> str:
    """Say in which state the thing is, and in which ones the arrow leaves."""
    states = type(next(iter(transition.sources)))
    needed = [str(state.label) for state in states if state in transition.sources]
    return _(
        "“%(act)s” is not possible now: the state is “%(state)s”, and it must be “%(needed)s”."
    ) % {
        "act": transition.label,
        "state": states(source).label,
        "needed": _("” or “").join(needed),
    }
