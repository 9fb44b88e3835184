"""Read what was told to whom."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.directory.models import Person
from wco_portal.notifications.enums import Channel, DeliveryState
from wco_portal.notifications.models import Delivery, KeptMail


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
