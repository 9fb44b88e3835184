import pytest

from strategy.enums.plans import Verdict
from strategy.services import amendments
from tests.factories.amendments import DAY, EFFECT, amendment, below, council, goal
from tests.factories.api import caller
from tests.factories.people import person
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


def test_a_finding_names_what_goes_with_a_part_that_is_dropped(business_time):
    objective = below()
    action = below("SO1", kind="action", title_en="Count every month")
    made = amendment(verdicts={"7": Verdict.DROP, "SO1": Verdict.DROP})

    def told():
        found = caller()("get", f"/api/v1/reviews/{made.review.public_id}/").json()["findings"]
        return {each["element"]: each["goes_with"] for each in found if each["goes_with"]}

    assert told() == {
        goal("7").public_id: [objective.public_id, action.public_id],
        objective.public_id: [action.public_id],
    }
    then = told()
    amendments.submit(made, meeting=council(), effective_on=EFFECT, by=person(R.EDITOR))
    amendments.adopt(made, reference="C 134", decided_on=DAY, by=person(R.APPROVER))
    business_time(2019, 6, 30, 9)
    assert amendments.take_effect(clock.now()) == 1
    assert told() == then


def test_an_open_review_speaks_of_the_plan_as_it_stands_now():
    objective = below()
    editor = caller(person(R.EDITOR))
    period = {"plan": "2016-2019", "starts_on": "2017-07-01", "ends_on": "2018-06-30"}
    address = f"/api/v1/reviews/{editor('post', '/api/v1/reviews/', period).json()['id']}/"
    words = {"element": goal("7").public_id, "finding": {"en": "Seen.", "fr": "Vu."}}

    def told(verdict):
        answer = editor("post", f"{address}find/", words | {"verdict": verdict})
        return [each["goes_with"] for each in answer.json()["findings"]]

    assert told("keep") == [[]]
    assert told("drop") == [[objective.public_id]]
    other = below(kind="process", title_en="Ask who counts")
    assert told("drop") == [[objective.public_id, other.public_id]]
