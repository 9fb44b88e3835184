"""Ask again who is told of an event, where a mail about it leaves late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ObjectDoesNotExist

from wco_portal.common import clock
from wco_portal.notifications.models import Delivery
from wco_portal.notifications.tables import NOTICES

LATE: Final = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Audiences:
    """Who is told of events now; each is asked once, however many mails there are."""

    known: dict[tuple[int, str], Collection[int] | None] = field(default_factory=dict)

    def still_told(self, delivery: Delivery) -> bool:
        """Say whether somebody is still to be told: roles end, and Members answer meanwhile.

        A receipt is always given, and so is what leaves at once.
        """
        notice = NOTICES.get(delivery.notice)
        is_late = clock.now() - delivery.made_at > LATE
        if notice is None or notice.is_required or not is_late:
            return True
        told = self._told(delivery)
        return told is None or delivery.recipient_id in told

    def _told(self, delivery: Delivery) -> Collection[int] | None:
        """Return the keys of all who are told; None where what it was about is gone."""
        key = delivery.event_id, delivery.notice
        if key not in self.known:
            try:
                found = NOTICES[delivery.notice].audience(delivery.event)
                self.known[key] = {to.person.pk for to in found}
            except ObjectDoesNotExist:
                self.known[key] = None
        return self.known[key]
