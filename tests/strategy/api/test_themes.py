import pytest

from tests.factories import person
from tests.factories.api import caller
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
PROPOSAL = {
    "theme": 2019,
    "member": "sen",
    "kind": "seminar",
    "title": {"en": "Seminar", "fr": "Séminaire"},
    "happened_on": "2019-01-26",
    "principles": ["S"],
}


def test_anyone_reads_the_announced_themes():
    answer = caller()("get", "/api/v1/themes/2019/")

    assert answer.status_code == 200
    assert answer.json()["title"]["en"].startswith("SMART borders")
    assert [each["letter"] for each in answer.json()["principles"]] == list("SMART")
    assert caller()("get", "/api/v1/themes/2020/").status_code == 404


def test_an_activity_is_proposed_once_and_seen_by_whom_it_concerns():
    focal = caller(person(R.FOCAL_POINT, member="sen"))

    first = focal("post", "/api/v1/activities/", PROPOSAL, Idempotency_Key="a" * 16)
    second = focal("post", "/api/v1/activities/", PROPOSAL, Idempotency_Key="a" * 16)

    assert first.status_code == second.status_code == 201
    assert first.json()["id"] == second.json()["id"]
    address = f"/api/v1/activities/{first.json()['id']}/"
    assert focal("get", address).status_code == 200
    assert caller()("get", address).status_code == 404
    reviewer = caller(person(R.COMMUNICATIONS))
    assert reviewer("get", address).json()["available_transitions"] == ["publish", "decline"]
    assert reviewer("post", f"{address}publish/").json()["state"] == "published"
    assert caller()("get", address).status_code == 200


def test_a_theme_that_is_not_there_is_a_404():
    focal = caller(person(R.FOCAL_POINT, member="sen"))

    assert focal("post", "/api/v1/activities/", PROPOSAL | {"theme": 2020}).status_code == 404


@pytest.mark.parametrize(
    ("path", "one", "many"),
    [
        ("themes", 5, 5),
        ("activities", 5, 5),
        ("research", 5, 5),
        ("indicators", 7, 7),
        ("figures", 5, 5),
    ],
)
def test_lists_ask_the_database_the_same_at_any_length(
    path, one, many, django_assert_max_num_queries
):
    for size in (1, 50):
        with django_assert_max_num_queries(one if size == 1 else many):
            assert caller()("get", f"/api/v1/{path}/?page_size={size}").status_code == 200
