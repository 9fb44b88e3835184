import datetime as dt

import pytest
from django.db import IntegrityError

from tests.factories import person
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member
from wco_portal.directory.selectors import members, people

pytestmark = pytest.mark.django_db
MARCH_2019 = dt.date(2019, 3, 27)


def test_members_on_the_day_of_the_interview_are_183():
    assert members.counted_on(MARCH_2019).count() == 183
    assert {r.code: r.members_count for r in members.regions_on(MARCH_2019)} == {
        "ams": 33,
        "eur": 52,
        "esa": 24,
        "mena": 18,
        "wca": 23,
        "ap": 33,
    }


def test_the_european_union_is_never_counted():
    assert Member.objects.get(code="eue") not in members.counted_on(dt.date(2026, 1, 1))
    assert members.counted_on(dt.date(2026, 1, 1)).count() == 187


def test_a_region_has_one_vice_chair_at_a_time():
    person(R.VICE_CHAIR, region="wca")

    with pytest.raises(IntegrityError, match="directory_role_one_vice_chair"):
        person(R.VICE_CHAIR, region="wca")


def test_a_members_role_names_a_member():
    with pytest.raises(IntegrityError, match="directory_role_belongs_where_it_should"):
        person(R.FOCAL_POINT)


def test_focal_points_of_a_region_are_those_of_its_members():
    here = person(R.FOCAL_POINT, member="sen")
    person(R.FOCAL_POINT, member="fra")
    region = here.roles.get().member.region

    assert list(people.focal_points_in(region, on=MARCH_2019)) == [here]
