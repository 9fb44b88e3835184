"""Workshops: `workshop()` announced for West and Central Africa in May 2019."""

import datetime as dt

from strategy.services import participants, workshops
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member, Region

STARTS = dt.datetime(2019, 5, 14, 9, tzinfo=dt.UTC)


def draft(region="wca", *, by=None, **fields):
    """Make a draft."""
    values = {
        "title_en": "Workshop for tests",
        "title_fr": "Atelier d’essai",
        "starts_at": STARTS,
        "ends_at": STARTS + dt.timedelta(days=1, hours=7),
        "zone": "Africa/Dakar",
        "place_en": "Dakar",
        "place_fr": "Dakar",
        "languages": ["en", "fr"],
        "online_address": "https://meet.example/secret-room",
    }
    where = Region.objects.get(code=region)
    return workshops.schedule(where, by=by or person(R.EDITOR), **(values | fields))


def workshop(region="wca", *, by=None, **fields):
    """Make a workshop and announce it."""
    editor = by or person(R.EDITOR)
    return workshops.announce(draft(region, by=editor, **fields), by=editor)


def participant(made, member, name="A. Person", *, by, **fields):
    """Register a person for an administration."""
    values = {"name": name, "function": "Head of unit", "languages": ["fr"], "needs": "en"}
    where = Member.objects.get(code=member)
    return participants.register(made, member=where, by=by, **(values | fields))
