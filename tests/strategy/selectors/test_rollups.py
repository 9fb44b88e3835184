import datetime as dt
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy import selectors
from strategy.enums.indicators import IndicatorKind, Light, Regions
from strategy.rules.figures import Figure, Parts
from tests.factories.indicators import approved, figure, indicator
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
CODES = ("ams", "eur", "esa", "mena", "wca", "ap")


@pytest.fixture
def people():
    return {"editor": person(R.EDITOR), "approver": person(R.APPROVER)}


def measured(on=None):
    plan = selectors.plans.by_slug("2016-2019", AnonymousUser())
    text = selectors.plans.reading(plan, actor=AnonymousUser())
    return selectors.rollups.of_plan(selectors.plans.outline(plan, text), on=on)


def of(found, number):
    return next(each for each in found.rolled.values() if each.element.number == number)


def periods(made):
    return list(made.periods.order_by("starts_on"))


def test_a_goal_gathers_what_serves_it_once_with_its_coverage(people):
    own = indicator(people["editor"], number="1")
    serving = indicator(people["editor"], number="P1", weight=3)
    for made in (own, serving):
        approved(periods(made)[0], figure(67), **people)
    approved(periods(serving)[1], figure(84), **people)

    found = measured()

    goal = of(found, "1")
    assert (goal.rollup.total, goal.rollup.due, goal.rollup.reported) == (2, 2, 1)
    # the reported three quarters of the weight are on track, but something is missing
    assert goal.rollup.light == Light.AT_RISK
    assert (of(found, "P1").rollup.light, of(found, "2").rollup.total) == (Light.ON_TRACK, 0)
    assert (found.due, found.reported, found.on_track) == (2, 1, 1)
    assert [(day.year, round(done * 100)) for day, done in goal.way] == [(2017, 34), (2018, 60)]
    assert [(each.tone, each.count) for each in goal.counts] == [("good", 1), ("idle", 1)]


def test_as_of_a_day_before_anything_was_due(people):
    indicator(people["editor"], number="1")

    assert of(measured(dt.date(2016, 12, 1)), "1").rollup.light == Light.NOT_DUE
    assert measured(dt.date(2015, 1, 1)).rolled == {}


def test_regions_are_compared_where_they_can_be(people):
    apart = indicator(people["editor"], number="1", regions=Regions.APART)
    approved(periods(apart)[0], figure(60, eur=75, ap=200), **people)
    summed = indicator(people["editor"], number="1", regions=Regions.SUM)
    approved(periods(summed)[0], figure(60, **dict.fromkeys(CODES, 10)), **people)
    share = indicator(
        people["editor"], number="1", regions=Regions.SUM, kind=IndicatorKind.PERCENTAGE
    )
    parts = {code: Parts(None, Decimal(3), Decimal(4)) for code in CODES}
    approved(periods(share)[0], Figure(regions=parts), **people)

    heat = {
        element.number: dict(zip((r.code for r in measured().regions), cells, strict=True))
        for element, cells in measured().heat
    }

    assert (heat["1"]["eur"].percent, heat["1"]["eur"].count) == (50, 2)
    assert (heat["1"]["ap"].percent, heat["1"]["ap"].shade) == (75, "q3")
    assert (heat["1"]["wca"].percent, heat["1"]["wca"].count) == (50, 1)
    assert (heat["2"]["eur"].percent, heat["2"]["eur"].shade) == (None, "")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_of_the_plan_shows_it_with_the_same_number_of_queries(client, people, language):
    made = indicator(people["editor"], number="1", regions=Regions.APART)
    approved(periods(made)[0], figure(60, eur=75), **people)
    address = f"/{language}/plans/2016-2019/"
    client.get(address)
    counts = []
    for size in (1, 45):
        for number in range(size - 1):
            goal = str(number % 7 + 1)
            indicator(people["editor"], number=goal, regions=Regions.APART)
        with CaptureQueriesContext(connection) as asked:
            page = client.get(address).content.decode()
        counts.append(len(asked))

    assert counts == [22, 22]
    assert page.count('<svg class="way-spark"') >= 7
    assert ("heat" in page, 'class="num q2"' in page) == (True, True)
    assert client.get(f"{address}?as_of=2016-12-01").status_code == 200
