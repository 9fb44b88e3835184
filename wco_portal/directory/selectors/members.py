"""Read regions and Members, as they stood on a day."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Q, QuerySet

from wco_portal.common import clock
from wco_portal.directory.enums import MemberKind
from wco_portal.directory.models import Member, Region
from wco_portal.directory.models.member import MemberQuerySet


def by_code(code: str) -> Member:
    """Return the Member of a URL, or 404 through `Member.DoesNotExist`."""
    return Member.objects.select_related("region", "source", "joined_source").get(code=code)


def joined_by_code(code: str) -> Member:
    """Return a Member that has joined by today, or 404 through `Member.DoesNotExist`."""
    found = Member.objects.select_related("region", "source", "joined_source")
    return found.on(clock.today()).get(code=code)


def region_by_code(code: str) -> Region:
    """Return the region of a URL, or 404 through `Region.DoesNotExist`."""
    return Region.objects.get(code=code)


def counted_on(day: dt.date, *, region: Region | None = None) -> MemberQuerySet:
    """Return the Members that count on a day, of a region or of all."""
    members = Member.objects.counted().on(day).select_related("region", "source")
    return members.filter(region=region) if region else members


def regions_on(day: dt.date) -> QuerySet[Region]:
    """Return the six regions with `members_count` as it stood on a day."""
    counts = (
        Q(members__kind=MemberKind.MEMBER)
        & (Q(members__joined_on=None) | Q(members__joined_on__lte=day))
        & (Q(members__left_on=None) | Q(members__left_on__gt=day))
    )
    return Region.objects.annotate(members_count=Count("members", filter=counts)).order_by("order")


def joining_dates_unknown() -> int:
    """Count the Members whose joining date is not known."""
    return Member.objects.counted().filter(joined_on=None).count()
