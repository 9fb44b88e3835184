"""Two who register for the last place; two sweeps that make the same summary."""

import datetime as dt

import pytest

from tests.factories import person
from tests.factories.workshops import STARTS, participant, workshop
from tests.races import at_once
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R
from wco_portal.notifications import services
from wco_portal.notifications.models import Delivery

pytestmark = pytest.mark.usefixtures("committed")


def test_the_last_place_is_taken_once_and_a_notice_stands_in_one_summary():
    editor, focal = person(R.EDITOR), person(R.FOCAL_POINT, member="sen")
    made = workshop(by=editor, registration_ends_at=STARTS, capacity=1)
    services.preferences.set_times(pace="daily", quiet_from=None, quiet_until=None, by=focal)
    for _each in range(3):
        services.deliveries.notify(audit.record("strategy.workshop.shared", target=made))
    later = clock.now() + dt.timedelta(days=1)

    taken = at_once(
        *(lambda name=name: participant(made, "sen", name, by=editor) for name in "ABC")
    )
    gathered = at_once(*(lambda: services.holding.gather(later) for _sweep in range(3)))

    assert made.participants.count() == 1
    assert sorted(getattr(each, "code", "") for each in taken) == ["", *["workshop_full"] * 2]
    assert sum(gathered) == 3
    summary = Delivery.objects.get(notice="summary")
    assert summary.gathered.count() == 3
