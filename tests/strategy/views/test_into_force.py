import datetime as dt

import pytest

from strategy.models import Plan
from strategy.services import decisions
from tests.factories import person
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.models import GoverningMeeting

pytestmark = pytest.mark.django_db


def test_stepping_the_clock_to_july_brings_the_adopted_plan_into_force(
    client, django_capture_on_commit_callbacks
):
    plan = draft()
    council = GoverningMeeting.objects.get(code="council-2019-06")
    decisions.submit(plan, meeting=council, by=person(R.EDITOR))
    decisions.adopt(plan, reference="C 133", decided_on=dt.date(2019, 6, 29), by=person(R.APPROVER))
    client.force_login(person(R.ADMINISTRATOR))

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/en/demo/clock/", {"step": "july"}).status_code == 302

    assert Plan.objects.get(pk=plan.pk).state == "in_force"
    assert "Superseded" in client.get("/en/plans/2016-2019/").content.decode()
