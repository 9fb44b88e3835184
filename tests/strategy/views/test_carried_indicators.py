"""Indicators go on into the next plan with their element, or end with a reason."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from strategy.enums.indicators import Frequency
from strategy.models import CarriedIndicator, CarryOver, Indicator, Plan
from tests.factories.api import caller
from tests.factories.indicators import approved, figure, indicator
from tests.factories.people import person
from tests.strategy.views.test_carrying import NEXT, form, ids, words
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
START = "/en/plans/2016-2019/carry-over/"


@pytest.fixture
def editor(client):
    made = person(R.EDITOR)
    client.force_login(made)
    return made


@pytest.fixture
def plan():
    return Plan.objects.get(slug="2016-2019")


@pytest.fixture
def measured(editor):
    made = indicator(editor, periods=Frequency.HALF_YEARLY)
    first = made.periods.order_by("ends_on").first()
    approved(first, figure(60), editor=editor, approver=person(R.APPROVER))
    return made


def fate(made, **words):
    return {f"{name}-{made.public_id}": value for name, value in words.items()}


def carried(client, plan, *fates, **elements):
    given = form(plan, **elements)
    for made in Indicator.objects.filter(element__plan=plan):
        given |= fate(made, indicator="goes_on")
    for each in fates:
        given |= each
    return client.post(START, given)


def test_a_series_goes_on_from_its_last_figure(client, plan, measured, editor):
    assert "Rulings" in words(client.get(START))

    assert carried(client, plan).status_code == 302

    new = Indicator.objects.get(continues=measured)
    assert (new.element.number, new.element.plan.slug) == ("P1", "2022-next")
    assert (new.baseline, new.baseline_on) == (60, dt.date(2016, 12, 31))
    assert (new.target, new.target_on) == (100, dt.date(2025, 6, 30))
    assert (str(new), new.unit_fr) == ("Rulings", "par jour")
    days = list(new.periods.order_by("starts_on").values_list("starts_on", flat=True))
    assert (
        days
        == [dt.date(year, month, 1) for year in (2022, 2023, 2024, 2025) for month in (1, 7)][1:-1]
    )
    page = words(client.get(new.get_absolute_url()))
    assert "Earlier figures" in page
    assert measured.get_absolute_url() in page
    assert "60 a day" in page
    drawing = page.split('<svg class="chart"')[1].split("</svg>")[0]
    assert '<path class="before" d="M' in drawing
    assert 'class="before">2016-2019<' in drawing
    assert "60 a day in the plan 2016-2019" in drawing
    assert "Under an earlier plan" in page
    Indicator.objects.filter(pk=measured.pk).update(unit_en="a week")
    apart = words(client.get(new.get_absolute_url()))
    assert "Earlier figures in another unit" in apart
    assert 'class="before"' not in apart
    Indicator.objects.filter(pk=measured.pk).update(unit_en="a day")
    old = words(client.get(measured.get_absolute_url()))
    assert "It goes on" in old
    assert new.get_absolute_url() in old
    assert "Chiffres antérieurs" in words(client.get(f"/fr{new.get_absolute_url()[3:]}"))
    beside = words(client.get(f"{NEXT}earlier/"))
    assert "Goes on" in beside
    client.logout()
    assert "It goes on" not in words(client.get(measured.get_absolute_url()))


def test_without_a_figure_it_goes_on_from_its_baseline(client, plan, editor):
    measured = indicator(editor)

    carried(client, plan)

    new = Indicator.objects.get(continues=measured)
    assert (new.baseline, new.baseline_on) == (Decimal(50), dt.date(2016, 7, 1))
    assert new.periods.count() == 3


def test_it_follows_its_element_and_ends_with_it_or_by_itself(client, plan, editor):
    split, merged, dropped, ended = (
        indicator(editor, number=number) for number in ("P1", "P2", "P3", "P4")
    )

    done = carried(
        client,
        plan,
        fate(split, part=2),
        fate(ended, indicator="ends", because="Nobody counts it."),
        P1=("split", {"parts": 2}),
        P2=("merged", {"into": ids(plan)["P4"]}),
        P3=("dropped", {"reason": "Reached."}),
    )

    assert done.status_code == 302
    numbers = {
        each.continues: each.element.number for each in Indicator.objects.exclude(continues=None)
    }
    assert numbers == {split: "P1b", merged: "P4"}
    reasons = dict(CarriedIndicator.objects.values_list("indicator", "reason"))
    assert reasons == {
        split.pk: "",
        merged.pk: "",
        dropped.pk: "Reached.",
        ended.pk: "Nobody counts it.",
    }
    page = words(client.get(ended.get_absolute_url()))
    assert "It ended with its plan" in page
    assert "Nobody counts it." in page
    assert "Nobody counts it." in words(client.get(f"{NEXT}earlier/"))


def test_what_is_wrong_is_said_beside_the_indicator(client, plan, editor):
    one, two = (indicator(editor, number=number) for number in ("P1", "P2"))

    answer = carried(
        client,
        plan,
        fate(one, indicator="ends", because=" "),
        fate(two, part=3),
        P2=("split", {"parts": 2}),
    )

    assert answer.status_code == 422
    assert "Say why it ends." in words(answer)
    assert "The element is split into fewer parts." in words(answer)
    assert not CarryOver.objects.exists()


def test_a_program_says_which_go_on(plan, editor):
    one, two = (indicator(editor, number=number) for number in ("P1", "P2"))
    ask = caller(editor)
    body = {
        "slug": "2022-next",
        "title": {"en": "Next", "fr": "Suivant"},
        "starts_on": "2022-07-01",
        "ends_on": "2025-06-30",
        "indicators": [{"indicator": one.public_id, "fate": "ends", "reason": "Reached."}],
    }

    made = ask("post", "/api/v1/plans/2016-2019/carry-over/", body)

    assert made.status_code == 201
    new = Indicator.objects.get(continues=two)
    told = ask("get", "/api/v1/plans/2022-next/alignment/").json()
    assert told["indicators"] == [
        {"old": one.public_id, "new": None, "reason": "Reached."},
        {"old": two.public_id, "new": new.public_id, "reason": ""},
    ]
    read = ask("get", f"/api/v1/indicators/{new.public_id}/").json()
    assert read["continues"] == two.public_id
    wrong = body | {"slug": "b", "indicators": [{"indicator": "0000000000", "fate": "goes_on"}]}
    assert ask("post", "/api/v1/plans/2016-2019/carry-over/", wrong).status_code == 422


def test_the_database_wants_a_reason_for_an_end(plan, editor):
    made = indicator(editor)
    at = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
    over = CarryOver.objects.create(plan=Plan.objects.get(slug="2019-2022"), source=plan, at=at)
    CarriedIndicator.objects.create(carry_over=over, indicator=made, fate="ends", reason="Over.")

    for again in (made, indicator(editor)):
        with pytest.raises(IntegrityError), transaction.atomic():
            CarriedIndicator.objects.create(carry_over=over, indicator=again, fate="ends")
