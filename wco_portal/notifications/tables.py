"""The table of notices: which event tells whom what, filled by the apps when they are ready.

An app that wants to tell people of its events writes three things.

1. Two bodies, `templates/emails/workshop_announced.txt` (the subject in its first line, an empty
   line, the text) and `templates/emails/workshop_announced.html` (only what stands inside the
   letter: paragraphs, lists, `<p><a class="button" href="{{ link }}">...</a></p>`; the layout is
   added). Both are rendered at sending, in the recipient's language and time zone, with what
   `context` returns and besides `link` (absolute) and `base` (of all links). They are the same for
   everybody of one language and zone, and written once for all of them; what is one person's own
   is returned by `own`, which gets those words too, and such a letter is written for each.

2. `strategy/notices.py`, functions of the event that ask selectors:

    def to_the_region(event: Event) -> Iterable[Recipient]:
        workshop = selectors.workshops.of_event(event)
        for role in selectors.workshops.invited(workshop):
            yield Recipient(role.person, because(_("You are the focal point of %(member)s."),
                                                 member=role.member))

    def workshop_context(event: Event) -> dict[str, Any]:
        workshop = selectors.workshops.of_event(event)
        return {"workshop": workshop, "address": workshop.get_absolute_url()}

3. In `apps.ready()`:

    add_group("workshops", _("Workshops"))
    add_notice("workshop_announced", event="strategy.workshop.announced", group="workshops",
               audience=notices.to_the_region, context=notices.workshop_context,
               attachments=notices.invitation)

That is all: the event's outbox row makes one Delivery per recipient and channel, and the sweep
hands each over once. `is_required=True` takes away the right to switch the mail off (receipts).
Mails wait for the end of a person's quiet hours and for the summary that the person chose, unless
`latest=at_once` (invitations, cancellations), or they would come too late for what
`latest(event)` returns.
Everybody of one event gets one notice: when two notices of an event name the same person, the one
that was added first is sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, Unpack, cast

from django.utils.functional import Promise, lazy

from wco_portal.audit.models import Event
from wco_portal.directory.models import Person


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who is told, and why, in words that are translated when they are read."""

    person: Person
    reason: str | Promise


@dataclass(frozen=True, slots=True)
class Attachment:
    """Something that goes with a letter; an alternative is shown by the mail program itself."""

    name: str
    content: str
    media_type: str
    is_alternative: bool = False


# Of an event and a person, with the words of the letter.
Attach = Callable[[Event, Person, dict[str, Any]], Sequence[Attachment]]
# The same, with the words that are told to everybody alike.
Own = Callable[[Event, Person, dict[str, Any]], dict[str, Any]]


def no_attachments(event: Event, person: Person, words: dict[str, Any]) -> Sequence[Attachment]:
    """Attach nothing."""
    del event, person, words
    return ()


def no_limit(event: Event) -> dt.datetime | None:
    """Say that a letter may come at any time."""
    del event
    return None


def at_once(event: Event) -> dt.datetime | None:
    """Say that a letter is urgent and never waits."""
    return event.happened_at


@dataclass(frozen=True, slots=True)
class Notice:
    """A row of the table; `name` names the pair of templates.

    A mail does not wait for the end of quiet hours or for a summary when it would then come too
    late for what it asks for: `latest` returns until when that can be done.
    """

    name: str
    event: str
    group: str
    audience: Callable[[Event], Iterable[Recipient]]
    context: Callable[[Event], dict[str, Any]]
    own: Own | None = None
    attachments: Attach = no_attachments
    is_required: bool = False
    latest: Callable[[Event], dt.datetime | None] = no_limit

    @property
    def may_wait(self) -> bool:
        """Say whether its mails may be held back."""
        return not self.is_required and self.latest is not at_once


# Notices by name, and the groups in which people choose what they want to hear.
NOTICES: dict[str, Notice] = {}
GROUPS: dict[str, str | Promise] = {}


def because(message: str | Promise, **values: object) -> Promise:
    """Return a lazy reason: message and values are put together in the reader's language."""

    def say() -> str:
        return str(message) % {name: str(value) for name, value in values.items()}

    said: object = lazy(say, str)()
    return cast("Promise", said)


def add_group(name: str, title: str | Promise) -> None:
    """Name a group of notices; several apps may share one."""
    GROUPS.setdefault(name, title)


class More(TypedDict, total=False):
    """What a row of the table may say besides."""

    own: Own
    attachments: Attach
    is_required: bool
    latest: Callable[[Event], dt.datetime | None]


def add_notice(
    name: str,
    *,
    event: str,
    group: str,
    audience: Callable[[Event], Iterable[Recipient]],
    context: Callable[[Event], dict[str, Any]],
    **more: Unpack[More],
) -> None:
    """Fill a row of the table, once; `event` is the type of the event that owes the notice."""
    if name in NOTICES:
        msg = f"the notice {name} is already there"
        raise ValueError(msg)
    if group not in GROUPS:
        msg = f"the group {group} of the notice {name} has no title: call add_group first"
        raise ValueError(msg)
    NOTICES[name] = Notice(name, event, group, audience, context, **more)


def of_event(event_type: str) -> list[Notice]:
    """Return the notices that a type of event owes, in the order in which they were added."""
    return [notice for notice in NOTICES.values() if notice.event == event_type]


def optional(group: str) -> list[str]:
    """Return the names of the notices of a group that a person may switch off."""
    return [each.name for each in NOTICES.values() if each.group == group and not each.is_required]


def owed_by(event_type: str) -> bool:
    """Say whether a type of event owes any notice."""
    return bool(of_event(event_type))
