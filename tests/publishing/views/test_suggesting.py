"""What the editor's windows hear while somebody suggests, and when suggestions are decided on."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.models import Plan
from tests.factories.people import person
from tests.factories.strategy import draft
from tests.publishing.views.test_writing import post
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import Suggestion
from wco_portal.publishing.rules.steps import MOST_STEP_BYTES
from wco_portal.publishing.selectors import documents as reading

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return draft()


@pytest.fixture
def section(plan):
    return plan.elements.get(number="SO1").public_id


@pytest.fixture
def window(client, plan, section):
    client.force_login(person(R.APPROVER))
    return post(client, plan, "join", section=section).json()


def typed(window, section, words="Words of all.", **more):
    [block] = window["documents"]["en"]["blocks"]
    return {
        "client": window["client"],
        "section": section,
        "base": window["documents"]["en"]["version"],
        "block": block["attrs"]["id"],
        "blocks": [block | {"content": [{"type": "text", "text": words}]}],
    } | more


def present(client, plan, window, section, mark):
    since = {language: each["version"] for language, each in window["documents"].items()}
    body = {"client": window["client"], "section": section, "since": since, "suggestions": mark}
    return post(client, plan, "presence", **body).json()["suggestions"]


def test_what_is_typed_is_told_once_to_every_window(client, plan, window, section):
    assert window["suggestions"] == {"mark": "", "open": []}

    answer = post(client, plan, "en/suggestions", **typed(window, section))

    assert answer.status_code == 200
    heard = present(client, plan, window, section, "")
    [shown] = heard["open"]
    assert (shown["id"], shown["mine"], shown["typed"]) == (answer.json()["id"], True, True)
    assert (shown["clash"], shown["from"]) == (False, window["documents"]["en"]["blocks"][0])
    assert shown["blocks"] == typed(window, section)["blocks"]
    assert present(client, plan, window, section, heard["mark"]) == {"mark": heard["mark"]}
    client.force_login(person(R.EDITOR))
    [other] = post(client, plan, "join", section=section).json()["suggestions"]["open"]
    assert not other["mine"]


@pytest.mark.parametrize(
    ("wrong", "status", "code"),
    [
        ({"blocks": None}, 422, "steps_invalid"),
        ({"blocks": [{"type": "image"}]}, 422, "steps_invalid"),
        ({"block": "ZZZZZZZZZZ"}, 422, "block_unknown"),
        ({"block": "evil"}, 422, "shape_invalid"),
        ({"base": 900_000}, 422, "version_unknown"),
        ({"client": "ZZZZZZZZZZ"}, 403, "client_unknown"),
        ({"blocks": ["A" * MOST_STEP_BYTES]}, 413, "text_too_large"),
    ],
)
def test_what_is_refused_says_why(client, plan, window, section, wrong, status, code):
    answer = post(client, plan, "en/suggestions", **(typed(window, section) | wrong))

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not Suggestion.objects.exists()


def test_a_frozen_text_takes_no_suggestion(client, plan, window, section):
    Plan.objects.filter(pk=plan.pk).update(state="submitted")

    answer = post(client, plan, "en/suggestions", **typed(window, section))

    assert (answer.status_code, answer.json()["code"]) == (423, "text_closed")


def test_who_may_only_suggest_decides_on_nothing_but_their_own(client, plan, window, section):
    made = post(client, plan, "en/suggestions", **typed(window, section)).json()["id"]
    accepted = {"section": section, "chosen": made, "act": "accept"}

    answer = post(client, plan, "suggestions/settle", **accepted)

    assert (answer.status_code, answer.json()["code"]) == (403, "denied")
    withdrawn = accepted | {"act": "reject"}
    assert post(client, plan, "suggestions/settle", **withdrawn).json() == {"decided": 1}
    assert Suggestion.objects.get().state == "withdrawn"


@pytest.mark.parametrize("which", ["one", "all", "by"])
def test_an_editor_accepts_what_was_seen_without_leaving_the_editor(
    client, plan, window, section, which
):
    made = post(client, plan, "en/suggestions", **typed(window, section)).json()["id"]
    client.force_login(person(R.EDITOR))
    [seen] = post(client, plan, "join", section=section).json()["suggestions"]["open"]
    chosen = {"one": made, "all": "all", "by": f"by-{seen['author']}"}[which]
    body = {"section": section, "chosen": chosen, "act": "accept"}

    late = post(client, plan, "suggestions/settle", **body, until="2019-01-01T00:00:00+00:00")
    done = post(client, plan, "suggestions/settle", **body, until=seen["at"])

    assert (late.status_code, late.json()["code"]) == (409, "suggestion_changed")
    assert done.json() == {"decided": 1}
    assert post(client, plan, "suggestions/settle", **body).status_code == 409
    document = reading.in_language(plan.text, "en")
    assert reading.plain_section(document.body, section=section) == "Words of all."


def test_the_form_decides_on_what_the_page_showed(client, plan, window, section):
    post(client, plan, "en/suggestions", **typed(window, section))
    client.force_login(person(R.EDITOR))
    page = client.get(f"/en/plans/2019-2022/edit/{section}/")
    until = page.context["remarks"].until.isoformat()
    assert f'name="until" value="{until}"' in " ".join(page.content.decode().split())
    Suggestion.objects.update(at=page.context["remarks"].until.replace(year=2100))

    decide = f"/en/texts/{plan.text.public_id}/suggestions/decide/"
    answer = client.post(
        decide, {"section": section, "chosen": "all", "act": "accept", "until": until}
    )

    assert answer.status_code == 409
    assert Suggestion.objects.open().exists()


def test_who_may_suggest_gets_the_editor_for_that_and_others_do_not(client, plan, window, section):
    address = f"/en/plans/2019-2022/edit/{section}/"
    page = client.get(address).content.decode()
    assert "data-editor" in page
    assert "data-may-write" not in page
    assert "does not approve it" in page
    Plan.objects.filter(pk=plan.pk).update(state="submitted")

    assert "data-editor" not in client.get(address).content.decode()


def test_a_window_asks_as_much_for_many_as_for_one(client, plan, window, section):
    def count():
        with CaptureQueriesContext(connection) as queries:
            present(client, plan, window, section, "")
        return len(queries)

    post(client, plan, "en/suggestions", **typed(window, section))
    one = count()
    made = Suggestion.objects.get()
    for number in range(3):
        made.pk, made.public_id, made.author = None, f"000000000{number}", person(R.APPROVER)
        made.save()

    assert count() == one
