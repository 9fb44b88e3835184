import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from communications import selectors
from communications.enums import MessageState as S
from communications.models import Message
from communications.rules import Pair
from communications.services import endorsements, messages, proofs
from tests.factories import communications as make
from tests.factories import person
from wco_portal.access.policies import Denied
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.links.selectors import threads

pytestmark = pytest.mark.django_db


def test_a_message_goes_to_the_members_and_into_use_by_a_second_person():
    writer = person(R.COMMUNICATIONS)
    made = messages.consult(make.message(by=writer), by=writer)

    with pytest.raises(Denied, match="You wrote this message"):
        messages.adopt(made, by=writer)
    adopted = messages.adopt(made, by=person(R.APPROVER))

    assert adopted.state == S.IN_USE
    assert Message.objects.in_use().get(pk=made.pk) == adopted


@pytest.mark.parametrize(
    ("has", "why"),
    [({"audiences": 1}, "two audiences"), ({"proofs_count": 0}, "proof point")],
    ids=["one audience", "no proof"],
)
def test_what_is_not_ready_is_not_put_to_the_members(has, why):
    writer = person(R.COMMUNICATIONS)

    with pytest.raises(DomainError, match=why):
        messages.consult(make.message(by=writer, **has), by=writer)


def test_an_expired_proof_does_not_count(business_time):
    writer = person(R.COMMUNICATIONS)
    made = make.message(by=writer, proofs_count=0)
    point = proofs.add(made, make.proof(days=1), by=writer)
    business_time(2019, 3, 28, 0)

    assert point.has_expired()
    with pytest.raises(DomainError, match="has not expired"):
        messages.consult(made, by=writer)


def test_a_proof_expires_when_its_day_comes(business_time):
    point = proofs.add(make.message(), make.proof(days=2), by=person(R.COMMUNICATIONS))
    before = point.has_expired()

    business_time(2019, 3, 29, 0)
    clock.forget()

    assert (before, point.has_expired()) == (False, True)


@pytest.mark.parametrize("days", [0, -1])
def test_a_proof_that_has_expired_already_is_refused_beside_its_day(days):
    with pytest.raises(ValidationError) as refusal:
        proofs.add(make.message(), make.proof(days=days), by=person(R.COMMUNICATIONS))

    assert list(refusal.value.error_dict) == ["expires_on"]


def test_a_message_whose_proof_has_expired_says_so_and_waits_for_its_writers(business_time):
    officer, approver = person(R.COMMUNICATIONS), person(R.APPROVER)
    made = messages.adopt(messages.consult(make.message(by=officer), by=officer), by=approver)

    def line():
        ((found,),) = [[house.roof] for house in selectors.messages.houses(officer)]
        return found.expired

    def waits(someone):
        found = selectors.work.waiting(someone)
        return [each.things for each in found if each.kind == "messages_to_prove"]

    assert (line(), waits(officer)) == (0, [])
    business_time(2019, 4, 26, 0)
    assert (line(), waits(officer), waits(approver)) == (1, [[made]], [])
    proofs.add(made, make.proof(), by=officer)
    assert (line(), waits(officer)) == (1, [])


def test_a_practice_that_proves_a_message_in_use_is_tied_to_it():
    officer, shown = person(R.COMMUNICATIONS), make.practice(state="published")
    made = messages.consult(make.message(by=officer), by=officer)
    proof = replace(make.proof(), publication=None, practice=shown)

    proofs.add(made, proof, by=officer)

    assert threads.origins(shown.public_id, kind="message") == [made.public_id]


def consulted():
    writer = person(R.COMMUNICATIONS)
    return messages.consult(make.message(by=writer), by=writer)


def test_a_member_has_one_voice_and_may_change_it():
    made, focal = consulted(), person(R.FOCAL_POINT, member="fra")

    endorsements.give(made, position="endorse", by=focal)
    endorsements.give(made, position="reserve", text="Sauf le titre.", language="fr", by=focal)

    voices = selectors.messages.voices(selectors.messages.by_slug(made.slug, focal))
    assert [(each.member.code, each.text_fr) for each in voices.reserved] == [
        ("fra", "Sauf le titre.")
    ]
    assert (voices.endorsing, voices.count) == ([], 1)


@pytest.mark.parametrize("position", ["reserve", "object"])
def test_a_reservation_and_an_objection_need_a_text(position):
    with pytest.raises(DomainError, match="need a text"):
        endorsements.give(consulted(), position=position, by=person(R.FOCAL_POINT, member="fra"))


def test_a_draft_is_not_open_for_endorsement():
    with pytest.raises(Denied, match="not open"):
        endorsements.give(
            make.message(), position="endorse", by=person(R.FOCAL_POINT, member="fra")
        )


def test_positions_on_an_earlier_wording_stand_apart():
    made, focal = consulted(), person(R.FOCAL_POINT, member="fra")
    endorsements.give(made, position="endorse", by=focal)
    back = messages.send_back(made, by=person(R.APPROVER))
    officer = person(R.COMMUNICATIONS)

    messages.edit(
        back,
        title=Pair("We answer soon", "Nous répondons vite"),
        statement=Pair(),
        audiences=back.audiences.all(),
        umbrella=None,
        version=back.version,
        by=officer,
    )

    voices = selectors.messages.voices(selectors.messages.by_slug(made.slug, officer))
    assert (voices.count, len(voices.on_earlier_wording)) == (0, 1)


def test_a_retired_message_leaves_the_public_page():
    made = messages.adopt(consulted(), by=person(R.APPROVER))

    messages.retire(made, by=person(R.APPROVER))

    assert not Message.objects.in_use().filter(pk=made.pk).exists()


def test_only_its_writers_see_a_draft_message():
    made = make.message()

    def sees(actor):
        return Message.objects.visible_to(actor).filter(pk=made.pk).exists()

    assert [sees(person(R.EDITOR)), sees(person(R.FOCAL_POINT, member="fra"))] == [True, False]


def test_the_expiry_is_a_day_and_not_a_rumour():
    point = proofs.add(make.message(), make.proof(), by=person(R.COMMUNICATIONS))

    assert point.expires_on == dt.date(2019, 4, 26)
