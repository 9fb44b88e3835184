import csv
import datetime as dt
import io
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from strategy import services
from strategy.enums.deliverables import DeliverableState
from strategy.models import Deliverable, EffortShare, Plan
from strategy.selectors.deliverables import years
from strategy.services.deliverables import Content
from strategy.workflows.deliverables import DELIVERABLE
from tests.factories.api import caller
from tests.factories.people import person
from wco_portal.access.policies import Denied
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
TITLE = {"en": "Missions", "fr": "Missions"}
REASON = {"en": "No travel.", "fr": "Pas de déplacements."}
BASE = "/en/plans/2016-2019/implementation/2018/"


def plan():
    return Plan.objects.get(slug="2016-2019")


def goal(number="1"):
    return plan().elements.get(number=number)


def added(by, *, year=2018, **changes):
    content = Content(**{"title": TITLE, "target": Decimal(12)} | changes)
    return services.deliverables.add(goal(), year=year, content=content, by=by)


def shares(**changes):
    return dict.fromkeys("1234567", Decimal(14)) | {"7": Decimal(16)} | changes


def test_a_deliverable_from_plan_to_done():
    editor = person(R.EDITOR)
    first, second = added(editor), added(editor)
    assert (first.number, second.number, str(second)) == (1, 2, "1.2 Missions")

    services.deliverables.move(first, "start", by=editor)
    reached = Content(title=TITLE, target=Decimal(12), reached=Decimal(5))
    services.deliverables.change(first, content=reached, by=editor, version=2)
    with pytest.raises(ChangedMeanwhile):
        services.deliverables.change(first, content=reached, by=editor, version=2)
    assert services.deliverables.move(first, "finish", by=editor).state == "done"
    with pytest.raises(DomainError) as no:
        services.deliverables.move(first, "start", by=editor)
    assert no.value.code == "wrong_state"
    with pytest.raises(ValidationError, match="Say why"):
        services.deliverables.move(second, "drop", by=editor)
    assert services.deliverables.move(second, "drop", by=editor, reason=REASON).state == "dropped"
    with pytest.raises(Denied):
        added(person(R.APPROVER))


def test_a_target_is_in_numbers_or_in_words_and_the_year_is_the_plans():
    editor = person(R.EDITOR)

    with pytest.raises(ValidationError, match="numbers or in words"):
        added(editor, target=None)
    assert added(editor, target=None, words={"en": "A method is agreed."}).target is None
    with pytest.raises(ValidationError, match="does not cover"):
        added(editor, year=2019)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("numbered_once", {"number": 1}),
        ("has_a_target", {"target": None}),
        ("says_why", {"state": "postponed"}),
        ("reached_something", {"reached": -1}),
    ],
)
def test_the_database_holds_to_it(name, changes):
    editor = person(R.EDITOR)
    added(editor)
    second = added(editor)

    with pytest.raises(IntegrityError, match=f"deliverable_{name}"), transaction.atomic():
        Deliverable.objects.filter(pk=second.pk).update(**changes)


def test_the_shares_of_a_year_make_the_whole():
    editor = person(R.EDITOR)

    with pytest.raises(DomainError, match="add up to 101"):
        services.deliverables.share_out(
            plan(), year=2018, shares=shares(**{"1": Decimal(15)}), by=editor
        )
    some = {key: each for key, each in shares().items() if key != "1"}
    with pytest.raises(DomainError, match="each goal or objective: 1"):
        services.deliverables.share_out(plan(), year=2018, shares=some, by=editor)
    for _again in range(2):
        services.deliverables.share_out(plan(), year=2018, shares=shares(), by=editor)
    assert sum(EffortShare.objects.values_list("percent", flat=True)) == 100
    row = EffortShare.objects.get(element__number="1")
    with pytest.raises(IntegrityError, match="within_100"), transaction.atomic():
        EffortShare.objects.filter(pk=row.pk).update(percent=101)
    with pytest.raises(IntegrityError, match="once_a_year"), transaction.atomic():
        EffortShare.objects.create(element=row.element, year=2018, percent=1)


@pytest.mark.parametrize("state", DeliverableState.values)
def test_every_state_has_a_way_on(state):
    names = {each.name for each in DELIVERABLE.open_from(state)}

    assert (
        names
        == {
            "planned": {"start", "finish", "postpone", "drop"},
            "in_progress": {"finish", "postpone", "drop"},
            "done": {"reopen"},
            "postponed": {"start", "drop"},
            "dropped": {"reopen"},
        }[state]
    )


@pytest.mark.parametrize("language", ["en", "fr"])
def test_everybody_reads_the_year_and_takes_it_along(client, language):
    editor = person(R.EDITOR)
    made = added(editor, words={"en": "=1+1", "fr": "Douze missions."}, reached=Decimal(3))
    services.deliverables.share_out(plan(), year=2018, shares=shares(), by=editor)
    base = BASE.replace("/en/", f"/{language}/")

    assert client.get(f"/{language}/plans/2016-2019/implementation/").url == base
    counts = []
    for _size in range(2):
        with CaptureQueriesContext(connection) as asked:
            page = client.get(base)
        counts.append(len(asked))
        added(editor)
    assert counts[0] == counts[1]
    assert "1.1" in page.content.decode()
    rows = list(csv.reader(io.StringIO(client.get(f"{base}plan.csv").content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["1.1", "1.2", "1.3"]
    assert rows[1][6] == "'=1+1"
    sheet = load_workbook(io.BytesIO(client.get(f"{base}plan.xlsx").content)).active
    assert (sheet["A2"].value, sheet["E2"].value, sheet["L2"].value) == ("1.1", 12, 14)
    assert client.get(base.replace("2018", "2019")).status_code == 404
    assert made.get_state_display()


def test_a_past_day_shows_the_year_as_it_stood(client, business_time):
    editor = person(R.EDITOR)
    made = added(editor, target=Decimal("12.5"))
    services.deliverables.share_out(plan(), year=2018, shares=shares(), by=editor)
    business_time(2019, 4, 10, 9)
    services.deliverables.move(made, "drop", by=editor, reason=REASON)
    added(editor, title={"en": "Later", "fr": "Plus tard"})
    new = shares(**{"1": Decimal(30), "7": Decimal(0)})
    services.deliverables.share_out(plan(), year=2018, shares=new, by=editor)
    client.force_login(editor)

    now, then, before = (
        client.get(f"{BASE}{day}").text for day in ("", "?as_of=2019-03-28", "?as_of=2019-03-20")
    )

    assert ["No travel." in now, "Later" in now, "30\u00a0%" in now or "30 %" in now] == [True] * 3
    assert ["No travel." in then, "Later" in then, "Missions" in then] == [False, False, True]
    assert "planned" in then.lower()
    assert "12.5" in then
    assert "/edit/" not in then
    assert "Missions" not in before
    table = client.get(f"{BASE}plan.csv?as_of=2019-03-28").content.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(table)))[1][8:] == ["", "planned", "", "14"]
    assert client.get(f"{BASE}?as_of=no").status_code == 422


def test_a_program_reads_deliverables_as_they_stood_on_a_day(business_time):
    editor = person(R.EDITOR)
    made = added(editor, target=Decimal("12.5"))
    business_time(2019, 4, 10, 9)
    services.deliverables.move(made, "drop", by=editor, reason=REASON)
    added(editor, title={"en": "Later", "fr": "Plus tard"})
    listed, one = "/api/v1/deliverables/", f"/api/v1/deliverables/{made.public_id}/"
    ask = caller(editor)

    def shown(answer):
        return [(each["state"], each["target"], each["reason"]["en"]) for each in answer]

    then = ask("get", f"{listed}?as_of=2019-03-28").json()["results"]
    now = ask("get", listed).json()["results"]

    assert (shown(then), len(now)) == ([("planned", "12.500", None)], 2)
    assert shown([ask("get", f"{one}?as_of=2019-03-28").json()]) == shown(then)
    assert then[0]["available_transitions"] == []
    assert shown([ask("get", one).json()]) == [("dropped", "12.500", "No travel.")]
    assert ask("get", f"{one}?as_of=2019-03-20").status_code == 404
    for wrong in ("as_of=no", "as_of=2030-01-01", "as_of=2019-03-28&state=planned"):
        assert ask("get", f"{listed}?{wrong}").status_code == 400
    made.refresh_from_db()
    assert made.state == DeliverableState.DROPPED


def test_an_editor_plans_the_year_on_pages(client):
    client.force_login(person(R.EDITOR))
    assert client.get(f"{BASE}new/").status_code == 200
    body = {"element": goal().pk, "title_en": "Missions", "target": "12.5"}
    assert client.post(f"{BASE}new/", body | {"target": ""}).status_code == 422
    assert client.post(f"{BASE}new/", body).status_code == 302
    made = Deliverable.objects.get()
    base = f"/en/deliverables/{made.public_id}/"
    assert client.get(f"{base}edit/").status_code == 200
    assert client.post(f"{base}edit/", body | {"reached": "3", "version": "1"}).status_code == 302
    client.post(f"{base}move/", {"arrow": "start"})
    assert client.post(f"{base}move/", {"arrow": "fly"}).status_code == 409
    assert client.post(f"{base}postpone/", {"reason_en": ""}).status_code == 422
    client.post(f"{base}postpone/", {"reason_en": "No travel."})
    page = client.get(BASE).content.decode()
    assert f"{base}edit/" in page
    assert ("No travel." in page, "put off" in page.lower()) == (True, True)
    client.post(f"{base}drop/", {"reason_en": "Never."})
    made.refresh_from_db()
    assert (made.state, made.reached) == ("dropped", 3)
    wrong = client.post(f"{BASE}shares/", {f"share_{number}": "1" for number in "1234567"})
    assert "add up to 7 per cent" in wrong.content.decode()
    right = {f"share_{number}": str(share) for number, share in shares().items()}
    assert client.post(f"{BASE}shares/", right).status_code == 302


def test_a_program_plans_the_year():
    call, anybody = caller(person(R.EDITOR)), caller()
    body = {"title": TITLE, "target": "12"}
    made = call("post", "/api/v1/deliverables/", body | {"element": goal().public_id, "year": 2018})
    assert made.status_code == 201, made.content
    address = f"/api/v1/deliverables/{made.json()['id']}/"

    assert call("post", f"{address}start/").json()["state"] == "in_progress"
    assert call("post", f"{address}postpone/", {"reason": REASON}).json()["state"] == "postponed"
    assert call("post", f"{address}drop/", {"reason": REASON}).json()["state"] == "dropped"
    assert call("post", f"{address}reopen/").json()["state"] == "in_progress"
    done = call("post", f"{address}finish/")
    assert done.json()["available_transitions"] == ["reopen"]
    changed = call("patch", address, body | {"reached": "12"}, If_Match=done.headers["ETag"])
    assert changed.json()["reached"] == "12.000"
    assert anybody("get", address).json()["title"] == TITLE
    rows = [{"number": number, "percent": str(each)} for number, each in shares().items()]
    put = {"plan": "2016-2019", "year": 2018, "shares": rows}
    assert len(call("post", "/api/v1/deliverables/share_out/", put).json()["shares"]) == 7


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_strategic_map_is_drawn_and_told(client, language):
    for slug, boxes in (("2016-2019", 7), ("2019-2022", 15)):
        page = client.get(f"/{language}/plans/{slug}/").content.decode()

        assert page.count('class="box"') == boxes
        assert 'class="strategic-map"' in page


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        (dt.date(2016, 7, 1), dt.date(2019, 6, 30), [2016, 2017, 2018]),
        (dt.date(2011, 1, 1), dt.date(2011, 12, 31), [2010, 2011]),
        (dt.date(2026, 7, 1), dt.date(2026, 7, 2), [2026]),
    ],
)
def test_a_plan_of_any_length_has_its_years(client, starts_on, ends_on, expected):
    plan = Plan.objects.get(slug="2016-2019")
    Plan.objects.filter(pk=plan.pk).update(starts_on=starts_on, ends_on=ends_on)

    assert years(Plan.objects.get(pk=plan.pk)) == expected
    page = client.get("/en/plans/2016-2019/implementation/", follow=True)
    assert page.status_code == 200
