import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from strategy import services
from strategy.enums.workshops import WorkshopState as S
from strategy.models import Workshop
from tests.factories import person
from tests.factories.workshops import STARTS, draft, workshop
from wco_portal.access.policies import Denied
from wco_portal.audit import services as audit
from wco_portal.audit.models import Event
from wco_portal.common import zones
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db


def test_only_editors_schedule_and_announce():
    made = draft()

    with pytest.raises(Denied):
        draft(by=person(R.COORDINATOR, region="wca"))
    with pytest.raises(Denied):
        services.workshops.announce(made, by=person(R.APPROVER))


def test_names_in_addresses_are_given_once_and_never_twice():
    assert [draft().slug, draft().slug, draft("esa").slug] == [
        "2019-wca",
        "2019-wca-2",
        "2019-esa",
    ]


def test_a_workshop_ends_after_it_begins():
    with pytest.raises(ValidationError, match="end after it begins"):
        draft(ends_at=STARTS)


def test_without_a_place_or_times_nobody_is_invited(business_time):
    editor = person(R.EDITOR)
    nowhere = draft(by=editor, place_en="", place_fr="", online_address="")
    timeless = draft(by=editor, starts_at=None, ends_at=None, zone="")

    with pytest.raises(DomainError, match="where"):
        services.workshops.announce(nowhere, by=editor)
    with pytest.raises(DomainError, match="times"):
        services.workshops.announce(timeless, by=editor)
    business_time(2019, 6, 1, 9)
    with pytest.raises(DomainError, match="begun"):
        services.workshops.announce(draft(by=editor), by=editor)


def test_who_saves_second_is_told():
    editor = person(R.EDITOR)
    made = workshop(by=editor)
    services.workshops.change(made, version=made.version, by=editor, place_en="Thiès")

    with pytest.raises(ChangedMeanwhile):
        services.workshops.change(made, version=made.version, by=editor, place_en="Saly")


def test_a_change_is_recorded_with_before_and_after():
    editor = person(R.EDITOR)
    made = workshop(by=editor)

    services.workshops.change(made, version=made.version, by=editor, place_en="Thiès")

    event = Event.objects.get(type="strategy.workshop.changed")
    assert event.data["changed"] == {"place_en": ["Dakar", "Thiès"]}
    assert event.data["sequence"] == 1


def test_what_is_over_is_held_with_the_regions_members(business_time):
    made = workshop()
    business_time(2019, 5, 16, 12)

    audit.outbox.sweep()
    audit.outbox.sweep()

    made.refresh_from_db()
    assert (made.state, made.members_of) == (S.HELD, 23)
    assert Event.objects.filter(type="strategy.workshop.held").count() == 1


def test_not_more_members_can_be_present_than_the_region_has(business_time):
    editor = person(R.EDITOR)
    known = Workshop.objects.get(slug="2018-wca")

    with pytest.raises(ValidationError, match="More Members"):
        services.workshops.record(known, members_present=24, members_of=23, by=editor)


def test_the_six_workshops_of_2018_are_there_and_say_what_is_not_known():
    known = {each.slug: each for each in Workshop.objects.filter(slug__startswith="2018-")}

    assert len(known) == 6
    assert (known["2018-wca"].members_present, known["2018-wca"].members_of) == (10, 23)
    assert known["2018-ams"].members_of is None
    assert known["2018-eur"].starts_on is None
    assert (known["2018-ap"].place_en, known["2018-ap"].date_precision) == ("", "month")
    assert known["2018-ap"].vice_chair.code == "ind"


def test_the_vice_chair_is_a_member_of_the_region():
    with pytest.raises(ValidationError) as refusal:
        draft("wca", vice_chair=Member.objects.get(code="jpn"))

    assert list(refusal.value.error_dict) == ["vice_chair"]
    assert draft("wca", vice_chair=Member.objects.get(code="gin")).vice_chair.code == "gin"


def test_a_time_that_no_clock_shows_is_refused():
    gap = dt.date(2019, 3, 31), dt.time(2, 30)

    with pytest.raises(DomainError, match="does not exist"):
        zones.instant(*gap, zone="Europe/Brussels")
    assert zones.instant(*gap, zone="Africa/Dakar").hour == 2
    twice = zones.instant(dt.date(2019, 10, 27), dt.time(2, 30), zone="Europe/Brussels")
    assert twice == dt.datetime(2019, 10, 27, 0, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("name", ["host", "vice_chair"])
def test_host_and_vice_chair_are_members_on_the_first_day_in_the_workshops_zone(name):
    """It begins on 14 May in Dakar: who leaves on the 15th is still one, on the 14th not."""
    member = Member.objects.get(code="sen")
    member.left_on = STARTS.date()
    member.save(update_fields=["left_on"])

    with pytest.raises(ValidationError) as no:
        draft(**{name: member})
    member.left_on = STARTS.date() + dt.timedelta(days=1)
    member.save(update_fields=["left_on"])
    made = draft(**{name: member})

    assert list(no.value.message_dict) == [name]
    assert getattr(made, name) == member
