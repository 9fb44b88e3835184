import json
import re

import pytest

from strategy.models import Commitment, Plan
from strategy.selectors import commitments, contents, plan_outlines
from strategy.services import alignments
from tests.factories.api import caller
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
PLAN = "/en/plans/2019-2022/"


@pytest.fixture
def element():
    return draft().elements.get(number="SO1")


@pytest.fixture
def aligned(element):
    for code in ("sdg-8", "tfa-7"):
        alignments.add(element, Commitment.objects.get(code=code), by=person(R.EDITOR))
    return element


def words(page):
    return re.sub(r"\s+", " ", page.content.decode().replace("\xa0", " "))


def test_the_goals_and_articles_are_there_in_both_languages():
    assert Commitment.objects.filter(framework__code="sdg").count() == 17
    assert Commitment.objects.filter(framework__code="tfa").count() == 12
    article = Commitment.objects.get(code="tfa-7")
    assert article.title_en == "Release and clearance of goods"
    assert article.title_fr == "Mainlevée et dédouanement des marchandises"


def test_the_editor_of_a_draft_adds_and_removes_on_the_page_of_the_element(client, element):
    client.force_login(person(R.EDITOR))
    page = f"{PLAN}elements/{element.public_id}/"
    address = f"{page}align/"

    nothing = client.post(address, {"commitment": ""})
    unknown = client.post(address, {"commitment": "sdg-99"})
    done = client.post(address, {"commitment": "tfa-7"}, follow=True)

    assert (nothing.status_code, unknown.status_code) == (422, 422)
    assert '<optgroup label="Sustainable Development Goals' in nothing.content.decode()
    assert "TFA Article 7: Release and clearance of goods" in words(done)
    assert "Mainlevée et dédouanement" in words(client.get(page.replace("/en/", "/fr/")))

    client.post(f"{address}tfa-7/remove/")
    assert commitments.of_elements([element.public_id]) == {}


def test_everybody_reads_and_nobody_else_is_offered_to_write(client, aligned):
    page = words(client.get(f"{PLAN}elements/{aligned.public_id}/"))

    assert "SDG 8: Decent work and economic growth" in page
    assert "/align/" not in page
    assert page.count("Decent work and economic growth") == 1
    assert "SDG 8</a>" in words(client.get(PLAN))


def test_a_plan_shows_what_is_aligned_with_nothing_both_ways(client, aligned):
    page = words(client.get(f"{PLAN}alignment/"))
    loose, _sep, rest = page.partition('id="sdg"')

    assert ">SO2 " in loose
    assert ">SO1 " not in loose
    assert rest.count("No element serves it") == 27
    assert rest.count("SO1 ") == 2
    assert "SO1" in words(client.get("/fr/frameworks/tfa/"))
    assert client.get("/en/frameworks/none/").status_code == 404


def test_a_program_aligns_filters_and_reads_what_is_missing(element, business_time):
    business_time(2019, 4, 10, 9)
    editor, address = caller(person(R.EDITOR)), f"/api/v1/elements/{element.public_id}/"

    done = editor("post", f"{address}align/", {"commitment": "sdg-8"})
    found = caller()("get", "/api/v1/elements/?aligned_with=sdg-8").json()["results"]
    gaps = caller()("get", "/api/v1/plans/2019-2022/commitments/").json()
    before = caller()("get", "/api/v1/plans/2019-2022/commitments/?as_of=2019-04-09").json()
    articles = caller()("get", "/api/v1/commitments/?framework__code=tfa").json()

    wrong = caller()("get", "/api/v1/elements/?kind__in=objective,banana")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "bad_query")
    serving = "/api/v1/elements/?aligned_with=sdg-8&as_of="
    assert caller()("get", f"{serving}2019-04-09").json()["results"] == []
    assert caller()("get", f"{serving}tomorrow").json()["code"] == "bad_query"
    assert done.json()["aligned_with"] == ["sdg-8"]
    assert [each["id"] for each in found] == [element.public_id]
    assert "sdg-8" not in gaps["unserved"]
    assert element.public_id not in gaps["unaligned"]
    assert "sdg-8" in before["unserved"]
    assert element.public_id in before["unaligned"]
    assert (len(gaps["unserved"]), articles["count"]) == (28, 12)
    assert editor("post", f"{address}align/", {"commitment": "sdg-99"}).status_code == 422
    assert editor("post", f"{address}unalign/", {"commitment": "sdg-8"}).status_code == 200
    assert (
        editor("post", f"{address}unalign/", {"commitment": "sdg-8"}).json()["code"]
        == "not_aligned"
    )


def test_what_was_aligned_on_a_day_is_read_though_it_was_taken_back(element, business_time):
    editor, address = caller(person(R.EDITOR)), f"/api/v1/elements/{element.public_id}/"
    business_time(2019, 4, 10, 9)
    for code in ("tfa-7", "sdg-8"):
        editor("post", f"{address}align/", {"commitment": code})
    business_time(2019, 4, 12, 9)
    editor("post", f"{address}unalign/", {"commitment": "sdg-8"})

    [then] = caller()("get", "/api/v1/elements/?aligned_with=sdg-8&as_of=2019-04-11").json()[
        "results"
    ]

    assert then["aligned_with"] == ["sdg-8", "tfa-7"]
    assert caller()("get", f"{address}?as_of=2019-04-11").json() == then
    assert caller()("get", address).json()["aligned_with"] == ["tfa-7"]
    assert caller()("get", "/api/v1/elements/?aligned_with=sdg-8").json()["results"] == []


def test_the_files_of_a_plan_name_what_it_serves(client, aligned):
    client.force_login(person(R.EDITOR))
    table = client.get(f"{PLAN}files/plan.csv").content.decode("utf-8-sig")
    data = json.loads(client.get(f"{PLAN}files/plan.jsonld").content)
    stratml = client.get(f"{PLAN}files/stratml-2.xml").content.decode()

    assert "SDG 8; TFA Article 7" in table
    part = next(each for each in data["hasPart"] if each["position"] == "SO1")
    assert [term["termCode"] for term in part["about"]] == ["sdg-8", "tfa-7"]
    assert '"aligned":["sdg-8","tfa-7"]' in stratml.replace("&quot;", '"')

    taken = caller(person(R.EDITOR))(
        "post",
        "/api/v1/plans/import-stratml/",
        {"document": stratml, "name": "plan.xml", "language": "en", "slug": "taken-in"},
    )
    assert taken.status_code == 201
    came = Plan.objects.get(slug="taken-in").elements.get(number="SO1")
    found = commitments.of_elements([came.public_id])[came.public_id]
    assert [each.code for each in found] == ["sdg-8", "tfa-7"]


def test_a_frozen_version_keeps_what_its_elements_served(client, aligned):
    content = contents.of(aligned.plan)
    alignments.remove(aligned, Commitment.objects.get(code="tfa-7"), by=person(R.EDITOR))

    kept = plan_outlines.of_content(aligned.plan, content)
    now = plan_outlines.working(aligned.plan)

    assert [each.code for each in kept.aligned[aligned.public_id]] == ["sdg-8", "tfa-7"]
    assert [each.code for each in now.aligned[aligned.public_id]] == ["sdg-8"]


def test_the_next_plan_gets_what_the_merged_elements_serve(aligned):
    other = aligned.plan.elements.get(number="SO2")
    alignments.add(other, Commitment.objects.get(code="tfa-3"), by=person(R.EDITOR))
    body = {
        "slug": "2022-next",
        "title": {"en": "Next", "fr": "Suivant"},
        "starts_on": "2022-07-01",
        "ends_on": "2025-06-30",
        "elements": [
            {"element": other.public_id, "fate": "merged", "into": aligned.public_id},
        ],
    }

    made = caller(person(R.EDITOR))("post", "/api/v1/plans/2019-2022/carry-over/", body)

    assert made.status_code == 201, made.content
    carried = Plan.objects.get(slug="2022-next").elements.get(number="SO1")
    found = commitments.of_elements([carried.public_id])[carried.public_id]
    assert [each.code for each in found] == ["sdg-8", "tfa-3", "tfa-7"]


def test_a_past_day_shows_what_was_aligned_then(client, aligned, business_time):
    business_time(2019, 4, 10, 9)
    alignments.remove(aligned, Commitment.objects.get(code="sdg-8"), by=person(R.EDITOR))
    alignments.add(aligned, Commitment.objects.get(code="sdg-9"), by=person(R.EDITOR))
    page = f"{PLAN}elements/{aligned.public_id}/"

    def served(address, day=""):
        seen = words(client.get(f"{address}{day}"))
        return [name in seen for name in ("SDG 8", "SDG 9", "TFA Article 7")]

    for address in (page, PLAN):
        assert served(address) == [False, True, True]
        assert served(address, "?as_of=2019-03-28") == [True, False, True]
    for address in (f"{PLAN}alignment/", "/en/frameworks/sdg/"):
        rows = [
            re.findall(
                r'id="(sdg-\d+)"(?:(?!<li id=).)*?SO1 ', words(client.get(f"{address}{day}"))
            )
            for day in ("", "?as_of=2019-03-28")
        ]
        assert rows == [["sdg-9"], ["sdg-8"]]
    client.force_login(person(R.EDITOR))
    assert "/align/" in client.get(page).text
    assert "/align/" not in client.get(f"{page}?as_of=2019-03-28").text
    assert client.get(f"{page}?as_of=2031-01-01").status_code == 422
