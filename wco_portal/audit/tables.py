"""The tables that upper apps fill when ready: effects of events, acts of the clock, wake-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wco_portal.audit.models import Event


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that events owe: which types owe it, and the act, safe to run twice."""

    name: str
    owed_by: Callable[[str], bool]
    act: Callable[[Event], None]


# Effects by name; an event owes each effect whose `owed_by` says yes to its type.
EFFECTS: dict[str, Effect] = {}

# What the clock does: `name -> act(at)`; each finds in SQL what is due and not yet done.
CLOCK_ACTS: dict[str, Callable[[dt.datetime], int]] = {}

# What follows the effects in each sweep, for example handing over the mails that they owe.
LAST_ACTS: dict[str, Callable[[dt.datetime], int]] = {}

# Called after the commit of an event that owes something: publish a wake-up. May fail in silence.
WAKE_UPS: list[Callable[[], None]] = []


def owed(event_type: str) -> Mapping[str, Effect]:
    """Return the effects that a type of event owes."""
    return {name: effect for name, effect in EFFECTS.items() if effect.owed_by(event_type)}


def add_effect(name: str, *, owed_by: Callable[[str], bool], act: Callable[[Event], None]) -> None:
    """Fill a row of the table of effects, once."""
    if name in EFFECTS:
        msg = f"the effect {name} is already there"
        raise ValueError(msg)
    EFFECTS[name] = Effect(name, owed_by, act)


def add_clock_act(name: str, act: Callable[[dt.datetime], int]) -> None:
    """Fill a row of the table of acts of the clock, once."""
    if name in CLOCK_ACTS:
        msg = f"the act {name} is already there"
        raise ValueError(msg)
    CLOCK_ACTS[name] = act


def add_last_act(name: str, act: Callable[[dt.datetime], int]) -> None:
    """Fill a row of the table of what follows the effects, once."""
    if name in LAST_ACTS:
        msg = f"the act {name} is already there"
        raise ValueError(msg)
    LAST_ACTS[name] = act


# When something falls due next, after a business time: a table for whoever steps the clock.
NEXT_DUE: list[Callable[[dt.datetime], dt.datetime | None]] = []


def next_due(after: dt.datetime) -> dt.datetime | None:
    """Return the next business time at which the clock has something to do."""
    moments = [moment for find in NEXT_DUE if (moment := find(after)) is not None]
    return min(moments, default=None)
