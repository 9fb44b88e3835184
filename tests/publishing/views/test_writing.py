"""What the editor's windows hear: every answer with its status and a stable code."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from strategy.models import Plan
from strategy.services import structure
from tests.factories.api import caller
from tests.factories.people import person
from tests.factories.strategy import draft
from tests.publishing.services.test_steps import insert
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import Writer
from wco_portal.publishing.rules.steps import MOST_STEP_BYTES
from wco_portal.publishing.selectors import documents as reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return draft()


@pytest.fixture
def section(plan):
    return plan.elements.get(number="SO1").public_id


def post(browser, plan, path, **body):
    address = f"/en/texts/{plan.text.public_id}/{path}/"
    return browser.post(address, body, content_type="application/json")


@pytest.fixture
def window(client, plan, section):
    client.force_login(person(R.EDITOR))
    return post(client, plan, "join", section=section).json()


def act(window, section, *, seq=1, steps=None, language="en", **more):
    return {
        "client": window["client"],
        "seq": seq,
        "base": window["documents"][language]["version"],
        "section": section,
        "steps": [insert("A", 1)] if steps is None else steps,
    } | more


def test_a_window_opens_on_both_languages(plan, window, section):
    english = window["documents"]["en"]

    assert english["blocks"][0]["content"] == [{"type": "text", "text": "Words of SO1."}]
    assert set(window["documents"]) == {"en", "fr"}
    assert [each["me"] for each in window["people"]] == [True]


def test_steps_are_accepted_once_and_who_is_late_hears_what_was_missed(
    client, plan, window, section
):
    base = window["documents"]["en"]["version"]

    first = post(client, plan, "en/steps", **act(window, section))
    again = post(client, plan, "en/steps", **act(window, section))
    late = post(client, plan, "en/steps", **act(window, section, seq=2))

    assert (first.status_code, first.json()) == (200, {"version": base + 1})
    assert (again.status_code, again.json()) == (200, {"version": base + 1})
    assert late.status_code == 409
    [missed] = late.json()["acts"]
    assert (missed["seq"], missed["steps"]) == (1, [insert("A", 1)])
    address = f"/en/texts/{plan.text.public_id}/en/steps/?since={base}&section={section}"
    assert client.get(address).json()["acts"] == late.json()["acts"]


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"steps": [insert("A", 999)]}, 422, "steps_invalid"),
        ({"steps": []}, 422, "steps_invalid"),
        ({"steps": "x"}, 422, "steps_invalid"),
        ({"seq": 0}, 422, "shape_invalid"),
        ({"client": "evil"}, 422, "shape_invalid"),
        ({"base": 900_000}, 422, "version_unknown"),
        ({"section": "ZZZZZZZZZZ"}, 422, "section_unknown"),
        ({"client": "ZZZZZZZZZZ"}, 403, "client_unknown"),
        ({"steps": [insert("A", 1)] * 401}, 413, "text_too_large"),
        ({"steps": [insert("A" * MOST_STEP_BYTES, 1)]}, 413, "text_too_large"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    client, plan, window, section, wrong, status, code
):
    answer = post(client, plan, "en/steps", **(act(window, section) | wrong))

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert reading.in_language(plan.text, "en").version == window["documents"]["en"]["version"]


def test_what_a_text_does_not_take_is_said_in_the_readers_language(client, plan, window, section):
    address = f"/fr/texts/{plan.text.public_id}/en/steps/"
    sent = act(window, section, steps=[insert("A" * 20_001, 1)])

    answer = client.post(address, sent, content_type="application/json")

    assert answer.status_code == 422
    assert "Un passage dépasse 20000 caractères" in answer.json()["title"]


def test_a_text_that_was_closed_meanwhile_is_locked_and_no_word_is_lost(client, plan, section):
    client.force_login(person(R.EDITOR))
    Plan.objects.filter(pk=plan.pk).update(state="submitted")
    versions = {f"base_{each.language}": each.version for each in plan.text.documents.all()}
    written = {"english": "Words of an hour.", "french": "Mots d’une heure."} | versions

    page = client.post(f"/fr/plans/2019-2022/edit/{section}/", written)

    assert page.status_code == 423
    assert "Words of an hour." in page.content.decode()
    assert "Ce que vous avez écrit n’a pas été enregistré" in page.content.decode()
    assert client.get("/en/plans/2019-2022/structure/").status_code == 403


def test_a_program_hears_that_a_text_is_locked(plan, section):
    Plan.objects.filter(pk=plan.pk).update(state="submitted")
    body = {"section": section, "en": {"markdown": "x", "base_version": 1}}

    answer = caller(person(R.EDITOR))("post", "/api/v1/plans/2019-2022/write/", body)

    assert (answer.status_code, answer.json()["code"]) == (423, "text_closed")


@pytest.mark.parametrize("body", [b"", b"[", b"[]", b"\xff", b"[" * 5000])
def test_what_is_not_json_is_refused(client, plan, window, body):
    address = f"/en/texts/{plan.text.public_id}/en/steps/"

    assert client.post(address, body, content_type="application/json").status_code == 422


def test_a_frozen_text_answers_locked(client, plan, window, section):
    Plan.objects.filter(pk=plan.pk).update(state="submitted")

    answer = post(client, plan, "en/steps", **act(window, section))

    assert (answer.status_code, answer.json()["code"]) == (423, "text_closed")


def test_who_may_read_but_not_write_is_denied(client, plan, section):
    client.force_login(person(R.AUDITOR))
    window = post(client, plan, "join", section=section).json()

    answer = post(client, plan, "en/steps", **act(window, section))

    assert (answer.status_code, answer.json()["code"]) == (403, "denied")


def test_nobody_else_learns_that_the_text_is_there(client, plan, section):
    assert post(client, plan, "join", section=section).status_code == 302
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    assert post(client, plan, "join", section=section).status_code in {403, 404}


def test_presence_is_heard_and_forgotten(client, plan, window, section):
    other = person(R.EDITOR)
    now = timezone.now()
    for name, (seen, active) in enumerate([(0, 0), (10, 130), (50, 50)]):
        Writer.objects.create(
            text=plan.text,
            person=other,
            session=str(name),
            section=section,
            seen_at=now - dt.timedelta(seconds=seen),
            active_at=now - dt.timedelta(seconds=active),
        )
    since = {language: each["version"] for language, each in window["documents"].items()}
    post(client, plan, "en/steps", **act(window, section))

    with CaptureQueriesContext(connection) as queries:
        answer = post(
            client,
            plan,
            "presence",
            client=window["client"],
            section=section,
            language="en",
            place=3,
            since=since,
        ).json()

    found = [(each["me"], each["idle"]) for each in answer["people"]]
    assert found == [(True, False), (False, False), (False, True)]
    assert [len(answer["documents"][code]["acts"]) for code in ("en", "fr")] == [1, 0]
    assert len(queries) < 20
    post(client, plan, "leave", client=window["client"])
    assert Writer.objects.present(timezone.now()).count() == 2


def test_a_window_hears_where_its_part_went_and_when_it_was_taken_out(client, plan, section):
    client.force_login(person(R.EDITOR))
    element = plan.elements.get(public_id=section)
    window = post(client, plan, "join", section=section).json()

    def here():
        since = {language: each["version"] for language, each in window["documents"].items()}
        where = {"client": window["client"], "section": section, "language": "en"}
        return post(client, plan, "presence", **where, place=1, since=since).json()

    assert here()["part"] == window["part"]
    assert str(element) in window["part"]["place"]
    above = plan.elements.exclude(pk=element.pk).filter(parent=None).first()
    type(element).objects.filter(pk=element.pk).update(parent=above)
    moved = here()["part"]
    assert moved["place"] != window["part"]["place"]
    assert str(above) in moved["place"]

    structure.remove(element, reason="It is done.", by=person(R.EDITOR))

    assert here()["part"] == {"gone": True, "whole": f"/en/plans/{plan.slug}/edit/"}
    refused = post(client, plan, "en/steps", **act(window, section))
    assert (refused.status_code, refused.json()["code"]) == (422, "section_unknown")
