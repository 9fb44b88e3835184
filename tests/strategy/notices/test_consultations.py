"""Letters of consultations: to whom they belong, once, in their language."""

import pytest
from django.core import mail

from strategy import services
from tests.factories import person
from tests.factories.consultations import answer, consultation
from wco_portal.audit import services as audit
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db


def told(act=None):
    """Do the act, sweep twice, and return what everybody got of it: subject by address."""
    audit.outbox.sweep()
    mail.outbox.clear()
    if act:
        act()
    audit.outbox.sweep()
    audit.outbox.sweep()
    assert all(len(each.to) == 1 for each in mail.outbox)
    assert len({each.to[0] for each in mail.outbox}) == len(mail.outbox)
    return {each.to[0]: each for each in mail.outbox}


def test_opening_asks_every_focal_point_once():
    sen = person(R.FOCAL_POINT, member="sen", language="fr")
    jpn = person(R.FOCAL_POINT, member="jpn")
    person(R.DELEGATE, member="sen")
    person(R.EDITOR)

    letters = told(consultation)

    assert set(letters) == {sen.email, jpn.email}
    assert "Priorities" in letters[jpn.email].subject
    assert "Priorités" in letters[sen.email].subject
    assert "30\u00a0avril 2019" in letters[sen.email].body


def test_sending_gives_the_receipt_to_the_whole_administration():
    made = consultation()
    one = person(R.FOCAL_POINT, member="sen", language="fr")
    other = person(R.FOCAL_POINT, member="sen")
    person(R.FOCAL_POINT, member="cmr")
    person(R.COORDINATOR, region="wca")
    sent = []

    letters = told(
        lambda: sent.append(answer(made, Member.objects.get(code="sen"), "2134", by=one))
    )

    assert set(letters) == {one.email, other.email}
    assert sent[0].public_id in letters[one.email].subject
    assert letters[other.email].body.index("E-Commerce") < letters[other.email].body.index(
        "Integrity"
    )
    assert "Accusé de réception" in letters[one.email].subject


def test_reminder_goes_to_who_has_not_answered_and_to_nobody_else():
    made = consultation()
    sen = person(R.FOCAL_POINT, member="sen")
    cmr = person(R.FOCAL_POINT, member="cmr", language="fr")
    person(R.FOCAL_POINT, member="jpn")
    answer(made, Member.objects.get(code="sen"), "1234", by=sen)
    by = person(R.COORDINATOR, region="wca")

    letters = told(lambda: services.reminders.remind(made.syntheses.get(region__code="wca"), by=by))

    assert set(letters) == {cmr.email}
    assert letters[cmr.email].subject.startswith("Rappel")


def test_synthesis_goes_to_the_chair_and_back():
    made = consultation()
    coordinator = person(R.COORDINATOR, region="wca")
    chair = person(R.VICE_CHAIR, region="wca")
    person(R.VICE_CHAIR, region="eur")
    editor = person(R.EDITOR)
    synthesis = made.syntheses.get(region__code="wca")
    editors = {p.email for p in type(editor).objects.filter(roles__name=R.EDITOR)}

    def propose():
        services.syntheses.save(
            synthesis, text_en="T & t.", text_fr="", version=synthesis.version, by=coordinator
        )
        services.syntheses.propose(synthesis, version=1, by=coordinator)

    proposed = told(propose)
    returned = told(
        lambda: services.syntheses.send_back(synthesis, version=2, reason="R & r.", by=chair)
    )
    seen = services.syntheses.propose(synthesis, version=3, by=coordinator).version
    cleared = told(lambda: services.syntheses.clear(synthesis, version=seen, by=chair))

    assert set(proposed) == {chair.email}
    assert set(returned) == {coordinator.email}
    assert "R & r." in returned[coordinator.email].body
    assert set(cleared) == {coordinator.email, *editors}
