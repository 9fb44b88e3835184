"""A form that is sent twice with other words."""

import pytest
from lxml import html

from communications.models import Practice
from strategy.models import Position
from tests.factories import person
from tests.factories.consultations import consultation
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
NEW = "/en/practices/new/"


@pytest.fixture
def writer(client):
    client.force_login(person(R.FOCAL_POINT, member="jpn"))
    return client


def fields(answer):
    """Return what a form that came back would send."""
    found = (form for form in html.fromstring(answer.content).forms if "once" in form.fields)
    return dict(next(found).form_values())


def test_other_words_are_shown_and_not_kept_until_they_are_sent_as_a_form_of_their_own(writer):
    body = {"title": "A quiet hour", "context": "Queues.", "once": "a" * 24}
    first = writer.post(NEW, body)
    words = 'Two lines,\r\nthe "second" <b>one</b>'

    second = writer.post(NEW, body | {"context": words})

    shown = second.content.decode()
    assert second.status_code == 409
    assert f'href="{first.url}"' in shown
    assert "&quot;second&quot; &lt;b&gt;one" in shown
    assert Practice.objects.filter(title_en="A quiet hour").count() == 1

    third = writer.post(NEW, {"title": "A quiet hour", "context": words, "once": "c" * 24})
    assert third.status_code == 302
    assert Practice.objects.filter(title_en="A quiet hour").count() == 2


def test_the_page_carries_every_field_and_a_token_of_its_own(writer):
    body = {"title": "A quiet hour", "context": "Queues at noon.", "once": "a" * 24}
    writer.post(NEW, body)

    said = fields(writer.post(NEW, body | {"context": "Queues at night."}))

    assert said["context"].strip() == "Queues at night."
    assert said["title"].strip() == "A quiet hour"
    assert said["once"] not in {"", body["once"]}


def test_a_draft_sent_again_with_other_words_is_joined_and_nothing_is_lost(client):
    made = consultation()
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    address = f"/en/consultations/{made.slug}/answer/sen/"
    opened = fields(client.get(address))
    client.post(address, opened | {"comment": "One word."})

    again = client.post(address, opened | {"comment": "Another word."})
    assert (again.status_code, Position.objects.get().comment) == (409, "One word.")
    clash = client.post(address, fields(again))

    assert "Another word." in clash.content.decode()
    assert clash.status_code == 409


def test_an_answer_that_was_given_before_is_not_given_for_other_words_of_who_may_no_longer(client):
    focal = person(R.FOCAL_POINT, member="jpn")
    client.force_login(focal)
    body = {"title": "A quiet hour", "once": "a" * 24}
    client.post(NEW, body)
    focal.roles.all().delete()

    answer = client.post(NEW, body | {"context": "More words than before."})

    assert answer.status_code == 409
    assert "More words than before." in answer.content.decode()


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Why this order?"), ("fr", "Pourquoi cet ordre")]
)
def test_what_was_written_is_named_by_its_label(client, language, label):
    made = consultation()
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    address = f"/{language}/consultations/{made.slug}/answer/sen/"
    said = fields(client.get(address)) | {"comment": "We said this first."}
    client.post(address, said)

    second = client.post(address, said | {"comment": "We say that now."})

    page = html.fromstring(second.content)
    assert second.status_code == 409
    (shown,) = page.cssselect("#sent-before textarea")
    assert label in page.cssselect(f"label[for={shown.get('id')}]")[0].text_content()


def test_where_the_page_cannot_be_opened_the_field_has_its_number(writer):
    writer.post("/en/notifications/read/", {"once": "b" * 24})

    second = writer.post("/en/notifications/read/", {"once": "b" * 24, "odd": "Two words"})

    assert second.status_code == 409
    assert "What you wrote, field 1" in second.content.decode()
