"""A part that an amendment drops takes along what stands under it."""

import datetime as dt
import json

import pytest

from strategy import selectors
from strategy.enums.plans import Verdict
from strategy.models import ReviewFinding
from strategy.rules.amendments import fallen
from strategy.services import amendments, reviews
from tests.factories.amendments import (
    DAY,
    EFFECT,
    added,
    amendment,
    below,
    council,
    goal,
    in_force,
    written,
)
from tests.factories.api import caller
from tests.factories.people import person
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.links import selectors as links

pytestmark = pytest.mark.django_db

EARLIER = {"starts_on": dt.date(2016, 7, 1), "ends_on": dt.date(2017, 6, 30)}
BOTH = {"7": Verdict.DROP, "SO1": Verdict.DROP}
BASE = "/en/plans/2016-2019/"


def lay(made, *, on=EFFECT):
    return amendments.submit(made, meeting=council(), effective_on=on, by=person(R.EDITOR))


def adopt(made):
    return amendments.adopt(made, reference="C 134", decided_on=DAY, by=person(R.APPROVER))


def take_effect(business_time, day=30):
    business_time(2019, 6, day, 9)
    return amendments.take_effect(clock.now())


def code_of(act):
    with pytest.raises(DomainError) as no:
        act()
    return no.value.code


def words_of(client, address):
    return client.get(address).content.decode().replace("\u00a0", " ")


@pytest.fixture
def parts():
    """An objective under goal 7 and an action under that; a process right under the goal."""
    objective = below()
    action = below("SO1", kind="action", title_en="Count every month")
    return objective, action, below(kind="process", title_en="Ask who counts")


@pytest.fixture
def dropped(parts, business_time):
    """The parts on the day on which goal 7 went."""
    made = amendment(verdicts=BOTH)
    lay(made)
    adopt(made)
    assert take_effect(business_time) == 1
    return made


def test_what_stands_under_what_falls_falls_with_the_nearest():
    parents = {1: None, 2: 1, 3: 2, 4: 3, 5: None, 6: 5, 7: 99}

    assert fallen(parents, {1}) == {2: 1, 3: 1, 4: 1}
    assert fallen(parents, {1, 3}) == {2: 1, 4: 3}
    assert fallen(parents, set()) == {}


def test_all_of_it_goes_on_the_day_and_earlier_days_show_it(dropped, parts, client):
    days = dict(in_force().elements.values_list("public_id", "dropped_on"))
    gone = [goal("7"), *parts]
    assert [days[each.public_id] for each in gone] == [EFFECT] * 4
    assert sum(day is not None for day in days.values()) == 4
    told = Event.objects.filter(type="strategy.element.dropped")
    assert {each.target for each in told} == {each.public_id for each in gone}
    assert len(links.threads.leads_to(dropped.public_id, actor=person())) == 4

    assert words_of(client, BASE).count("<strong>Dropped on 30 June 2019</strong>") == 4
    assert "<strong>Dropped on" not in words_of(client, f"{BASE}?as_of=2019-06-29")
    for each in gone:
        assert "Dropped by Amendment 1 on" in words_of(client, each.get_absolute_url())
    rows = {each["id"]: each for each in selectors.lives.newest(in_force()).content["elements"]}
    assert [rows[each.public_id]["dropped_on"] for each in gone] == ["2019-06-30"] * 4


def test_what_is_laid_says_what_goes_and_the_decision_is_on_that(parts):
    _objective, action, process = parts
    made = amendment(verdicts=BOTH)
    frozen = lay(made).frozen

    told = [
        (each["number"], each["verdict"], each.get("goes_with"), each["after"])
        for each in frozen.content["changes"]
    ]
    assert told == [
        ("7", "drop", None, None),
        ("SO1", "drop", None, None),
        (action.number, "drop", parts[0].public_id, None),
        (process.number, "drop", goal("7").public_id, None),
    ]
    assert frozen.content["changes"][2]["before"]["title"]["en"] == "Count every month"
    below(kind="process", title_en="Meanwhile another")
    assert code_of(lambda: adopt(made)) == "changed_since_submission"


def test_the_page_and_a_program_are_told_before_and_after_it_is_laid(parts, client):
    made, editor = amendment(verdicts=BOTH), person(R.EDITOR)
    address, what = made.get_absolute_url(), "goes with"
    assert words_of(client, address).count(what) == 2
    client.force_login(editor)
    assert words_of(client, address).count(what) == 2
    ask = caller(editor)
    changes = f"/api/v1/amendments/{made.public_id}/changes/"
    lay(made)
    told = [ask("get", changes).json(), caller()("get", changes).json()]
    assert [[each.get("goes_with", "") for each in one["changes"]] for one in told] == [
        ["", "", parts[0].public_id, goal("7").public_id]
    ] * 2
    assert words_of(client, f"{address}versions/1/").count(what) == 2
    content = json.loads(client.get(f"{address}versions/1/content.json").content)
    assert [each["verdict"] for each in content["changes"]] == ["drop"] * 4


@pytest.mark.parametrize("verdict", [Verdict.KEEP, Verdict.CHANGE])
def test_a_review_does_not_keep_what_stands_under_what_it_drops(parts, verdict, client):
    with pytest.raises(DomainError, match="SO1 would go with the part above") as no:
        amendment(verdicts={"7": Verdict.DROP, "SO1": verdict})
    assert no.value.code == "kept_below"

    review, editor = in_force().reviews.get(), person(R.EDITOR)
    client.force_login(editor)
    page = words_of(client, f"{review.get_absolute_url()}findings/{goal('7').public_id}/")
    assert page.count("What goes with it if it is dropped") == 1
    assert [str(each) in page for each in parts] == [True] * 3
    words = {"finding_en": "Seen.", "finding_fr": "Vu."}
    reviews.find(review, element=parts[0], verdict=Verdict.DROP, **words, by=editor)
    assert reviews.close(review, summary_en="Done.", summary_fr="Fait.", by=editor)


def test_an_older_review_that_keeps_it_stops_the_amendment(parts):
    made = amendment(verdicts=BOTH)
    ReviewFinding.objects.filter(element=parts[0]).update(verdict=Verdict.KEEP)

    assert code_of(lambda: lay(made)) == "kept_below"


def test_nothing_is_added_under_what_goes(parts):
    made = amendment(verdicts=BOTH)
    added(made, under=parts[2], kind="action")

    assert code_of(lambda: lay(made)) == "parent_dropped"


@pytest.mark.parametrize("first", ["rewords", "drops"])
def test_what_goes_and_what_another_rewords_or_adds_below_wait_for_each_other(
    parts, first, business_time
):
    """Whichever was adopted first takes effect first."""
    other = amendment(period=EARLIER, verdicts={"1": Verdict.DROP})
    added(other, under=parts[2], kind="action")
    drops = amendment(verdicts=BOTH)
    one, two = (other, drops) if first == "rewords" else (drops, other)
    lay(one, on=DAY)
    lay(two)
    adopt(one)

    assert code_of(lambda: adopt(two)) == "other_waiting"
    assert take_effect(business_time, day=29) == 1
    # What it says is not what the plan is any more: a part more goes, or a parent is gone.
    after = {"rewords": "changed_since_submission", "drops": "parent_dropped"}
    assert code_of(lambda: adopt(two)) == after[first]


def test_two_drop_one_subtree_and_the_first_day_stays(parts, business_time):
    late = amendment(verdicts={"6": Verdict.DROP, **BOTH})
    lay(late)
    early = amendment(period=EARLIER, verdicts={"SO1": Verdict.DROP})
    lay(early, on=DAY)
    adopt(early)
    assert code_of(lambda: adopt(late)) == "other_waiting"
    take_effect(business_time, day=29)

    assert code_of(lambda: adopt(late)) == "changed_since_submission"
    days = [each.dropped_on for each in in_force().elements.filter(pk__in=[p.pk for p in parts])]
    assert sorted(filter(None, days)) == [DAY, DAY]


def test_an_element_without_parts_drops_as_before():
    frozen = lay(written()).frozen

    assert [each.get("goes_with", "none") for each in frozen.content["changes"]] == ["none"] * 2
