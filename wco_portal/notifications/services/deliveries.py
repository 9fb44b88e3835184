"""Make what an event owes to people, once per recipient and channel, however often asked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from django.db import transaction
from django.utils import timezone

from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.bilingual import in_both
from wco_portal.directory.models import Person
from wco_portal.notifications import rules, selectors
from wco_portal.notifications.enums import Channel, DeliveryState
from wco_portal.notifications.models import Delivery
from wco_portal.notifications.rules import Held
from wco_portal.notifications.tables import Notice, Recipient, of_event

EFFECT = "notify"
# From so many on a second process is to hand them over beside the one that made them.
MANY = 100
AT_ONCE = 1000


def notify(event: Event) -> None:
    """Make the deliveries that an event owes; safe to run twice."""
    for notice in of_event(event.type):
        _make(notice, event)


def _make(notice: Notice, event: Event) -> None:
    told = {to.person.pk: to for to in notice.audience(event) if to.person.is_active}
    no = selectors.preferences.unwanted(notice.group, [to.person for to in told.values()])
    waits = _waits(notice, event, told)
    rows = (
        row
        for to in told.values()
        for row in _rows(notice, event, to, waits.get(to.person.pk))
        if notice.is_required or (to.person.pk, row.channel) not in no
    )
    # By parts: the database cuts off who does nothing for half a minute inside a transaction.
    while part := list(islice(rows, AT_ONCE)):
        Delivery.objects.bulk_create(part, ignore_conflicts=True)
    if len(told) >= MANY:
        audit.wake_after_commit()


def _waits(notice: Notice, event: Event, told: dict[int, Recipient]) -> dict[int, Held]:
    """Return by person until when a mail is held back; who is not named gets it now."""
    if not notice.may_wait:
        return {}
    chosen = selectors.preferences.times([to.person for to in told.values()])
    if not chosen:
        return {}
    latest, at = notice.latest(event), clock.now()
    found = {pk: rules.held(at, times, latest=latest) for pk, times in chosen.items()}
    return {pk: wait for pk, wait in found.items() if wait is not None}


def _rows(notice: Notice, event: Event, to: Recipient, wait: Held | None) -> Iterator[Delivery]:
    reasons = {f"reason_{code}": words[:300] for code, words in in_both(to.reason).items()}
    for channel in Channel:
        row = Delivery(
            event=event,
            notice=notice.name,
            recipient=to.person,
            channel=channel,
            made_at=clock.now(),
            **reasons,
        )
        if wait is not None and channel == Channel.MAIL:
            row.state, row.held_until, row.hold = DeliveryState.HELD, wait.until, wait.hold
        yield row


@transaction.atomic
def read(delivery: Delivery, *, by: Person) -> Delivery:
    """Mark a notice of one's own centre as read."""
    policies.require(by, Permission.PREFERENCES_EDIT)
    if delivery.recipient_id == by.pk and delivery.read_at is None:
        delivery.read_at = timezone.now()
        delivery.save(update_fields=["read_at"])
    return delivery


@transaction.atomic
def read_all(*, by: Person) -> int:
    """Mark all notices of one's own centre as read."""
    policies.require(by, Permission.PREFERENCES_EDIT)
    return Delivery.objects.in_centre(by).unread().update(read_at=timezone.now())


@transaction.atomic
def try_again(delivery: Delivery, *, by: Person) -> Delivery:
    """Hand a mail over again that was given up."""
    policies.require(by, Permission.MAIL_OVERSEE)
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if delivery.state == DeliveryState.DEAD:
        delivery.state, delivery.attempts, delivery.due_at = (
            DeliveryState.WAITING,
            0,
            timezone.now(),
        )
        delivery.save(update_fields=["state", "attempts", "due_at"])
        audit.record(
            "notifications.delivery.tried_again",
            target=delivery,
            by=by,
            subject=delivery.recipient,
        )
    return delivery
