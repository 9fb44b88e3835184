import pytest

from strategy.models import PlanElement
from tests.factories.api import caller
from tests.factories.indicators import indicator
from tests.factories.people import person
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
REGIONS = ("ams", "eur", "esa", "mena", "wca", "ap")


def definition(number="1", **changes):
    element = PlanElement.objects.get(plan__slug="2016-2019", number=number)
    body = {
        "element": element.public_id,
        "name": {"en": "Rulings", "fr": "Décisions"},
        "unit": {"en": "", "fr": ""},
        "kind": "percentage",
        "regions": "sum",
        "baseline": None,
        "baseline_on": "2016-07-01",
        "target": "80",
        "target_on": "2019-06-30",
    }
    return body | changes


def test_from_a_definition_to_an_approved_and_corrected_figure():
    editor, approver, anybody = caller(person(R.EDITOR)), caller(person(R.APPROVER)), caller()
    made = editor("post", "/api/v1/indicators/", definition())
    assert made.status_code == 201, made.content
    shown = made.json()
    assert (shown["baseline"], shown["reading"]["light"]) == (None, "no_data")
    period = shown["reading"]["periods"][0]["id"]

    parts = [{"region": code, "numerator": "5", "denominator": "10"} for code in REGIONS]
    entered = editor("post", "/api/v1/figures/", {"period": period, "regions": parts})
    assert entered.status_code == 201, entered.content
    address = f"/api/v1/figures/{entered.json()['id']}/"
    assert anybody("get", address).status_code == 404
    assert entered.json()["available_transitions"] == ["enter", "submit"]
    assert editor("post", f"{address}submit/").json()["state"] == "pending"
    assert editor("post", f"{address}approve/").status_code == 403
    assert (
        approver("post", f"{address}return/", {"reason": "Why?"}).json()["return_reason"] == "Why?"
    )
    assert editor("post", f"{address}submit/").status_code == 200
    assert approver("post", f"{address}approve/").json()["value"] == "50.000"
    assert anybody("get", address).json()["state"] == "approved"

    again = editor("post", "/api/v1/figures/", {"period": period, "value": "1"})
    assert (again.status_code, again.json()["code"]) == (409, "period_locked")
    body = {"period": period, "reason": {"en": "Late answer.", "fr": ""}}
    opened = editor("post", "/api/v1/figures/correct/", body)
    assert (opened.json()["number"], opened.json()["value"]) == (2, "50.000")


def test_a_light_and_a_period_by_the_api():
    editor, approver = caller(person(R.EDITOR)), caller(person(R.APPROVER))
    made = indicator(person(R.EDITOR))
    address = f"/api/v1/indicators/{made.public_id}/"

    light = {"light": "on_track", "reason": {"en": "Seen.", "fr": ""}, "until": "2019-05-01"}
    assert editor("post", f"{address}set_light/", light).status_code == 403
    shown = approver("post", f"{address}set_light/", light).json()["reading"]
    assert (shown["light"], shown["light_by_rule"], shown["set_by_hand_until"]) == (
        "on_track",
        "no_data",
        "2019-05-01",
    )
    assert approver("post", f"{address}free_light/").json()["reading"]["light"] == "no_data"
    first = shown["periods"][0]
    body = {name: first[name] for name in ("starts_on", "ends_on")} | {"period": first["id"]}
    planned = editor("post", f"{address}plan_period/", body | {"target": "70"})
    assert planned.json()["reading"]["periods"][0]["target"] == "70.000"


def test_an_indicator_is_changed_against_the_version_that_was_read():
    editor = caller(person(R.EDITOR))
    made = editor("post", "/api/v1/indicators/", definition())
    address = f"/api/v1/indicators/{made.json()['id']}/"
    body = definition(target="90")
    del body["element"]

    assert editor("patch", address, body).status_code == 428
    assert editor("patch", address, body, If_Match='"7"').status_code == 412
    changed = editor("patch", address, body, If_Match=made.headers["ETag"])
    assert (changed.status_code, changed.json()["target"]) == (200, "90.000")
    wrong = editor("patch", address, body | {"target": "101"}, If_Match=changed.headers["ETag"])
    assert wrong.status_code == 422


def test_an_indicator_that_begins_with_the_next_plan_is_found_by_who_defines_it(client):
    editor = person(R.EDITOR)
    body = definition(baseline_on="2019-07-01", target_on="2022-06-30")

    made = caller(editor)("post", "/api/v1/indicators/", body)

    address = f"/api/v1/indicators/{made.json()['id']}/"
    assert caller(editor)("get", address).json()["reading"]["light"] == "not_due"
    assert caller()("get", "/api/v1/indicators/?as_of=2019-03-01").json()["results"] == []
    client.force_login(editor)
    assert client.get(f"/en/indicators/{made.json()['id']}/").status_code == 200


def test_as_of_a_day_and_a_wrong_one():
    indicator(person(R.EDITOR))
    anybody = caller()

    page = anybody("get", "/api/v1/indicators/?as_of=2017-07-15").json()["results"]
    assert [each["reading"]["light"] for each in page] == ["not_due"]
    assert anybody("get", "/api/v1/indicators/?as_of=2016-06-30").json()["results"] == []
    for wrong in ("soon", "9999-12-31", "0001-01-01", "2019-13-45"):
        assert anybody("get", f"/api/v1/indicators/?as_of={wrong}").json()["code"] == "bad_query"
