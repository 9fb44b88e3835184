import csv
import datetime as dt
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conferences.models import Conference, Receipt, Registration
from conferences.services import conferences, registrations
from tests.factories import person
from tests.factories.conferences import edition, nominate, nominee
from wco_portal.audit.models import Event
from wco_portal.directory.enums import RoleName as R
from wco_portal.files.services import sheets

pytestmark = pytest.mark.django_db
LANGUAGES = ["en", "fr"]


def page(client, name, *words, language="en", status=200, **query):
    address = reverse(name, args=words).replace("/en/", f"/{language}/", 1)
    response = client.get(address, query)
    assert response.status_code == status
    return response.content.decode()


def count(client, address):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def filled(*people, **more):
    data = {"people": str(max(len(people), 1)), "once": "a" * 24} | more
    for number, each in enumerate(people, start=1):
        for name in ("given_name", "family_name", "title", "email", "role", "language"):
            data[f"p{number}-{name}"] = getattr(each, name)
    return data


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_named_conference_shows_what_is_not_known(client, language):
    text = page(
        client, "conference", "first-global-communication-strategy-conference", language=language
    )

    assert text.count('class="unknown"') >= 4
    assert "27" in text
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_pages_open_in_both_languages(client, language):
    conference = edition()

    page(client, "conferences", language=language)
    page(client, "conference", conference.slug, language=language)
    session = conferences.add_session(
        conference,
        by=person(R.MANAGER),
        kind="plenary",
        title_en="Opening",
        title_fr="Ouverture",
        languages=["en", "fr"],
        starts_at=dt.datetime(2019, 5, 14, 9, tzinfo=dt.UTC),
        ends_at=dt.datetime(2019, 5, 14, 10, tzinfo=dt.UTC),
    )
    page(client, "conference-programme", conference.slug, language=language)
    text = page(client, "session", conference.slug, session.public_id, language=language)
    assert ("11:00" if language == "en" else "11") in text


def test_a_focal_point_nominates_in_one_form_and_a_second_press_gives_the_same_receipt(client):
    conference = edition()
    focal = person(R.FOCAL_POINT, member="sen")
    client.force_login(focal)
    address = reverse("delegation-nominate", args=[conference.slug, "sen"])
    data = filled(nominee(role="head"), nominee(), nominee())

    first = client.post(address, data)
    second = client.post(address, data)

    receipt = Receipt.objects.get()
    assert first.url == second.url == receipt.get_absolute_url()
    assert Registration.objects.count() == 3
    assert receipt.number in client.get(first.url).content.decode()


def test_what_is_wrong_stands_in_the_summary_and_the_values_stay(client):
    conference = edition()
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    address = reverse("delegation-nominate", args=[conference.slug, "sen"])

    response = client.post(address, filled(nominee(email="no address"), nominee(family_name="")))

    text = response.content.decode()
    assert response.status_code == 422
    assert "error-summary" in text
    assert 'value="no address"' in text
    assert "family name of person 2" in text
    assert Registration.objects.count() == 0


def test_one_more_person_keeps_what_was_written(client):
    conference = edition(quota=5)
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    address = reverse("delegation-nominate", args=[conference.slug, "sen"])

    response = client.post(address, filled(nominee(family_name="Kept")) | {"more": "1"})

    text = response.content.decode()
    assert 'value="Kept"' in text
    assert "p2-email" in text


def test_the_registrar_confirms_ticked_rows_and_reads_why_others_were_not(client):
    conference = edition()
    one, two = nominate(conference, "sen", nominee(), nominee())
    registrar = person(R.REGISTRAR)
    registrations.reject(two, remark="No.", by=registrar)
    client.force_login(registrar)

    response = client.post(
        reverse("registrations-confirm", args=[conference.slug]),
        {"row": [one.public_id, two.public_id], "once": "b" * 24},
        follow=True,
    )

    one.refresh_from_db()
    assert one.review_state == "approved"
    assert two.name in response.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_work_opens(client, language):
    conference = edition(capacity=1)
    focal, registrar = person(R.FOCAL_POINT, member="sen"), person(R.REGISTRAR)
    one, two = nominate(conference, "sen", nominee(role="head"), nominee(), by=focal)
    registrations.return_for_changes(two, remark="Which function?", by=registrar)
    words = [conference.slug, one.public_id]
    client.force_login(registrar)
    for name in ("registrations", "delegations"):
        page(client, name, conference.slug, language=language)
    for name in ("", "-return", "-reject", "-withdraw", "-substitute"):
        page(client, f"registration{name}", *words, language=language)
    client.force_login(focal)
    assert "1" in page(client, "delegation", conference.slug, "sen", language=language)
    page(client, "delegation-nominate", conference.slug, "sen", language=language)
    page(client, "registration-correct", conference.slug, two.public_id, language=language)
    page(client, "receipt", Receipt.objects.first().public_id, language=language)
    client.force_login(one.person)
    assert one.name in page(client, "own-registrations", language=language)
    client.force_login(person(R.MANAGER))
    page(client, "conference-capacity", conference.slug, language=language)


def test_a_withdrawal_through_the_page_ends_in_a_receipt_and_promotes(client):
    conference = edition(capacity=1)
    focal = person(R.FOCAL_POINT, member="sen")
    (held,) = nominate(conference, "sen", by=focal)
    (waiting,) = nominate(conference, "fra")
    client.force_login(focal)

    response = client.post(
        reverse("registration-withdraw", args=[conference.slug, held.public_id]),
        {"remark": "", "once": "c" * 24},
    )

    waiting.refresh_from_db()
    assert response.url == Receipt.objects.get(act="withdrawn").get_absolute_url()
    assert waiting.place_state == "held"


def test_foreign_delegations_registrations_and_receipts_are_not_there(client):
    conference = edition()
    (theirs,) = nominate(conference, "fra", nominee(email="secret@test.example"))
    client.force_login(person(R.FOCAL_POINT, member="sen"))

    page(client, "delegation", conference.slug, "fra", status=404)
    page(client, "registration", conference.slug, theirs.public_id, status=404)
    page(client, "registration-withdraw", conference.slug, theirs.public_id, status=404)
    page(client, "receipt", Receipt.objects.get().public_id, status=404)
    page(client, "registrations", conference.slug, status=403)


def test_a_coordinator_reads_the_own_region_and_changes_nothing(client):
    conference = edition()
    (ours,) = nominate(conference, "sen")
    (theirs,) = nominate(conference, "fra")
    client.force_login(person(R.COORDINATOR, region="wca"))

    text = page(client, "delegations", conference.slug)
    page(client, "registration", conference.slug, ours.public_id)
    page(client, "registration", conference.slug, theirs.public_id, status=404)
    page(client, "registration-withdraw", conference.slug, ours.public_id, status=403)
    assert "Senegal" in text
    assert not re.search("France", text)


def test_lists_ask_the_same_number_of_questions_at_one_and_at_many_rows(client):
    conference = edition(capacity=1)
    registrar = person(R.REGISTRAR)
    client.force_login(registrar)
    focal = person(R.FOCAL_POINT, member="sen")
    nominate(conference, "sen", nominee(role="head"), by=focal)
    addresses = [
        reverse("registrations", args=[conference.slug]),
        reverse("delegation", args=[conference.slug, "sen"]),
        reverse("delegations", args=[conference.slug]),
    ]
    asked = [count(client, address) for address in addresses]

    nominate(conference, "sen", nominee(), nominee(), by=focal)
    for member in ("fra", "jpn", "can"):
        nominate(conference, member)

    assert [count(client, address) for address in addresses] == asked
    assert max(asked) <= 12


def test_a_manager_makes_an_edition_and_invites_the_members(client):
    client.force_login(person(R.MANAGER))
    data = {
        "title_en": "A new conference",
        "slug": "a-new-conference",
        "zone": "Africa/Dakar",
        "starts_on": "2019-06-01",
        "ends_on": "2019-06-02",
        "capacity": "10",
        "quota": "2",
        "nominations_open_at": "2019-03-01T09:00",
        "nominations_close_at": "2019-05-01T18:00",
    }

    wrong = client.post(reverse("conference-new"), data | {"ends_on": "2019-05-01"})
    right = client.post(reverse("conference-new"), data)
    client.post(reverse("conference-invite", args=["a-new-conference"]))

    assert wrong.status_code == 422
    assert right.url == reverse("conference", args=["a-new-conference"])
    made = Conference.objects.get(slug="a-new-conference")
    assert made.nominations_close_at == dt.datetime(2019, 5, 1, 18, tzinfo=dt.UTC)
    assert made.delegations.count() == 183
    assert not made.is_demonstration


def test_the_registrar_gives_a_delegation_more_places(client):
    conference = edition(quota=1)
    focal = person(R.FOCAL_POINT, member="sen")
    nominate(conference, "sen", by=focal)
    address = reverse("delegation-quota", args=[conference.slug, "sen"])
    client.force_login(focal)
    assert client.post(address, {"quota": "2", "reason": "x"}).status_code == 403
    client.force_login(person(R.REGISTRAR))

    client.post(address, {"quota": "2", "reason": "Speaker."})

    nominate(conference, "sen", by=focal)
    assert Registration.objects.count() == 2


def test_the_list_leaves_as_a_file_as_it_is_narrowed(client):
    conference = edition(only=("sen", "fra"), capacity=1)
    nominate(conference, "sen", nominee(1, given_name="=1+1"))
    nominate(conference, "fra", nominee(2))
    registrar = person(R.REGISTRAR)
    client.force_login(registrar)
    path = reverse("registrations-csv", args=[conference.slug]).replace("/en/", "/fr/", 1)

    def table(**query):
        text = client.get(path, query).content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    first, second = table()
    assert (first["Membre"], first["Prénom"]) == ("Sénégal", "'=1+1")
    assert first["Place ou liste d’attente"] == "place attribuée"
    assert first["Rang sur la liste d’attente"] == ""
    assert second["Rang sur la liste d’attente"] == "1"
    assert [row["Code"] for row in table(view="waiting")] == ["fra"]
    book = client.get(path.replace(".csv", ".xlsx"), {"view": "waiting"}).content
    assert [row[8] for row in sheets.read(book)[1:]] == ["fra"]
    taken = Event.objects.filter(type="conferences.registrations.exported", actor=registrar.key)
    assert [event.data["rows"] for event in taken.order_by("pk")] == [2, 1, 1]


def test_a_file_asks_as_much_for_many_rows_as_for_few(client):
    conference = edition(only=("sen", "fra", "jpn"), capacity=1)
    client.force_login(person(R.REGISTRAR))

    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(reverse("registrations-csv", args=[conference.slug])).content
        return len(seen)

    nominate(conference, "sen")
    few = asked()
    for code in ("fra", "jpn"):
        nominate(conference, code)
    assert asked() == few


def test_what_is_no_reference_is_no_row(client):
    conference = edition(only=("sen",))
    client.force_login(person(R.REGISTRAR))

    address = reverse("registrations-confirm", args=[conference.slug])
    answer = client.post(address, {"row": ["\x00", "’; --"], "once": "a" * 24})

    assert answer.status_code == 302
