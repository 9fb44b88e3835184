import base64

import pytest

from tests.factories import person
from tests.factories.api import caller
from tests.factories.workshops import workshop
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
BOTH = {"en": "A word", "fr": "Un mot"}


def test_a_program_registers_marks_and_reads_only_its_own(settings, tmp_path, business_time):
    settings.PORTAL_VAR = tmp_path
    made = workshop(registration_ends_at="2019-05-07T00:00:00Z")
    editor = caller(person(R.EDITOR))
    focal = caller(person(R.FOCAL_POINT, member="sen"))
    stranger = caller(person(R.FOCAL_POINT, member="jpn"))
    body = {"workshop": made.slug, "member": "sen", "name": "A", "function": "Head"}

    done = focal("post", "/api/v1/participants/", body | {"languages": ["fr"]})
    assert done.status_code == 201
    address = f"/api/v1/participants/{done.json()['id']}/"
    assert [stranger("get", address).status_code, caller()("get", address).status_code] == [404] * 2
    assert stranger("post", "/api/v1/participants/", body).status_code == 403
    tag = focal("get", address).headers["ETag"]
    assert focal("patch", address, {"needs": "en"}, If_Match=tag).json()["needs"] == "en"
    point = {"workshop": made.slug, "starts_at": "2019-05-14T09:00:00Z", "minutes": 30}
    item = editor("post", "/api/v1/agenda-items/", point | {"title": BOTH})
    assert (item.status_code, item.json()["title"]) == (201, BOTH)
    assert caller()("get", f"/api/v1/agenda-items/{item.json()['id']}/").status_code == 200
    data = base64.b64encode(b"%PDF-1.7").decode()
    paper = {"workshop": made.slug, "title": BOTH, "audience": "participants", "document": data}
    attached = editor("post", "/api/v1/workshop-documents/", paper)
    place = f"/api/v1/workshop-documents/{attached.json()['id']}/"
    read = [each("get", place).status_code for each in (focal, stranger, caller())]
    assert read == [200, 404, 404]
    business_time(2019, 5, 14, 12)
    sheet = {"present": [done.json()["id"]]}
    marked = editor("post", f"/api/v1/workshops/{made.slug}/mark-present/", sheet).json()
    assert (marked["members_present"], marked["people_present"]) == (1, 1)
    assert focal("post", f"{address}withdraw/").status_code == 403


def test_times_of_mails_and_addresses_of_calendars_are_the_callers_own():
    whom = person(R.FOCAL_POINT, member="sen")
    own = caller(whom)
    times = {"pace": "daily", "quiet_from": "22:00", "quiet_until": "07:00"}

    chosen = own("post", "/api/v1/me/preferences/", {"times": times}).json()["times"]
    assert chosen == {"pace": "daily", "quiet_from": "22:00:00", "quiet_until": "07:00:00"}
    wrong = own("post", "/api/v1/me/preferences/", {"times": times | {"quiet_until": None}})
    assert wrong.status_code == 422
    feed = own("post", "/api/v1/calendar-feeds/", {"region": "wca"}).json()
    assert "/calendars/feed/" in feed["address"]
    gone = own("post", f"/api/v1/calendar-feeds/{feed['id']}/revoke/").json()
    assert (gone["address"], gone["revoked_at"] is None) == ("", False)
    assert own("get", "/api/v1/letters/").json()["results"] == []
