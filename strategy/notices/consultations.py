"""Whom consultations, positions and syntheses tell what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.models import Consultation, Reminder, Synthesis
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.selectors import people
from wco_portal.notifications.tables import (
    Recipient,
    add_group,
    add_notice,
    at_once,
    because,
    no_limit,
)

FOCAL = _("You are the focal point of %(member)s.")
HEAD = _("You are the head of the administration of %(member)s.")


def consultation_of(event: Event) -> Consultation:
    """Return the consultation of an event."""
    return Consultation.objects.phased().get(public_id=event.target)


def reminder_of(event: Event) -> Reminder:
    """Return the reminder of an event."""
    found = Reminder.objects.select_related("consultation", "region", "by")
    return found.get(public_id=event.target)


def synthesis_of(event: Event) -> Synthesis:
    """Return the synthesis of an event."""
    found = Synthesis.objects.select_related("consultation", "region", "drafted_by", "cleared_by")
    return found.get(public_id=event.target)


def everybody_asked(event: Event) -> Iterator[Recipient]:
    """The focal points of all Members that count on the closing day and that the window is for.

    That is a region, where the event names one, else those regions that have no window of their
    own.
    """
    made, region = consultation_of(event), event.data.get("region")
    asked = selectors.turnout.focal_points(made)
    if region:
        asked = asked.filter(member__region__code=region)
    else:
        asked = asked.exclude(member__region__in=made.windows.values("region"))
    for role in asked:
        yield Recipient(role.person, because(FOCAL, member=role.member))


def everybody_told(event: Event) -> Iterator[Recipient]:
    """The focal points of the Members that were told that they can answer."""
    made = consultation_of(event)
    own = made.windows.exclude(told_at=None).values("region")
    told = Q(member__region__in=own)
    if made.told_at is not None:
        told |= ~Q(member__region__in=made.windows.values("region"))
    for role in selectors.turnout.focal_points(made).filter(told):
        yield Recipient(role.person, because(FOCAL, member=role.member))


def own_administration(event: Event) -> Iterator[Recipient]:
    """The focal points and the head of the Member that sent its position: their receipt."""
    member = selectors.positions.by_receipt(event.data["receipt"]).position.member
    for name, reason in ((RoleName.FOCAL_POINT, FOCAL), (RoleName.HEAD, HEAD)):
        for person in people.of_member(member, on=clock.today(), names=[name]):
            yield Recipient(person, because(reason, member=member))


def heads(event: Event) -> Iterator[Recipient]:
    """The head of the administration to whom a draft was passed."""
    member = selectors.releases.of_event(event.target).position.member
    for person in people.of_member(member, on=clock.today(), names=[RoleName.HEAD]):
        yield Recipient(person, because(HEAD, member=member))


def focal_points(event: Event) -> Iterator[Recipient]:
    """The focal points of the administration whose head returned a draft."""
    member = selectors.releases.of_event(event.target).position.member
    for person in people.of_member(member, on=clock.today(), names=[RoleName.FOCAL_POINT]):
        yield Recipient(person, because(FOCAL, member=member))


def who_is_missing(event: Event) -> Iterator[Recipient]:
    """The focal points of the Members that the coordinator reminded and that have not answered."""
    made = reminder_of(event).consultation
    still = selectors.turnout.still_missing(made, event.data["members"])
    for role in selectors.turnout.focal_points(made, codes=still):
        yield Recipient(role.person, because(FOCAL, member=role.member))


def not_answered_yet(event: Event) -> Iterator[Recipient]:
    """The focal points of the Members that had not answered when the closing was called."""
    made = consultation_of(event)
    still = selectors.turnout.still_missing(made, event.data["members"])
    for role in selectors.turnout.focal_points(made, codes=still):
        yield Recipient(role.person, because(FOCAL, member=role.member))


def vice_chair(event: Event) -> Iterator[Recipient]:
    """The Vice-Chair of the region."""
    region = synthesis_of(event).region
    for person in people.of_region(region, on=clock.today(), names=[RoleName.VICE_CHAIR]):
        yield Recipient(person, because(_("You are the Vice-Chair of %(region)s."), region=region))


def coordinators(event: Event) -> Iterator[Recipient]:
    """The coordinator of the region."""
    region = synthesis_of(event).region
    for person in people.of_region(region, on=clock.today(), names=[RoleName.COORDINATOR]):
        reason = because(_("You are the coordinator of %(region)s."), region=region)
        yield Recipient(person, reason)


def coordinators_and_editors(event: Event) -> Iterator[Recipient]:
    """The coordinator of the region, and the Secretariat's editors."""
    yield from coordinators(event)
    for person in people.in_secretariat(RoleName.EDITOR, on=clock.today()):
        yield Recipient(person, _("You edit the plan that Members are consulted on."))


def about_consultation(event: Event) -> dict[str, Any]:
    """Return what the letters on an opening and a reopening say."""
    # The window that the letter tells is the region's, so the phase need not be worked out.
    made = Consultation.objects.get(public_id=event.target)
    return {
        "consultation": made,
        "window": selectors.consultations.window_of(made, event.data.get("region", "")),
        "reason_given": event.data.get("reason", ""),
        "address": f"{made.get_absolute_url()}answer/",
    }


def about_withdrawal(event: Event) -> dict[str, Any]:
    """Return what the letter on a withdrawal says."""
    words = about_consultation(event)
    return words | {"address": words["consultation"].get_absolute_url()}


def about_position(event: Event) -> dict[str, Any]:
    """Return what the receipt says."""
    revision = selectors.positions.by_receipt(event.data["receipt"])
    return {
        "revision": revision,
        "member": revision.position.member,
        "consultation": revision.position.consultation,
        "lines": selectors.positions.lines(revision, selectors.positions.ranked(revision)),
        "paper": getattr(revision, "paper", None),
        "address": revision.get_absolute_url(),
    }


def about_release(event: Event) -> dict[str, Any]:
    """Return what letters on a release say."""
    release = selectors.releases.of_event(event.target)
    return {
        "release": release,
        "member": release.position.member,
        "consultation": release.position.consultation,
        "address": release.get_absolute_url(),
    }


def about_reminder(event: Event) -> dict[str, Any]:
    """Return what a reminder says."""
    reminder = reminder_of(event)
    made = reminder.consultation
    address = f"{made.get_absolute_url()}answer/"
    window = selectors.consultations.window_of(made, reminder.region.code)
    return {"reminder": reminder, "consultation": made, "window": window, "address": address}


def reminder_closes_at(event: Event) -> dt.datetime:
    """Return until when a Member that was reminded can answer."""
    reminder = reminder_of(event)
    window = selectors.consultations.window_of(reminder.consultation, reminder.region.code)
    return window.closes_at


def closing_closes_at(event: Event) -> dt.datetime:
    """Return until when a Member that was called can answer."""
    return dt.datetime.fromisoformat(event.data["closes_at"])


def about_synthesis(event: Event) -> dict[str, Any]:
    """Return what letters on a synthesis say."""
    synthesis = synthesis_of(event)
    return {
        "synthesis": synthesis,
        "region": synthesis.region,
        "consultation": synthesis.consultation,
        "address": synthesis.get_absolute_url(),
    }


LATEST: Final = {
    "consultation_opened": at_once,
    "consultation_reminder": reminder_closes_at,
    "consultation_closing": closing_closes_at,
}
# Notice, event, whom it tells, what it says.
TOLD: Final = (
    ("consultation_opened", "consultation.window_opened", everybody_asked, about_consultation),
    ("consultation_reopened", "consultation.reopened", everybody_asked, about_consultation),
    ("consultation_withdrawn", "consultation.withdrawn", everybody_told, about_withdrawal),
    ("consultation_reminder", "consultation.reminded", who_is_missing, about_reminder),
    ("consultation_closing", "consultation.closing", not_answered_yet, about_consultation),
    ("release_asked", "release.asked", heads, about_release),
    ("release_returned", "release.returned", focal_points, about_release),
    ("synthesis_proposed", "synthesis.proposed", vice_chair, about_synthesis),
    ("synthesis_returned", "synthesis.returned", coordinators, about_synthesis),
    ("synthesis_cleared", "synthesis.cleared", coordinators_and_editors, about_synthesis),
)


def register() -> None:
    """Fill this noun's rows of the table."""
    add_group("consultations", _("Consultations"))
    for name, event, audience, context in TOLD:
        add_notice(
            name,
            event=f"strategy.{event}",
            group="consultations",
            audience=audience,
            context=context,
            latest=LATEST.get(name, no_limit),
        )
    add_notice(
        "consultation_receipt",
        event="strategy.position.sent",
        group="consultations",
        audience=own_administration,
        context=about_position,
        is_required=True,
    )
