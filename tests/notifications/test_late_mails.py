"""Mails that leave long after their event go to those who are then still told."""

import datetime as dt

import pytest
from django.core import mail

from strategy.models import Synthesis
from strategy.services import reminders
from tests.factories import person
from tests.factories.consultations import answer, consultation
from tests.factories.workshops import workshop
from wco_portal.audit import services as audit
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member, Region
from wco_portal.notifications import services
from wco_portal.notifications.enums import Channel, Pace
from wco_portal.notifications.models import Delivery

pytestmark = pytest.mark.django_db
NIGHT = {"quiet_from": dt.time(22), "quiet_until": dt.time(7)}


def choose(whom, pace=Pace.AT_ONCE, quiet_from=None, quiet_until=None):
    services.preferences.set_times(
        pace=pace, quiet_from=quiet_from, quiet_until=quiet_until, by=whom
    )


def sweep():
    audit.outbox.sweep()
    audit.outbox.sweep()
    found = [(each.to[0], each.subject) for each in mail.outbox]
    mail.outbox.clear()
    return found


def fates(whom):
    rows = Delivery.objects.filter(recipient=whom, channel=Channel.MAIL)
    return dict(rows.values_list("notice", "state"))


@pytest.fixture
def reminded(business_time):
    """A focal point who sleeps when the coordinator reminds the region."""
    focal, coordinator = person(R.FOCAL_POINT, member="sen"), person(R.COORDINATOR, region="wca")
    choose(focal, **NIGHT)
    made = consultation()
    sweep()
    business_time(2019, 4, 3, 23)
    region = Region.objects.get(code="wca")
    synthesis = Synthesis.objects.get_or_create(consultation=made, region=region)[0]
    reminders.remind(synthesis, by=coordinator)
    assert sweep() == []
    return made, focal


def test_who_answers_in_the_night_is_not_reminded_in_the_morning(reminded, business_time):
    made, focal = reminded
    answer(made, Member.objects.get(code="sen"), "1234", by=focal)

    business_time(2019, 4, 4, 7, 1)
    sweep()

    assert fates(focal)["consultation_reminder"] == "dropped"


def test_who_has_not_answered_is_reminded_in_the_morning(reminded, business_time):
    _made, focal = reminded

    business_time(2019, 4, 4, 7, 1)

    assert [to for to, _subject in sweep()] == [focal.email]
    assert fates(focal)["consultation_reminder"] == "sent"


@pytest.mark.parametrize("pace", [Pace.AT_ONCE, Pace.DAILY])
def test_who_hands_the_role_over_gets_nothing_more_of_it(business_time, pace):
    before = person(R.FOCAL_POINT, member="sen")
    choose(before, pace, **NIGHT)
    stays = person(R.FOCAL_POINT, member="cmr")
    choose(stays, pace, **NIGHT)
    business_time(2019, 3, 27, 23)
    audit.record("strategy.workshop.shared", target=workshop())
    sweep()
    before.roles.update(until=dt.date(2019, 3, 28))

    business_time(2019, 3, 28, 8, 1)

    assert [to for to, _subject in sweep()] == [stays.email]
    assert fates(before)["workshop_conclusions"] == "dropped"


def test_who_no_longer_wants_a_group_gets_nothing_that_waited(business_time):
    focal = person(R.FOCAL_POINT, member="sen")
    choose(focal, Pace.WEEKLY)
    audit.record("strategy.workshop.shared", target=workshop())
    sweep()

    services.preferences.choose_all(
        {("workshops", Channel.MAIL): False},
        reader={"language": "en", "time_zone": ""},
        times={"pace": Pace.AT_ONCE, "quiet_from": None, "quiet_until": None},
        by=focal,
    )

    assert sweep() == []
    assert fates(focal)["workshop_conclusions"] == "dropped"
    assert Delivery.objects.in_centre(focal).filter(notice="workshop_conclusions").exists()


def test_a_receipt_is_given_to_who_sent_though_nobody_wants_the_group(business_time):
    focal = person(R.FOCAL_POINT, member="sen")
    made = consultation()
    sweep()
    answer(made, Member.objects.get(code="sen"), "1234", by=focal)
    services.preferences.choose({("consultations", Channel.MAIL): False}, by=focal)

    assert [to for to, _subject in sweep()] == [focal.email]
