import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from communications.models import Audience, Space
from tests.factories import communications as make
from tests.factories import person
from tests.factories.api import caller
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
PRACTICE = {
    "language": "en",
    "title": "A stand at the market",
    "context": "Nobody declared.",
    "done": "We went there.",
    "principles": ["S", "T"],
    "channels": ["press-and-radio"],
}


def test_a_practice_goes_its_way_by_program():
    focal = caller(person(R.FOCAL_POINT, member="jpn"))
    officer = caller(person(R.COMMUNICATIONS))
    made = focal("post", "/api/v1/practices/", PRACTICE)
    address = f"/api/v1/practices/{made.json()['id']}/"

    assert made.status_code == 201
    assert made.json()["available_transitions"] == ["submit"]
    assert caller()("get", address).status_code == 404
    french = PRACTICE | {"language": "fr", "title": "Un stand au marché"}
    assert focal("patch", address, french).status_code == 428
    changed = focal("patch", address, french, If_Match='"1"')
    assert changed.json()["title"] == {"en": PRACTICE["title"], "fr": "Un stand au marché"}
    assert focal("patch", address, french, If_Match='"1"').status_code == 412
    assert focal("post", f"{address}submit/").json()["state"] == "in_review"
    assert focal("post", f"{address}publish/").status_code == 403
    assert officer("post", f"{address}request-changes/", {}).status_code == 422
    assert officer("post", f"{address}publish/").json()["state"] == "published"
    assert caller()("get", address).status_code == 200


def test_a_message_is_written_proved_endorsed_and_used_by_program():
    officer, focal = caller(person(R.COMMUNICATIONS)), caller(person(R.FOCAL_POINT, member="fra"))
    slugs = list(Audience.objects.order_by("order").values_list("slug", flat=True)[:2])
    body = {"title": {"en": "We answer", "fr": "Nous répondons"}, "audiences": slugs}
    made = officer("post", "/api/v1/messages/", body)
    address = f"/api/v1/messages/{made.json()['id']}/"
    proof = {
        "statement": {"en": "Nine of ten.", "fr": "Neuf sur dix."},
        "expires_on": "2019-06-30",
        "source": {"publisher": "P", "title": "T", "published": "2019", "grade": "official"},
    }

    assert officer("post", f"{address}consult/").json()["code"] == "proof_missing"
    assert len(officer("post", f"{address}prove/", proof).json()["proofs"]) == 1
    assert officer("post", f"{address}consult/").json()["state"] == "consulted"
    assert caller()("get", address).status_code == 404
    refused = focal("post", f"{address}endorse/", {"position": "object"})
    assert refused.json()["code"] == "reason_missing"
    given = focal("post", f"{address}endorse/", {"position": "endorse"})
    assert [each["member"] for each in given.json()["endorsements"]] == ["fra"]
    assert officer("post", f"{address}adopt/").status_code == 403
    assert caller(person(R.APPROVER))("post", f"{address}adopt/").json()["state"] == "in_use"
    assert caller()("get", f"{address}").json()["endorsements"][0]["position"] == "endorse"


def test_a_topic_becomes_a_practice_by_program():
    focal, moderator = caller(person(R.FOCAL_POINT, member="can")), caller(person(R.MODERATOR))
    space = Space.objects.order_by("order").first().slug
    body = {"space": space, "title": "Which tool?", "body": "We tried one.", "language": "en"}
    address = f"/api/v1/topics/{focal('post', '/api/v1/topics/', body).json()['id']}/"

    assert caller()("get", address).status_code == 404
    written = moderator("post", f"{address}write/", {"body": "Good.", "language": "en"})
    assert [each["body"] for each in written.json()["posts"]] == ["We tried one.", "Good."]
    closing = {"conclusion": {"en": "Keep it short.", "fr": ""}}
    assert moderator("post", f"{address}close/", closing).json()["state"] == "closed"
    practice = moderator("post", f"{address}practice/")
    assert practice.status_code == 201
    assert practice.json()["lessons"] == {"en": "Keep it short.", "fr": None}


def test_a_chapter_is_written_and_published_by_program():
    editor, chapter = caller(person(R.EDITOR)), make.chapter(state="published")
    address = f"/api/v1/chapters/{chapter.slug}/"
    draft = editor("get", f"{address}draft/").json()
    body = {"language": "en", "markdown": "Another word.", "base_version": draft["versions"]["en"]}

    assert caller()("get", f"{address}draft/").status_code == 404
    assert editor("post", f"{address}write/", body).json()["state"] == "draft"
    assert caller()("get", f"{address}edition/").json()["text"]["en"] == "One word.\n"
    editor("post", f"{address}submit/")
    published = caller(person(R.APPROVER))("post", f"{address}publish/")
    assert published.json()["edition"] == 2
    assert caller()("get", f"{address}edition/").json()["text"]["en"] == "Another word.\n"


def test_anybody_writes_nothing():
    assert caller()("post", "/api/v1/practices/", PRACTICE).status_code == 401


@pytest.mark.parametrize(
    "path", ["practices", "messages", "topics", "chapters", "audiences", "channels"]
)
def test_lists_ask_the_database_the_same_at_any_length(path):
    officer = person(R.COMMUNICATIONS)
    caller_ = caller(officer)
    caller_("get", f"/api/v1/{path}/")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            assert caller_("get", f"/api/v1/{path}/?page_size=50").status_code == 200
        return len(queries)

    fill(officer)
    one = asked()
    for _number in range(3):
        fill(officer)

    assert asked() == one


def fill(officer):
    """Add one of each."""
    make.practice(state="published")
    make.message(by=officer)
    make.topic()
