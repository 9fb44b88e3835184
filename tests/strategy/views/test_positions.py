"""The page that saves by itself."""

import pytest
from django.test import Client

from strategy import selectors, services
from strategy.models import Position, PositionRevision
from tests.answering import Hand
from tests.factories import person
from tests.factories.consultations import consultation
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(client):
    made = consultation()
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    return f"/en/consultations/{made.slug}/answer/sen/"


def opened(client, address, **written):
    """Open the page and fill it in; return what it would send by itself."""
    hand = Hand("sen", "")
    hand.read(client.get(address).content.decode())
    return hand.fields | written | {"act": "autosave"}


def test_it_is_answered_with_what_it_goes_on_from(client, address, django_assert_max_num_queries):
    body = opened(client, address, comment="One.")
    with django_assert_max_num_queries(25):
        answer = client.post(address, body)

    hand = Hand("sen", "")
    hand.read(answer.content.decode())
    assert (answer.status_code, answer["Location"]) == (201, address)
    assert hand.fields["version"] == "1"
    assert hand.fields["once"] not in {"", body["once"]}
    with django_assert_max_num_queries(8):  # The session, the person, the clock, and the draft.
        answer = client.post(address, body | hand.fields | {"comment": "Two."})
    assert (answer.status_code, answer["Location"]) == (201, address)
    assert Position.objects.get().comment == "Two."


def test_what_got_no_answer_is_sent_again_and_kept_once(client, address):
    for number, words in enumerate(["One.", "Two."], start=1):  # The first draft, and a later one.
        body = opened(client, address, comment=words)
        client.post(address, body)

        again = client.post(address, body)

        assert (again.status_code, again["Location"]) == (302, address)
        assert PositionRevision.objects.count() == number


def test_it_saves_at_the_address_of_its_member(client, address):
    page = client.get(address.removesuffix("sen/")).content.decode()

    assert f'data-autosave="{address}"' in page


def test_nobody_saves_for_another_administration_or_without_a_token(client, address):
    client.post(address, opened(client, address, comment="One."))
    stranger = Client()
    stranger.force_login(person(R.FOCAL_POINT, member="jpn"))
    theirs = opened(client, address, comment="Two.")
    forged = Client(enforce_csrf_checks=True)
    forged.force_login(person(R.FOCAL_POINT, member="sen"))

    refused = stranger.post(address, theirs)
    unsigned = Client().post(address, theirs)

    assert refused.status_code == 403
    assert (unsigned.status_code, "/en/accounts/login/" in unsigned.content.decode()) == (403, True)
    assert forged.post(address, theirs).status_code == 403
    assert Position.objects.get().comment == "One."


def test_two_hands_get_the_whole_page(client, address):
    one = opened(client, address, comment="One.")
    other = opened(client, address, allowed="named")
    clashing = opened(client, address, comment="Another.")
    client.post(address, one)

    joined, clash = client.post(address, other), client.post(address, clashing)

    assert (joined.status_code, joined["Location"]) == (302, address)
    assert clash.status_code == 409
    assert b'id="meanwhile"' in clash.content
    assert Position.objects.get().comment == "One."


def turned(ranking):
    """Give the items the opposite places."""
    return {item: len(ranking) + 1 - place for item, place in ranking.items()}


def test_page_shows_the_version_of_the_words_that_it_shows(client, address, monkeypatch):
    client.post(address, opened(client, address, comment="One."))
    begun, paper = Position.objects.get(), selectors.positions.paper

    def while_somebody_saves(position):
        services.positions.save(
            begun.consultation,
            member=begun.member,
            ranking=turned(begun.ranking),
            comment="One.",
            version=1,
            by=begun.saved_by,
        )
        return paper(position)

    with monkeypatch.context() as race:
        race.setattr(selectors.positions, "paper", while_somebody_saves)
        body = opened(client, address, comment="Two.")
    answer = client.post(address, body)

    kept = Position.objects.get()
    assert (body["version"], answer.status_code) == ("1", 302)
    assert (kept.ranking, kept.comment) == (turned(begun.ranking), "Two.")


@pytest.mark.parametrize("act", ["autosave", "review"])
def test_refused_draft_does_not_go_over_what_was_saved_meanwhile(client, address, act):
    client.post(address, opened(client, address, comment="One."))
    body = opened(client, address, comment="Mine.") | {"act": act}
    place = next(name for name in body if name.startswith("place-"))
    client.post(address, opened(client, address, comment="Theirs."))

    refused = client.post(address, body | {place: "99"})
    hand = Hand("sen", "")
    hand.read(refused.content.decode())
    mended = client.post(address, body | {"version": hand.fields["version"]})

    assert (refused.status_code, mended.status_code) == (422, 409)
    assert Position.objects.get().comment == "Theirs."


def test_sending_what_somebody_changed_meanwhile_is_a_conflict(client, address):
    client.post(address, opened(client, address, comment="One."))
    review = f"{address}review/"
    seen = opened(client, review)
    client.post(address, opened(client, address, comment="Two."))

    answer = client.post(review, seen)

    assert answer.status_code == 409
    assert b"Two." in answer.content
    assert Position.objects.get().sent is None
