import pytest

from strategy.models import Plan, PlanImport
from strategy.selectors import plan_prints
from tests.factories import person
from tests.factories.api import caller
from tests.strategy.rules.stratml.documents import plan as xml
from tests.strategy.rules.stratml.documents import rich
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
READ, IMPORT = "/api/v1/plans/read-stratml/", "/api/v1/plans/import-stratml/"


def test_a_program_reads_a_report_and_nothing_is_made():
    editor = caller(person(R.EDITOR))

    good = editor("post", READ, {"document": rich()[1].decode()})
    bad = editor("post", READ, {"document": "\n<html/>"})

    assert good.status_code == bad.status_code == 200
    assert good.json()["counts"] == {"goals": 1, "objectives": 1, "indicators": 1}
    assert good.json()["accepted"] is True
    assert bad.json()["refused"][0]["line"] == 2
    assert bad.json()["refused"][0]["code"] == "not_stratml"
    assert not PlanImport.objects.exists()


def test_a_program_makes_a_draft_of_a_file():
    editor = caller(person(R.EDITOR))
    body = {"document": rich()[0].decode(), "language": "fr"}

    made = editor("post", IMPORT, body, Idempotency_Key="one")
    again = editor("post", IMPORT, body, Idempotency_Key="one")

    assert made.status_code == 201
    assert (made.json()["id"], made.json()["state"]) == ("plan", "draft")
    assert again.json() == made.json()
    assert Plan.objects.get(slug="plan").elements.count() == 2
    second = editor("post", IMPORT, body)
    assert second.json()["id"] == "plan-2"


def test_refusals_have_a_stable_code():
    editor = caller(person(R.EDITOR))

    def code(body):
        return editor("post", IMPORT, {"language": "en"} | body).json()["code"]

    assert code({"document": "<html/>"}) == "stratml_refused"
    assert code({"document": xml().decode(), "slug": "import"}) == "slug_reserved"
    assert editor("post", IMPORT, {"document": "x"}).status_code in {400, 422}
    assert caller()("post", READ, {"document": "x"}).status_code == 401
    auditor = caller(person(R.AUDITOR))
    assert auditor("post", READ, {"document": xml().decode()}).status_code == 403
    assert (
        auditor("post", IMPORT, {"document": xml().decode(), "language": "en"}).status_code == 403
    )


def test_a_program_finds_the_files_of_a_plan(client):
    files = caller()("get", "/api/v1/plans/2019-2022/files/").json()

    assert len(files) == 16
    for each in files:
        path = "/" + each["url"].split("/", 3)[3]
        found = client.get(path)
        if each["kind"] in plan_prints.KINDS:
            assert b"form method=" in found.content  # Made when somebody asks for it.
        else:
            assert found["Content-Type"] == each["media_type"]
