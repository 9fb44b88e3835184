import datetime as dt

import pytest
from django.core import mail

from strategy.models import FigureReminder, IndicatorPeriod, Plan
from strategy.selectors import due
from strategy.services import figure_reminders, measurements
from tests.factories import person
from tests.factories.indicators import figure, indicator
from tests.factories.strategy import draft
from wco_portal.audit.models import Event
from wco_portal.audit.services import outbox
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return person(R.EDITOR, language="fr")


@pytest.fixture
def period(owner):
    """Give the owner a period that ended, whose figure is due on 20 April 2019."""
    IndicatorPeriod.objects.update(locked_at=clock.now())
    made = indicator(owner, owner=owner).periods.earliest("starts_on")
    IndicatorPeriod.objects.exclude(pk=made.pk).update(locked_at=clock.now())
    IndicatorPeriod.objects.filter(pk=made.pk).update(due_on=dt.date(2019, 4, 20))
    made.refresh_from_db()
    return made


def on(month, day, hour=9):
    return dt.datetime(2019, month, day, hour, tzinfo=clock.zone())


def swept(at):
    mail.outbox.clear()
    figure_reminders.remind_due(at)
    outbox.sweep(at=at)
    return [(letter.to, letter.subject.replace("\xa0", " ")) for letter in mail.outbox]


def test_the_owner_is_told_once_before_and_once_after(owner, period):
    person(R.EDITOR)
    assert swept(on(4, 5)) == []

    first = swept(on(4, 6))
    assert first == [([owner.email], "Chiffre attendu le 20 avril 2019 : Décisions")]
    body = str(mail.outbox[0].body)
    assert f"/periods/{period.public_id}/figure/" in body
    assert swept(on(4, 7)) == []
    assert swept(on(4, 20)) == []

    late = swept(on(4, 21))
    assert late == [([owner.email], "Chiffre en retard depuis le 20 avril 2019 : Décisions")]
    assert swept(on(4, 22)) == []
    assert FigureReminder.objects.filter(period=period).count() == 2


def test_all_figures_of_an_owner_come_in_one_letter_a_day_children_first(owner, period):
    element = period.indicator.element
    above = element.plan.elements.exclude(pk=element.pk).first()
    type(element).objects.filter(pk=element.pk).update(parent=above)
    other = indicator(owner, number=above.number, owner=owner, name={"en": "Top", "fr": "Haut"})
    late = other.periods.earliest("starts_on")
    IndicatorPeriod.objects.filter(pk=late.pk).update(due_on=dt.date(2019, 4, 9))
    rest = IndicatorPeriod.objects.exclude(pk__in=[late.pk, period.pk])
    rest.update(locked_at=clock.now())

    told = swept(on(4, 10))

    assert told == [([owner.email], "2 chiffres sont à saisir")]
    body = str(mail.outbox[0].body)
    assert body.index(f"/periods/{period.public_id}/") < body.index(f"/periods/{late.public_id}/")
    rest.filter(pk=rest.first().pk).update(locked_at=None, due_on=dt.date(2019, 4, 8))
    assert swept(on(4, 10, hour=15)) == []
    assert len(swept(on(4, 11))) == 1


def test_a_figure_that_is_sent_is_not_reminded_of(owner, period):
    entered = measurements.enter(period, figure(60), by=owner)
    measurements.submit(entered, by=owner)

    assert figure_reminders.remind_due(on(4, 10)) == 0
    measurements.take_back(entered, by=owner)
    assert figure_reminders.remind_due(on(4, 10)) == 1


def test_a_new_due_day_is_a_new_reminder(period):
    assert figure_reminders.remind_due(on(4, 10)) == 1
    IndicatorPeriod.objects.filter(pk=period.pk).update(due_on=dt.date(2019, 5, 20))

    assert figure_reminders.remind_due(on(4, 21)) == 0
    assert figure_reminders.remind_due(on(5, 6)) == 1


def test_nobody_is_reminded_for_a_draft_nor_of_what_is_long_past(period):
    assert figure_reminders.remind_due(on(6, 30)) == 0

    Plan.objects.filter(slug="2016-2019").update(state="withdrawn")
    assert draft().is_editable
    assert figure_reminders.remind_due(on(4, 21)) == 0
    assert not Event.objects.filter(type="strategy.figures.due").exists()


def test_without_an_owner_every_editor_is_told(owner, period):
    other = person(R.EDITOR)
    type(period.indicator).objects.filter(pk=period.indicator_id).update(owner=None)

    assert sorted(to for [to], _subject in swept(on(4, 10))) == sorted([owner.email, other.email])


def test_the_clock_knows_when_the_next_reminder_leaves(period):
    assert due.figure(on(4, 1)) == clock.start_of(dt.date(2019, 4, 6))
    assert due.figure(on(4, 6)) == clock.start_of(dt.date(2019, 4, 21))
    assert due.figure(on(4, 21)) is None
