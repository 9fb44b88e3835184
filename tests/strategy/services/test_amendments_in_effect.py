"""On the day of an amendment: what the plan reads as then, once, and what leads back to it."""

import datetime as dt

import pytest

from strategy import selectors
from strategy.enums.plans import AmendmentState as S
from strategy.enums.plans import Verdict
from strategy.models import Amendment, AmendmentChange, Plan, PlanDecision
from strategy.services import amendments, reviews
from tests.factories.amendments import (
    EFFECT,
    WORDS,
    adopted,
    amendment,
    goal,
    in_force,
    submitted,
    written,
)
from tests.factories.people import person
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName as R
from wco_portal.links import selectors as links
from wco_portal.publishing.models import FrozenVersion
from wco_portal.publishing.selectors import documents as reading

pytestmark = pytest.mark.django_db


def test_on_its_day_the_plan_reads_as_adopted_and_not_before(business_time):
    made = adopted()
    author, dropped = AmendmentChange.objects.get().by, goal("7")

    assert amendments.take_effect(clock.now()) == 0
    business_time(2019, 6, 30, 9)
    assert amendments.take_effect(clock.now()) == 1

    plan, element = in_force(), goal()
    assert Amendment.objects.get(pk=made.pk).state == S.IN_EFFECT
    assert (element.title_en, element.title_fr) == (WORDS["title"]["en"], WORDS["title"]["fr"])
    assert not element.french_is_ours
    for document in plan.text.documents.all():
        text = reading.as_markdown(document, section=element.public_id)
        assert text == WORDS["text"][document.language]
        revision = document.revisions.latest("pk")
        assert (revision.author, revision.reason) == (author, "Amendment 1")
    assert goal("7").dropped_on == EFFECT
    assert [each.number for each in plan.elements.steering().standing().in_order()] == list(
        "123456"
    )
    frozen = selectors.lives.newest(plan)
    assert (frozen.reason_en, frozen.reason_fr) == ("Amendment 1", "Amendement 1")
    rows = {each["id"]: each for each in frozen.content["elements"]}
    assert rows[dropped.public_id]["dropped_on"] == "2019-06-30"
    assert "dropped_on" not in rows[element.public_id]


def test_it_takes_effect_once(business_time):
    made = adopted()
    business_time(2019, 6, 30, 9)
    late = Amendment.objects.get(pk=made.pk)

    assert amendments.take_effect(clock.now()) == 1
    assert amendments.take_effect(clock.now()) == 0
    # A second clock that had read the row before the first one wrote.
    assert amendments._take(late) == 0
    assert Event.objects.filter(type="strategy.amendment.in_effect").count() == 1
    assert FrozenVersion.objects.filter(owner=in_force().public_id).count() == 1


def test_a_sentence_leads_back_to_the_amendment_and_forth(business_time):
    made = adopted()
    business_time(2019, 6, 30, 9)
    amendments.take_effect(clock.now())

    anybody = person()
    body = reading.in_language(in_force().text, "en").body
    [(sentence, *_)] = [each for each in reading.blocks(body) if each[1] == goal().public_id]
    for end in (sentence, goal().public_id, goal("7").public_id):
        [knot] = links.threads.comes_from(end, actor=anybody)
        assert knot.card.public_id == made.public_id
    assert len(links.threads.leads_to(made.public_id, actor=anybody)) == 3


def test_a_plan_that_is_over_is_not_amended(business_time):
    made = adopted()
    Plan.objects.filter(slug="2016-2019").update(state="superseded")
    business_time(2019, 6, 30, 9)

    assert amendments.take_effect(clock.now()) == 1

    assert Amendment.objects.get(pk=made.pk).state == S.WITHDRAWN
    assert (
        PlanDecision.objects.latest("pk").reasons_en
        == "The plan was no longer in force on the day."
    )
    assert goal("7").dropped_on is None
    assert Event.objects.latest("pk").type == "strategy.amendment.lapsed"


@pytest.mark.parametrize("make", [written, submitted, adopted])
@pytest.mark.parametrize("state", ["in_force", "superseded", "withdrawn"])
def test_what_is_open_lapses_when_its_plan_is_over(make, state):
    made = make()
    before, is_over = made.state, state != "in_force"
    Plan.objects.filter(slug="2016-2019").update(state=state)

    assert amendments.lapse_due(clock.now()) == int(is_over)
    assert amendments.lapse_due(clock.now()) == 0
    made.refresh_from_db()
    assert made.state == (S.WITHDRAWN if is_over else before)
    told = Event.objects.filter(type="strategy.amendment.lapsed")
    assert told.count() == int(is_over)
    if is_over:
        decision = made.decisions.get(public_id=told.get().data["decision"])
        assert decision.reasons_fr == "Le plan n’est plus en vigueur."


def test_one_that_took_effect_stays_when_its_plan_is_over(business_time):
    made = adopted()
    business_time(2019, 6, 30, 9)
    amendments.take_effect(clock.now())
    Plan.objects.filter(slug="2016-2019").update(state="superseded")

    assert amendments.lapse_due(clock.now()) == 0
    assert Amendment.objects.get(pk=made.pk).state == S.IN_EFFECT


def test_what_was_dropped_is_not_reviewed_again_and_old_findings_stay(business_time):
    made = adopted()
    business_time(2019, 6, 30, 9)
    amendments.take_effect(clock.now())

    assert len(selectors.reviews.rows(made.review)) == 7
    assert amendment(
        period={"starts_on": dt.date(2018, 7, 1), "ends_on": dt.date(2018, 12, 31)},
        verdicts={"1": Verdict.DROP},
    )
    again = reviews.start(
        in_force(), starts_on=dt.date(2019, 1, 1), ends_on=dt.date(2019, 6, 1), by=person(R.EDITOR)
    )
    assert len(selectors.reviews.rows(again)) == 6
