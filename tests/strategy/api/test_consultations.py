"""A program answers, follows and reads results like a person."""

import pytest

from strategy import services
from strategy.models import Consultation, Position
from tests.factories import person
from tests.factories.api import caller
from tests.factories.consultations import answer, close, consultation, draft, ranking
from tests.factories.workshops import workshop
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db


def focal(code="sen"):
    return caller(person(R.FOCAL_POINT, member=code))


def given(made, order="2134", **more):
    return {"consultation": made.slug, "ranking": ranking(made, order), "comment": "So."} | more


def test_anyone_reads_the_question_and_who_has_answered():
    made = consultation()
    answer(made, Member.objects.get(code="sen"), "1234")
    draft("secret")

    read = caller()("get", "/api/v1/consultations/priorities/").json()
    turnout = caller()("get", "/api/v1/consultations/priorities/turnout/").json()

    assert read["phase"] == "open"
    assert read["items"][0]["title"]["en"] == "Integrity"
    assert {"region": "wca", "answered": 1, "members": 23} in turnout
    assert caller()("get", "/api/v1/consultations/priorities/result/").status_code == 404
    assert caller()("get", "/api/v1/consultations/secret/").status_code == 404
    assert caller()("get", "/api/v1/positions/").status_code == 404


def test_member_saves_changes_and_sends():
    made, call = consultation(), focal()

    saved = call("post", "/api/v1/positions/", given(made))
    address = f"/api/v1/positions/{saved.json()['id']}/"
    changed = call(
        "patch", address, {"ranking": ranking(made, "4321"), "comment": ""}, If_Match='"1"'
    )
    stale = call(
        "patch", address, {"ranking": ranking(made, "1234"), "comment": ""}, If_Match='"1"'
    )
    sent = call("post", f"{address}send/", If_Match='"2"')
    again = call("post", f"{address}send/")

    assert saved.status_code == 201
    assert saved.json()["available_transitions"] == ["save", "send"]
    assert (changed.status_code, stale.status_code) == (200, 412)
    assert sent.status_code == 200
    assert sent.json()["ranking"] == ranking(made, "4321")
    assert Position.objects.get().sent.public_id == sent.json()["receipt"]
    assert again.status_code == 409
    assert again.json()["code"] == "wrong_state"


def test_incomplete_late_and_foreign_answers_are_refused_with_a_code():
    made, call = consultation(), focal()
    saved = call("post", "/api/v1/positions/", given(made, ranking={})).json()

    assert call("post", f"/api/v1/positions/{saved['id']}/send/").json()["code"] == (
        "ranking_incomplete"
    )
    assert focal("jpn")("get", f"/api/v1/positions/{saved['id']}/").status_code == 404
    assert call("post", "/api/v1/positions/", given(made, member="jpn")).status_code == 404
    editor = caller(person(R.EDITOR))
    assert editor("post", "/api/v1/positions/", given(made)).status_code in {403, 404}
    close(made)
    late = focal("cmr")("post", "/api/v1/positions/", given(made))
    assert (late.status_code, late.json()["code"]) == (409, "closed")


def test_region_is_followed_by_its_own_people():
    made = consultation()
    coordinator = caller(person(R.COORDINATOR, region="wca"))
    chair = caller(person(R.VICE_CHAIR, region="wca"))
    listed = coordinator("get", "/api/v1/syntheses/?consultation__slug=priorities").json()
    (own,) = listed["results"]
    address = f"/api/v1/syntheses/{own['id']}/"

    text = {"text": {"en": "Together.", "fr": ""}}
    assert coordinator("patch", address, text, If_Match='"0"').status_code == 200
    assert coordinator("post", f"{address}remind/").json()["members"] == 23
    assert coordinator("post", f"{address}propose/").json()["state"] == "proposed"
    assert chair("post", f"{address}return/", {"reason": "More."}).json()["state"] == "returned"
    assert coordinator("post", f"{address}propose/").status_code == 200
    assert chair("post", f"{address}clear/").json()["state"] == "cleared"
    assert caller()("get", address).status_code == 404
    answer(made, Member.objects.get(code="sen"), "1234")
    services.consultations.publish(close(made), by=person(R.EDITOR))
    assert caller()("get", address).json()["text"]["en"] == "Together."


def test_result_is_the_pages():
    made = consultation()
    for code, order in (("sen", "1234"), ("fra", "2134"), ("jpn", "1234"), ("bra", "1243")):
        answer(made, Member.objects.get(code=code), order)
    services.consultations.publish(close(made), by=person(R.EDITOR))

    result = caller()("get", "/api/v1/consultations/priorities/result/").json()

    assert result["answered"] == 4
    assert result["members"] == 183
    assert result["lines"][0]["place"] == 1
    assert result["sentence"].startswith("Members put Integrity first")
    assert result["methods"]["mean"][:2] == [1, 2]
    assert result["agreement"]["p_method"] == "exact"
    assert result["agreement"]["df"] == 3
    assert result["kemeny"]["count"] == len(result["kemeny"]["optima"])
    assert result["intervals"] == {"seed": 2019, "rounds": 2000, "level": 0.95}
    assert result["undefined"] == {}
    assert result["is_demonstration"] is True


def test_editor_drafts_and_announces():
    editor = caller(person(R.EDITOR))
    body = {
        "plan": "2019-2022",
        "title": {"en": "What first?", "fr": "Quoi d’abord ?"},
        "question": {"en": "Order?", "fr": "Ordre ?"},
        "opens_at": "2019-04-01T09:00:00+02:00",
        "closes_at": "2019-05-01T18:00:00+02:00",
    }

    made = editor("post", "/api/v1/consultations/", body)
    wrong = editor("post", "/api/v1/consultations/", body | {"closes_at": body["opens_at"]})
    announced = editor("post", "/api/v1/consultations/what-first/announce/")

    assert (made.status_code, wrong.status_code, announced.status_code) == (201, 422, 200)
    assert Consultation.objects.get(slug="what-first").state == "announced"


def test_editor_asks_with_points_gives_windows_and_asks_again():
    editor = caller(person(R.EDITOR))
    words = {"en": "Effort", "fr": "Effort"}
    dates = {"opens_at": "2019-04-01T09:00:00+02:00", "closes_at": "2019-05-01T18:00:00+02:00"}
    body = {"plan": "2019-2022", "kind": "objective", "title": words, "question": words}
    body |= dates | {"instrument": "points"}
    address = "/api/v1/consultations/effort/"

    made = editor("post", "/api/v1/consultations/", body).json()
    wrong = editor("post", "/api/v1/consultations/", body | {"top": 2})
    window = {"region": "wca", "zone": "Africa/Dakar"} | dates
    early = window | {"opens_at": "2019-03-31T09:00:00+02:00"}
    first = editor("post", f"{address}give_window/", early)
    given = editor("post", f"{address}give_window/", window).json()
    taken = editor("post", f"{address}take_window/", {"region": "wca"}).json()
    again = editor("post", f"{address}copy/", dates).json()
    lost = editor("post", f"{address}take_window/", {"region": "nowhere"})

    assert (made["instrument"], len(made["items"])) == ("points", 3)
    assert wrong.status_code == 422
    assert first.json()["windows"][0]["opens_at"] < made["opens_at"]
    assert [each["region"] for each in given["windows"]] == ["wca"]
    assert taken["windows"] == []
    assert (again["id"], again["instrument"], again["state"]) == ("effort-2", "points", "draft")
    assert lost.status_code == 404


def test_editor_changes_a_draft_with_the_version_that_was_read():
    made, editor = draft(), caller(person(R.EDITOR))
    address = "/api/v1/consultations/priorities/"
    first, second = made.items.order_by("order")[:2]
    body = {"title": {"en": "New", "fr": "Nouveau"}, "remind_days": 12}
    body |= {"items": [second.public_id, first.public_id]}

    blind = editor("patch", address, body)
    saved = editor("patch", address, body, If_Match='"1"')
    stale = editor("patch", address, body, If_Match='"1"')
    wrong = editor("patch", address, {"dots": 3}, If_Match='"2"')
    other = editor("patch", address, {"plan": "2019-2022"}, If_Match='"2"')

    assert (blind.status_code, stale.status_code) == (428, 412)
    assert (saved.json()["title"]["fr"], saved.json()["remind_days"]) == ("Nouveau", 12)
    assert [each["title"]["en"] for each in saved.json()["items"]] == ["Integrity", "E-Commerce"]
    assert (wrong.status_code, other.status_code) == (422, 422)


def test_round_at_a_workshop_takes_its_times_and_is_found_by_how_it_is_held():
    held, editor = workshop(), caller(person(R.EDITOR))
    consultation()
    words = {"en": "What first?", "fr": "Quoi d’abord ?"}
    body = {"plan": "2019-2022", "kind": "objective", "title": words, "question": words}

    bare = editor("post", "/api/v1/consultations/", body)
    made = editor("post", "/api/v1/consultations/", body | {"workshop": held.slug}).json()
    lost = editor("post", "/api/v1/consultations/", body | {"workshop": "nowhere"})
    again = editor("post", "/api/v1/consultations/what-first/copy/", {"workshop": held.slug})
    found = [
        [each["id"] for each in editor("get", f"/api/v1/consultations/?{query}").json()["results"]]
        for query in ("held=workshop", "held=survey", f"workshop__slug={held.slug}&held=survey")
    ]

    assert (bare.status_code, lost.status_code, again.status_code) == (422, 404, 201)
    assert (made["held"], made["workshop"], made["zone"]) == ("workshop", held.slug, "Africa/Dakar")
    assert made["opens_at"].startswith("2019-05-14")
    assert found == [["what-first", "what-first-2"], ["priorities"], []]
    assert editor("get", "/api/v1/consultations/?held=nowhere").status_code == 400


def test_editor_reopens_for_a_region():
    made, editor = consultation(instrument="points"), caller(person(R.EDITOR))
    close(made)
    body = {"region": "wca", "closes_at": "2019-06-01T18:00:00+02:00", "reason": "Storm."}

    opened = editor("post", "/api/v1/consultations/priorities/reopen_region/", body)
    late = focal("fra")("post", "/api/v1/positions/", given(made))
    kept = focal("sen")("post", "/api/v1/positions/", given(made))

    assert opened.json()["windows"][0]["region"] == "wca"
    assert (late.json()["code"], kept.status_code) == ("closed", 201)


@pytest.mark.parametrize("path", ["consultations", "syntheses"])
def test_lists_ask_as_much_for_many_as_for_one(path, django_assert_max_num_queries):
    for number in range(3):
        made = consultation(f"number-{number}")
        answer(made, Member.objects.get(code="sen"), "1234")
        services.consultations.publish(close(made), by=person(R.EDITOR))
    for size in (1, 50):
        with django_assert_max_num_queries(6):
            answered = caller()("get", f"/api/v1/{path}/?page_size={size}")
        assert answered.status_code == 200
