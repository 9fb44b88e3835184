"""Whatever is done in whatever order: the capacity holds and the order of arrival is kept."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conferences.enums import PlaceState
from conferences.services import conferences, nominations, places, registrations
from tests.factories import person
from tests.factories.conferences import delegation, edition, nominee
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R

MEMBERS = ("sen", "fra", "jpn", "can", "bra")
ACTS = st.one_of(
    st.tuples(st.just("nominate"), st.sampled_from(MEMBERS)),
    st.tuples(st.just("nominate"), st.sampled_from(MEMBERS)),
    st.tuples(st.sampled_from(["withdraw", "reject", "substitute"]), st.integers(0, 30)),
    st.tuples(st.just("capacity"), st.integers(0, 6)),
)


def do(conference, act, which, *, registrar, manager):
    if act == "nominate":
        return nominations.nominate(delegation(conference, which), people=[nominee()], by=registrar)
    if act == "capacity":
        return conferences.change_capacity(conference, capacity=which, reason="x", by=manager)
    rows = list(conference.registrations.order_by("pk").select_related("delegation__member"))
    if not rows:
        return None
    chosen = rows[which % len(rows)]
    if act == "withdraw":
        return registrations.withdraw(chosen, by=registrar)
    if act == "reject":
        return registrations.reject(chosen, remark="x", by=registrar)
    return nominations.substitute(chosen, nominee=nominee(), by=registrar)


def check(conference, held_before):
    conference.refresh_from_db()
    rows = list(conference.registrations.all())
    held = [row.arrival_no for row in rows if row.place_state == PlaceState.HELD]
    waiting = [row.arrival_no for row in rows if row.place_state == PlaceState.WAITING]
    assert len(held) <= max(conference.capacity, held_before), "I1: the capacity holds"
    assert places.differences(conference) == {}, "I2: the counters tell the truth"
    assert not waiting or len(held) >= conference.capacity, "I3: nobody waits beside a free place"
    assert not waiting or not held or max(held) < min(waiting), "I4: who came first has the place"
    numbers = sorted(row.arrival_no for row in rows if row.arrival_no is not None)
    assert numbers == list(range(1, conference.arrival_seq + 1)), "I5: numbers without a gap"
    return len(held)


@pytest.mark.django_db
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(ACTS, min_size=5, max_size=24))
def test_places_keep_their_promises(acts, staff):
    registrar, manager = staff
    conference = edition(capacity=3, by=manager, only=MEMBERS)
    held = 0

    for act, which in acts:
        with suppress(DomainError):  # a refusal, such as a used quota, changes nothing
            do(conference, act, which, registrar=registrar, manager=manager)
        held = check(conference, held)


@pytest.fixture
def staff(db):
    return person(R.REGISTRAR), person(R.MANAGER)
