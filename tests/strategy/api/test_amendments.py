import pytest

from tests.factories.amendments import NEW, WORDS, amendment, goal
from tests.factories.api import caller
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db

BASE = "/api/v1/amendments/"


def test_an_amendment_by_a_program():
    made = amendment()
    anybody, editor, approver = caller(), caller(person(R.EDITOR)), caller(person(R.APPROVER))
    address = f"{BASE}{made.public_id}/"
    words = {"element": goal().public_id, **WORDS, "base_version": 0}

    assert editor("get", f"{address}changes/").json()["changes"][0]["after"]["text"]["en"] == ""
    assert anybody("get", f"{address}changes/").json() == {"frozen": None, "changes": []}
    lay = {"meeting": "council-2019-06", "effective_on": "2019-06-30"}
    assert editor("post", f"{address}submit/", lay).json()["code"] == "change_missing"
    assert editor("post", f"{address}write/", words, If_Match='"9"').status_code == 412
    assert editor("post", f"{address}write/", words, If_Match='"1"').status_code == 200
    assert editor("post", f"{address}write/", words).json()["code"] == "changed_meanwhile"
    laid = editor("post", f"{address}submit/", lay).json()
    assert (laid["state"], laid["effective_on"]) == ("submitted", "2019-06-30")

    told = anybody("get", f"{address}changes/").json()
    assert told["frozen"] == 1
    assert [each["after"] for each in told["changes"]] == [WORDS, None]
    reasons = {"reasons": {"en": "Too short.", "fr": ""}}
    assert approver("post", f"{address}return/", reasons).json()["state"] == "draft"
    editor("post", f"{address}submit/", lay)
    assert "adopt" in approver("get", address).json()["available_transitions"]
    decision = {"reference": "C 134", "decided_on": "2019-06-29"}
    assert editor("post", f"{address}adopt/", decision).status_code == 403
    assert approver("post", f"{address}adopt/", decision).json()["state"] == "adopted"
    assert approver("post", f"{address}withdraw/", reasons).json()["code"] == "wrong_state"

    life = anybody("get", f"{address}history/").json()
    assert [each["version"] for each in life["submissions"]] == [1, 2]
    assert [each["outcome"] for each in life["decisions"]] == ["returned", "adopted"]
    versions = anybody("get", f"{address}versions/").json()
    assert [each["number"] for each in versions] == [2, 1]
    assert versions[0]["sha256"] == versions[1]["sha256"]


def test_a_program_adds_a_part():
    made = amendment()
    anybody, editor = caller(), caller(person(R.EDITOR))
    address = f"{BASE}{made.public_id}/"
    part = {"part_of": goal().public_id, "kind": "objective", **NEW}

    assert anybody("post", f"{address}add/", part).status_code == 401
    assert editor("post", f"{address}add/", part | {"kind": "goal"}).status_code == 422
    assert editor("post", f"{address}add/", part | {"part_of": "0123456789"}).status_code == 404
    assert editor("post", f"{address}add/", part).status_code == 200
    told = editor("get", f"{address}changes/").json()["changes"][-1]
    assert (told["verdict"], told["kind"], told["part_of"], told["after"]) == (
        "add",
        "objective",
        goal().public_id,
        NEW,
    )
    again = part | {"element": told["element"], "base_version": 9}
    assert editor("post", f"{address}rewrite/", again).json()["code"] == "changed_meanwhile"
    assert editor("post", f"{address}rewrite/", again | {"base_version": 1}).status_code == 200
    gone = {"element": told["element"], "base_version": 2}
    assert editor("post", f"{address}take-out/", gone | {"base_version": 1}).status_code == 409
    assert editor("post", f"{address}take-out/", gone).status_code == 200
    assert editor("post", f"{address}take-out/", gone).status_code == 404
