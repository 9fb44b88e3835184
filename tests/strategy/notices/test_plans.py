import datetime as dt

import pytest
from django.core import mail

from strategy.services import decisions
from tests.factories import person
from tests.factories.strategy import draft
from wco_portal.audit.services import outbox
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import GoverningMeeting
from wco_portal.publishing.rules import schema
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.services import threads
from wco_portal.publishing.services.threads import Said

pytestmark = pytest.mark.django_db


def swept():
    mail.outbox.clear()
    outbox.sweep()
    return {to: letter.subject for letter in mail.outbox for to in letter.to}


def test_each_step_tells_whom_it_concerns_and_nobody_else(business_time):
    editor, other = person(R.EDITOR), person(R.EDITOR, language="fr")
    approver, focal = person(R.APPROVER), person(R.FOCAL_POINT, member="sen", language="fr")
    person(R.DELEGATE, member="sen")
    plan, council = draft(), GoverningMeeting.objects.get(code="council-2019-06")
    swept()

    decisions.submit(plan, meeting=council, by=editor)
    assert swept() == {approver.email: "Submitted to the Council: Strategic Plan 2019–2022"}
    decisions.give_back(plan, reasons_en="Too long.", reasons_fr="Trop long.", by=approver)
    assert set(swept()) == {editor.email, other.email}
    assert any("Trop long." in str(letter.body) for letter in mail.outbox)
    decisions.submit(plan, meeting=council, by=editor)
    decisions.adopt(plan, reference="C 133", decided_on=dt.date(2019, 6, 29), by=approver)
    assert swept()[editor.email] == "Adopted: Strategic Plan 2019–2022"
    business_time(2019, 7, 1, 9)
    told = swept()
    assert set(told) == {editor.email, other.email, approver.email, focal.email}
    assert told[focal.email].startswith("En vigueur")


def test_a_comment_tells_whom_it_names_in_their_language_with_the_quote():
    editor, named = person(R.EDITOR), person(R.APPROVER, language="fr")
    person(R.APPROVER)
    plan = draft()
    section = plan.elements.get(number="SO1").public_id
    document = reading.in_language(plan.text, "en")
    [block] = schema.blocks(document.body, section=section)
    swept()

    threads.open_thread(
        document,
        block=schema.block_id(block),
        quote="of SO1",
        said=Said("Which words?", [named, editor]),
        by=editor,
    )

    assert swept() == {named.email: "Un commentaire pour vous\xa0: Plan stratégique 2019-2022"}
    [letter] = mail.outbox
    assert all(words in letter.body for words in ("Which words?", "of SO1", f"/edit/{section}/"))
