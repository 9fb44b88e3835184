import datetime as dt
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from strategy import services
from strategy.enums.indicators import IndicatorKind, Regions
from strategy.models import Indicator, LightOverride, Measurement, PlanElement
from strategy.rules.progress import Span
from strategy.services.indicators import Score
from tests.factories.indicators import SPAN, approved, figure, indicator
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
BODY = {
    "name_en": "Rulings",
    "name_fr": "Décisions",
    "kind": "quantitative",
    "direction": "up",
    "unit_en": "a day",
    "unit_fr": "par jour",
    "baseline": "50",
    "baseline_on": "2016-07-01",
    "target": "100",
    "target_on": "2019-06-30",
    "regions": "none",
    "on_track_from": "90",
    "at_risk_from": "60",
    "weight": "1",
    "remind_days": "14",
}


def words(page):
    return re.sub(r"\s+", " ", page.content.decode().replace("\xa0", " "))


@pytest.fixture
def people():
    return {"editor": person(R.EDITOR), "approver": person(R.APPROVER)}


def first(made):
    return made.periods.order_by("starts_on")[0]


def test_an_editor_defines_and_changes_an_indicator(client, people):
    client.force_login(people["editor"])
    element = PlanElement.objects.get(plan__slug="2016-2019", number="1")
    address = f"/en/plans/2016-2019/elements/{element.public_id}/indicators/new/"

    assert client.get(address).status_code == 200
    wrong = client.post(address, BODY | {"target": "40", "frequency": "yearly"})
    assert wrong.status_code == 422
    assert "wrong side of the baseline" in words(wrong)
    scored = BODY | {"kind": "qualitative", "baseline": "1", "target": "2", "frequency": "once"}
    assert "Line 1" in words(client.post(address, scored | {"scores": "one"}))
    lines = {"scores": "1 | none | aucune\n\n2 | done | faite"}
    made = client.post(address, scored | lines)
    assert made.status_code == 302
    page = words(client.get(made.url))
    assert ("Target" in page, "done" in page) == (True, True)

    edit = f"{made.url}edit/"
    assert "1 | none | aucune" in words(client.get(edit))
    changed = scored | lines | {"name_en": "Renamed", "version": "1"}
    assert client.post(edit, changed).status_code == 302
    assert "Somebody changed" in words(client.post(edit, changed))
    assert "Renamed" in words(client.get(made.url))


def test_the_way_of_a_figure_through_the_pages(client, people):
    made = indicator(people["editor"], kind=IndicatorKind.PERCENTAGE, regions=Regions.APART)
    period = first(made)
    client.force_login(people["editor"])
    enter = f"/en/periods/{period.public_id}/figure/"
    assert words(client.get(enter)).count("denominator") >= 7
    wrong = client.post(enter, {"value": "5", "value_of": "4", "version": "0"})
    assert (wrong.status_code, "between 0 and the denominator" in words(wrong)) == (422, True)
    data = {
        "value": "90",
        "value_of": "180",
        "region_eur": "3",
        "region_eur_of": "2",
        "version": "0",
    }
    assert client.post(enter, data).status_code == 422
    done = client.post(enter, data | {"region_eur_of": "4", "note_en": "Counted in May."})
    address = done.url
    assert "50%" in words(client.get(address))
    assert client.post(f"{address}submit/").status_code == 302
    assert "waits for approval" in words(client.get(made.get_absolute_url()))
    assert client.post(f"{address}approve/").status_code == 403

    client.force_login(people["approver"])
    assert made.name_en in words(client.get("/en/figures/"))
    assert client.post(f"{address}return/", {"reason": ""}).status_code == 422
    client.post(f"{address}return/", {"reason": "Which month?"})
    assert "Which month?" in words(client.get(address))
    client.force_login(people["editor"])
    assert 'value="90"' in client.get(enter).content.decode()
    client.post(f"{address}submit/")
    client.post(f"{address}take-back/")
    client.post(f"{address}submit/")
    client.force_login(people["approver"])
    client.post(f"{address}approve/")

    client.logout()
    public = words(client.get(f"/fr/{address[4:]}"))
    assert ("Counted in May." in public, "Dénominateur" in public) == (True, True)
    assert client.get(enter).status_code == 302


def test_a_figure_is_read_as_its_language_writes_it_or_refused_beside_it(client, people):
    period = first(indicator(people["editor"]))
    client.force_login(people["editor"])

    def enter(language, value):
        address = f"/{language}/periods/{period.public_id}/figure/"
        return client.post(address, {"value": value, "version": "0"})

    refused = enter("fr", "1e400")
    assert refused.status_code == 422
    assert 'value="1e400"' in refused.text
    assert 'aria-invalid="true"' in refused.text
    assert not Measurement.objects.exists()
    assert enter("fr", "1\u202f234,5").status_code == 302
    assert Measurement.objects.get().value == Decimal("1234.5")


def test_a_locked_period_and_one_that_is_not_over_refuse_a_figure(client, people):
    made = indicator(people["editor"])
    period = first(made)
    approved(period, figure(60), editor=people["editor"], approver=people["approver"])
    client.force_login(people["editor"])

    for each, said in ((period, "locked"), (made.periods.latest("starts_on"), "not over")):
        answer = client.post(
            f"/en/periods/{each.public_id}/figure/", {"value": "5", "version": "0"}
        )
        assert (answer.status_code, said in words(answer)) == (422, True)
    assert Measurement.objects.count() == 1


def test_a_correction_is_visible_to_all_with_its_reason(client, people):
    made = indicator(people["editor"])
    approved(first(made), figure(61), **people)
    client.force_login(people["editor"])
    correct = f"/en/periods/{first(made).public_id}/correct/"
    assert client.get(correct).status_code == 200
    assert client.post(correct, {"reason_en": ""}).status_code == 422
    client.post(correct, {"reason_en": "Counted twice.", "reason_fr": "Compté deux fois."})
    assert (
        'value="61"' in client.get(f"/en/periods/{first(made).public_id}/figure/").content.decode()
    )
    approved(first(made), figure(60), **people)

    client.logout()
    page = words(client.get(made.get_absolute_url()))

    assert "Counted twice." in page
    assert "corrected; before it said:" in page
    assert [str(each.value) for each in Measurement.objects.order_by("number")] == [
        "61.000",
        "60.000",
    ]


def test_what_is_in_work_is_not_public(client, people):
    made = indicator(people["editor"])
    draft = services.measurements.enter(first(made), figure(61), by=people["editor"])

    assert client.get(draft.get_absolute_url()).status_code == 404
    assert draft.get_absolute_url() not in words(client.get(made.get_absolute_url()))
    assert client.get("/en/figures/").status_code == 302
    client.force_login(person(R.AUDITOR))
    assert client.get(draft.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("language", ["en", "fr"])
def test_as_of_any_day(client, people, language, business_time):
    business_time(2018, 2, 1, 9)
    made = indicator(people["editor"])
    approved(first(made), figure(66), **people)
    business_time(2019, 3, 27, 9)

    def light(day):
        page = words(client.get(f"/{language}/indicators/{made.public_id}/?as_of={day}"))
        return re.search(r'<span class="status (\w+)', page).group(1)

    assert [
        light(day) for day in ("2017-07-15", "2018-01-31", "2018-02-01", "2018-08-01", "x")
    ] == [
        "brand",
        "idle",
        "good",
        "idle",
        "idle",
    ]
    assert client.get(f"/{language}/indicators/?as_of=2018-02-01").status_code == 200
    assert light("2010-01-01") == "brand"


def test_a_light_set_by_hand_says_so_and_what_the_rule_would_show(client, people):
    made = indicator(people["editor"])
    client.force_login(people["approver"])
    address = f"{made.get_absolute_url()}light/"
    assert client.get(address).status_code == 200
    body = {"light": "at_risk", "reason_en": "Late but counted.", "until": "2019-04-30"}
    assert client.post(address, body | {"until": "2019-01-01"}).status_code == 422
    assert client.post(address, body).status_code == 302

    page = words(client.get(made.get_absolute_url()))
    assert "Late but counted." in page
    assert "The rule alone would show: no data" in page
    assert "Let the rule speak again" in page
    client.post(f"{address}free/")
    assert not LightOverride.objects.exists()


def test_periods_are_planned_on_a_page(client, people):
    made = indicator(people["editor"])
    client.force_login(people["editor"])
    period = first(made)
    assert f"/en/periods/{period.public_id}/edit/" in words(client.get(made.get_absolute_url()))
    edit = f"/en/periods/{period.public_id}/edit/"
    assert client.get(edit).status_code == 200
    data = {
        "starts_on": "2016-07-01",
        "ends_on": "2017-06-30",
        "due_on": "2017-09-30",
        "target": "65.5",
    }
    assert client.post(edit, data).status_code == 302
    period.refresh_from_db()
    assert (period.target, period.due_on) == (Decimal("65.5"), dt.date(2017, 9, 30))
    new = f"{made.get_absolute_url()}periods/new/"
    assert client.get(new).status_code == 200
    assert "covers these days" in words(client.post(new, data))


def test_the_target_of_an_approved_period_changes_with_a_reason_that_all_can_read(client, people):
    made = indicator(people["editor"])
    period = first(made)
    approved(period, figure(60), editor=people["editor"], approver=people["approver"])
    client.force_login(people["editor"])
    sent = {
        "starts_on": period.starts_on.isoformat(),
        "ends_on": period.ends_on.isoformat(),
        "due_on": period.due_on.isoformat(),
        "target": "65",
    }
    edit = f"/en/periods/{period.public_id}/edit/"

    refused = client.post(edit, sent)
    assert refused.status_code == 422
    assert "say why it changes" in words(refused)
    assert 'value="65"' in words(refused)
    reason = {"reason_en": "Fewer offices.", "reason_fr": "Moins de bureaux."}
    assert client.post(edit, sent | reason).status_code == 302

    client.logout()
    page = words(client.get(made.get_absolute_url().replace("/en/", "/fr/")))
    assert re.search(r"jusqu’au <[^>]+>27 mars 2019</span> : – · Moins de bureaux", page)


def test_the_pages_ask_the_database_the_same_at_any_length(client, people):
    scores = (Score(1, {"en": "none"}), Score(2, {"en": "done"}))
    way = Span(Decimal(1), Decimal(2), SPAN.since, SPAN.until)
    made = indicator(people["editor"], kind=IndicatorKind.QUALITATIVE, span=way, scores=scores)
    approved(first(made), figure(2), **people)
    paths = ("/en/indicators/", made.get_absolute_url(), made.element.get_absolute_url())
    for path in paths:
        client.get(path)
    counts = []
    for _size in range(2):
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            counts.append(len(asked))
        for number in ("P1", "P2", "1"):
            more = indicator(people["editor"], number=number)
            approved(first(more), figure(60), **people)

    assert counts[:3] == counts[3:]
    assert Indicator.objects.count() == 7
