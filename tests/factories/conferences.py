"""Conferences: `edition(capacity=2)` with every Member invited."""

import datetime as dt
from itertools import count
from zoneinfo import ZoneInfo

from conferences.models import Conference, Delegation
from conferences.services import conferences, nominations
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

numbers = count(1)
BRUSSELS = ZoneInfo("Europe/Brussels")


def edition(*, capacity=40, quota=3, by=None, only=(), **fields):
    """Make an edition that is open on 27 March 2019, and invite the Members (or only these)."""
    manager = by or person(R.MANAGER)
    values = {
        "slug": f"edition-{next(numbers)}",
        "title_en": "Conference for tests",
        "title_fr": "Conférence d’essai",
        "zone": "Europe/Brussels",
        "starts_on": dt.date(2019, 5, 14),
        "ends_on": dt.date(2019, 5, 16),
        "capacity": capacity,
        "quota": quota,
        "nominations_open_at": dt.datetime(2019, 2, 1, tzinfo=BRUSSELS),
        "nominations_close_at": dt.datetime(2019, 4, 27, tzinfo=BRUSSELS),
        "changes_close_at": dt.datetime(2019, 5, 7, tzinfo=BRUSSELS),
        "is_demonstration": True,
    }
    made = conferences.create(by=manager, **(values | fields))
    if not only:
        conferences.invite(made, by=manager)
    for member in Member.objects.filter(code__in=only):
        Delegation.objects.create(conference=made, member=member, quota=quota)
    return made


def delegation(conference: Conference, member="sen") -> Delegation:
    """Return a Member's delegation."""
    return conference.delegations.select_related("member", "conference").get(member__code=member)


def nominee(number=None, *, role="adviser", **fields):
    """Describe a person to be sent."""
    number = next(numbers) if number is None else number
    values = {
        "given_name": "Delegate",
        "family_name": f"Number {number}",
        "email": f"delegate{number}@test.example",
        "language": "en",
        "role": role,
    }
    return nominations.Nominee(**(values | fields))


def nominate(conference, member, *nominees, by=None):
    """Nominate, and return the registrations in order of arrival."""
    by = by or person(R.FOCAL_POINT, member=member)
    chosen = nominees or [nominee()]
    receipt = nominations.nominate(delegation(conference, member), people=chosen, by=by)
    return [line.registration for line in receipt.lines.order_by("registration__arrival_no")]
