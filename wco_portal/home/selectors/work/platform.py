"""What waits for who watches over the portal itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit.models import Event
from wco_portal.directory.models import Person
from wco_portal.home.selectors.work.task import Task
from wco_portal.notifications import selectors as notifications


def to_oversee(person: Person) -> Iterable[Task]:
    """Find mails that were given up, and what the audit trail has new."""
    if policies.check(person, Permission.MAIL_OVERSEE):
        dead = notifications.deliveries.undelivered().count()
        if dead:
            yield Task(
                title=ngettext(
                    "%(count)s mail could not be delivered",
                    "%(count)s mails could not be delivered",
                    dead,
                )
                % {"count": dead},
                act=_("See why"),
                address=reverse("mail-undelivered"),
            )
    yield from _trail(person)


def _trail(person: Person) -> Iterable[Task]:
    if policies.check(person, Permission.EVENTS_VIEW):
        since = Event.objects.order_by("-recorded_at").values_list("recorded_at", flat=True).first()
        day = Event.objects.filter(recorded_at__gte=since - dt.timedelta(days=1)) if since else None
        refused = day.filter(type="access.denied").count() if day else 0
        yield Task(
            title=ngettext(
                "%(count)s event in the last day of the trail",
                "%(count)s events in the last day of the trail",
                day.count() if day else 0,
            )
            % {"count": day.count() if day else 0},
            note=ngettext("%(count)s act was refused.", "%(count)s acts were refused.", refused)
            % {"count": refused},
            act=_("Read the trail"),
            address=reverse("events"),
        )
