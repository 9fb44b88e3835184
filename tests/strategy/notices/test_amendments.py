import pytest
from django.core import mail

from strategy.models import Plan
from strategy.services import amendments
from tests.factories import person
from tests.factories.amendments import (
    DAY,
    EFFECT,
    REASONS,
    WORDS,
    amendment,
    council,
    goal,
)
from wco_portal.audit.services import outbox
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db

TITLE = "Strategic Plan 2016–2019"


@pytest.fixture
def people():
    """An amendment by two editors, a third who had no part in it, an approver, a focal point."""
    found, writes, other = (person(R.EDITOR) for _each in range(3))
    approver, focal = person(R.APPROVER), person(R.FOCAL_POINT, member="sen", language="fr")
    made = amendment(by=found)
    amendments.write(made, element=goal(), words=WORDS, base_version=0, by=writes)
    swept()
    return made, found, writes, other, approver, focal


def swept():
    mail.outbox.clear()
    outbox.sweep()
    return {to: letter.subject for letter in mail.outbox for to in letter.to}


def submit(made, by):
    amendments.submit(made, meeting=council(), effective_on=EFFECT, by=by)


def adopt(made, by):
    amendments.adopt(made, reference="C 134", decided_on=DAY, by=by)


def test_each_step_tells_whom_it_concerns_and_nobody_else(people, business_time):
    made, found, writes, other, approver, focal = people

    submit(made, writes)
    assert swept() == {approver.email: f"Submitted to the Council: amendment 1 to {TITLE}"}
    amendments.give_back(made, **REASONS, by=approver)
    told = swept()
    assert told == dict.fromkeys((found.email, writes.email), f"Returned: amendment 1 to {TITLE}")
    assert all("Too short." in letter.body for letter in mail.outbox)
    assert all("You worked on this amendment." in letter.body for letter in mail.outbox)
    submit(made, found)
    adopt(made, approver)
    assert set(swept()) == {approver.email, found.email, writes.email, other.email}
    adopted = [letter for letter in mail.outbox if letter.subject.startswith("Adopted")]
    assert len(adopted) == 3
    assert all(words in adopted[0].body for words in ("C 134", "30\u00a0June 2019"))
    business_time(2019, 6, 30, 9)
    told = swept()
    assert set(told) == {found.email, writes.email, other.email, approver.email, focal.email}
    assert told[focal.email] == "En vigueur\u00a0: amendement 1, Plan stratégique 2016-2019"


def test_who_was_told_learns_that_it_is_withdrawn_and_nobody_else(people):
    made, found, writes, _other, approver, _focal = people
    second = person(R.APPROVER)
    submit(made, writes)
    swept()

    amendments.withdraw(made, **REASONS, by=approver)

    assert set(swept()) == {second.email, found.email, writes.email}


def test_of_a_draft_that_was_never_laid_no_approver_hears(people):
    made, found, writes, _other, approver, _focal = people

    amendments.withdraw(made, **REASONS, by=approver)

    assert set(swept()) == {found.email, writes.email}


def test_who_writes_and_approves_learns_that_it_lapsed(people, business_time):
    made, found, writes, other, approver, _focal = people
    submit(made, writes)
    adopt(made, approver)
    swept()
    Plan.objects.filter(slug="2016-2019").update(state="superseded")

    business_time(2019, 6, 30, 9)

    told = swept()
    assert set(told) == {found.email, writes.email, other.email, approver.email}
    assert set(told.values()) == {f"Lapsed: amendment 1 to {TITLE}"}
    assert "no longer in force on the day" in mail.outbox[0].body


def test_an_open_one_lapses_with_its_plan_and_its_authors_hear_of_it(people):
    _made, found, writes, _other, _approver, _focal = people
    assert swept() == {}
    Plan.objects.filter(slug="2016-2019").update(state="superseded")

    assert swept() == dict.fromkeys((found.email, writes.email), f"Lapsed: amendment 1 to {TITLE}")
    assert "The plan is no longer in force." in mail.outbox[0].body
    assert swept() == {}


def test_of_one_that_was_laid_who_was_to_decide_hears_that_it_lapsed(people):
    made, found, writes, _other, approver, _focal = people
    submit(made, writes)
    swept()
    Plan.objects.filter(slug="2016-2019").update(state="superseded")

    assert set(swept()) == {found.email, writes.email, approver.email}


def test_where_its_authors_are_gone_all_editors_get_it_back(people):
    made, found, writes, other, approver, _focal = people
    submit(made, writes)
    for gone in (found, writes):
        gone.roles.all().delete()
    swept()

    amendments.give_back(made, **REASONS, by=approver)

    assert set(swept()) == {other.email}
