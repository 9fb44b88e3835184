import datetime as dt
import io

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from icalendar import Calendar

from strategy import services
from strategy.models import CalendarFeed, Workshop, WorkshopParticipant
from tests.factories import person
from tests.factories.workshops import STARTS, participant, workshop
from wco_portal.audit import services as audit
from wco_portal.directory.enums import RoleName as R
from wco_portal.jobs import services as jobs

pytestmark = pytest.mark.django_db
POINT = {"day": "2019-05-14", "begins": "09:30", "minutes": "45", "title_fr": "Ouverture"}
PERSON = {"member": "sen", "name": "A. Person", "function": "Head", "languages": ["fr"]}


@pytest.fixture
def made(settings, tmp_path):
    settings.PORTAL_VAR = tmp_path
    return workshop(registration_ends_at=STARTS - dt.timedelta(days=7))


@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_editor_writes_the_agenda_and_attaches_documents(client, made, language):
    client.force_login(person(R.EDITOR))
    base = f"/{language}/workshops/{made.slug}/"

    assert client.get(f"{base}agenda/").status_code == 200
    assert client.post(f"{base}agenda/", POINT).status_code == 302
    wrong = client.post(f"{base}agenda/", POINT | {"begins": "03:00"})
    assert (wrong.status_code, b'value="03:00"' in wrong.content) == (422, True)
    item = made.agenda.get()
    place = f"{base}agenda/{item.public_id}/"
    assert client.get(place).status_code == 200
    changed = POINT | {"title_fr": "Accueil", "version": "1"}
    assert client.post(place, changed).status_code == 302
    assert client.post(place, changed).status_code == 422
    bad = {"title_en": "Paper", "audience": "public", "file": SimpleUploadedFile("a.pdf", b"MZ")}
    assert client.post(f"{base}documents/new/", bad).status_code == 422
    good = bad | {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 words")}
    assert client.post(f"{base}documents/new/", good).status_code == 302
    client.logout()

    page = client.get(base).content.decode()
    assert {"en": "09:30 – 10:15", "fr": "09\u00a0h\u00a030 – 10\u00a0h\u00a015"}[language] in page
    assert "Accueil" in page
    document = made.documents.get()
    assert client.get(document.get_absolute_url()).content == b"%PDF-1.7 words"
    client.force_login(person(R.EDITOR))
    assert client.post(f"{base}documents/{document.public_id}/remove/").status_code == 302
    assert client.get(document.get_absolute_url()).status_code == 404
    assert client.post(f"{place}remove/").status_code == 302


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_focal_point_registers_changes_and_withdraws(client, made, language):
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    base = f"/{language}/workshops/{made.slug}/participants/"

    assert client.get(f"{base}new/").status_code == 200
    wrong = client.post(f"{base}new/", PERSON | {"attending": "", "name": "Kept"})
    assert (wrong.status_code, b'value="Kept"' in wrong.content) == (422, True)
    other = client.post(f"{base}new/", PERSON | {"attending": "online", "member": "cmr"})
    assert other.status_code == 422
    assert client.post(f"{base}new/", PERSON | {"attending": "online"}).status_code == 302
    found = WorkshopParticipant.objects.get()
    place = f"{base}{found.public_id}/"
    assert client.get(place).status_code == 200
    assert "A. Person" in client.get(base).content.decode()
    change = PERSON | {"attending": "on_site", "version": "1", "needs": "en"}
    assert client.post(place, change).status_code == 302
    assert client.get(f"{base}list.xlsx").content[:2] == b"PK"
    assert "A. Person" in client.get(f"{base}list.csv").content.decode("utf-8-sig")
    client.force_login(person(R.FOCAL_POINT, member="cmr"))
    assert client.get(place).status_code == 404
    assert "A. Person" not in client.get(base).content.decode()
    assert "A. Person" not in client.get(f"{base}list.csv").content.decode()
    client.force_login(person(R.FOCAL_POINT, member="jpn"))
    assert client.get(base).status_code == 403
    client.force_login(person(R.EDITOR))
    assert client.post(f"{place}withdraw/").status_code == 302


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_sheet_is_filled_in_and_the_report_tells_it(client, made, business_time, language):
    editor = person(R.EDITOR)
    here, away = (participant(made, code, by=editor) for code in ("sen", "cmr"))
    business_time(2019, 5, 16, 9)
    audit.outbox.sweep()
    made.refresh_from_db()
    services.workshops.conclude(made, text_en="One conclusion.", text_fr="Une.", by=editor)
    base = f"/{language}/workshops/{made.slug}/"
    client.force_login(person(R.COORDINATOR, region="wca"))

    assert client.get(f"{base}present/").status_code == 200
    sheet = {"shown": [here.public_id, away.public_id, "\0"], "present": [here.public_id]}
    assert client.post(f"{base}present/", sheet).status_code == 302
    client.logout()
    page = client.get(base).content.decode().replace("\u00a0", " ")
    told = {"en": "1 of 23 Members, 1 person", "fr": "1 Membre sur 23, 1 personne"}[language]
    assert told in page
    assert "A. Person" not in page
    assert client.get(f"{base}report.docx").status_code == 200
    job = client.post(f"{base}report.docx")["Location"]
    jobs.jobs.run_due(made.ends_at)
    report = client.get(client.get(f"{base}report.docx")["Location"])
    words = "".join(docx.Document(io.BytesIO(report.content)).element.itertext())
    assert job.startswith(f"/{language}/jobs/")
    assert told in words.replace("\u00a0", " ")
    assert ({"en": "One conclusion.", "fr": "Une."}[language]) in words
    assert "A. Person" not in words
    client.force_login(editor)
    assert client.post(f"{base}share/").status_code == 302
    assert client.post(f"{base}share/").status_code == 409
    assert Workshop.objects.get(pk=made.pk).shared_at is not None


def test_the_calendar_of_a_region_has_an_address_that_can_be_taken_back(client, made):
    focal = person(R.FOCAL_POINT, member="sen")
    client.force_login(focal)
    editor = person(R.EDITOR)

    assert client.get("/en/calendars/").status_code == 200
    client.post("/en/calendars/wca/renew/")
    page = client.get("/fr/calendars/").content.decode()
    address = page.partition('href="http')[2].partition('"')[0].partition("/fr/")[2]
    client.logout()
    first = client.get(f"/fr/{address}")
    calendar = Calendar.from_ical(first.content)
    [event] = calendar.walk("VEVENT")
    assert (str(event["SUMMARY"]), event["SEQUENCE"]) == ("Atelier d’essai", 0)
    assert "secret-room" in first.content.decode().replace("\r\n ", "")
    assert str(client.get(f"/en/{address}").content).count("Workshop for tests") == 1
    again = client.get(f"/fr/{address}", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")

    services.workshops.cancel(made, reason="No room.", by=editor)
    later = client.get(f"/fr/{address}", headers={"If-None-Match": first["ETag"]})
    [event] = Calendar.from_ical(later.content).walk("VEVENT")
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)

    wrong = address.replace("-", "-x", 1)
    assert client.get(f"/fr/{wrong}").status_code == 404
    client.force_login(focal)
    client.post("/en/calendars/wca/renew/")
    assert client.get(f"/fr/{address}").status_code == 404
    feed = CalendarFeed.objects.get()
    assert client.post("/en/calendars/wca/revoke/").status_code == 302
    assert client.post("/en/calendars/wca/revoke/").status_code == 404
    feed.refresh_from_db()
    assert feed.revoked_at is not None


def test_a_stranger_sees_no_online_address_in_the_calendar(client, made):
    stranger = person(R.FOCAL_POINT, member="jpn")
    feed = services.calendar_feeds.renew(made.region, by=stranger)
    client.force_login(stranger)
    page = client.get("/en/calendars/").content.decode()
    address = page.partition('href="http')[2].partition('"')[0].partition("/en/")[2]

    written = client.get(f"/en/{address}").content.decode().replace("\r\n ", "")

    assert "Workshop for tests" in written
    assert "secret-room" not in written
    stranger.is_active = False
    stranger.save()
    client.logout()
    assert client.get(f"/en/{address}").status_code == 404
    assert feed.generation == 1
