import pytest

from tests.factories.people import person
from wco_portal.audit.models import Event
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("asked", "count"), [("", 183), ("?as_of=2016-12-31", 180)])
def test_members_are_counted_as_of_a_day(client, asked, count):
    page = client.get(f"/en/members/{asked}").content.decode()

    assert f"{count} Members, six regions" in page


def test_years_before_2015_say_how_many_dates_are_not_known(client):
    page = client.get("/en/members/?as_of=2010-01-01").content.decode()

    assert "are not known; they are counted" in page


@pytest.mark.parametrize("day", ["x", "2019-03-28", "1900-01-01", "%00"])
@pytest.mark.parametrize("path", ["members/", "regions/", "regions/wca/"])
def test_day_that_is_none_is_said_beside_the_field(client, path, day):
    answer = client.get(f"/en/{path}?as_of={day}")

    assert answer.status_code == 422
    assert b"errorlist" in answer.content or b"error" in answer.content


def test_member_to_come_is_not_there_yet(client, business_time):
    assert client.get("/en/members/slb/").status_code == 404
    business_time(2023, 2, 1)

    assert client.get("/en/members/slb/").status_code == 200


@pytest.mark.parametrize("language", ["en", "fr"])
def test_member_shows_both_names_and_its_source(client, language):
    page = client.get(f"/{language}/members/sen/").content.decode()

    assert "Sénégal" in page
    assert "Senegal" in page
    assert 'href="#source-1"' in page


def test_region_lists_its_members_on_the_day(client):
    page = client.get("/en/regions/wca/").content.decode()

    assert "23 Members on" in page


@pytest.mark.parametrize(("region", "named"), [("wca", "Guinea"), ("mena", "Bahrain")])
def test_region_names_its_vice_chair_as_known(client, region, named):
    assert f"Vice-Chair: {named}" in " ".join(
        client.get(f"/en/regions/{region}/").content.decode().split()
    )
    assert named in client.get("/en/regions/").content.decode()


def test_vice_chair_that_is_not_known_is_said_so(client):
    page = " ".join(client.get("/en/regions/wca/?as_of=2018-10-01").content.decode().split())

    assert 'Vice-Chair: <span class="unknown">not known</span>' in page


def test_lists_ask_as_little_for_all_as_for_some(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        client.get("/en/members/")
    with django_assert_max_num_queries(6):
        client.get("/en/regions/")


def test_trail_is_for_auditors_and_names_nobody(client):
    auditor, editor = person(R.AUDITOR), person(R.EDITOR)
    client.force_login(editor)
    refused = client.get("/en/events/")
    client.force_login(auditor)
    page = client.get("/en/events/?type=access.")

    assert refused.status_code == 403
    assert page.status_code == 200
    assert editor.key[:8] in page.content.decode()
    assert editor.name not in page.content.decode().replace(auditor.name, "")
    assert Event.objects.filter(type="access.denied").exists()


@pytest.mark.parametrize("query", ["day=x", "day=9999-12-31", "type=%00", "target=" + "x" * 90])
def test_filter_that_means_nothing_is_said(client, query):
    client.force_login(person(R.AUDITOR))

    assert client.get(f"/en/events/?{query}").status_code == 422


def test_sources_are_all_there(client):
    assert client.get("/fr/sources/").status_code == 200
