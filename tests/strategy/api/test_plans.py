import pytest

from strategy.models import Plan, PlanElement
from tests.factories import person
from tests.factories.api import caller
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
PLAN = "/api/v1/plans/2019-2022/"


def test_anyone_reads_the_known_plans_and_their_elements():
    ask = caller()

    plans = ask("get", "/api/v1/plans/").json()["results"]
    assert [each["id"] for each in plans] == ["2019-2022", "2016-2019"]
    assert ask("get", "/api/v1/plans/2022-2025/").status_code == 404
    goals = ask("get", "/api/v1/elements/?plan__slug=2016-2019&kind=goal").json()["results"]
    assert [goal["number"] for goal in goals] == list("1234567")
    assert goals[0]["functions"] == ["facilitation"]
    unknown = ask("get", "/api/v1/elements/?plan__slug=2019-2022&kind=process").json()["results"]
    assert unknown[0]["title"] == {"en": None, "fr": None}
    assert ask("get", "/api/v1/meetings/council-2019-06/").json()["ends_on"] == "2019-06-29"


def test_a_program_writes_submits_and_decides():
    plan = draft()
    section = plan.elements.get(number="SO1").public_id
    editor, approver = caller(person(R.EDITOR)), caller(person(R.APPROVER))
    text = editor("get", f"{PLAN}text/").json()
    words = {
        "section": section,
        "en": {"markdown": "Words by a program.", "base_version": text["versions"]["en"]},
        "fr": {"markdown": "Texte par un programme.", "base_version": text["versions"]["fr"]},
    }

    assert editor("post", f"{PLAN}write/", words).status_code == 200
    sent = editor("post", f"{PLAN}submit/", {"meeting": "council-2019-06"})
    assert sent.json()["state"] == "submitted"
    assert "adopt" in approver("get", PLAN).json()["available_transitions"]
    decision = {"reference": "C 133", "decided_on": "2019-06-29"}
    assert approver("post", f"{PLAN}adopt/", decision).json()["state"] == "adopted"

    ask = caller()
    [version] = ask("get", f"{PLAN}versions/").json()
    assert version["number"] == 1
    assert ask("get", f"{PLAN}text/").json()["frozen"] == 1
    assert ask("get", f"{PLAN}history/").json()["decisions"][0]["reference"] == "C 133"


def test_refusals_have_a_stable_code():
    draft()
    editor = caller(person(R.EDITOR))
    clash = {"en": {"markdown": "x", "base_version": 99}}

    assert caller()("post", f"{PLAN}consult/").status_code == 401
    assert (
        editor("post", f"{PLAN}adopt/", {"reference": "C", "decided_on": "2019-06-29"}).status_code
        == 403
    )
    assert editor("post", f"{PLAN}resume/").json()["code"] == "wrong_state"
    assert editor("post", f"{PLAN}write/", clash).json()["code"] == "version_unknown"
    assert (
        editor("post", f"{PLAN}write/", {"section": "AAAAAAAAAA"}).json()["code"]
        == "element_unknown"
    )
    assert editor("post", f"{PLAN}submit/", {"meeting": "nope"}).status_code == 422
    deep = {
        "language": "en",
        "body": {"type": "doc", "content": [{"type": "x"}]},
        "base_version": 0,
    }
    assert editor("post", f"{PLAN}write-blocks/", deep).status_code in {409, 422}


def test_a_title_is_changed_against_the_version_that_was_read():
    element = Plan.objects.get(slug="2019-2022").elements.get(number="SO1")
    editor, address = caller(person(R.EDITOR)), f"/api/v1/elements/{element.public_id}/"
    body = {"title": {"en": "Trade", "fr": "Échanges"}}

    assert editor("patch", address, body).status_code == 428
    assert editor("patch", address, body, If_Match='"1"').json()["title"]["en"] == "Trade"
    assert editor("patch", address, body, If_Match='"1"').status_code == 412


def test_a_review_by_a_program():
    editor = caller(person(R.EDITOR))
    period = {"plan": "2016-2019", "starts_on": "2017-07-01", "ends_on": "2018-06-30"}

    made = editor("post", "/api/v1/reviews/", period).json()
    address = f"/api/v1/reviews/{made['id']}/"
    assert caller()("get", address).status_code == 404
    for element in Plan.objects.get(slug="2016-2019").elements.steering():
        body = {
            "element": element.public_id,
            "verdict": "drop" if element.number == "7" else "keep",
            "finding": {"en": "Seen.", "fr": "Vu."},
        }
        assert editor("post", f"{address}find/", body).status_code == 200
    closed = editor("post", f"{address}close/", {"summary": {"en": "Done.", "fr": "Fait."}})
    assert closed.json()["state"] == "closed"
    [amendment] = caller()("get", "/api/v1/amendments/").json()["results"]
    assert amendment["review"] == made["id"]


@pytest.mark.parametrize("path", ["plans", "elements", "meetings", "reviews", "amendments"])
def test_lists_ask_the_database_the_same_at_any_length(path, django_assert_max_num_queries):
    for size in (1, 50):
        with django_assert_max_num_queries(6):
            assert caller()("get", f"/api/v1/{path}/?page_size={size}").status_code == 200


def test_pages_show_each_row_once_though_rows_are_alike(db):
    PlanElement.objects.update(order=7)
    anybody = caller()
    address = "/api/v1/elements/?ordering=order&page_size=5"
    count, seen = anybody("get", address).json()["count"], []

    for page in range(1, count // 5 + 2):
        # A row that changes moves in the table: the order must not follow it.
        PlanElement.objects.filter(pk=PlanElement.objects.latest("pk").pk - page).update(version=9)
        seen += [each["id"] for each in anybody("get", f"{address}&page={page}").json()["results"]]

    assert len(seen) == len(set(seen)) == count
