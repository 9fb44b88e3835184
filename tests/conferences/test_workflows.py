"""The table is the table: every pair of state and act, for every role."""

import pytest

from conferences.enums import ACTIVE, PlaceState, ReviewState
from conferences.models import Registration
from conferences.workflows import REGISTRATION
from tests.factories import person
from tests.factories.conferences import edition, nominate
from wco_portal.directory.enums import RoleName as R

SECRETARIAT, MEMBER, SELF = "registrar", "focal_point", "delegate"
TABLE = {
    "confirm": ({ReviewState.REVIEW}, {SECRETARIAT}),
    "return": ({ReviewState.REVIEW}, {SECRETARIAT}),
    "correct": ({ReviewState.RETURNED}, {SECRETARIAT, MEMBER, SELF}),
    "reject": (set(ACTIVE), {SECRETARIAT}),
    "withdraw": (set(ACTIVE), {SECRETARIAT, MEMBER, SELF}),
    "substitute": (set(ACTIVE), {SECRETARIAT, MEMBER}),
}


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(ReviewState))
def test_each_role_may_follow_exactly_the_arrows_of_the_table(state):
    (row,) = nominate(edition(), "sen")
    people = {
        SECRETARIAT: person(R.REGISTRAR),
        MEMBER: person(R.FOCAL_POINT, member="sen"),
        SELF: row.person,
        "another focal point": person(R.FOCAL_POINT, member="fra"),
        "another delegate": person(R.DELEGATE, member="sen"),
        "coordinator": person(R.COORDINATOR, region="wca"),
        "manager": person(R.MANAGER),
        "auditor": person(R.AUDITOR),
        "editor": person(R.EDITOR),
    }
    row = Registration.objects.select_related("conference", "delegation__member").get()
    row.review_state, row.place_state = state, PlaceState.NONE

    for role, actor in people.items():
        expected = [
            name for name, (states, roles) in TABLE.items() if state in states and role in roles
        ]
        assert REGISTRATION.available(row, by=actor) == expected, role
