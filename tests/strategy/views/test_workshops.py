import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.models import Challenge, PlanElement, Workshop, WorkshopConclusion
from tests.factories import person
from tests.factories.workshops import draft, workshop
from wco_portal.directory.enums import RoleName as R
from wco_portal.links.enums import Relation
from wco_portal.links.services import links

pytestmark = pytest.mark.django_db
FORM = {
    "region": "wca",
    "title_en": "Priorities of the region",
    "title_fr": "Priorités de la région",
    "day": "2019-05-14",
    "begins": "09:00",
    "last_day": "2019-05-15",
    "ends": "16:00",
    "zone": "Africa/Dakar",
    "place_en": "Dakar",
    "host": "sen",
    "languages": ["en", "fr"],
    "remind_days": "7",
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_editor_schedules_announces_changes_and_cancels(client, language):
    client.force_login(person(R.EDITOR))
    base = f"/{language}/workshops/"

    assert client.get(f"{base}new/").status_code == 200
    answer = client.post(f"{base}new/", FORM)
    address = answer["Location"]
    assert address == f"{base}2019-wca/"
    assert client.get(address).status_code == 200
    assert client.post(f"{address}announce/").status_code == 302
    made = Workshop.objects.get(slug="2019-wca")
    assert made.begins.hour == 9
    assert client.get(f"{address}edit/").status_code == 200
    changed = FORM | {"place_en": "Thiès", "version": str(made.version)}
    assert client.post(f"{address}edit/", changed)["Location"] == address
    stale = client.post(f"{address}edit/", changed)
    assert stale.status_code == 422
    assert "Thiès" in stale.content.decode()
    assert client.get(f"{address}cancel/").status_code == 200
    assert client.post(f"{address}cancel/", {"reason": "No room."}).status_code == 302
    made.refresh_from_db()
    assert (made.state, made.sequence) == ("cancelled", 2)


def test_a_time_that_does_not_exist_is_refused_with_the_values_kept(client):
    client.force_login(person(R.EDITOR))
    gap = FORM | {"day": "2019-03-31", "begins": "02:30", "zone": "Europe/Brussels"}

    answer = client.post("/en/workshops/new/", gap)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "02:30 does not exist on that day in Europe/Brussels" in page
    assert "Priorities of the region" in page


@pytest.mark.parametrize("day", ["9999-12-31", "1899-12-31"])
@pytest.mark.parametrize("field", ["day", "last_day", "registration_day"])
def test_a_day_at_the_ends_of_the_calendar_is_refused_with_the_values_kept(client, field, day):
    client.force_login(person(R.EDITOR))

    answer = client.post("/en/workshops/new/", FORM | {field: day})

    assert answer.status_code == 422
    assert f'value="{day}"' in answer.content.decode()


def test_drafts_and_the_online_address_are_not_public(client):
    hidden, shown = draft(), workshop("esa")

    assert client.get(hidden.get_absolute_url()).status_code == 404
    page = client.get(shown.get_absolute_url())
    assert page.status_code == 200
    assert "secret-room" not in page.content.decode()
    calendar = client.get(f"{shown.get_absolute_url()}calendar.ics")
    assert "secret-room" not in calendar.content.decode()
    assert b"METHOD:PUBLISH" in calendar.content
    assert client.get("/en/workshops/2018-wca/calendar.ics").status_code == 404
    client.force_login(person(R.FOCAL_POINT, member="ken"))
    assert "secret-room" in client.get(shown.get_absolute_url()).content.decode()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_workshops_of_2018_say_what_is_not_known(client, language):
    page = client.get(f"/{language}/workshops/2018-ap/").content.decode()

    assert ("not known" if language == "en" else "non disponible") in page
    assert client.get(f"/{language}/workshops/").status_code == 200


def test_what_a_workshop_concluded_shows_its_own_thread_in_as_many_queries_for_many(client):
    made = Workshop.objects.get(slug="2018-wca")
    priority = PlanElement.objects.filter(plan__slug="2016-2019").earliest("pk")

    def conclude(order):
        said = WorkshopConclusion.objects.create(workshop=made, order=order, text_en=f"No. {order}")
        ends = ("planelement", priority.public_id), ("workshopconclusion", said.public_id)
        links.join(*ends, relation=Relation.ARISES_FROM)

    def look():
        with CaptureQueriesContext(connection) as queries:
            page = client.get(made.get_absolute_url()).content.decode()
        return page.count(f'href="{priority.get_absolute_url()}"'), len(queries)

    conclude(1)
    look()
    shown, asked = look()
    conclude(2)
    conclude(3)

    assert (shown, look()) == (1, (3, asked))


def test_the_list_takes_as_many_queries_for_one_as_for_many(client):
    workshop()
    client.get("/en/workshops/")
    with CaptureQueriesContext(connection) as one:
        client.get("/en/workshops/")
    for code in ("esa", "ap", "eur"):
        workshop(code)

    with CaptureQueriesContext(connection) as many:
        client.get("/en/workshops/")

    assert len(one) == len(many)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_challenge_is_raised_answered_and_read(client, language):
    made, focal = workshop(), person(R.FOCAL_POINT, member="sen")
    client.force_login(focal)
    address = f"/{language}/workshops/{made.slug}/challenges/new/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"member": "sen"}).status_code == 422

    answer = client.post(address, {"member": "sen", "title_en": "Small parcels"})

    challenge = Challenge.objects.get()
    page = client.get(answer["Location"]).content.decode()
    assert challenge.receipt in page
    client.force_login(person(R.EDITOR))
    take_up = f"/{language}/challenges/{challenge.public_id}/take-up/"
    choice = client.get(take_up).context["form"].fields["element"].queryset.first()
    assert client.post(take_up, {"element": choice.public_id}).status_code == 302
    client.logout()
    page = client.get(f"/{language}/challenges/{challenge.public_id}/").content.decode()
    assert choice.title in page
    assert client.get(f"/{language}/challenges/").status_code == 200
