"""Suggest, comment, decide and name versions by forms alone."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.models import Plan
from tests.factories.people import person
from tests.factories.strategy import draft
from tests.publishing.services.test_steps import Window, insert
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import Milestone, Suggestion, Thread
from wco_portal.publishing.rules import schema
from wco_portal.publishing.services import sittings, threads

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return draft()


@pytest.fixture
def editor(client):
    made = person(R.EDITOR)
    client.force_login(made)
    return made


@pytest.fixture
def window(plan, editor):
    return Window(plan, editor)


def address(window, act):
    [block] = schema.blocks(window.document.body, section=window.section)
    return f"/en/texts/{window.text.public_id}/en/blocks/{schema.block_id(block)}/{act}/"


def desk(window):
    return f"/en/plans/2019-2022/edit/{window.section}/"


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("act", ["suggest", "comment"])
def test_the_forms_open(client, window, language, act):
    page = client.get(address(window, act).replace("/en/", f"/{language}/", 1))

    assert page.status_code == 200
    text = page.content.decode()
    assert "<p>Words of SO1.</p>" in text
    assert f'href="{desk(window)[3:]}' in text.replace(f"/{language}/plans", "/plans")


def test_a_suggestion_is_made_shown_and_accepted(client, window):
    assert client.post(address(window, "suggest"), {"words": "Words of SO1."}).status_code == 422
    client.post(address(window, "suggest"), {"words": "New words of SO1.", "why": "Clearer"})
    page = client.get(desk(window)).content.decode()
    assert "Clearer" in page
    [made] = Suggestion.objects.open()

    decide = f"/en/texts/{window.text.public_id}/suggestions/decide/"
    data = {"section": window.section, "chosen": made.public_id, "act": "accept"}
    answer = client.post(decide, data, follow=True)

    assert "1 suggestion decided." in answer.content.decode()
    assert window.words == "New words of SO1."


@pytest.mark.parametrize("which", ["all", "by"])
def test_suggestions_are_rejected_together(client, window, editor, which):
    for words in ("One.", "Two."):
        client.post(address(window, "suggest"), {"words": words})
    chosen = f"by-{editor.key}" if which == "by" else "all"

    decide = f"/en/texts/{window.text.public_id}/suggestions/decide/"
    client.post(decide, {"section": window.section, "chosen": chosen, "act": "reject"})

    assert not Suggestion.objects.open().exists()
    assert window.words == "Words of SO1."


def test_a_thread_goes_its_way(client, window, editor):
    answer = client.post(address(window, "comment"), {"words": "Which?", "quote": "of SO1"})
    thread = Thread.objects.get()
    assert answer.url.endswith(f"#thread-{thread.public_id}")
    base = f"/en/texts/{window.text.public_id}/threads/{thread.public_id}/"

    client.post(f"{base}answer/", {"words": "These."})
    client.post(f"{base}answer/", {"words": ""})
    client.post(f"{base}assign/", {"to": editor.key})
    page = client.get(desk(window)).content.decode()
    assert all(words in page for words in ("<mark>of SO1</mark>", "These.", "for you"))
    client.post(f"{base}resolve/")

    page = client.get(desk(window)).content.decode()
    assert all(
        words in page for words in ("1 thread is resolved", f"Resolved by {editor}", "These.")
    )
    assert f"{base}answer/" not in page
    assert f"{base}resolve/" in page
    client.post(f"{base}resolve/")
    page = client.get(desk(window)).content.decode()
    assert "is resolved" not in page
    assert f"{base}answer/" in page


def test_a_quote_that_is_not_there_is_said_at_the_form(client, window):
    answer = client.post(address(window, "comment"), {"words": "Which?", "quote": "nowhere"})

    assert answer.status_code == 422
    assert "Which?" in answer.content.decode()


def test_the_desk_needs_as_many_queries_for_many_remarks(client, window, editor):
    def count():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(desk(window)).status_code == 200
        return len(queries)

    client.post(address(window, "comment"), {"words": "One?"})
    client.post(address(window, "suggest"), {"words": "One."})
    count()
    one = count()
    for number in range(3):
        client.post(address(window, "comment"), {"words": f"More {number}?"})
        client.post(address(window, "suggest"), {"words": f"More {number}."})
    for thread in Thread.objects.order_by("pk")[1:3]:
        threads.resolve(thread, by=editor)

    assert count() == one


def test_the_history_shows_sittings_their_writers_and_names(client, plan, window, editor):
    window.send(insert("A", 1))
    page = client.get("/en/plans/2019-2022/revisions/").content.decode()
    assert "Being written" in page

    client.post("/en/plans/2019-2022/revisions/name/", {"name": "After the workshop"})
    again = client.post("/en/plans/2019-2022/revisions/name/", {"name": "Again"})

    assert again.status_code == 422
    page = client.get("/en/plans/2019-2022/revisions/").content.decode()
    assert "After the workshop" in page
    assert "Being written" not in page
    assert str(editor) in page
    assert Milestone.objects.count() == 2
    assert client.get("/en/plans/2019-2022/revisions/?en=2&fr=x").status_code == 200


def test_a_long_history_opens_with_as_many_queries_as_a_short_one(client, plan, window):
    def count():
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/en/plans/2019-2022/revisions/").content.decode()
        return len(queries), "Older versions" in page

    short, has_older = count()
    assert not has_older
    for _number in range(30):
        window.send(insert("A", 1))
        sittings.seal_text(plan.text)

    assert count() == (short, True)


def test_whoever_may_not_write_names_nothing(client, plan, window):
    client.force_login(person(R.AUDITOR))
    page = client.get("/fr/plans/2019-2022/revisions/")

    assert page.status_code == 200
    assert client.post("/en/plans/2019-2022/revisions/name/", {"name": "x"}).status_code == 403
    Plan.objects.filter(pk=plan.pk).update(state="submitted")
    assert client.get(desk(window)).status_code == 200


def test_only_what_is_mine_or_open_is_shown(client, window):
    """By links, so that it works with and without a script; what is hidden is not decided on."""
    client.post(address(window, "suggest"), {"words": "Other words of SO1."})
    theirs, me = person(R.EDITOR), person(R.EDITOR)
    client.force_login(theirs)
    for words in ("It is theirs.", "It is done."):
        client.post(address(window, "comment"), {"words": words})
    done = Thread.objects.latest("pk")
    client.post(f"/en/texts/{window.text.public_id}/threads/{done.public_id}/resolve/")
    client.force_login(me)
    before = client.get(f"{desk(window)}?remarks=mine").content.decode()
    assert "None of them is yours" in before
    client.post(address(window, "comment"), {"words": "It is mine."})

    def shown(view):
        page = client.get(f"{desk(window)}?remarks={view}").content.decode()
        told = ("Other words", "It is theirs.", "It is done.", "It is mine.", "Accept all of")
        current = page.split('aria-current="page"')[-1].split("</a>")[0]
        said = page.split('id="remarks"')[1]
        return [words in said for words in told], "".join(c for c in current if c.isdigit())

    assert shown("all") == shown("nonsense") == ([True] * 5, "4")
    assert shown("open") == ([True, True, False, True, True], "3")
    assert shown("mine") == ([False, False, False, True, False], "1")
    client.force_login(theirs)
    assert shown("mine") == ([False, True, True, False, False], "2")
