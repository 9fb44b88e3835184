import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from communications.models import Practice, Topic
from communications.rules import Pair
from communications.services import messages, topics
from tests.factories import communications as make
from tests.factories import person
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


def signed_in(someone):
    client = Client()
    client.force_login(someone)
    return client


def asked(client, path):
    """Count the queries of a page."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    return len(queries)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("path", ["handbook/", "practices/", "messages/", "audiences/"])
def test_anybody_reads_in_both_languages(path, language):
    answer = Client().get(f"/{language}/{path}")

    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.content.decode()[:200]


def test_a_filter_narrows_the_list_and_an_unknown_one_does_not_break_it():
    client = Client()

    found = client.get("/en/practices/?region=wca").content.decode()
    any_ = client.get("/en/practices/?region=nowhere&page=zero")

    assert "recognition-with-the-focal-point" in found
    assert "a-week-for-the-theme" not in found
    assert any_.status_code == 200


@pytest.mark.parametrize(
    "path", ["/en/practices/", "/en/messages/", "/en/forum/", "/en/audiences/"]
)
def test_lists_ask_the_database_the_same_at_any_length(path):
    officer, approver = person(R.COMMUNICATIONS), person(R.APPROVER)
    client = signed_in(officer)

    def fill():
        make.practice(state="published")
        make.topic()
        made = messages.consult(make.message(by=officer), by=officer)
        messages.adopt(made, by=approver)

    fill()
    asked(client, path)
    one = asked(client, path)
    fill()
    fill()

    assert asked(client, path) == one


def test_a_wrong_form_keeps_what_was_written():
    client = signed_in(person(R.FOCAL_POINT, member="jpn"))

    answer = client.post("/en/practices/new/", {"title": "", "context": "Queues at noon."})

    assert answer.status_code == 422
    assert "Queues at noon." in answer.content.decode()


def test_a_second_press_makes_no_second_practice():
    client = signed_in(person(R.FOCAL_POINT, member="jpn"))
    body = {"title": "A quiet hour", "once": "a" * 24}

    first = client.post("/en/practices/new/", body)
    second = client.post("/en/practices/new/", body)

    assert (first.status_code, first.url) == (302, second.url)
    assert Practice.objects.filter(title_en="A quiet hour").count() == 1


def test_a_second_press_of_an_act_gets_the_first_answer_though_it_is_no_longer_possible():
    officer, moderator = person(R.COMMUNICATIONS), person(R.MODERATOR)
    made = make.message(by=officer)
    topic = topics.close(make.topic(), conclusion=Pair("It works."), by=moderator)

    for someone, address in (
        (officer, f"/en/messages/{made.slug}/consult/"),
        (moderator, f"/en/forum/{topic.public_id}/practice/"),
    ):
        client = signed_in(someone)
        first, second = (client.post(address, {"once": "a" * 24}) for _press in range(2))
        assert (first.status_code, second.status_code) == (302, 302)
        assert first.url == second.url
        assert client.post(address, {"once": "b" * 24}).status_code == 403
        assert signed_in(person(R.AUDITOR)).post(address, {"once": "a" * 24}).status_code == 403


def test_an_objection_without_its_reason_comes_back_with_the_error():
    officer = person(R.COMMUNICATIONS)
    made = messages.consult(make.message(by=officer), by=officer)
    client = signed_in(person(R.FOCAL_POINT, member="fra"))

    answer = client.post(f"/en/messages/{made.slug}/endorse/", {"position": "object", "text": ""})

    assert answer.status_code == 422
    assert "need a text" in answer.content.decode()


def test_a_post_is_hidden_with_a_reason_and_without_one_the_form_says_so_at_that_post():
    first, moderator = make.topic(), person(R.MODERATOR)
    second = topics.write(first, body="Names a person.", language="en", by=moderator)
    client = signed_in(moderator)
    address = f"/en/forum/posts/{second.public_id}/hide/"

    answer = client.post(address, {"note": ""})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{second.public_id}-note"' in page
    assert page.count('<details class="disclose" open>') == 1
    assert client.post(address, {"note": "It names a person."}).status_code == 302
    assert "It names a person." in client.get(first.get_absolute_url()).content.decode()


def test_a_text_that_somebody_changed_first_is_shown_beside_yours():
    editor, chapter = person(R.EDITOR), make.chapter(by=person(R.EDITOR))
    client = signed_in(editor)
    address = f"/en/handbook/{chapter.slug}/edit/"
    client.post(address, {"markdown": "One good word.", "base_version": 1})

    answer = client.post(address, {"markdown": "One bad word.", "base_version": 1})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "One bad word." in page
    assert "One good word." in page


def test_the_forum_is_for_people_who_signed_in():
    topic = make.topic()

    assert Client().get("/en/forum/").status_code == 302
    assert Client().get(f"/en/forum/{topic.public_id}/").status_code == 302
    assert Topic.objects.filter(pk=topic.pk).exists()
