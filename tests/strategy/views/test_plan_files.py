import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import etree

from strategy.enums.indicators import Frequency
from strategy.models import Plan, PlanElement, PlanImport
from strategy.rules.progress import Span
from strategy.rules.stratml import document
from strategy.services import decisions, indicators, plans
from tests.factories.indicators import definition
from tests.factories.people import person
from tests.factories.strategy import draft
from tests.strategy.rules.stratml.documents import plan as xml
from tests.strategy.rules.stratml.documents import report as xml_two
from tests.strategy.rules.stratml.documents import rich
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
PLAN = "/{}/plans/2019-2022/files/{}"


@pytest.fixture
def editor(client):
    made = person(R.EDITOR)
    client.force_login(made)
    return made


def uploaded(data, name="plan.xml"):
    return SimpleUploadedFile(name, data, content_type="application/xml")


# --- files that leave -----------------------------------------------------------------------------

TYPES = {
    "stratml-1.xml": "application/xml",
    "stratml-2.xml": "application/xml",
    "plan.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "plan.csv": "text/csv; charset=utf-8",
    "plan.jsonld": "application/ld+json",
    "content.json": "application/json",
}


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_file_has_its_type_and_a_name_with_version_language_and_day(client, kind, language):
    answer = client.get(PLAN.format(language, kind))

    assert answer.status_code == 200
    assert answer["Content-Type"] == TYPES[kind]
    assert answer["X-Content-Type-Options"] == "nosniff"
    stem, ending = kind.split(".")
    extra = "" if stem == "plan" else f"-{stem}"
    name = f"2019-2022-draft-{language}-2019-03-27{extra}.{ending}"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize(
    "address", [*(PLAN.format("en", kind) for kind in TYPES), "/en/plans/feed.atom"]
)
def test_whoever_has_a_file_already_is_told_so_until_it_changes(client, address, business_time):
    if address.endswith(".atom"):
        decisions.consult(draft(), by=person(R.EDITOR))
    first = client.get(address)
    assert first["Cache-Control"] == "no-cache"

    business_time(2019, 3, 27, 20)
    again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Plan.objects.filter(slug="2019-2022").update(title_en="Another title")
    PlanElement.objects.filter(plan__slug="2019-2022").update(title_en="Another title")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_plan_in_force_is_not_called_a_draft(client):
    assert (
        "2016-2019-current-en"
        in client.get("/en/plans/2016-2019/files/plan.csv")["Content-Disposition"]
    )


def test_the_hash_of_a_version_is_that_of_a_file_that_everybody_can_get(client):
    decisions.consult(draft(), by=person(R.EDITOR))
    address = "/en/plans/2019-2022/versions/1/"

    file = client.get(f"{address}files/content.json")

    page = client.get(address).content.decode()
    assert hashlib.sha256(file.content).hexdigest() in page
    assert "files/content.json" in page
    assert (
        client.get(f"{address}files/content.json".replace("/en/", "/fr/")).content == file.content
    )


def test_what_nobody_may_see_has_no_file(client):
    assert client.get("/en/plans/2022-2025/files/plan.csv").status_code == 404
    assert client.get(PLAN.format("en", "plan.exe")).status_code == 404
    assert client.get("/en/plans/2019-2022/versions/9/files/plan.csv").status_code == 404


def test_the_public_gets_the_frozen_words_and_its_editors_the_working_ones(client):
    editor = person(R.EDITOR)
    decisions.consult(draft(), by=editor)
    made = Plan.objects.get(slug="2019-2022")
    section = made.elements.get(number="SO1").public_id
    plans.write(made, drafts={"en": plans.Draft("Later words.", 1)}, section=section, by=editor)

    public = client.get(PLAN.format("en", "plan.csv"))
    version = client.get("/en/plans/2019-2022/versions/1/files/plan.csv")
    assert "-v1-en-2019-03-27" in public["Content-Disposition"]
    assert public.content == version.content
    assert b"Words of SO1." in public.content
    client.force_login(editor)
    assert b"Later words." in client.get(PLAN.format("en", "plan.csv")).content


def test_tables_and_linked_data_say_the_same(client):
    made = draft()
    element = made.elements.get(number="SO1")
    span = Span(Decimal(1), Decimal(2), dt.date(2018, 1, 1), dt.date(2021, 1, 1))
    words = {"en": "=1+1", "fr": "Délai"}
    given = definition(name=words, unit={"en": "h"}, span=span)
    indicators.define(element, given, by=person(R.EDITOR), periods=Frequency.YEARLY)
    client.force_login(person(R.APPROVER))

    text = client.get(PLAN.format("en", "plan.csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0][:3] == ["number", "kind", "title"]
    [row] = [row for row in rows if row[0] == "SO1"]
    assert row[1:3] == ["strategic objective", "Facilitation"]
    assert row[7] == "Words of SO1."

    book = zipfile.ZipFile(io.BytesIO(client.get(PLAN.format("en", "plan.xlsx")).content))
    strings = book.read("xl/sharedStrings.xml").decode()
    assert "Words of SO1." in strings
    assert "'=1+1" in strings

    data = json.loads(client.get(PLAN.format("fr", "plan.jsonld")).content)
    assert data["@context"] == "https://schema.org"
    assert data["temporalCoverage"] == "2019-07-01/2022-06-30"
    [part] = [each for each in data["hasPart"] if each["position"] == "SO1"]
    assert part["text"] == "Texte de SO1."
    assert part["@id"].endswith(f"/plans/2019-2022/elements/{element.public_id}/")
    assert part["isPartOf"] == {"@id": data["@id"]}
    [measured] = part["variableMeasured"]
    assert measured["name"] == "Délai"
    assert [each["value"] for each in measured["valueReference"]] == [1, 2]

    out = client.get(PLAN.format("en", "stratml-2.xml")).content
    assert document.read(out).repairs == []
    assert b"<MeasurementDimension>=1+1</MeasurementDimension>" in out


@pytest.mark.parametrize("kind", TYPES)
def test_a_file_needs_as_many_queries_at_any_size(client, kind, django_assert_max_num_queries):
    for slug in ("2016-2019", "2019-2022"):
        with django_assert_max_num_queries(16):
            assert client.get(f"/en/plans/{slug}/files/{kind}").status_code == 200


def test_the_feed_tells_versions_and_decisions_that_are_public(client):
    decisions.consult(draft(), by=person(R.EDITOR))
    Plan.objects.filter(slug="2016-2019").update(known_from=None)

    answer = client.get("/fr/plans/feed.atom")

    assert answer["Content-Type"] == "application/atom+xml"
    root = etree.fromstring(answer.content)
    space = {"a": "http://www.w3.org/2005/Atom"}
    titles = root.xpath("//a:entry/a:title/text()", namespaces=space)
    assert len(titles) == 1
    assert titles[0].endswith(": version 1")
    [link] = root.xpath("//a:entry/a:link/@href", namespaces=space)
    assert link.endswith("/fr/plans/2019-2022/versions/1/")


# --- files that come in ---------------------------------------------------------------------------


def test_an_editor_reads_the_report_and_confirms(client, editor):
    page = client.get("/en/plans/").content.decode()
    assert "/en/plans/import/" in page
    assert client.get("/en/plans/import/").status_code == 200
    broken = xml_two("\n<id/>" + "<Goal><Name>G</Name><Description>D</Description></Goal>")

    answer = client.post(
        "/en/plans/import/", {"file": uploaded(broken), "language": "en"}, follow=True
    )

    report = answer.content.decode()
    assert "plan.xml: StratML, Part 2" in report
    assert "The empty “id” was left out." in report
    assert 'value="plan"' in report
    assert Plan.objects.filter(slug="plan").count() == 0
    address = answer.redirect_chain[-1][0]
    assert client.post(address, {"slug": "2019-2022"}).status_code == 422
    done = client.post(address, {"slug": "from-a-file"})
    assert done["Location"] == "/en/plans/from-a-file/edit/"
    assert "A plan was made of this file" in client.get(address).content.decode()
    assert client.post(address, {"slug": "again"}).status_code == 422
    assert client.get("/fr/plans/from-a-file/files/stratml-2.xml").status_code == 200


def test_a_refused_file_is_told_with_its_line_beside_the_form(client, editor):
    answer = client.post("/fr/plans/import/", {"file": uploaded(xml("<Vision>")), "language": "fr"})

    assert answer.status_code == 422
    page = answer.content.decode().replace("\xa0", " ")
    assert "Ligne 4 : Le fichier n’est pas du XML bien formé" in page
    assert not PlanImport.objects.exists()
    for data, name in ((b"", "empty.xml"), (b"x" * (5 * 1024 * 1024 + 1), "large.xml")):
        form = {"file": uploaded(data, name), "language": "en"}
        assert client.post("/en/plans/import/", form).status_code == 422
    assert client.post("/en/plans/import/", {"language": "en"}).status_code == 422


def test_a_file_that_waits_is_its_bringer_s_alone(client, editor):
    made = client.post("/en/plans/import/", {"file": uploaded(rich()[0]), "language": "en"})
    client.force_login(person(R.EDITOR))
    assert client.get(made["Location"]).status_code == 404
    client.force_login(person(R.FOCAL_POINT, member="sen"))
    assert client.get("/en/plans/import/").status_code == 403
    client.logout()
    assert client.get("/en/plans/import/").status_code == 302
