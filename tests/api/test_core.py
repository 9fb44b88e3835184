import pytest

from tests.factories.api import caller
from tests.factories.people import person
from wco_portal.audit.models import Event
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


def test_anybody_reads_the_members_of_a_day(business_time):
    call = caller()

    then = call("get", "/api/v1/members/?kind=member&page_size=5")
    not_yet = call("get", "/api/v1/members/?kind=member&on=2019-03-28")
    business_time(2026, 1, 1, 9)
    later = call("get", "/api/v1/members/?kind=member&on=2026-01-01")

    assert then.status_code == 200
    assert then.json()["count"] == 183
    assert len(then.json()["results"]) == 5
    assert (not_yet.status_code, not_yet.json()["code"]) == (400, "bad_query")
    assert later.json()["count"] == 187


def test_member_carries_id_url_version_and_both_names():
    member = caller()("get", "/api/v1/members/sen/")

    body = member.json()
    assert body["id"] == "sen"
    assert body["url"].endswith("/api/v1/members/sen/")
    assert body["name"] == {"en": "Senegal", "fr": "Sénégal"}
    assert body["is_demonstration"] is False
    assert member["ETag"].startswith(f'"{body["version"]}.')


def test_unchanged_thing_is_not_sent_again():
    call = caller()
    tag = call("get", "/api/v1/members/sen/")["ETag"]

    assert call("get", "/api/v1/members/sen/", If_None_Match=tag).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/members/?nonsense=1",
        "/api/v1/members/?on=yesterday",
        "/api/v1/members/?on=%EF%BC%92019-03-27",
        "/api/v1/members/?kind=king",
        "/api/v1/members/?ordering=joined_source",
        "/api/v1/members/?region__code=%00",
        "/api/v1/members/?on=0000-00-00",
    ],
)
def test_wrong_parameter_is_a_problem_with_a_code(path):
    answer = caller()("get", path)

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "bad_query"


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/members/nobody/",
        "/api/v1/members/%EF%BC%91/",
        "/api/v1/members/?page=99",
        "/api/v1/nothing/",
        "/api/v1/members/sen/nothing/",
        "/api/",
        "/api/v1/events/",
    ],
)
def test_what_is_not_there_is_a_404_problem(path):
    answer = caller()("get", path)

    assert answer.status_code == 404
    assert answer.json()["code"] == "not_found"


def test_message_is_in_the_language_that_was_asked_for():
    answer = caller()("get", "/api/v1/members/nobody/", Accept_Language="fr")

    assert answer.json()["detail"] == "Il n’y a rien ici."


def test_anonymous_write_is_401_and_unknown_method_405():
    assert caller()("post", "/api/v1/members/", {}).status_code == 401
    assert caller(person(R.EDITOR))("post", "/api/v1/members/", {}).status_code == 405
    assert caller()("options", "/api/v1/members/").status_code == 405


@pytest.mark.parametrize("key", ["x", "ÿ" * 64, "a" * 64, "\x01" * 20])
def test_wrong_token_is_401(key):
    answer = caller()("get", "/api/v1/members/", Authorization=f"Token {key}")

    assert answer.status_code == 401
    assert answer.json()["code"] == "authentication_failed"


def test_events_are_for_auditors():
    refused = caller(person(R.EDITOR))("get", "/api/v1/events/")
    read = caller(person(R.AUDITOR))("get", "/api/v1/events/?type=directory.member.loaded")

    assert refused.status_code == 403
    assert "auditor" in refused.json()["detail"]
    assert read.status_code == 200
    assert len(read.json()["results"]) == 50
    assert Event.objects.filter(type="access.denied").count() == 1


@pytest.mark.parametrize("cursor", ["cD1hYmM=", "cD0lMDA=", "cD05OTk5OTk5OTk5OTk5OTk5OTk5OTk="])
def test_cursor_that_we_did_not_give_is_refused(cursor):
    answer = caller(person(R.AUDITOR))("get", f"/api/v1/events/?cursor={cursor}")

    assert answer.status_code == 404


def test_me_says_who_calls():
    focal = person(R.FOCAL_POINT, member="sen")

    body = caller(focal)("get", "/api/v1/me/").json()

    assert body["id"] == focal.public_id
    assert body["roles"][0]["member"] == "sen"
    assert "home.work.view" in body["permissions"]


def test_root_names_every_collection():
    body = caller()("get", "/api/v1/").json()

    assert body["collections"]["members"].endswith("/api/v1/members/")


def test_list_asks_as_much_for_one_as_for_many(django_assert_num_queries):
    call = caller()

    with django_assert_num_queries(3):  # clock, count, rows
        call("get", "/api/v1/members/?page_size=1")
    with django_assert_num_queries(3):
        call("get", "/api/v1/members/?page_size=100")


def test_limit_answers_429_with_retry_after(settings):
    settings.LIMITS = settings.LIMITS | {"api_anonymous": "2/min"}
    call = caller()

    answers = [call("get", "/api/v1/members/sen/") for _ in range(4)]

    assert answers[-1].status_code == 429
    assert int(answers[-1]["Retry-After"]) > 0
    assert answers[-1].json()["code"] == "throttled"


def test_limit_lets_pass_when_the_counters_are_away(settings):
    settings.CACHES = settings.CACHES | {
        "shared": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }

    assert caller()("get", "/api/v1/members/sen/").status_code == 200


def test_docs_page_stands_under_our_own_policy(client):
    answer = client.get("/api/v1/docs/")

    assert answer.status_code == 200
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert b"<style" not in answer.content
