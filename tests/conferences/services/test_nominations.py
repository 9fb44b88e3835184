import pytest

from conferences.enums import Answer, PlaceState, ReviewState
from conferences.models import Registration
from conferences.services import nominations, places, registrations
from tests.factories import person
from tests.factories.conferences import delegation, edition, nominate, nominee
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


def code_of(act):
    with pytest.raises(DomainError) as no:
        act()
    return no.value.code


def test_a_focal_point_nominates_a_head_and_two_delegates_with_one_receipt():
    conference = edition()
    focal = person(R.FOCAL_POINT, member="sen")

    receipt = nominations.nominate(
        delegation(conference), people=[nominee(role="head"), nominee(), nominee()], by=focal
    )

    assert [line.registration.arrival_no for line in receipt.lines.order_by("pk")] == [1, 2, 3]
    conference.refresh_from_db()
    assert (conference.held_count, conference.waiting_count, conference.arrival_seq) == (3, 0, 3)
    ours = delegation(conference)
    assert (ours.active_count, ours.answer) == (3, Answer.ATTENDS)
    assert places.differences(conference) == {}
    assert Event.objects.filter(type="conferences.registration.nominated").count() == 3
    assert Event.objects.filter(type="conferences.delegation.nominated").count() == 1


def test_who_comes_after_the_last_place_waits_with_a_number():
    conference = edition(capacity=2)

    first, second = nominate(conference, "sen", nominee(), nominee())
    third, fourth = nominate(conference, "fra", nominee(), nominee())

    assert [each.place_state for each in (first, second)] == [PlaceState.HELD] * 2
    waiting = Registration.objects.with_waiting_no().filter(pk__in=[third.pk, fourth.pk])
    assert [each.waiting_no for each in waiting.order_by("arrival_no")] == [1, 2]


def test_a_withdrawal_promotes_the_first_waiting_in_the_same_transaction():
    conference = edition(capacity=1)
    focal = person(R.FOCAL_POINT, member="sen")
    (held,) = nominate(conference, "sen", by=focal)
    (first,) = nominate(conference, "fra")
    (second,) = nominate(conference, "jpn")

    registrations.withdraw(held, by=focal)

    first.refresh_from_db()
    assert first.place_state == PlaceState.HELD
    again = Registration.objects.with_waiting_no().get(pk=second.pk)
    assert (again.place_state, again.waiting_no) == (PlaceState.WAITING, 1)
    assert Event.objects.filter(
        type="conferences.registration.promoted", target=first.public_id
    ).exists()
    assert places.differences(conference) == {}


def test_a_second_withdrawal_frees_no_second_place():
    conference = edition(capacity=1)
    focal = person(R.FOCAL_POINT, member="sen")
    (held,) = nominate(conference, "sen", by=focal)
    registrations.withdraw(held, by=focal)

    assert code_of(lambda: registrations.withdraw(held, by=focal)) == "wrong_state"
    assert places.differences(conference) == {}


def test_a_delegation_cannot_use_more_than_its_places():
    conference = edition(quota=2)
    focal = person(R.FOCAL_POINT, member="sen")

    code = code_of(
        lambda: nominations.nominate(
            delegation(conference), people=[nominee(), nominee(), nominee()], by=focal
        )
    )

    assert code == "quota_used_up"
    conference.refresh_from_db()
    assert (conference.arrival_seq, Registration.objects.count()) == (0, 0)


def test_a_delegation_has_one_head():
    conference = edition()
    focal = person(R.FOCAL_POINT, member="sen")
    nominate(conference, "sen", nominee(role="head"), by=focal)

    code = code_of(
        lambda: nominations.nominate(
            delegation(conference), people=[nominee(role="head")], by=focal
        )
    )

    assert code == "head_exists"


def test_the_same_person_is_nominated_once_however_the_name_is_written():
    conference = edition()
    focal = person(R.FOCAL_POINT, member="sen")
    once = nominee(given_name="Élise", family_name="N’Diaye", email="a@test.example")
    again = nominee(given_name="NDIAYE", family_name="elise", email="A@test.example")
    nominate(conference, "sen", once, by=focal)
    again = nominee(given_name="N Diaye", family_name="ELISE", email="A@test.example")

    code = code_of(lambda: nominations.nominate(delegation(conference), people=[again], by=focal))

    assert code == "already_nominated"


def test_one_mailbox_may_serve_a_whole_delegation():
    conference = edition()

    nominate(
        conference,
        "sen",
        nominee(email="office@test.example"),
        nominee(email="office@test.example"),
    )

    assert Registration.objects.count() == 2


def test_nobody_nominates_for_another_member():
    conference = edition()

    with pytest.raises(Denied):
        nominations.nominate(
            delegation(conference, "fra"),
            people=[nominee()],
            by=person(R.FOCAL_POINT, member="sen"),
        )


def test_after_the_window_only_the_registrar_adds_a_delegate(business_time):
    conference = edition()
    focal, registrar = person(R.FOCAL_POINT, member="sen"), person(R.REGISTRAR)
    business_time(2019, 4, 27, 0)

    code = code_of(
        lambda: nominations.nominate(delegation(conference), people=[nominee()], by=focal)
    )
    nominations.nominate(delegation(conference), people=[nominee()], by=registrar)

    assert code == "nominations_closed"
    assert Registration.objects.count() == 1


def test_a_substitute_takes_over_the_place_and_the_number():
    conference = edition(capacity=1)
    focal = person(R.FOCAL_POINT, member="sen")
    (old,) = nominate(conference, "sen", nominee(role="head"), by=focal)
    nominate(conference, "fra")

    nominations.substitute(old, nominee=nominee(), by=focal)

    old.refresh_from_db()
    new = old.superseded_by
    assert (old.review_state, old.place_state) == (ReviewState.SUBSTITUTED, PlaceState.NONE)
    assert (new.arrival_no, new.place_state, new.role) == (1, PlaceState.HELD, "head")
    assert places.differences(conference) == {}
