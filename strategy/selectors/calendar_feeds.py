"""Read the addresses of regional calendars, and what such a calendar holds."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from strategy.models import CalendarFeed
from strategy.rules import calendars
from strategy.selectors import workshops
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import local
from wco_portal.directory.models import Person, Region

SALT: Final = "strategy.calendar.feed"
LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class Line:
    """A region with the person's address for its calendar, where there is one."""

    region: Region
    feed: CalendarFeed | None

    @property
    def address(self) -> str:
        """Return the address, in the reader's language; empty where there is none."""
        return address(self.feed) if self.feed else ""


def address(feed: CalendarFeed) -> str:
    """Return what a calendar program asks; empty once it was taken back."""
    if feed.revoked_at is not None:
        return ""
    return settings.PORTAL_BASE_URL + reverse("calendar-feed", args=[token(feed)])


def token(feed: CalendarFeed) -> str:
    """Return the id with its signature: nothing secret is kept, and nobody can make one up."""
    return f"{feed.public_id}-{_signature(feed)}"


def _signature(feed: CalendarFeed) -> str:
    return signing.Signer(salt=SALT).signature(f"{feed.public_id}.{feed.generation}")


def by_token(word: str) -> CalendarFeed:
    """Return the feed of a token, or 404: wrong, renewed, taken back, or of nobody any more."""
    public_id, _dash, signature = word.partition("-")
    if len(word) > LONGEST or not public_id.isalnum():
        raise CalendarFeed.DoesNotExist
    feed = CalendarFeed.objects.select_related("person", "region").get(
        public_id=public_id, revoked_at=None, person__is_active=True
    )
    if not constant_time_compare(signature, _signature(feed)):
        raise CalendarFeed.DoesNotExist
    return feed


def own(actor: Actor) -> QuerySet[CalendarFeed]:
    """Return the actor's own addresses."""
    feeds = CalendarFeed.objects.select_related("region", "person").order_by("region__order")
    return feeds.filter(person=actor) if isinstance(actor, Person) else feeds.none()


def lines(actor: Person) -> list[Line]:
    """Return every region with the actor's address for its calendar."""
    feeds = {each.region_id: each for each in own(actor).filter(revoked_at=None)}
    return [Line(each, feeds.get(each.pk)) for each in Region.objects.order_by("order")]


def region(code: str) -> Region:
    """Return a region, or 404 through `Region.DoesNotExist`."""
    return Region.objects.get(code=code)


def of_region(code: str, actor: Actor) -> CalendarFeed:
    """Return the actor's own address for a region, or 404."""
    return own(actor).get(region__code=code, revoked_at=None)


def written(feed: CalendarFeed) -> str:
    """Write the calendar: what the person may know of, with changes and cancellations."""
    rows = workshops.of_region(feed.region, feed.person).filter(starts_at__isnull=False)
    rows = rows.exclude(announced_at=None).order_by("starts_at", "pk")
    entries = [
        workshops.entry(
            each,
            stamp=each.updated_at,
            secret=each.online_address if workshops.is_invited(each, feed.person) else "",
        )
        for each in rows
    ]
    name = _("Workshops: %(region)s") % {"region": local(feed.region, "name")}
    return calendars.feed(entries, name=name)


def tag(words: str) -> str:
    """Return the ETag of a calendar: it changes when a word of it does."""
    return f'"{hashlib.sha256(words.encode()).hexdigest()[:32]}"'
