import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from strategy import services
from strategy.enums.themes import ActivityKind, ActivityState
from strategy.models import AnnualTheme, ThemeActivity
from tests.factories import person
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Member

pytestmark = pytest.mark.django_db


def propose(by, *, member="sen", on=dt.date(2019, 1, 26)):
    return services.activities.propose(
        AnnualTheme.objects.get(year=2019),
        member=Member.objects.get(code=member),
        kind=ActivityKind.OPEN_DAY,
        title={"en": "Open day", "fr": ""},
        happened_on=on,
        by=by,
    )


def test_a_focal_point_proposes_and_the_secretariat_publishes():
    activity = propose(person(R.FOCAL_POINT, member="sen"))

    services.activities.follow(activity, arrow="publish", by=person(R.COMMUNICATIONS))

    activity.refresh_from_db()
    assert (activity.state, activity.version) == (ActivityState.PUBLISHED, 2)
    assert Event.objects.filter(type="strategy.activity.published").count() == 1


def test_a_focal_point_speaks_for_its_own_administration_only():
    with pytest.raises(DomainError, match="own administration"):
        propose(person(R.FOCAL_POINT, member="sen"), member="fra")


def test_what_lies_ahead_has_not_been_done():
    with pytest.raises(DomainError, match="lies ahead"):
        propose(person(R.FOCAL_POINT, member="sen"), on=dt.date(2019, 3, 28))


def test_nobody_else_proposes():
    with pytest.raises(Denied, match="focal point"):
        propose(person(R.EDITOR))


def test_an_activity_has_a_title():
    activity = propose(person(R.FOCAL_POINT, member="sen"))

    with pytest.raises(IntegrityError, match="has_a_title"), transaction.atomic():
        ThemeActivity.objects.filter(pk=activity.pk).update(title_en="")
