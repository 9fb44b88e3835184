"""What an amendment adds: nowhere before its day, and from then on wherever a plan is read."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import AnonymousUser
from lxml import etree

from strategy import selectors
from strategy.models import AmendmentAddition, PlanElement
from strategy.services import amendments, deliverables, reviews
from tests.factories.amendments import DAY, EFFECT, NEW, added, council, goal, in_force, written
from tests.factories.api import caller
from tests.factories.people import person
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db

BASE = "/en/plans/2016-2019/"
BEFORE = "?as_of=2019-06-29"
TITLE = NEW["title"]["en"]
TYPED = {
    "kind": "objective",
    "title_en": NEW["title"]["en"],
    "title_fr": NEW["title"]["fr"],
    "text_en": NEW["text"]["en"],
    "text_fr": NEW["text"]["fr"],
    "base_version": 0,
}


def words_of(client, address):
    return client.get(address).content.decode().replace("\u00a0", " ")


@pytest.fixture
def waiting():
    """An adopted amendment that adds an objective under goal 5, before its day."""
    made = written()
    added(made)
    amendments.submit(made, meeting=council(), effective_on=EFFECT, by=person(R.EDITOR))
    amendments.adopt(made, reference="C 134", decided_on=DAY, by=person(R.APPROVER))
    return made


@pytest.fixture
def element(waiting, business_time):
    """The objective on its day."""
    business_time(2019, 6, 30, 9)
    amendments.take_effect(clock.now())
    return PlanElement.objects.get(number="SO1", plan__slug="2016-2019")


READERS = [
    BASE,
    f"{BASE}files/plan.csv",
    f"{BASE}files/plan.jsonld",
    f"{BASE}files/stratml-1.xml",
    f"{BASE}files/stratml-2.xml",
    "/api/v1/elements/?plan__slug=2016-2019&page_size=100",
    f"{BASE}alignment/",
]


@pytest.mark.parametrize("address", READERS)
def test_no_reader_tells_of_it_before_the_day(client, waiting, address):
    answer = client.get(address)

    assert answer.status_code == 200
    assert TITLE not in answer.content.decode()
    assert TITLE in words_of(client, waiting.get_absolute_url())


@pytest.mark.parametrize("address", READERS)
def test_every_reader_tells_of_it_from_the_day_on(client, element, address):
    assert TITLE in words_of(client, address)


def test_its_page_says_by_which_amendment_it_came(client, element):
    address = element.get_absolute_url()
    page = words_of(client, address)

    assert "Added by Amendment 1 on" in page
    assert "Figures are open to all Members." in page
    early = client.get(address + BEFORE)
    assert early.status_code == 422
    assert "choose 30\u00a0June 2019 or later" in early.content.decode()
    french = words_of(client, address.replace("/en/", "/fr/"))
    assert "Ajouté par l’amendement 1" in french


def test_an_earlier_day_shows_the_plan_without_it(client, element):
    assert words_of(client, BASE).count("<strong>Added on 30 June 2019</strong>") == 1
    assert TITLE not in words_of(client, BASE + BEFORE)
    ask = caller()
    listed = "/api/v1/elements/?plan__slug=2016-2019&kind=objective"
    assert ask("get", listed).json()["results"][0]["added_on"] == "2019-06-30"
    assert ask("get", f"{listed}&as_of=2019-06-29").json()["results"] == []
    assert ask("get", f"{listed}&added_on__isnull=true").json()["results"] == []
    one = f"/api/v1/elements/{element.public_id}/"
    assert ask("get", f"{one}?as_of=2019-06-29").status_code == 404
    day = DAY
    assert [selectors.alignments.coverage(in_force(), on=on).elements for on in (EFFECT, day)] == [
        11,
        11,
    ]  # Goal 7 is dropped on the same day.


def test_work_is_planned_there_in_the_years_in_which_it_stands(element, business_time):
    plan = in_force()

    def numbers(year, on=None):
        goals = selectors.deliverables.of_year(plan, year, on=on).goals
        return [each.element.number for each in goals]

    assert ("SO1" in numbers(2018), "SO1" in numbers(2017)) == (True, False)
    assert "SO1" not in numbers(2018, on=DAY)
    content = deliverables.Content(title={"en": "A report", "fr": "Un rapport"}, target=1)
    assert deliverables.add(element, year=2018, content=content, by=person(R.EDITOR))


def test_a_closed_review_knows_nothing_of_it_and_the_next_one_asks_for_it(waiting, element):
    assert len(selectors.reviews.rows(waiting.review)) == 7
    period = {"starts_on": DAY.replace(day=1), "ends_on": DAY}
    again = reviews.start(in_force(), **period, by=person(R.EDITOR))
    assert "SO1" in [each.element.number for each in selectors.reviews.rows(again)]


def test_the_printed_plan_and_versions_beside_each_other_tell_it(client, element):
    plan = in_force()
    given = selectors.plan_outlines.edition(plan, AnonymousUser())
    printed = json.dumps(selectors.plan_book.content(given, "en", AnonymousUser()))
    assert printed.count("Added on 30\\u00a0June 2019") == 1

    content = selectors.lives.newest(plan).content
    elements = [each for each in content["elements"] if each["id"] != element.public_id]
    told = selectors.comparisons.between(content | {"elements": elements}, content, language="en")
    assert ["This part is new."] in [each.fates for each in told.groups]
    number = selectors.lives.newest(plan).number
    assert words_of(client, f"{BASE}versions/{number}/").count("<strong>Added on") == 1


def test_files_put_it_under_its_part(client, element):
    table = list(
        csv.reader(io.StringIO(words_of(client, f"{BASE}files/plan.csv").lstrip("\ufeff")))
    )
    numbers = [row[0] for row in table[1:]]
    assert numbers[numbers.index("5") + 1] == "SO1"
    days = {row[0]: row[table[0].index("added on")] for row in table[1:]}
    assert (days["SO1"], days["5"]) == ("2019-06-30", "")
    linked = json.loads(client.get(f"{BASE}files/plan.jsonld").content)
    covers = {each["position"]: each.get("temporalCoverage") for each in linked["hasPart"]}
    assert (covers["SO1"], covers["5"]) == ("2019-06-30/..", None)
    for part in (1, 2):
        data = client.get(f"{BASE}files/stratml-{part}.xml").content
        told = etree.fromstring(data).xpath("//*[contains(text(), 'added_on')]")
        assert ["2019-06-30" in each.text for each in told] == [True]
        assert selectors.plan_imports.report(data).repairs == []
    root = etree.fromstring(client.get(f"{BASE}files/stratml-1.xml").content)
    [found] = root.xpath("//*[local-name()='Objective']")
    assert found.getparent().findtext("{*}SequenceIndicator") == "5"


def test_a_part_is_written_on_a_page_and_read_when_it_is_laid(client):
    made = written()
    base = made.get_absolute_url()
    client.force_login(person(R.EDITOR))
    given = TYPED | {"under": goal().public_id}
    assert "Add a part to the plan" in words_of(client, base)
    wrong = client.post(f"{base}additions/new/", given | {"title_en": "x" * 201, "kind": "layer"})
    assert (wrong.status_code, sorted(wrong.context["form"].errors)) == (422, ["kind", "title_en"])
    assert NEW["text"]["fr"].strip() in wrong.content.decode()
    assert client.post(f"{base}additions/new/", given | {"text_fr": ""}).status_code == 302
    page = words_of(client, base)
    assert "New: strategic objective" in page
    assert "The title or the text is missing in one language." in page
    assert "Write the title and the text in both languages" in words_of(client, f"{base}submit/")

    address = f"{base}additions/{AmendmentAddition.objects.get().public_id}/"
    stale = client.post(address, given)
    assert (stale.status_code, "The new part as it is saved" in stale.content.decode()) == (
        422,
        True,
    )
    again = given | {"base_version": stale.context["form"]["base_version"].value()}
    assert client.post(address, again).status_code == 302
    client.logout()
    assert TITLE not in words_of(client, base)
    amendments.submit(made, meeting=council(), effective_on=EFFECT, by=person(R.EDITOR))
    assert TITLE in words_of(client, base)
    assert TITLE in words_of(client, f"{base}versions/1/")
    client.force_login(person(R.EDITOR))
    assert "The words are closed" in words_of(client, address)


def test_a_part_is_taken_out_on_its_page(client):
    made = written()
    one = added(made)
    address = f"{made.get_absolute_url()}additions/{one.public_id}/"
    client.force_login(person(R.DELEGATE, member="sen"))
    read = {"base_version": 1}
    assert client.post(f"{address}take-out/", read).status_code == 403
    client.force_login(person(R.EDITOR))

    assert 'name="base_version" value="1"' in words_of(client, address)
    AmendmentAddition.objects.update(version=2)
    for given, told in ((read, "wrote these words"), ({}, "This field is required")):
        told_of = client.post(f"{address}take-out/", given, follow=True)
        assert told in told_of.content.decode()
        assert AmendmentAddition.objects.exists()
    assert client.post(f"{address}take-out/", {"base_version": 2}).status_code == 302
    assert not AmendmentAddition.objects.exists()
    assert client.get(address).status_code == 404
    assert client.post(f"{address}take-out/", read).status_code == 404
