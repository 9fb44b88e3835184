"""Who may not keep what was written gets the words back, and nobody else's."""

import pytest
from django.test import Client
from django.utils.datastructures import MultiValueDict
from lxml import html

from strategy.models import ConsultationItem, Position
from tests.factories import person
from tests.factories.consultations import consultation, draft
from wco_portal.common import clock
from wco_portal.common.forms import Said, labels_in, written
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Role

pytestmark = pytest.mark.django_db
WORDS = 'We want <b>ports</b> first,\r\nthen "roads".'


@pytest.fixture
def form(client):
    """The answer that a focal point is writing: its address, and what a press would send."""
    made = consultation()
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    return opened(client, made)


def opened(client, made):
    address = f"/en/consultations/{made.slug}/answer/sen/"
    page = html.fromstring(client.get(address).content)
    found = next(each for each in page.forms if "once" in each.fields)
    return address, dict(found.form_values()) | {"comment": WORDS}


def given_back(answer):
    """Return what a page gives back, by how it calls it."""
    page = html.fromstring(answer.content)
    labels = page.cssselect("label")
    named = {each.get("for"): " ".join(each.text_content().split()) for each in labels}
    return {
        named[each.get("id")]: each.text_content().strip() for each in page.cssselect("textarea")
    }


def told(said):
    """Return what an answer that was not kept is given back as."""
    titles = {f"place-{item.public_id}": item.title_en for item in ConsultationItem.objects.all()}
    lines = [f"{titles[name]}: {value}" for name, value in said.items() if name in titles]
    words = said["comment"].replace("\r\n", "\n")
    return {"Your answer": "\n".join(lines), "Why this order?": words}


@pytest.mark.parametrize("act", ["", "autosave"])
def test_who_loses_the_role_while_typing_gets_the_words_back(client, form, act):
    address, said = form
    Role.objects.update(until=clock.today())

    answer = client.post(address, said | {"act": act})

    assert answer.status_code == 403
    assert given_back(answer) == told(said)
    assert "<b>ports" not in answer.content.decode()
    assert not Position.objects.exists()


def test_who_is_signed_out_while_typing_gets_the_words_back(client, form):
    address, said = form
    client.logout()

    answer = client.post(address, said)

    assert answer.status_code == 403
    assert given_back(answer) == told(said)
    assert f'/en/accounts/login/?next={address}"' in answer.content.decode()
    assert client.post(address, {"comment": "", "act": "save"}).status_code == 302


def test_a_ranking_without_a_word_is_given_back_by_its_titles(client, form):
    address, said = form
    client.logout()

    answer = client.post(address, said | {"comment": " "})

    assert (answer.status_code, list(given_back(answer))) == (403, ["Your answer"])
    assert given_back(answer)["Your answer"].count("\n") == 3


def test_a_scale_and_remarks_are_given_back_in_the_words_of_their_page(client):
    made = consultation(instrument="scale", allows_no_opinion=True, asks_remarks=True)
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    address, said = opened(client, made)
    one, two = made.items.order_by("order")[:2]
    said |= {f"place-{one.public_id}": "4", f"place-{two.public_id}": "0", "comment": ""}
    Role.objects.update(until=clock.today())

    answer = client.post(address, said | {f"remark-{one.public_id}": "Ja."})

    back = given_back(answer)
    lines = back.pop("Your answer").split("\n")
    assert sorted(lines) == [f"{two.title_en}: no opinion", f"{one.title_en}: 4 – agree"]
    assert back == {f"Comment on “{one.title_en}”": "Ja."}


def test_titles_that_the_reader_may_not_see_are_not_told(client):
    item = draft().items.first()

    answer = client.post("/en/consultations/new/", {f"place-{item.public_id}": "1", "why": "a b"})

    assert list(given_back(answer).values()) == ["a b"]


def test_a_long_word_is_given_back_and_what_a_form_says_of_itself_is_not():
    words = {
        "why": "Interoperability",
        "short": "Sûreté",
        "at": "https://x.example",
        "lines": "a\r\nb",
    }
    own = {"id": "ABCDEFGHJK", "when": "2019-04-01T18:00", "state": "in_review", "n": "12"}
    said = words | own | {"new_password": "Interoperability"}

    found = written(MultiValueDict({name: [value] for name, value in said.items()}), None)

    assert found == [Said(name, value) for name, value in words.items()]


def test_whose_form_is_too_old_gets_the_words_back_from_no_other_site(client, form):
    address, said = form
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    said |= {"csrfmiddlewaretoken": "x" * 64, "password": "a phrase of words"}

    ours = strict.post(address, said, headers={"Sec-Fetch-Site": "same-origin"})
    theirs = strict.post(address, said, headers={"Sec-Fetch-Site": "cross-site"})
    unknown = strict.post(address, said)

    assert [each.status_code for each in (ours, theirs, unknown)] == [403, 403, 403]
    assert given_back(ours) == told(said)
    assert (given_back(theirs), given_back(unknown)) == ({}, {})


def test_labels_are_read_as_a_page_gives_them():
    page = """<label for="a">Why <span>this</span>\n order?</label><textarea id="a" name="why">
        <label for="gone">Nothing</label><input id="b" name="bare"><label>Loose</label>"""

    assert labels_in(page) == {"why": "Why this order?"}
