"""Make, renew and take back the addresses of regional calendars."""

from __future__ import annotations

from django.db import transaction

from strategy.models import CalendarFeed
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.directory.models import Person, Region


@transaction.atomic
def renew(region: Region, *, by: Person) -> CalendarFeed:
    """Make an address for the calendar of a region; an earlier one is worthless from now on."""
    policies.require(by, Permission.CALENDAR_FEED)
    CalendarFeed.objects.get_or_create(person=by, region=region, defaults=_start())
    feed = CalendarFeed.objects.select_for_update(of=("self",)).get(person=by, region=region)
    feed.generation, feed.made_at, feed.revoked_at = feed.generation + 1, clock.now(), None
    feed.save(update_fields=["generation", "made_at", "revoked_at"])
    _record("renewed", feed)
    return feed


def _start() -> dict[str, object]:
    return {"generation": 0, "made_at": clock.now(), "revoked_at": clock.now()}


@transaction.atomic
def revoke(feed: CalendarFeed, *, by: Person) -> CalendarFeed:
    """Take an address back: whoever asks it finds nothing."""
    policies.require(by, Permission.CALENDAR_FEED)
    feed = CalendarFeed.objects.select_for_update(of=("self",)).get(pk=feed.pk, person=by)
    if feed.revoked_at is None:
        feed.generation, feed.revoked_at = feed.generation + 1, clock.now()
        feed.save(update_fields=["generation", "revoked_at"])
        _record("revoked", feed)
    return feed


def _record(act: str, feed: CalendarFeed) -> None:
    audit.record(
        f"strategy.calendar.{act}",
        target=feed,
        by=feed.person,
        subject=feed.person,
        data={"region": feed.region.code},
    )
