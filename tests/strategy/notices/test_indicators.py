import pytest
from django.core import mail

from strategy.services import measurements
from tests.factories import person
from tests.factories.indicators import figure, indicator
from wco_portal.audit.services import outbox
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


def swept():
    mail.outbox.clear()
    outbox.sweep()
    return {to: letter for letter in mail.outbox for to in letter.to}


def test_each_step_tells_whom_it_concerns_and_nobody_else():
    editor, approver = person(R.EDITOR, language="fr"), person(R.APPROVER)
    person(R.EDITOR)
    made = indicator(editor)
    period = made.periods.earliest("starts_on")
    entered = measurements.enter(period, figure(60), by=editor)
    assert swept() == {}

    measurements.submit(entered, by=editor)
    told = swept()
    assert set(told) == {approver.email}
    assert "60 a day" in str(told[approver.email].body).replace("\xa0", " ")
    measurements.give_back(entered, reason="Which month?", by=approver)
    told = swept()
    assert set(told) == {editor.email}
    assert "Which month?" in str(told[editor.email].body)
    measurements.submit(entered, by=editor)
    measurements.approve(entered, by=approver)
    assert set(swept()) == {editor.email, approver.email}
