import pytest

from strategy import selectors
from tests.factories import person
from tests.factories.api import caller
from wco_portal.audit import services as audit
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
WORKSHOP = {
    "region": "wca",
    "title": {"en": "Priorities", "fr": "Priorités"},
    "starts_at": "2019-05-14T09:00:00Z",
    "ends_at": "2019-05-14T16:00:00Z",
    "zone": "Africa/Dakar",
    "place": {"en": "Dakar", "fr": "Dakar"},
    "languages": ["en", "fr"],
}

ROUND = {
    "plan": "2019-2022",
    "title": {"en": "What first?", "fr": "Quoi d’abord ?"},
    "question": {"en": "Order?", "fr": "Ordre ?"},
    "opens_at": "2019-04-01T09:00:00+02:00",
    "closes_at": "2019-05-01T18:00:00+02:00",
    "zone": "Europe/Brussels",
}


def test_a_program_schedules_announces_changes_and_cancels():
    editor = caller(person(R.EDITOR))
    made = editor("post", "/api/v1/workshops/", WORKSHOP)
    assert made.status_code == 201
    address = f"/api/v1/workshops/{made.json()['id']}/"
    assert caller()("get", address).status_code == 404
    assert made.json()["available_transitions"] == ["edit", "announce", "drop"]

    assert editor("post", f"{address}announce/").json()["state"] == "announced"
    assert caller()("get", address).status_code == 200
    stale = editor("patch", address, {"remind_days": 3}, If_Match='"1"')
    assert stale.status_code == 412
    tag = editor("get", address).headers["ETag"]
    changed = editor("patch", address, {"place": {"en": "Thiès", "fr": "Thiès"}}, If_Match=tag)
    assert (changed.json()["sequence"], changed.json()["zone"]) == (1, "Africa/Dakar")
    gone = editor("post", f"{address}cancel/", {"reason": "No room."})
    assert gone.json()["state"] == "cancelled"
    again = editor("post", f"{address}cancel/", {"reason": "No room."})
    assert (again.status_code, again.json()["code"]) == (409, "wrong_state")


@pytest.mark.parametrize(
    "at", ["0001-01-02T00:00:00Z", "9999-12-31T22:59:59Z", "1899-12-31T00:00:00Z"]
)
@pytest.mark.parametrize(("kind", "more"), [("workshops", WORKSHOP), ("consultations", ROUND)])
def test_a_time_that_some_zone_has_no_clock_for_is_refused(kind, more, at):
    editor = caller(person(R.EDITOR))
    for name in {"starts_at", "ends_at", "opens_at", "closes_at"} & set(more):
        refused = editor("post", f"/api/v1/{kind}/", more | {name: at, "zone": "America/Lima"})

        assert refused.status_code == 422
        (line,) = refused.json()["errors"]
        assert (line["pointer"], line["code"]) == (f"/{name}", "no_such_time")


def test_a_challenge_is_raised_and_taken_up():
    editor, focal = person(R.EDITOR), caller(person(R.FOCAL_POINT, member="sen"))
    slug = caller(editor)("post", "/api/v1/workshops/", WORKSHOP).json()["id"]
    caller(editor)("post", f"/api/v1/workshops/{slug}/announce/")
    body = {"workshop": slug, "member": "sen", "title": {"en": "Small parcels", "fr": ""}}

    made = focal("post", "/api/v1/challenges/", body)

    address = f"/api/v1/challenges/{made.json()['id']}/"
    assert caller()("get", address).status_code == 404
    element = selectors.challenges.elements(editor).first()
    taken = caller(editor)("post", f"{address}take-up/", {"element": element.public_id})
    assert taken.json()["state"] == "taken_up"
    assert caller()("get", address).status_code == 200
    links = caller()("get", f"/api/v1/links/?target__public_id={made.json()['id']}").json()
    assert [each["origin"] for each in links["results"]] == [element.public_id]
    wrong = caller(editor)("post", f"{address}take-up/", {"element": "0000000000"})
    assert wrong.status_code == 404


def test_a_person_reads_the_own_notifications():
    editor, focal = person(R.EDITOR), person(R.FOCAL_POINT, member="sen")
    slug = caller(editor)("post", "/api/v1/workshops/", WORKSHOP).json()["id"]
    caller(editor)("post", f"/api/v1/workshops/{slug}/announce/")
    audit.outbox.sweep()

    mine = caller(focal)("get", "/api/v1/notifications/").json()["results"]

    assert [each["event"] for each in mine] == ["strategy.workshop.announced"]
    read = caller(focal)("post", f"/api/v1/notifications/{mine[0]['id']}/mark-read/")
    assert read.json()["is_read"] is True
    assert caller(editor)("get", "/api/v1/notifications/").json()["results"] == []
    assert caller()("get", "/api/v1/notifications/").status_code == 404
