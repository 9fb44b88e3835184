"""Whom workshops and challenges tell what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy import selectors
from strategy.models import Workshop
from strategy.rules import calendars
from wco_portal.audit.models import Event
from wco_portal.common.bilingual import local
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person, Role
from wco_portal.notifications.tables import (
    Attachment,
    Recipient,
    add_group,
    add_notice,
    at_once,
    because,
    no_attachments,
)

WHY: Final = {
    RoleName.FOCAL_POINT: gettext_lazy("You are the focal point of %(of)s."),
    RoleName.COORDINATOR: gettext_lazy("You are the coordinator of the region %(of)s."),
    RoleName.VICE_CHAIR: gettext_lazy("You are the Vice-Chair of the region %(of)s."),
}
CANCELLED: Final = "strategy.workshop.cancelled"


def to_the_region(event: Event) -> Iterable[Recipient]:
    """Tell the focal points of the region, its coordinator and its Vice-Chair, nobody else."""
    for role in selectors.workshops.invited(selectors.workshops.of_event(event)):
        yield Recipient(role.person, _why(role))


def _why(role: Role) -> Any:
    return because(WHY[RoleName(role.name)], of=role.member or role.region)


def to_call(event: Event) -> Iterable[Recipient]:
    """Call the focal points of the administrations that have not registered anybody."""
    workshop = selectors.workshops.of_event(event)
    still = {member.code for member in selectors.participants.missing(workshop)}
    codes = still & set(event.data["members"])
    for role in selectors.participants.focal_points(workshop, codes):
        yield Recipient(role.person, _why(role))


def to_call_last(event: Event) -> Iterable[Recipient]:
    """Call them a last time, and let the coordinator know how many have registered."""
    yield from to_call(event)
    for role in selectors.workshops.invited(selectors.workshops.of_event(event)):
        if role.name == RoleName.COORDINATOR:
            yield Recipient(role.person, _why(role))


def begins_at(event: Event) -> dt.datetime | None:
    """Return when the workshop begins: a letter on it comes before."""
    return selectors.workshops.of_event(event).starts_at


def registration_ends_at(event: Event) -> dt.datetime | None:
    """Return until when participants can be registered."""
    return selectors.workshops.of_event(event).registration_ends_at


def registration_words(event: Event) -> dict[str, Any]:
    """Return what the calls to register say."""
    words = workshop_words(event)
    workshop: Workshop = words["workshop"]
    registered, members, _people = selectors.participants.counts(workshop)
    return words | {
        "registered": registered,
        "members": members,
        "address": reverse("workshop-participants", args=[workshop.slug]),
    }


def conclusion_words(event: Event) -> dict[str, Any]:
    """Return what the letter on the conclusions says."""
    words = workshop_words(event)
    workshop: Workshop = words["workshop"]
    said = workshop.conclusions.order_by("order", "pk")
    return words | {
        "conclusions": [str(local(each, "text")) for each in said],
        "attendance": selectors.workshops.attendance(workshop),
    }


def workshop_words(event: Event) -> dict[str, Any]:
    """Return what the letters about a workshop say."""
    workshop = selectors.workshops.of_event(event)
    changed = event.data.get("changed", {})
    own_zone = timezone.get_current_timezone_name()
    is_elsewhere = own_zone != workshop.zone
    return {
        "workshop": workshop,
        "when": selectors.workshops.when(workshop, zone=workshop.zone),
        "when_here": selectors.workshops.when(workshop, zone=own_zone) if is_elsewhere else "",
        "closes": selectors.workshops.closes(workshop, zone=own_zone),
        "place": str(local(workshop, "place")) or _("online"),
        "address": workshop.get_absolute_url(),
        "reason_given": event.data.get("reason", ""),
        "times_changed": bool({"starts_at", "ends_at", "zone"} & set(changed)),
        "place_changed": bool({"place_en", "place_fr", "online_address"} & set(changed)),
    }


def invitation(event: Event, person: Person, words: dict[str, Any]) -> Sequence[Attachment]:
    """Attach the calendar entry: shown by the mail program, and as a file."""
    workshop: Workshop = words["workshop"]
    entry = selectors.workshops.entry(
        workshop,
        stamp=event.happened_at,
        sequence=event.data.get("sequence"),
        secret=workshop.online_address,
    )
    entry = replace(entry, is_cancelled=event.type == CANCELLED)
    written = calendars.invitation(
        entry,
        organiser=settings.DEFAULT_FROM_EMAIL,
        name=settings.PORTAL_ORGANISATION,
        attendee=person.email,
    )
    method = "CANCEL" if entry.is_cancelled else "REQUEST"
    return [
        Attachment("invitation.ics", written, f"text/calendar; method={method}", True),
        Attachment("invitation.ics", written, "application/ics"),
    ]


def to_who_raised(event: Event) -> Iterable[Recipient]:
    """Tell the focal point who raised the challenge."""
    challenge = selectors.challenges.of_event(event)
    if challenge.raised_by is not None:
        yield Recipient(
            challenge.raised_by,
            because(
                gettext_lazy("You raised this challenge for %(member)s."), member=challenge.member
            ),
        )


def challenge_words(event: Event) -> dict[str, Any]:
    """Return what the letters about a challenge say."""
    challenge = selectors.challenges.of_event(event)
    return {"challenge": challenge, "address": challenge.get_absolute_url()}


def register() -> None:
    """Fill this noun's rows of the table."""
    add_group("workshops", gettext_lazy("Workshops and challenges"))
    for act in ("announced", "changed", "cancelled", "reminded"):
        add_notice(
            f"workshop_{act}",
            event=f"strategy.workshop.{act}",
            group="workshops",
            audience=to_the_region,
            context=workshop_words,
            attachments=no_attachments if act == "reminded" else invitation,
            latest=begins_at if act == "reminded" else at_once,
        )
    _register_calls()
    for act in ("raised", "taken_up", "set_aside"):
        add_notice(
            f"challenge_{act}",
            event=f"strategy.challenge.{act}",
            group="workshops",
            audience=to_who_raised,
            context=challenge_words,
            is_required=act == "raised",
        )


def _register_calls() -> None:
    for act, audience in (
        ("registration_called", to_call),
        ("registration_closing", to_call_last),
    ):
        add_notice(
            f"workshop_{act}",
            event=f"strategy.workshop.{act}",
            group="workshops",
            audience=audience,
            context=registration_words,
            latest=registration_ends_at,
        )
    add_notice(
        "workshop_conclusions",
        event="strategy.workshop.shared",
        group="workshops",
        audience=to_the_region,
        context=conclusion_words,
    )
