"""Read what was told to whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Min, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.directory.models import Person
from wco_portal.notifications.enums import Channel, DeliveryState, Hold
from wco_portal.notifications.models import Delivery, KeptMail
from wco_portal.notifications.tables import GROUPS, NOTICES


def in_centre(person: Person, *, only_unread: bool = False) -> QuerySet[Delivery]:
    """Return what stands in a person's notification centre, the newest first."""
    told = Delivery.objects.in_centre(person).select_related("event")
    return told.unread() if only_unread else told


def unread_count(person: Person) -> int:
    """Count what a person has not read."""
    return Delivery.objects.in_centre(person).unread().count()


def own(public_id: str, actor: Actor) -> Delivery:
    """Return a notice of the actor's own centre, or 404 through `Delivery.DoesNotExist`."""
    if not isinstance(actor, Person):
        raise Delivery.DoesNotExist
    return in_centre(actor).get(public_id=public_id)


def mails_visible_to(actor: Actor) -> QuerySet[KeptMail]:
    """Return the mails the actor received; all of them to who oversees mail."""
    mails = KeptMail.objects.select_related("delivery__recipient", "delivery__event")
    if policies.check(actor, Permission.MAIL_OVERSEE):
        return mails.order_by("-pk")
    if not isinstance(actor, Person):
        return mails.none()
    return mails.to(actor).order_by("-pk")


def mails_of(person: Person) -> QuerySet[KeptMail]:
    """Return the mails that a person received."""
    mails = KeptMail.objects.select_related("delivery__recipient", "delivery__event")
    return mails.to(person).order_by("-pk")


def mail(public_id: str, actor: Actor) -> KeptMail:
    """Return a mail that the actor may see, or 404 through `KeptMail.DoesNotExist`."""
    return mails_visible_to(actor).get(public_id=public_id)


def undelivered() -> QuerySet[Delivery]:
    """Return the mails that were given up, the newest first."""
    return Delivery.objects.undelivered().select_related("recipient", "event")


def dead_letter(public_id: str) -> Delivery:
    """Return a mail that was given up, or 404 through `Delivery.DoesNotExist`."""
    return undelivered().get(public_id=public_id)


def mail_counts(*, target: str) -> dict[str, int]:
    """Count the mails about a thing, by state."""
    states = {str(state): Count("pk", filter=Q(state=state)) for state in DeliveryState}
    about = Delivery.objects.filter(event__target=target, channel=Channel.MAIL)
    return about.aggregate(**states)


def to_gather(at: dt.datetime) -> QuerySet[Delivery]:
    """Return what is due in a summary."""
    return Delivery.objects.filter(state=DeliveryState.HELD, hold=Hold.DIGEST, held_until__lte=at)


def next_release(after: dt.datetime) -> dt.datetime | None:
    """Return when the next mail that is held back may leave."""
    held = Delivery.objects.filter(state=DeliveryState.HELD, held_until__gt=after)
    found: dt.datetime | None = held.aggregate(at=Min("held_until"))["at"]
    return found


def letters_of(person: Person) -> QuerySet[Delivery]:
    """Return every mail that is or was owed to a person, the newest first, with its fate."""
    rows = Delivery.objects.filter(recipient=person, channel=Channel.MAIL)
    return rows.select_related("event", "summary").order_by("-pk")


@dataclass(frozen=True, slots=True)
class Fate:
    """A mail with what it is about, until its letter is written: the name of its group."""

    row: Delivery
    about: str | Promise


def on_their_way(person: Person) -> QuerySet[Delivery]:
    """Return the mails of a person of which no copy stands in the portal, the newest first."""
    return letters_of(person).filter(kept=None)


def fates(rows: Iterable[Delivery]) -> list[Fate]:
    """Return mails with what they are about."""
    return [Fate(row, _about(row)) for row in rows]


def _about(row: Delivery) -> str | Promise:
    notice = NOTICES.get(row.notice)
    return row.subject or (GROUPS[notice.group] if notice else _("Summary"))
