"""A program answers what Members said, publishes, corrects; others read what is published."""

import pytest

from tests.factories.api import caller
from tests.factories.dispositions import challenge, comment, conclusion, drafted
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
REASON = {"en": "Done.", "fr": "Fait."}
BASE = "/api/v1/dispositions/"


def test_from_the_list_of_inputs_to_the_published_answer():
    editor, anybody = caller(person(R.EDITOR)), caller()
    found = comment(words="Theirs alone.")
    listed = editor("get", "/api/v1/inputs/?plan__slug=2019-2022&kind=comment").json()["results"]
    assert [(each["id"], each["words"], each["state"]) for each in listed] == [
        (found.public_id, "Theirs alone.", "unanswered")
    ]
    assert anybody("get", "/api/v1/inputs/").status_code == 404
    assert caller(person(R.FOCAL_POINT, member="sen"))("get", "/api/v1/inputs/").status_code == 403

    body = {"input": found.public_id, "answer": "accepted", "reason": REASON}
    made = editor("post", BASE, body, Idempotency_Key="one")
    assert made.status_code == 201
    assert editor("post", BASE, body, Idempotency_Key="one").json() == made.json()
    assert editor("post", BASE, body).status_code == 409
    address = f"{BASE}{made.json()['id']}/"
    assert anybody("get", address).status_code == 404
    assert anybody("get", BASE).json()["results"] == []
    change = body | {"answer": "partly"}
    del change["input"]
    assert editor("patch", address, change).status_code == 428
    assert editor("patch", address, change, If_Match='"9"').status_code == 412
    changed = editor("patch", address, change, If_Match=made.headers["ETag"])
    assert (changed.status_code, changed.json()["answer"]) == (200, "partly")

    done = editor("post", "/api/v1/plans/2019-2022/publish-answers/")

    assert done.status_code == 200
    shown = anybody("get", address)
    assert (shown.json()["state"], shown.json()["region"]) == ("published", "wca")
    assert "Theirs alone." not in shown.content.decode()
    assert "sen" not in shown.json().values()
    again = editor("post", "/api/v1/plans/2019-2022/publish-answers/")
    assert (again.status_code, again.json()["code"]) == (409, "nothing_drafted")
    corrected = editor("post", f"{address}correct/", change | {"answer": "covered", "why": REASON})
    assert [each["answer"] for each in corrected.json()["corrections"]] == ["partly"]


def test_several_get_the_same_answer_and_are_filtered():
    editor = caller(person(R.EDITOR))
    keys = [comment().public_id, conclusion().public_id, challenge().public_id]
    body = {"plan": "2019-2022", "inputs": keys, "answer": "rejected", "reason": REASON}

    made = editor("post", f"{BASE}answer-many/", body)

    assert len(made.json()["dispositions"]) == 3
    path = f"{BASE}?answer=rejected&state=draft&page_size=2"
    assert len(editor("get", path).json()["results"]) == 2
    assert caller(person(R.APPROVER))("get", path).json()["results"] == []
    unknown = editor("post", f"{BASE}answer-many/", body | {"inputs": ["0000000000"]})
    assert (unknown.status_code, unknown.json()["code"]) == (409, "input_unknown")
    assert caller(person(R.APPROVER))("post", f"{BASE}answer-many/", body).status_code == 403


def test_an_element_of_another_plan_is_not_found():
    editor, made = caller(person(R.EDITOR)), drafted(comment())
    body = {"answer": "accepted", "reason": REASON, "element": "0000000000"}

    assert editor("patch", f"{BASE}{made.public_id}/", body, If_Match="*").status_code == 404
