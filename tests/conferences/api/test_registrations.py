import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conferences.models import Registration
from tests.factories import person
from tests.factories.api import caller
from tests.factories.conferences import delegation, edition, nominate, nominee
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
PERSON = {
    "given_name": "Delegate A",
    "family_name": "(Senegal)",
    "email": "a@test.example",
    "language": "fr",
    "role": "head",
}


def address(conference, member="sen"):
    return f"/api/v1/delegations/{delegation(conference, member).public_id}/"


def test_a_program_nominates_confirms_and_withdraws():
    conference = edition(capacity=1)
    focal = caller(person(R.FOCAL_POINT, member="sen"))
    registrar = caller(person(R.REGISTRAR))

    made = focal("post", f"{address(conference)}nominate/", {"people": [PERSON]})
    one = made.json()["lines"][0]["registration"]
    ours = f"/api/v1/registrations/{one}/"

    assert made.status_code == 201
    assert focal("get", ours).json()["available_transitions"] == ["withdraw", "substitute"]
    assert focal("post", f"{ours}confirm/").status_code == 403
    assert registrar("post", f"{ours}confirm/", If_Match='"1"').json()["review_state"] == "approved"
    assert registrar("post", f"{ours}reject/", {"remark": "No."}, If_Match='"1"').status_code == 412
    (waiting,) = nominate(conference, "fra")
    assert registrar("get", f"/api/v1/registrations/{waiting.public_id}/").json()["waiting_no"] == 1
    assert focal("post", f"{ours}withdraw/", {}).json()["act"] == "withdrawn"
    assert focal("post", f"{ours}withdraw/", {}).json()["code"] == "wrong_state"
    waiting.refresh_from_db()
    assert waiting.place_state == "held"


def test_the_same_key_nominates_once():
    conference = edition()
    focal = caller(person(R.FOCAL_POINT, member="sen"))
    call = (f"{address(conference)}nominate/", {"people": [PERSON]})

    first = focal("post", *call, Idempotency_Key="k1")
    second = focal("post", *call, Idempotency_Key="k1")
    other = {"people": [PERSON | {"given_name": "Delegate B"}]}

    assert first.json() == second.json()
    assert Registration.objects.count() == 1
    assert focal("post", call[0], other, Idempotency_Key="k1").status_code == 422


def test_a_wrong_person_is_named_by_its_pointer():
    conference = edition()
    focal = caller(person(R.FOCAL_POINT, member="sen"))
    people = {"people": [PERSON, PERSON | {"email": "none"}]}

    refused = focal("post", f"{address(conference)}nominate/", people)

    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/people/1/email"


def test_without_a_token_only_public_things_are_there():
    conference = edition()
    (one,) = nominate(conference, "sen")

    assert caller()("get", f"/api/v1/conferences/{conference.slug}/").status_code == 200
    assert caller()("get", "/api/v1/registrations/").status_code == 404
    assert caller()("get", f"/api/v1/registrations/{one.public_id}/").status_code == 404
    assert caller()("post", f"/api/v1/registrations/{one.public_id}/confirm/").status_code == 401


def test_foreign_things_are_not_there():
    conference = edition()
    (theirs,) = nominate(conference, "fra")
    focal = caller(person(R.FOCAL_POINT, member="sen"))

    assert focal("get", "/api/v1/registrations/").json()["results"] == []
    assert focal("get", f"/api/v1/registrations/{theirs.public_id}/").status_code == 404
    assert (
        focal("post", f"/api/v1/registrations/{theirs.public_id}/withdraw/", {}).status_code == 404
    )
    assert focal("get", address(conference, "fra")).status_code == 404
    assert focal("get", "/api/v1/receipts/").json()["results"] == []


def test_the_manager_changes_the_capacity():
    conference = edition(capacity=1)
    nominate(conference, "sen", nominee(), nominee())
    url = f"/api/v1/conferences/{conference.slug}/change-capacity/"
    body = {"capacity": 2, "reason": "A larger room."}

    assert caller(person(R.REGISTRAR))("post", url, body).status_code == 403
    assert caller(person(R.MANAGER))("post", url, body).json()["capacity"] == 2
    assert Registration.objects.filter(place_state="held").count() == 2


@pytest.mark.parametrize("name", ["registrations", "delegations", "receipts"])
def test_lists_ask_the_same_number_of_questions_at_one_and_at_many_rows(name):
    conference = edition(quota=3)
    registrar = caller(person(R.REGISTRAR))
    nominate(conference, "sen")

    def count():
        with CaptureQueriesContext(connection) as seen:
            url = f"/api/v1/{name}/?page_size=20"
            assert registrar("get", url).status_code == 200
        return len(seen)

    asked = count()
    for member in ("fra", "jpn", "can"):
        nominate(conference, member, nominee(), nominee())

    assert count() == asked
