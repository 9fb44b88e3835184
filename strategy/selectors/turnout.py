"""Who has answered: n of the N Members that count on the closing day, region by region."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from strategy.models import Consultation, Position, Reminder
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Region, Role
from wco_portal.directory.models.member import MemberQuerySet

# Member, region, joined on, left on.
Dates = tuple[int, int, dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many Members of a region, or of all, have answered."""

    region: Region | None
    answered: int
    members: int

    @property
    def share(self) -> float:
        """Return the share that answered."""
        return self.answered / self.members if self.members else 0.0

    @property
    def width(self) -> str:
        """Return the share in per cent with a point, for a drawing."""
        return f"{100 * self.share:.1f}"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """Whether a Member has answered, and when; never what."""

    member: Member
    has_answered: bool
    sent_at: dt.datetime | None
    has_draft: bool


def by_region(consultation: Consultation) -> list[Turnout]:
    """Return the turnout of each region, in their order."""
    return of_each([consultation])[consultation.pk]


def of_each(consultations: Iterable[Consultation]) -> dict[int, list[Turnout]]:
    """Return the turnout of several consultations, each by region, in three queries."""
    asked = list(consultations)
    regions = list(Region.objects.order_by("order"))
    # A survey asks all regions; a round at a workshop its own.
    where = {each.pk: [r for r in regions if each.asks(r.pk)] for each in asked}
    dates = list(
        Member.objects.counted().values_list("pk", "region", "joined_on", "left_on").order_by()
    )
    answers: dict[int, set[int]] = {each.pk: set() for each in asked}
    answered = Position.objects.answered().filter(consultation__in=asked)
    for consultation, member in answered.values_list("consultation", "member"):
        answers[consultation].add(member)
    return {each.pk: _of_one(each, where[each.pk], dates, answers[each.pk]) for each in asked}


def of_region(consultation: Consultation, region: Region) -> Turnout:
    """Return the turnout of one region, in two queries."""
    ours = Member.objects.counted().filter(region=region)
    dates = list(ours.values_list("pk", "region", "joined_on", "left_on").order_by())
    answered = consultation.positions.answered().filter(member__region=region)
    answers = set(answered.values_list("member", flat=True))
    return _of_one(consultation, [region], dates, answers)[0]


def _of_one(
    consultation: Consultation, regions: list[Region], dates: list[Dates], answers: set[int]
) -> list[Turnout]:
    """Count the Members that belong on the closing day, and those of them that have answered."""
    day = consultation.closing_day
    counted = [
        (member, region)
        for member, region, joined, left in dates
        if (joined is None or joined <= day) and (left is None or left > day)
    ]
    members = Counter(region for _member, region in counted)
    answered = Counter(region for member, region in counted if member in answers)
    return [Turnout(each, answered[each.pk], members[each.pk]) for each in regions]


def overall(regions: list[Turnout]) -> Turnout:
    """Add the regions up."""
    return Turnout(None, sum(r.answered for r in regions), sum(r.members for r in regions))


def members(consultation: Consultation) -> MemberQuerySet:
    """Return the Members that are asked: that count on the closing day; at a workshop its own."""
    found = Member.objects.counted().on(consultation.closing_day)
    return found.filter(region=consultation.region) if consultation.region else found


def missing(consultation: Consultation, *, region: Region) -> list[Member]:
    """Return the Members of a region that have not answered, by name."""
    found = members(consultation).filter(region=region)
    return list(found.exclude(pk__in=_answered(consultation).values("member")).by_name())


def not_answered(consultation: Consultation, *, region: Region | None) -> list[str]:
    """Return the codes of the Members that have not answered: of the region whose window it is.

    Without a region, of those that have no window of their own.
    """
    found = members(consultation)
    if region:
        found = found.filter(region=region)
    else:
        found = found.exclude(region__in=consultation.windows.values("region"))
    found = found.exclude(pk__in=_answered(consultation).values("member"))
    return list(found.order_by("code").values_list("code", flat=True))


def still_missing(consultation: Consultation, codes: Sequence[str]) -> list[str]:
    """Return those of some Members that have not answered until now."""
    answered = _answered(consultation).values_list("member__code", flat=True)
    return sorted(set(codes) - set(answered))


def lines(consultation: Consultation, *, region: Region) -> list[MemberLine]:
    """Return each Member of a region with whether it has answered, the missing first."""
    asked = members(consultation).filter(region=region)
    positions = {
        position.member_id: position
        for position in consultation.positions.filter(member__region=region).select_related("sent")
    }
    found = [_line(member, positions.get(member.pk)) for member in asked.by_name()]
    return sorted(found, key=lambda line: line.has_answered)


def focal_points(
    consultation: Consultation, *, codes: Sequence[str] | None = None
) -> QuerySet[Role]:
    """Return the focal points' roles of the Members that are asked (of some, if named)."""
    roles = Role.objects.on(clock.today()).filter(
        name=RoleName.FOCAL_POINT, member__in=members(consultation), person__is_active=True
    )
    if codes is not None:
        roles = roles.filter(member__code__in=codes)
    return roles.select_related("person", "member").order_by("pk")


def last_reminder(consultation: Consultation, *, region: Region) -> Reminder | None:
    """Return the last reminder that the region's Members got."""
    return consultation.reminders.filter(region=region).order_by("-sent_at").first()


def _line(member: Member, position: Position | None) -> MemberLine:
    sent = position.sent if position else None
    return MemberLine(
        member=member,
        has_answered=sent is not None,
        sent_at=sent.made_at if sent else None,
        has_draft=position is not None and sent is None,
    )


def _answered(consultation: Consultation) -> QuerySet[Position]:
    return consultation.positions.answered().filter(member__in=members(consultation))
