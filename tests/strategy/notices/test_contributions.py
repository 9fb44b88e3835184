"""Who is told of proposals, answers in threads and passages that were removed: once each."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy.enums.contributions import Stance
from strategy.services import contributions, redactions, stands
from strategy.services.contributions import Said
from tests.factories.contributions import comment, consulted, focal, proposal
from tests.factories.people import person
from wco_portal.audit import services as audit
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member
from wco_portal.notifications.models import Delivery
from wco_portal.notifications.selectors.letters import write

pytestmark = pytest.mark.django_db


def told(act):
    """Do the act, sweep twice, and return the letters by address."""
    audit.outbox.sweep()
    mail.outbox.clear()
    act()
    audit.outbox.sweep()
    audit.outbox.sweep()
    assert len({each.to[0] for each in mail.outbox}) == len(mail.outbox)
    return {each.to[0]: each for each in mail.outbox}


def readings(table, notice, recipient):
    """Count how often a letter asks for what its event is about."""
    rows = Delivery.objects.select_related("event", "recipient")
    row = rows.get(notice=notice, recipient=recipient, channel="mail")
    with CaptureQueriesContext(connection) as asked:
        write(row)
    return sum(f'FROM "{table}" ' in each["sql"] for each in asked.captured_queries)


def test_who_a_proposal_concerns_is_told():
    element, editor, by, french = consulted(), person(R.EDITOR), focal(), focal("fra")
    made = []
    letters = told(lambda: made.append(proposal(element, by=by)))
    assert editor.email in letters
    assert {by.email, french.email}.isdisjoint(letters)
    assert "Because." in letters[editor.email].body
    france = Member.objects.get(code="fra")
    stands.stand(made[0], member=france, stance=Stance.SUPPORT, by=french)
    said = Said("Because.", wording={"en": "Yet other words."}, consent="named")

    letters = told(lambda: contributions.revise(made[0], said=said, by=by))

    assert set(letters) == {french.email}
    assert "not counted any more" in letters[french.email].body


def test_a_member_is_told_of_answers_and_of_passages_that_go():
    element, by = consulted(), person(R.FOCAL_POINT, member="sen", language="fr")
    made, editor = comment(element, "Ask Jane.", by=by), person(R.EDITOR)

    letters = told(lambda: contributions.answer(made, said=Said("Why so?"), by=editor))
    assert set(letters) == {by.email}
    assert "Why so?" in letters[by.email].body
    assert readings("strategy_contribution", "clause_answered", by) == 1

    cut = {"passage": "Jane", "reason": {"en": "A name.", "fr": "Un nom."}}
    letters = told(lambda: redactions.redact(made, **cut, by=person(R.MODERATOR)))
    assert set(letters) == {by.email}
    assert "Un nom." in letters[by.email].body
    assert "Jane" not in letters[by.email].body
