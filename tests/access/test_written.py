"""Who may not keep what was written gets the words back, and nobody else's."""

import pytest
from django.test import Client
from lxml import html

from strategy.models import Position
from tests.factories import person
from tests.factories.consultations import consultation
from wco_portal.common import clock
from wco_portal.common.forms import labels_in
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Role

pytestmark = pytest.mark.django_db
WORDS = 'We want <b>ports</b> first,\r\nthen "roads".'


@pytest.fixture
def form(client):
    """The answer that a focal point is writing: its address, and what a press would send."""
    made = consultation()
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    address = f"/en/consultations/{made.slug}/answer/sen/"
    page = html.fromstring(client.get(address).content)
    found = next(each for each in page.forms if "once" in each.fields)
    return address, dict(found.form_values()) | {"comment": WORDS}


def given_back(answer):
    return [
        each.text_content().strip()
        for each in html.fromstring(answer.content).cssselect("textarea")
    ]


@pytest.mark.parametrize("act", ["", "autosave"])
def test_who_loses_the_role_while_typing_gets_the_words_back(client, form, act):
    address, said = form
    Role.objects.update(until=clock.today())

    answer = client.post(address, said | {"act": act})

    assert answer.status_code == 403
    assert given_back(answer) == [WORDS.replace("\r\n", "\n")]
    assert "<b>ports" not in answer.content.decode()
    assert not Position.objects.exists()


def test_who_is_signed_out_while_typing_gets_the_words_back(client, form):
    address, said = form
    client.logout()

    answer = client.post(address, said)

    assert answer.status_code == 403
    assert given_back(answer) == [WORDS.replace("\r\n", "\n")]
    assert f'/en/accounts/login/?next={address}"' in answer.content.decode()
    assert client.post(address, said | {"comment": ""}).status_code == 302


def test_whose_form_is_too_old_gets_the_words_back_from_no_other_site(client, form):
    address, said = form
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    said |= {"csrfmiddlewaretoken": "x" * 64, "password": "a phrase of words"}

    ours = strict.post(address, said, headers={"Sec-Fetch-Site": "same-origin"})
    theirs = strict.post(address, said, headers={"Sec-Fetch-Site": "cross-site"})
    unknown = strict.post(address, said)

    assert [each.status_code for each in (ours, theirs, unknown)] == [403, 403, 403]
    assert given_back(ours) == [WORDS.replace("\r\n", "\n")]
    assert (given_back(theirs), given_back(unknown)) == ([], [])


def test_labels_are_read_as_a_page_gives_them():
    page = """<label for="a">Why <span>this</span>\n order?</label><textarea id="a" name="why">
        <label for="gone">Nothing</label><input id="b" name="bare"><label>Loose</label>"""

    assert labels_in(page) == {"why": "Why this order?"}
