import datetime as dt

import pytest

from tests.factories import person
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.home.enums import ClockStep
from wco_portal.home.services import business_clock

pytestmark = pytest.mark.django_db


def test_the_clock_moves_forward_and_says_so():
    before = clock.now()

    business_clock.step(ClockStep.DAY, by=person(R.ADMINISTRATOR))

    assert dt.timedelta(days=1) <= clock.now() - before < dt.timedelta(days=1, minutes=1)
    assert Event.objects.get(type="common.clock.stepped").data["step"] == "day"


def test_to_july_and_no_further():
    admin = person(R.ADMINISTRATOR)

    business_clock.step(ClockStep.JULY, by=admin)

    assert clock.today() == dt.date(2019, 7, 1)
    with pytest.raises(DomainError, match="that day is over"):
        business_clock.step(ClockStep.JULY, by=admin)


def test_nobody_else_moves_it():
    with pytest.raises(Denied, match="administrator"):
        business_clock.step(ClockStep.HOUR, by=person(R.EDITOR))


def test_it_stands_still_outside_a_demonstration(settings):
    settings.PORTAL_DEMO = False

    with pytest.raises(DomainError, match="only be moved in a demonstration"):
        business_clock.step(ClockStep.HOUR, by=person(R.ADMINISTRATOR))
