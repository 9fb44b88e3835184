import pytest
from django.core.exceptions import ValidationError

from conferences.enums import PlaceState, ReviewState
from conferences.services import conferences, places, registrations
from tests.factories import person
from tests.factories.conferences import edition, nominate, nominee
from wco_portal.access.policies import Denied
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


def test_the_registrar_confirms_and_nobody_else_does():
    (one,) = nominate(edition(), "sen")

    with pytest.raises(Denied):
        registrations.confirm(one, by=person(R.FOCAL_POINT, member="sen"))
    confirmed = registrations.confirm(one, by=person(R.REGISTRAR))

    assert (confirmed.review_state, confirmed.version) == (ReviewState.APPROVED, 2)


def test_a_bulk_confirmation_says_for_each_row_why_not():
    one, two = nominate(edition(), "sen", nominee(), nominee())
    registrar = person(R.REGISTRAR)
    registrations.reject(one, remark="Not a Customs official.", by=registrar)

    results = registrations.confirm_many([one, two], by=registrar)

    assert [bool(result.problem) for result in results] == [True, False]


def test_who_saw_an_older_version_is_told():
    (one,) = nominate(edition(), "sen")
    registrar = person(R.REGISTRAR)
    registrations.confirm(one, by=registrar, seen=1)

    with pytest.raises(ChangedMeanwhile):
        registrations.reject(one, remark="No.", by=registrar, seen=1)


def test_a_correction_keeps_place_and_number():
    conference = edition()
    focal, registrar = person(R.FOCAL_POINT, member="sen"), person(R.REGISTRAR)
    (one,) = nominate(conference, "sen", by=focal)
    returned = registrations.return_for_changes(one, remark="Which function?", by=registrar)
    values = {"given_name": "Delegate", "family_name": "A", "email": one.email, "language": "fr"}

    corrected = registrations.correct(returned, values=values | {"title": "Chief"}, by=focal)

    assert (corrected.review_state, corrected.place_state) == (ReviewState.REVIEW, PlaceState.HELD)
    assert (corrected.arrival_no, corrected.title, corrected.name_key) == (1, "Chief", "a delegate")


def test_a_return_needs_a_reason():
    (one,) = nominate(edition(), "sen")

    with pytest.raises(ValidationError):
        registrations.return_for_changes(one, remark="  ", by=person(R.REGISTRAR))


def test_a_new_head_makes_the_old_one_an_alternate():
    conference = edition()
    focal = person(R.FOCAL_POINT, member="sen")
    head, other = nominate(conference, "sen", nominee(role="head"), nominee(), by=focal)

    registrations.make_head(other, by=focal)

    head.refresh_from_db()
    other.refresh_from_db()
    assert (head.role, other.role) == ("alternate", "head")


def test_a_raised_capacity_promotes_in_order_and_a_lowered_one_removes_nobody():
    conference = edition(capacity=1)
    manager = person(R.MANAGER)
    rows = [nominate(conference, member)[0] for member in ("sen", "fra", "jpn", "can")]

    conferences.change_capacity(conference, capacity=3, reason="A larger room.", by=manager)
    conferences.change_capacity(conference, capacity=2, reason="A smaller room.", by=manager)

    for row in rows:
        row.refresh_from_db()
    assert [row.place_state for row in rows] == ["held", "held", "held", "waiting"]
    conference.refresh_from_db()
    assert (conference.over_by, conference.held_count) == (1, 3)
    registrations.withdraw(rows[0], by=person(R.REGISTRAR))
    rows[3].refresh_from_db()
    assert rows[3].place_state == PlaceState.WAITING
    assert places.differences(conference) == {}


def test_nothing_moves_after_the_end(business_time):
    (one,) = nominate(edition(), "sen")
    business_time(2019, 5, 17, 0)

    with pytest.raises(DomainError, match="over"):
        registrations.confirm(one, by=person(R.REGISTRAR))
