import datetime as dt
import itertools
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from strategy import selectors, services
from strategy.enums.indicators import Direction, Frequency, IndicatorKind, Light, Regions
from strategy.models import (
    Indicator,
    IndicatorPeriod,
    IndicatorScore,
    LightOverride,
)
from strategy.rules.progress import Rule
from strategy.services.indicators import PeriodPlan, Score
from tests.factories import person
from tests.factories.indicators import SPAN, approved, definition, figure, indicator
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common import dates
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
REASON = {"en": "A strike stopped the counting.", "fr": "Une grève a arrêté le comptage."}


def span(**changes):
    return replace(SPAN, **changes)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"span": span(until=dt.date(2016, 1, 1))}, "due after the baseline"),
        ({"span": span(direction=Direction.DOWN)}, "wrong side"),
        ({"kind": IndicatorKind.PERCENTAGE, "span": span(target=Decimal(101))}, "0 and 100"),
        ({"kind": IndicatorKind.MILESTONE}, "from 0 .not reached. to 1"),
        ({"kind": IndicatorKind.PERCENTAGE, "is_cumulative": True}, "Only quantities"),
        ({"span": span(baseline=None), "is_cumulative": True}, "Only quantities"),
        (
            {
                "kind": IndicatorKind.MILESTONE,
                "span": span(baseline=Decimal(0), target=Decimal(1)),
                "regions": Regions.SUM,
            },
            "per region",
        ),
        ({"span": span(until=dt.date(9999, 12, 31))}, "30 years at most"),
        ({"span": span(since=dt.date(1, 1, 1))}, "30 years at most"),
        ({"rule": Rule(60, 60)}, "must start above"),
        ({"weight": 0}, "between 1 and 100"),
        ({"kind": IndicatorKind.QUALITATIVE}, "among the scores"),
        ({"scores": (Score(1, {"en": "none"}),)}, "Only a qualitative"),
    ],
)
def test_a_definition_that_makes_no_sense_is_refused(changes, message):
    with pytest.raises(ValidationError, match=message):
        indicator(person(R.EDITOR), **changes)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("target_after_baseline", {"target_on": dt.date(2016, 1, 1)}),
        ("goes_its_way", {"direction": Direction.DOWN}),
        ("percentage_within_100", {"kind": IndicatorKind.PERCENTAGE, "target": 101}),
        ("milestone_from_0_to_1", {"kind": IndicatorKind.MILESTONE}),
        ("only_quantities_add_up", {"kind": IndicatorKind.PERCENTAGE, "is_cumulative": True}),
        ("only_numbers_by_region", {"kind": IndicatorKind.QUALITATIVE, "regions": Regions.SUM}),
        ("thresholds_in_order", {"on_track_from": 60}),
        ("weighs_something", {"weight": 0}),
    ],
)
def test_the_database_holds_to_it(name, changes):
    made = indicator(person(R.EDITOR))

    with pytest.raises(IntegrityError, match=f"strategy_indicator_{name}"), transaction.atomic():
        Indicator.objects.filter(pk=made.pk).update(**changes)


def test_periods_lie_between_baseline_and_target_and_do_not_overlap():
    editor = person(R.EDITOR)
    made = indicator(editor)
    first = made.periods.earliest("starts_on")

    assert [str(each.ends_on) for each in made.periods.order_by("ends_on")] == [
        "2017-06-30",
        "2018-06-30",
        "2019-06-30",
    ]
    days = {"starts_on": first.starts_on, "ends_on": first.ends_on}
    with pytest.raises(ValidationError, match="covers these days"):
        services.indicators.plan_period(made, PeriodPlan(**days), by=editor)
    later = PeriodPlan(dt.date(2019, 7, 1), dt.date(2019, 12, 31))
    with pytest.raises(ValidationError, match="lies between"):
        services.indicators.plan_period(made, later, by=editor)
    turned = PeriodPlan(first.ends_on, first.starts_on)
    with pytest.raises(ValidationError, match="end after it begins"):
        services.indicators.plan_period(made, turned, by=editor)
    with pytest.raises(IntegrityError, match="no_overlap"), transaction.atomic():
        IndicatorPeriod.objects.create(indicator=made, due_on=dt.date(2018, 1, 1), **days)
    with pytest.raises(IntegrityError, match="due_after_its_end"), transaction.atomic():
        made.periods.update(due_on=dt.date(2016, 7, 2))
    IndicatorScore.objects.create(indicator=made, value=1, name_en="one")
    with pytest.raises(IntegrityError, match="indicatorscore_once"), transaction.atomic():
        IndicatorScore.objects.create(indicator=made, value=1, name_en="one")


@pytest.mark.parametrize(
    ("frequency", "count"),
    [
        (Frequency.YEARLY, 3),
        (Frequency.HALF_YEARLY, 6),
        (Frequency.QUARTERLY, 12),
        (Frequency.ONCE, 1),
    ],
)
def test_periods_follow_each_other_without_gaps(frequency, count):
    periods = list(indicator(person(R.EDITOR), periods=frequency).periods.order_by("starts_on"))

    assert len(periods) == count
    assert (periods[0].starts_on, periods[-1].ends_on) == (SPAN.since, SPAN.until)
    for earlier, later in itertools.pairwise(periods):
        assert later.starts_on == earlier.ends_on + dt.timedelta(days=1)


def test_a_shorter_time_drops_its_empty_periods_and_keeps_those_with_a_figure():
    editor, approver = person(R.EDITOR), person(R.APPROVER)
    made = indicator(editor)
    first, second, _third = made.periods.order_by("starts_on")
    approved(first, figure(60), editor=editor, approver=approver)

    shorter = definition(span=span(until=second.ends_on), reason=REASON)
    services.indicators.change(made, shorter, by=editor)
    assert list(made.periods.order_by("starts_on")) == [first, second]
    too_short = definition(span=span(until=first.starts_on + dt.timedelta(days=9)), reason=REASON)
    with pytest.raises(ValidationError, match="period with a figure"):
        services.indicators.change(made, too_short, by=editor)


def test_a_score_that_a_figure_has_stays():
    editor, approver = person(R.EDITOR), person(R.APPROVER)
    scores = tuple(Score(value, {"en": f"step {value}"}) for value in (1, 2, 3))
    way = span(baseline=Decimal(1), target=Decimal(3))
    given = {"kind": IndicatorKind.QUALITATIVE, "span": way, "unit": {}}
    made = indicator(editor, **given, scores=scores)
    approved(made.periods.earliest("starts_on"), figure(2), editor=editor, approver=approver)

    with pytest.raises(ValidationError, match="stays"):
        services.indicators.change(
            made, definition(**given, scores=(scores[0], scores[2])), by=editor
        )


def test_what_a_known_figure_means_does_not_change():
    editor, approver = person(R.EDITOR), person(R.APPROVER)
    made = indicator(editor)
    approved(made.periods.earliest("starts_on"), figure(60), editor=editor, approver=approver)

    with pytest.raises(DomainError) as no:
        services.indicators.change(made, definition(regions=Regions.APART), by=editor)
    silent = definition(span=span(target=Decimal(120)))
    with pytest.raises(ValidationError, match="why it changes"):
        services.indicators.change(made, silent, by=editor)
    higher = replace(silent, reason=REASON)
    services.indicators.change(made, higher, by=editor)

    assert no.value.code == "figures_exist"
    last = Event.objects.filter(type="strategy.indicator.changed").latest("pk")
    assert last.data == {"target": {"before": "100", "after": "120"}, "reason": REASON}
    with pytest.raises(ChangedMeanwhile):
        services.indicators.change(made, higher, by=editor, version=1)
    old = made.periods.earliest("starts_on")
    moved = PeriodPlan(old.starts_on, dt.date(2017, 6, 29))
    with pytest.raises(DomainError) as no:
        services.indicators.plan_period(made, moved, by=editor, old=old)
    assert no.value.code == "period_in_use"


def test_an_earlier_day_shows_the_targets_that_were_asked_for_then(business_time):
    editor, approver = person(R.EDITOR), person(R.APPROVER)
    made = indicator(editor)
    first = made.periods.earliest("starts_on")
    days = (first.starts_on, first.ends_on)
    services.indicators.plan_period(made, PeriodPlan(*days, Decimal(60)), by=editor, old=first)
    approved(first, figure(60), editor=editor, approver=approver)
    seen = selectors.indicators.reading(made)
    business_time(2019, 5, 2, 9)
    first.refresh_from_db()
    harder = PeriodPlan(*days, Decimal(90))
    with pytest.raises(ValidationError, match="why it changes"):
        services.indicators.plan_period(made, harder, by=editor, old=first)

    first.refresh_from_db()
    harder = replace(harder, reason=REASON)
    services.indicators.plan_period(made, harder, by=editor, old=first)
    higher = definition(span=span(target=Decimal(120)), reason=REASON)
    services.indicators.change(made, higher, by=editor)

    then = selectors.indicators.reading(made, on=dt.date(2019, 3, 27))
    now = selectors.indicators.reading(made)
    assert (then.span, then.points[0].target, then.percent, then.light) == (
        seen.span,
        Decimal(60),
        seen.percent,
        seen.light,
    )
    assert (now.span.target, now.points[0].target) == (Decimal(120), Decimal(90))
    assert [(each.target, each.reason) for each in now.targets] == [(Decimal(100), REASON)]
    assert [each.target for each in now.points[0].targets] == [None, Decimal(60)]
    assert (then.targets, [each.target for each in then.points[0].targets]) == ([], [None])


def test_an_earlier_day_shows_the_day_of_the_target_that_held_then(client, business_time):
    editor, approver = person(R.EDITOR), person(R.APPROVER)
    made = indicator(editor)
    first = made.periods.earliest("starts_on")
    approved(first, figure(60), editor=editor, approver=approver)
    before = selectors.indicators.reading(made)
    business_time(2019, 5, 2, 9)
    later = definition(span=span(until=SPAN.until + dt.timedelta(days=90)))
    with pytest.raises(ValidationError, match="why it changes"):
        services.indicators.change(made, later, by=editor)

    services.indicators.change(made, replace(later, reason=REASON), by=editor)

    then = selectors.indicators.reading(made, on=dt.date(2019, 3, 27))
    now = selectors.indicators.reading(made)
    assert (then.span, then.standing.expected) == (before.span, before.standing.expected)
    assert now.span.until == later.span.until
    assert [(each.target, each.due, each.reason) for each in now.targets] == [
        (Decimal(100), SPAN.until, REASON)
    ]
    told = client.get(f"/api/v1/indicators/{made.public_id}/").json()["reading"]
    assert (told["target_on"], told["earlier_targets"][0]["target_on"]) == (
        later.span.until.isoformat(),
        SPAN.until.isoformat(),
    )
    page = client.get(f"/en/indicators/{made.public_id}/").content.decode()
    assert dates.day(SPAN.until) in page


def test_a_light_set_by_hand_has_a_reason_and_expires(business_time):
    editor, approver = person(R.EDITOR), person(R.APPROVER)
    made = indicator(editor)
    assert selectors.indicators.reading(made).light == Light.NO_DATA

    light = {"light": Light.AT_RISK, "until": dt.date(2019, 4, 30), "by": approver}
    with pytest.raises(ValidationError, match="by hand"):
        services.indicators.set_light(made, reason={"en": " "}, **light)
    past = light | {"until": dt.date(2019, 3, 1)}
    with pytest.raises(ValidationError, match="later day"):
        services.indicators.set_light(made, reason=REASON, **past)
    with pytest.raises(Denied):
        services.indicators.set_light(made, reason=REASON, **light | {"by": editor})
    services.indicators.set_light(made, reason=REASON, **light)

    reading = selectors.indicators.reading(made)
    assert (reading.light, reading.standing.light) == (Light.AT_RISK, Light.NO_DATA)
    assert selectors.indicators.reading(made, on=dt.date(2019, 3, 26)).light == Light.NO_DATA
    business_time(2019, 5, 1, 9)
    assert selectors.indicators.reading(made).light == Light.NO_DATA
    with pytest.raises(DomainError) as no:
        services.indicators.free_light(made, by=approver)
    assert no.value.code == "not_set_by_hand"


def test_a_light_set_anew_ends_the_one_before(business_time):
    approver = person(R.APPROVER)
    made = indicator(person(R.EDITOR))
    light = {"reason": REASON, "until": dt.date(2019, 6, 30), "by": approver}
    services.indicators.set_light(made, light=Light.AT_RISK, **light)
    business_time(2019, 4, 10, 9)
    services.indicators.set_light(made, light=Light.OFF_TRACK, **light)
    services.indicators.set_light(made, light=Light.ON_TRACK, **light)

    assert selectors.indicators.reading(made).light == Light.ON_TRACK
    assert selectors.indicators.reading(made, on=dt.date(2019, 4, 9)).light == Light.AT_RISK
    services.indicators.free_light(made, by=approver)
    assert selectors.indicators.reading(made).light == Light.NO_DATA

    row = {"indicator": made, "light": Light.AT_RISK, "by": approver, "reason_en": "So."}
    april = {"since": dt.date(2019, 4, 1), "until": dt.date(2019, 4, 5)}
    for name, wrong in (
        ("one_a_day", april),
        ("expires", {"since": april["until"], "until": april["since"]}),
        ("says_why", {"since": dt.date(2020, 1, 1), "until": dt.date(2020, 1, 2), "reason_en": ""}),
        (
            "a_judgement",
            {"since": dt.date(2020, 1, 1), "until": dt.date(2020, 1, 2), "light": "reached"},
        ),
    ):
        with pytest.raises(IntegrityError, match=f"lightoverride_{name}"), transaction.atomic():
            LightOverride.objects.create(**row | wrong)


def test_a_focal_point_does_not_define():
    with pytest.raises(Denied):
        indicator(person(R.FOCAL_POINT, member="sen"))
