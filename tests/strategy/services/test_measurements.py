import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from strategy import selectors, services
from strategy.enums.indicators import IndicatorKind, Light, Regions
from strategy.models import Measurement, RegionalValue
from strategy.rules.figures import Figure, Parts
from strategy.rules.progress import Span
from strategy.services.indicators import Score
from tests.factories import person
from tests.factories.indicators import SPAN, approved, figure, indicator
from wco_portal.access.policies import Denied
from wco_portal.audit.models import Event
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.directory.models import Region

pytestmark = pytest.mark.django_db
REASON = {"en": "Counted twice.", "fr": "Compté deux fois."}
CODES = ("ams", "eur", "esa", "mena", "wca", "ap")


@pytest.fixture
def people():
    return {"editor": person(R.EDITOR), "approver": person(R.APPROVER)}


def first(made):
    return made.periods.order_by("starts_on")[0]


def share(above, below):
    return Parts(None, Decimal(above), Decimal(below))


def test_an_editor_enters_an_approver_approves_and_then_it_counts(people):
    made = indicator(people["editor"])
    entered = services.measurements.enter(first(made), figure(60), by=people["editor"])

    assert selectors.indicators.reading(made).actual is None
    sent = services.measurements.submit(entered, by=people["editor"])
    with pytest.raises(Denied):
        services.measurements.approve(sent, by=people["editor"])
    services.measurements.approve(sent, by=people["approver"])

    assert selectors.indicators.reading(made).actual == 60
    types = (
        Event.objects.filter(target=sent.public_id).order_by("pk").values_list("type", flat=True)
    )
    assert list(types) == [
        "strategy.measurement.entered",
        "strategy.measurement.submitted",
        "strategy.measurement.approved",
    ]


def test_author_and_approver_differ_even_where_one_person_is_both(people):
    both = person(R.EDITOR, R.APPROVER)
    made = indicator(both)
    sent = services.measurements.submit(
        services.measurements.enter(first(made), figure(60), by=both), by=both
    )

    with pytest.raises(Denied, match="somebody else"):
        services.measurements.approve(sent, by=both)
    with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
        Measurement.objects.filter(pk=sent.pk).update(
            state="approved", decided_by=both, decided_at=dt.datetime.now(dt.UTC)
        )


def test_a_returned_figure_carries_its_reason_and_comes_again(people):
    made = indicator(people["editor"])
    sent = services.measurements.submit(
        services.measurements.enter(first(made), figure(600), by=people["editor"]),
        by=people["editor"],
    )

    with pytest.raises(ValidationError, match="Say why"):
        services.measurements.give_back(sent, reason="  ", by=people["approver"])
    back = services.measurements.give_back(sent, reason="Ten times?", by=people["approver"])
    assert (back.state, back.return_reason) == ("returned", "Ten times?")
    again = services.measurements.enter(first(made), figure(60), by=people["editor"])
    assert again.pk == back.pk
    sent = services.measurements.submit(again, by=people["editor"])
    assert services.measurements.take_back(sent, by=people["editor"]).state == "draft"


def test_a_correction_after_the_lock_is_a_further_figure_with_a_reason(people):
    made, editor = indicator(people["editor"]), people["editor"]
    period = first(made)
    with pytest.raises(DomainError) as no:
        services.measurements.correct(period, reason=REASON, by=editor)
    assert no.value.code == "nothing_approved"
    approved(period, figure(61), **people)

    with pytest.raises(DomainError) as no:
        services.measurements.enter(period, figure(60), by=editor)
    assert no.value.code == "period_locked"
    with pytest.raises(ValidationError, match="Say why"):
        services.measurements.correct(period, reason={"en": ""}, by=editor)
    services.measurements.correct(period, reason=REASON, by=editor)
    with pytest.raises(ValidationError, match="in work"):
        services.measurements.correct(period, reason=REASON, by=editor)
    assert selectors.indicators.reading(made).actual == 61
    approved(period, figure(60), **people)

    point = selectors.indicators.reading(made).points[0]
    assert (point.figure.value, point.figure.number, point.figure.reason_en) == (
        60,
        2,
        "Counted twice.",
    )
    assert [old.value for old in point.earlier] == [61]


def test_the_database_never_changes_an_approved_figure(people):
    made = approved(first(indicator(people["editor"])), figure(60), **people)

    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Measurement.objects.filter(pk=made.pk).update(value=70)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Measurement.objects.filter(pk=made.pk).delete()


def test_as_of_a_day_only_what_was_approved_by_then_is_known(people, business_time):
    made = indicator(people["editor"])
    period = first(made)
    business_time(2018, 2, 1, 9)
    approved(period, figure(61), **people)
    business_time(2018, 5, 1, 9)
    services.measurements.correct(period, reason=REASON, by=people["editor"])
    approved(period, figure(60), **people)
    business_time(2019, 3, 27, 9)

    def known(*day):
        return selectors.indicators.reading(made, on=dt.date(*day)).actual

    assert (known(2018, 1, 31), known(2018, 2, 1), known(2018, 4, 30), known(2018, 5, 1)) == (
        None,
        61,
        61,
        60,
    )


def test_the_owner_alone_enters(people):
    other = person(R.EDITOR)
    made = indicator(people["editor"], owner=people["editor"])

    with pytest.raises(Denied, match="owner"):
        services.measurements.enter(first(made), figure(60), by=other)
    services.measurements.enter(first(made), figure(60), by=people["editor"])


def test_an_empty_figure_is_kept_but_not_sent_and_zero_is_a_figure(people):
    made = indicator(people["editor"])
    empty = services.measurements.enter(first(made), figure(), by=people["editor"])

    with pytest.raises(DomainError) as no:
        services.measurements.submit(empty, by=people["editor"])
    assert no.value.code == "figure_missing"
    zero = services.measurements.enter(first(made), figure(0), by=people["editor"])
    services.measurements.submit(zero, by=people["editor"])
    with pytest.raises(IntegrityError, match="empty_is_not_zero"), transaction.atomic():
        Measurement.objects.filter(pk=zero.pk).update(value=None)


def test_a_figure_lies_in_a_period_that_is_over(people):
    made = indicator(people["editor"])

    with pytest.raises(DomainError) as no:
        services.measurements.enter(made.periods.latest("ends_on"), figure(1), by=people["editor"])

    assert no.value.code == "ahead"


def test_two_people_at_one_figure_do_not_overwrite_each_other(people):
    period = first(indicator(people["editor"]))
    services.measurements.enter(period, figure(60), by=people["editor"], version=0)

    with pytest.raises(ChangedMeanwhile):
        services.measurements.enter(period, figure(61), by=person(R.EDITOR), version=0)


def test_a_percentage_follows_from_its_parts(people):
    made = indicator(people["editor"], kind=IndicatorKind.PERCENTAGE)
    period = first(made)

    kept = services.measurements.enter(period, figure(61, of=183), by=people["editor"])
    assert kept.value == Decimal("33.333")
    for wrong, message in (
        (Figure(Parts(Decimal(33))), "both the numerator"),
        (Figure(share(1, 0)), "not 0"),
        (Figure(share(3, 2)), "between 0 and the denominator"),
        (Figure(Parts(Decimal(50), Decimal(61), Decimal(183))), "does not follow"),
    ):
        with pytest.raises(ValidationError, match=message):
            services.measurements.enter(period, wrong, by=people["editor"])
    with pytest.raises(IntegrityError, match="part_of_a_whole"), transaction.atomic():
        Measurement.objects.filter(pk=kept.pk).update(numerator=200)
    plain = first(indicator(people["editor"], number="P2"))
    with pytest.raises(ValidationError, match="Only a percentage"):
        services.measurements.enter(plain, figure(1, of=2), by=people["editor"])


def test_a_score_is_one_of_the_scores_and_a_milestone_is_reached_or_not(people):
    scores = (Score(1, {"en": "none"}), Score(2, {"en": "begun"}), Score(4, {"en": "done"}))
    way = Span(Decimal(1), Decimal(4), SPAN.since, SPAN.until)
    made = indicator(people["editor"], kind=IndicatorKind.QUALITATIVE, span=way, scores=scores)
    with pytest.raises(ValidationError, match="1, 2, 4"):
        services.measurements.enter(first(made), figure(3), by=people["editor"])
    approved(first(made), figure(2), **people)
    assert selectors.indicators.reading(made).said == "begun"

    way = Span(Decimal(0), Decimal(1), SPAN.since, SPAN.until)
    step = indicator(people["editor"], number="P2", kind=IndicatorKind.MILESTONE, span=way)
    with pytest.raises(ValidationError, match="Enter 1"):
        services.measurements.enter(first(step), figure("0.5"), by=people["editor"])
    approved(first(step), figure(1), **people)
    assert selectors.indicators.reading(step).standing.light in {Light.REACHED, Light.NO_DATA}


def test_regions_that_add_up_are_checked_against_the_total(people):
    made = indicator(people["editor"], regions=Regions.SUM)
    period, editor = first(made), people["editor"]
    parts = dict.fromkeys(CODES, 10)

    kept = services.measurements.enter(period, figure(61, **parts), by=editor)
    with pytest.raises(ValidationError, match="add up to 60, but the total says 61"):
        services.measurements.submit(kept, by=editor)
    kept = services.measurements.enter(period, figure(60, **parts | {"ap": 10}), by=editor)
    services.measurements.submit(kept, by=editor)
    services.measurements.take_back(kept, by=editor)
    partial = services.measurements.enter(period, figure(60, eur=60), by=editor)
    with pytest.raises(ValidationError, match="missing for: AMS"):
        services.measurements.submit(partial, by=editor)
    assert services.measurements.enter(period, figure(**parts), by=editor).value == 60
    with pytest.raises(ValidationError, match="not known"):
        services.measurements.enter(period, figure(1, moon=1), by=editor)


def test_shares_add_up_by_their_parts(people):
    made = indicator(people["editor"], regions=Regions.SUM, kind=IndicatorKind.PERCENTAGE)
    parts = {code: share(5, 20) for code in CODES}

    kept = services.measurements.enter(first(made), Figure(regions=parts), by=people["editor"])
    services.measurements.submit(kept, by=people["editor"])

    assert (kept.numerator, kept.denominator, kept.value) == (30, 120, 25)


def test_regions_beside_the_total_do_not_add_up_and_others_have_none(people):
    made = indicator(people["editor"], regions=Regions.APART)
    kept = services.measurements.enter(first(made), figure(30, eur=25, ap=40), by=people["editor"])
    services.measurements.submit(kept, by=people["editor"])
    assert {row.region.code: row.value for row in kept.by_region.all()} == {"eur": 25, "ap": 40}
    region = Region.objects.get(code="eur")
    with pytest.raises(IntegrityError, match="regionalvalue_once"), transaction.atomic():
        RegionalValue.objects.create(measurement=kept, region=region, value=1)
    with pytest.raises(IntegrityError, match="regionalvalue_part"), transaction.atomic():
        kept.by_region.update(numerator=2, denominator=1)

    alone = indicator(people["editor"], number="P2")
    with pytest.raises(ValidationError, match="no figures per region"):
        services.measurements.enter(first(alone), figure(30, eur=25), by=people["editor"])


def test_the_database_keeps_one_figure_in_work_and_asks_for_reasons(people):
    made = indicator(people["editor"])
    kept = services.measurements.enter(first(made), figure(1), by=people["editor"])
    row = {
        "indicator": made,
        "period": kept.period,
        "measured_on": kept.measured_on,
        "entered_by": people["editor"],
    }

    for name, wrong in (
        ("numbered_once", {"number": 1, "state": "approved"}),
        ("one_open", {"number": 2, "reason_en": "So."}),
        ("correction_says_why", {"number": 2}),
        ("return_says_why", {"number": 1, "state": "returned"}),
    ):
        decided = {
            "value": 1,
            "decided_by": people["approver"],
            "decided_at": dt.datetime.now(dt.UTC),
        }
        with pytest.raises(IntegrityError, match=f"measurement_{name}"), transaction.atomic():
            Measurement.objects.create(**row | decided | wrong)
