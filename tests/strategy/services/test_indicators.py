import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from strategy import selectors, services
from strategy.enums.indicators import Light
from strategy.models import PlanElement
from strategy.rules.progress import Span
from tests.factories import person
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
SPAN = Span(Decimal(50), Decimal(20), dt.date(2016, 7, 1), dt.date(2019, 6, 30))


def define(by, *, span=SPAN):
    element = PlanElement.objects.get(plan__slug="2016-2019", number="P1")
    name, unit = {"en": "Release time", "fr": "Délai"}, {"en": "hours", "fr": "heures"}
    return services.indicators.define(element, name=name, unit=unit, span=span, by=by)


def test_a_correction_keeps_what_was_there_in_the_event():
    editor = person(R.EDITOR)
    indicator = define(editor)
    day = dt.date(2018, 6, 30)

    services.indicators.measure(indicator, value=Decimal(31), on=day, by=editor)
    services.indicators.measure(indicator, value=Decimal(30), on=day, by=editor)

    reading = selectors.indicators.reading(indicator)
    assert (reading.actual, reading.percent, reading.light) == (30, 67, Light.AT_RISK)
    last = Event.objects.filter(type="strategy.indicator.measured").latest("pk")
    assert last.data == {"on": "2018-06-30", "value": "30", "was": "31.000"}


@pytest.mark.parametrize(
    ("day", "code"), [(dt.date(2019, 3, 28), "ahead"), (dt.date(2016, 6, 30), "before_baseline")]
)
def test_a_value_belongs_between_the_baseline_and_today(day, code):
    editor = person(R.EDITOR)

    with pytest.raises(DomainError) as no:
        services.indicators.measure(define(editor), value=Decimal(1), on=day, by=editor)

    assert no.value.code == code


def test_a_target_is_due_after_its_baseline():
    upside_down = Span(Decimal(1), Decimal(2), dt.date(2019, 1, 1), dt.date(2018, 1, 1))

    with pytest.raises(ValidationError, match="due after the baseline"):
        define(person(R.EDITOR), span=upside_down)


def test_a_focal_point_does_not_measure():
    with pytest.raises(Denied):
        define(person(R.FOCAL_POINT, member="sen"))
