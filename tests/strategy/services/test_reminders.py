"""Reminders over changes of the clocks, and over a business clock that jumps."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from strategy import services
from strategy.models import ClosingCall, WorkshopReminder
from tests.factories import person
from tests.factories.consultations import consultation
from tests.factories.workshops import workshop
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db

BRUSSELS = ZoneInfo("Europe/Brussels")
MINUTE, HOUR, WEEK = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=7)
# Seven days of 24 hours before: the clocks were put forward, or back, in between.
CHANGES = [((2019, 4, 3, 18), (2019, 3, 27, 17)), ((2019, 10, 30, 18), (2019, 10, 23, 19))]


def here(*parts):
    return dt.datetime(*parts, tzinfo=BRUSSELS)


@pytest.fixture
def call(business_time):
    """Let the clock stand at a moment and do what is due."""

    def at(moment):
        business_time(*moment.astimezone(BRUSSELS).timetuple()[:6])
        return services.reminders.remind_due(clock.now())

    return at


@pytest.mark.parametrize(("closes", "called"), CHANGES)
def test_a_closing_is_called_once_over_a_change_of_the_clocks(call, closes, called):
    person(R.FOCAL_POINT, member="sen")
    made, due = consultation(closes_at=here(*closes)), here(*called)

    assert call(due - MINUTE) == 0
    assert call(due + MINUTE) == 1
    assert [call(due + jump) for jump in (-HOUR, HOUR, -WEEK, 2 * HOUR)] == [0] * 4
    assert ClosingCall.objects.get(consultation=made).occurrence == made.closes_at


def test_a_clock_that_jumps_over_the_closing_calls_nobody(call):
    closes = here(2019, 4, 10, 18)
    consultation(closes_at=closes)

    assert call(closes + MINUTE) == 0
    assert call(closes - HOUR) == 1


@pytest.mark.parametrize(("starts", "reminded"), CHANGES)
def test_a_workshop_is_reminded_of_once_over_a_change_of_the_clocks(
    business_time, starts, reminded
):
    business_time(2019, 3, 1, 9)
    begins, due = here(*starts), here(*reminded)
    made = workshop(starts_at=begins, ends_at=begins + HOUR, remind_days=7)
    remind = services.workshops.remind_due

    assert remind(due - MINUTE) == 0
    assert remind(due + MINUTE) == 1
    assert [remind(due + jump) for jump in (-HOUR, HOUR, -WEEK, 2 * HOUR)] == [0] * 4
    assert WorkshopReminder.objects.get(workshop=made).occurrence == begins


def test_a_clock_that_jumps_over_a_workshop_reminds_nobody(business_time):
    business_time(2019, 3, 1, 9)
    begins = here(2019, 10, 30, 18)
    workshop(starts_at=begins, ends_at=begins + HOUR, remind_days=7)

    assert services.workshops.remind_due(begins + MINUTE) == 0
    assert services.workshops.remind_due(begins - MINUTE) == 1
