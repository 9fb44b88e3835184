"""Let go what was held back: after quiet hours each by itself, else many in one summary.

Both run in every sweep and move rows from one state to the next in one transaction, so two sweeps
at once and a killed one are harmless; the sender then claims, hands over and marks as ever.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.bilingual import in_both
from wco_portal.directory.models import Person
from wco_portal.notifications import rules, selectors
from wco_portal.notifications.enums import Channel, DeliveryState, Hold
from wco_portal.notifications.models import Delivery, MailTimes
from wco_portal.notifications.selectors.audiences import Audiences
from wco_portal.notifications.tables import NOTICES

REASON: Final = _("You chose to get what is not urgent in one summary.")
MOST_IN_ONE: Final = 200


def release(at: dt.datetime) -> int:
    """Let the mails go whose quiet hours are over."""
    due = Delivery.objects.filter(state=DeliveryState.HELD, hold=Hold.QUIET, held_until__lte=at)
    return due.update(state=DeliveryState.WAITING, due_at=timezone.now())


def gather(at: dt.datetime) -> int:
    """Make one mail for each person of all that is due in a summary; each notice stands in one."""
    due = selectors.deliveries.to_gather(at).order_by().values_list("recipient", flat=True)
    audiences = Audiences()
    return sum(_gather(pk, at=at, audiences=audiences) for pk in due.distinct())


@transaction.atomic
def _gather(person: int, *, at: dt.datetime, audiences: Audiences) -> int:
    # For whom another sweep is just gathering is left to it: by rows two would share them out.
    people = Person.objects.select_for_update(skip_locked=True, no_key=True)
    if (recipient := people.filter(pk=person).first()) is None:
        return 0
    rows = selectors.deliveries.to_gather(at).filter(recipient=person).order_by("pk")
    due = list(rows.select_related("event").select_for_update(of=("self",))[:MOST_IN_ONE])
    taken = [row.pk for row in due if recipient.is_active and audiences.still_told(row)]
    others = Delivery.objects.filter(pk__in={row.pk for row in due} - set(taken))
    dropped = others.update(state=DeliveryState.DROPPED)
    return dropped + (_summarise(taken, recipient) if taken else 0)


def _summarise(taken: Sequence[int], recipient: Person) -> int:
    event = audit.record(
        "notifications.summary.gathered",
        target=recipient,
        subject=recipient,
        data={"notices": len(taken)},
    )
    summary = Delivery.objects.create(
        event=event,
        notice=selectors.letters.SUMMARY,
        recipient=recipient,
        channel=Channel.MAIL,
        made_at=clock.now(),
        **{f"reason_{code}": words for code, words in in_both(REASON).items()},
    )
    items = Delivery.objects.filter(pk__in=taken)
    return items.update(state=DeliveryState.GATHERED, summary=summary)


def drop(person: Person, notices: Collection[str], channel: str) -> int:
    """Give up what waits for a person who no longer wants to hear of it by this way."""
    waits = (DeliveryState.HELD, DeliveryState.WAITING)
    rows = Delivery.objects.filter(recipient=person, channel=channel, notice__in=notices)
    return rows.filter(state__in=waits).update(state=DeliveryState.DROPPED)


def plan_anew(times: MailTimes) -> None:
    """Plan what is held back for a person by a new choice; what need not wait leaves now."""
    chosen = selectors.preferences.times_of(times)
    held = Delivery.objects.filter(recipient=times.person_id, state=DeliveryState.HELD)
    for row in held.select_for_update(of=("self",)).select_related("event"):
        notice = NOTICES.get(row.notice)
        latest = notice.latest(row.event) if notice else None
        wait = rules.held(clock.now(), chosen, latest=latest)
        if wait is None:
            row.state, row.held_until, row.hold = DeliveryState.WAITING, None, ""
            row.due_at = timezone.now()
        else:
            row.held_until, row.hold = wait.until, wait.hold
        row.save(update_fields=["state", "held_until", "hold", "due_at"])
