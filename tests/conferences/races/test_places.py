"""500 nominations at once for 50 places; and what happens when the lock is taken away."""

import pytest
from django.db import connection

from conferences.enums import PlaceState
from conferences.services import places
from tests.conferences.races.storm import PEOPLE, PLACES, storm
from wco_portal.audit.models import Event

# So many show what goes wrong without the lock.
FEWER = 150
pytestmark = [pytest.mark.system, pytest.mark.alone, pytest.mark.timeout(240)]


def received():
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        return cursor.fetchone()[0]


def no_lock(conference_pk):
    return received()


def row_lock(conference_pk):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT statement_timestamp() FROM conferences_conference"
            " WHERE id = %s FOR NO KEY UPDATE",
            [conference_pk],
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("connections", "people"),
    [
        pytest.param(8, PEOPLE, marks=pytest.mark.whole),
        pytest.param(80, PEOPLE, marks=pytest.mark.whole),
        (80, FEWER),
    ],
)
def test_many_at_once_for_fifty_places(committed, connections, people):
    """Five hundred over 8 and 80 connections; in short fewer."""
    outcome = storm(connections=connections, people=people)

    rows = outcome.rows
    assert outcome.errors == {}
    assert [row.arrival_no for row in rows] == list(range(1, people + 1))
    assert all(row.place_state == PlaceState.HELD for row in rows[:PLACES])
    assert all(row.place_state == PlaceState.WAITING for row in rows[PLACES:])
    assert len({row.email for row in rows}) == people
    assert Event.objects.filter(type="conferences.registration.nominated").count() == people
    assert places.differences(outcome.conference) == {}
    assert outcome.inversions == 0


def test_without_the_lock_the_same_storm_oversells(committed, monkeypatch):
    monkeypatch.setattr(places, "_queue", no_lock)

    outcome = storm(connections=80, people=FEWER)

    held = [row for row in outcome.rows if row.place_state == PlaceState.HELD]
    assert len(held) > PLACES


@pytest.mark.whole
def test_with_a_row_lock_the_same_storm_loses_the_order_of_arrival(committed, monkeypatch):
    monkeypatch.setattr(places, "_queue", row_lock)

    outcome = storm(connections=80, people=FEWER)

    held = [row for row in outcome.rows if row.place_state == PlaceState.HELD]
    assert len(held) == PLACES
    assert outcome.inversions > 0
