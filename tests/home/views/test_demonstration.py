import pytest
from django.contrib.auth.hashers import make_password

from tests.factories import person
from wco_portal.directory.enums import RoleName as R
from wco_portal.home import selectors

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    made = person(R.EDITOR, email="editor@demo.example")
    made.password, made.is_demonstration = make_password("portal-demo"), True
    made.save()
    return made


def test_one_press_enters_and_leads_to_the_page_of_the_stop(client, editor):
    response = client.post("/fr/demo/enter/", {"account": "editor", "next": "5"})

    assert response.headers["Location"] == "/fr/plans/2019-2022/submit/"
    assert client.session["_auth_user_id"] == str(editor.pk)


@pytest.mark.parametrize("account", ["nobody", "editor@demo.example", "", "focal.xyz"])
def test_only_demonstration_accounts_are_entered(client, editor, account):
    assert client.post("/en/demo/enter/", {"account": account}).status_code == 404


def test_a_real_person_is_never_entered(client, editor):
    editor.is_demonstration = False
    editor.save()

    assert client.post("/en/demo/enter/", {"account": "editor"}).status_code == 404


def test_the_tour_is_for_this_machine_only(client, editor):
    data = {"account": "editor"}

    assert client.get("/en/demo/", REMOTE_ADDR="192.0.2.7").status_code == 404
    assert client.post("/en/demo/enter/", data, REMOTE_ADDR="192.0.2.7").status_code == 404


def test_there_is_no_tour_outside_a_demonstration(client, settings):
    settings.PORTAL_DEMO = False

    assert client.get("/en/demo/").status_code == 404


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_tour_has_nineteen_stops_and_the_help_three_guides(client, language):
    tour = client.get(f"/{language}/demo/").content.decode()
    assert tour.count('id="stop-') == 19
    for stop in selectors.tour.stops():
        assert all(each.account or each.address in tour for each in stop.entries)
    for slug in ("secretariat", "focal-point", "coordinator"):
        assert client.get(f"/{language}/help/{slug}/").status_code == 200
    assert client.get(f"/{language}/help/other/").status_code == 404
