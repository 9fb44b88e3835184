"""What an amendment dropped, wherever the elements of its plan are read."""

import csv
import io
import json
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from lxml import etree

from strategy import selectors
from strategy.enums.plans import CarriedAs
from strategy.models import CarriedElement, Plan
from strategy.services import amendments, deliverables
from tests.factories.amendments import WORDS, adopted, goal, in_force
from tests.factories.api import caller
from tests.factories.dispositions import challenge
from tests.factories.indicators import indicator
from tests.factories.people import person
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.links.services import links

pytestmark = pytest.mark.django_db

BASE = "/en/plans/2016-2019/"
BEFORE = "?as_of=2019-06-29"


@pytest.fixture
def dropped(business_time):
    """Goal 7, which an amendment dropped; goal 5 reads in other words."""
    return take_effect(business_time)


def take_effect(business_time):
    adopted()
    business_time(2019, 6, 30, 9)
    amendments.take_effect(clock.now())
    return goal("7")


def words_of(client, address):
    return client.get(address).content.decode().replace("\u00a0", " ")


def test_files_tell_the_day_on_which_it_was_dropped(client, dropped):
    table = list(
        csv.reader(io.StringIO(words_of(client, f"{BASE}files/plan.csv").lstrip("\ufeff")))
    )
    days = {row[0]: row[table[0].index("dropped on")] for row in table[1:]}
    assert (days["7"], days["5"]) == ("2019-06-30", "")

    linked = json.loads(client.get(f"{BASE}files/plan.jsonld").content)
    parts = {each["position"]: each for each in linked["hasPart"]}
    assert parts["7"]["creativeWorkStatus"] == "dropped"
    assert parts["7"]["expires"] == "2019-06-30"
    assert "expires" not in parts["5"]

    for part in (1, 2):
        root = etree.fromstring(client.get(f"{BASE}files/stratml-{part}.xml").content)
        told = root.xpath("//*[local-name()='Goal'][contains(., 'dropped_on')]")
        assert [each.findtext("{*}SequenceIndicator") for each in told] == ["7"]


def test_a_file_that_comes_back_says_what_was_dropped(client, dropped):
    data = client.get(f"{BASE}files/stratml-2.xml").content

    report = selectors.plan_imports.report(data)

    assert [each.values for each in report.notes if each.code == "dropped_before"] == [
        {"day": "2019-06-30"}
    ]
    assert report.repairs == []


def test_the_printed_plan_and_the_frozen_version_tell_it(client, dropped):
    plan = in_force()
    given = selectors.plan_outlines.edition(plan, AnonymousUser())
    printed = json.dumps(selectors.plan_book.content(given, "en", AnonymousUser()))

    assert printed.count("Dropped on 30\\u00a0June 2019") == 1
    number = selectors.lives.newest(plan).number
    assert words_of(client, f"{BASE}versions/{number}/").count("<strong>Dropped on") == 1


def test_it_counts_no_more_from_its_day_on(business_time):
    indicator(person(R.EDITOR), number="7")
    indicator(person(R.EDITOR), number="1")
    dropped = take_effect(business_time)

    def measured(day):
        plan = in_force()
        text = selectors.plans.reading(plan, actor=AnonymousUser(), on=day)
        outline = selectors.plans.outline(plan, text, on=day)
        found = selectors.rollups.of_plan(outline, on=day)
        numbers = [each.indicator.element.number for each in found.readings]
        return len(outline.standing), sorted(numbers)

    day = dropped.dropped_on
    assert measured(day) == (6, ["1"])
    assert measured(day.replace(day=29)) == (7, ["1", "7"])
    assert selectors.alignments.coverage(in_force()).elements == (
        selectors.alignments.coverage(in_force(), on=day.replace(day=29)).elements - 1
    )
    missing = selectors.measurements.missing(person(R.EDITOR))
    assert {each.indicator.element.number for each in missing} == {"1"}


def test_the_map_and_the_front_page_leave_it_out(client, dropped):
    for day, count in (("", 0), (BEFORE, 1)):
        drawn = words_of(client, BASE + day).split('id="map"')[1].split("</section>")[0]
        assert drawn.count(f'href="{dropped.get_absolute_url()}"') == count
    assert dropped.get_absolute_url() not in words_of(client, "/en/")


def test_on_an_earlier_day_titles_are_those_of_the_day(client, business_time):
    indicator(person(R.EDITOR), number="5")
    take_effect(business_time)
    new = WORDS["title"]["en"]

    for address in (BASE, goal().get_absolute_url()):
        assert new in words_of(client, address)
        assert new not in words_of(client, address + BEFORE)


def test_nothing_more_is_planned_or_measured_there(dropped):
    editor = person(R.EDITOR)
    content = deliverables.Content(title={"en": "A report", "fr": "Un rapport"})

    for act in (
        lambda: deliverables.add(dropped, year=2018, content=content, by=editor),
        lambda: indicator(editor, number="7"),
    ):
        with pytest.raises(DomainError) as no:
            act()
        assert no.value.code == "element_dropped"


def test_effort_is_shared_among_what_stood_in_the_year(client, dropped, business_time):
    editor, plan = person(R.EDITOR), in_force()
    whole = {str(number): Decimal(10) for number in range(1, 7)} | {"7": Decimal(40)}

    deliverables.share_out(plan, year=2018, shares=whole, by=editor)

    business_time(2019, 7, 2, 9)
    assert len(selectors.deliverables.of_year(plan, 2018).goals) == 7
    page = f"{BASE}implementation/2018/"
    assert words_of(client, page).count("<strong>Dropped on") == 1
    assert "<strong>Dropped on" not in words_of(client, page + BEFORE)


def test_the_next_plan_leaves_it_out_unless_somebody_says_otherwise(client, dropped):
    editor = person(R.EDITOR)
    client.force_login(editor)
    form = client.get(f"{BASE}carry-over/").context["form"]
    assert form[f"element-{dropped.public_id}"].initial == CarriedAs.DROPPED
    assert form[f"element-{goal().public_id}"].initial == CarriedAs.KEPT

    given = {
        "slug": "next",
        "title": {"en": "Next", "fr": "Suivant"},
        "starts_on": "2022-07-01",
        "ends_on": "2025-06-30",
    }
    made = caller(editor)("post", "/api/v1/plans/2016-2019/carry-over/", given)
    assert made.status_code == 201, made.content
    plan = Plan.objects.get(slug="next")
    assert list(plan.elements.steering().in_order().values_list("number", flat=True)) == list(
        "123456"
    )
    told = CarriedElement.objects.get(element=dropped)
    assert (told.fate, told.reason) == (
        CarriedAs.DROPPED,
        "Dropped by an amendment on 30\u00a0June 2019.",
    )


def test_versions_beside_each_other_and_a_program_tell_it(client, dropped):
    found = caller()("get", f"/api/v1/elements/{dropped.public_id}/").json()
    assert found["dropped_on"] == "2019-06-30"
    listed = caller()(
        "get", "/api/v1/elements/?plan__slug=2016-2019&dropped_on__isnull=true"
    ).json()
    numbers = [each["number"] for each in listed["results"]]
    assert ("5" in numbers, "7" in numbers) == (True, False)

    content = selectors.lives.newest(in_force()).content
    before = content | {
        "elements": [
            {name: value for name, value in each.items() if name != "dropped_on"}
            for each in content["elements"]
        ]
    }
    told = selectors.comparisons.between(before, content, language="en")
    assert told.counts == ["1 part dropped"]
    assert [each.fates for each in told.groups] == [["Dropped on 30\u00a0June 2019"]]
    back = selectors.comparisons.between(content, before, language="en")
    assert [each.fates for each in back.groups] == [["Was not dropped yet."]]


def test_threads_and_what_is_found_say_that_it_was_dropped(client, dropped):
    day = "Dropped on 30 June 2019"
    anybody = AnonymousUser()
    [gone, other] = [
        selectors.plan_cards.of_elements([each.public_id], anybody)[0]
        for each in (dropped, goal("1"))
    ]
    assert (gone.note.replace("\u00a0", " "), other.note) == (day, "")
    links.join(
        ("planelement", goal("1").public_id),
        ("planelement", dropped.public_id),
        relation="implements",
    )
    assert f"<strong>{day}</strong>" in words_of(client, goal("1").get_absolute_url()).replace(
        '<span class="nowrap">', ""
    ).replace("</span>", "")

    found = {each.key: each for each in selectors.search.elements()}
    told = found[dropped.public_id]
    assert told.summary_en.replace("\u00a0", " ").endswith(f" · {day}")
    assert told.summary_fr.replace("\u00a0", " ").endswith(" · Abandonné le 30 juin 2019")
    assert "Dropped" not in found[goal("1").public_id].summary_en


def test_a_challenge_is_taken_up_under_what_stands(client, business_time):
    raised, dropped = challenge(), take_effect(business_time)
    client.force_login(person(R.EDITOR))
    page = client.get(f"/en/challenges/{raised.public_id}/take-up/")
    offered = page.context["form"].fields["element"]

    assert goal() in offered.queryset
    assert dropped not in offered.queryset
