import datetime as dt
import re
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

from strategy.models import CarriedElement, CarryOver, Evidence, Plan
from strategy.services import evidence, plans
from strategy.services.plans import Draft
from tests.factories.api import caller
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.audit.models import Event
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.enums import TranslationState
from wco_portal.publishing.selectors import documents as reading
from wco_portal.publishing.selectors import pairs
from wco_portal.publishing.services import chain

pytestmark = pytest.mark.django_db
START = "/en/plans/2019-2022/carry-over/"
NEXT = "/en/plans/2022-next/"
PLAN = {
    "title_en": "Strategic Plan 2022-2025",
    "title_fr": "Plan stratégique 2022-2025",
    "slug": "2022-next",
    "starts_on": "2022-07-01",
    "ends_on": "2025-06-30",
}


@pytest.fixture
def plan():
    return draft("in_force")


@pytest.fixture
def editor(client):
    made = person(R.EDITOR)
    client.force_login(made)
    return made


def words(page):
    return re.sub(r"\s+", " ", page.content.decode().replace("\xa0", " "))


def ids(plan):
    return {each.number: each.public_id for each in plan.elements.all()}


def form(plan, **fates):
    """Fill in the form: everything is kept but what is named, as `SO1=("split", {...})`."""
    data = dict(PLAN)
    for number, key in ids(plan).items():
        fate, more = fates.get(number, ("kept", {}))
        data |= {f"element-{key}": fate} | {f"{name}-{key}": value for name, value in more.items()}
    return data


def said(plan, number, language="en"):
    document = reading.in_language(plan.text, language)
    return reading.as_markdown(document, section=ids(plan)[number])


def test_evidence_goes_with_its_element_each_document_once(client, plan, editor):
    def name(number, page, **more):
        words = evidence.Named("A report", "OECD", dt.date(2018, 5, 1), f"https://a.org/{page}")
        element = plan.elements.get(number=number)
        return evidence.add(element, replace(words, **more), by=editor)

    name("SO1", 1, shows={"en": "Why", "fr": "Pourquoi"})
    name("SO2", 2, is_internal=True)
    name("SO2", 3, is_internal=True)
    name("SO3", 2)
    name("P9", 4)

    client.post(
        START,
        form(
            plan,
            SO1=("split", {"parts": 2}),
            SO2=("merged", {"into": ids(plan)["SO3"]}),
            P9=("dropped", {"reason": "Reached in 2021."}),
        ),
    )

    found = Evidence.objects.filter(element__plan__slug="2022-next").order_by("element", "address")
    assert [(each.element.number, each.address[-1], each.is_internal) for each in found] == [
        ("SO1a", "1", False),
        ("SO1b", "1", False),
        ("SO3", "2", False),
        ("SO3", "3", True),
    ]
    assert (found[0].shows_fr, found[0].added_by) == ("Pourquoi", editor)
    assert Event.objects.get(type="strategy.plan.carried_over").data["evidence"] == 4


def test_the_next_plan_has_the_elements_their_words_and_the_links(client, plan, editor):
    block = next(each for each in pairs.of(plan.text) if each.section == ids(plan)["SO2"])
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    plans.mark_translation(
        plan, language="fr", block=block.block, state=TranslationState.FINAL, by=editor
    )
    version = reading.in_language(plan.text, "en").version
    stale = {"en": Draft("Words of SG, changed.", version)}
    plans.write(plan, drafts=stale, by=editor, section=ids(plan)["SG"])
    Plan.objects.filter(pk=plan.pk).update(state="in_force")
    assert client.get(START).status_code == 200
    given = form(
        plan,
        SO1=("split", {"parts": 2}),
        SO2=("merged", {"into": ids(plan)["SO3"]}),
        P9=("dropped", {"reason": "Reached in 2021."}),
    )

    done = client.post(START, given)

    assert done["Location"] == f"{NEXT}earlier/"
    made = Plan.objects.get(slug="2022-next")
    assert made.state == "draft"
    assert {"SO1a", "SO1b", "SO3", "SG"} <= set(ids(made))
    assert not {"SO1", "SO2", "P9"} & set(ids(made))
    assert said(made, "SO1a") == said(made, "SO1b") == "Words of SO1.\n"
    assert said(made, "SO3") == "Words of SO3.\n\nWords of SO2.\n"
    assert said(made, "SO3", "fr") == "Texte de SO3.\n\nTexte de SO2.\n"
    fresh = pairs.of(made.text)
    assert not {each.block for each in fresh} & {each.block for each in pairs.of(plan.text)}
    states = [each.states["fr"] for each in fresh if each.section == ids(made)["SO3"]]
    assert states == ["translated", "final"]
    [outdated] = [each.states["fr"] for each in fresh if each.section == ids(made)["SG"]]
    assert outdated == "initial"
    assert reading.structure_gaps(made.text) == []
    assert list(chain.breaks()) == []
    kept = CarryOver.objects.get(plan=made)
    assert (kept.source, kept.by) == (plan, editor)
    assert kept.elements.get(fate="dropped").reason == "Reached in 2021."
    event = Event.objects.get(type="strategy.plan.carried_over")
    assert event.data | {"from": "2019-2022", "split": 1, "merged": 1, "dropped": 1} == event.data
    parents = {each.number: each.parent and each.parent.number for each in plan.elements.all()}
    for each in made.elements.exclude(number__startswith="SO1"):
        assert (each.parent and each.parent.number) == parents[each.number]


def test_what_was_first_written_in_french_stays_the_original(client, plan, editor):
    Plan.objects.filter(pk=plan.pk).update(state="draft")
    for language, said_first in (("fr", "Une introduction."), ("en", "An introduction.")):
        version = reading.in_language(plan.text, language).version
        plans.write(plan, drafts={language: Draft(said_first, version)}, by=editor)

    client.post(START, form(plan))

    made = Plan.objects.get(slug="2022-next")
    [pair] = [each for each in pairs.of(made.text) if not each.section]
    assert pair.states == {"fr": "original", "en": "translated"}


def test_the_two_plans_stand_beside_each_other(client, plan, editor):
    given = form(
        plan,
        SO1=("split", {"parts": 2}),
        SO2=("merged", {"into": ids(plan)["SO3"]}),
        P9=("dropped", {"reason": "Reached in 2021."}),
    )
    client.post(START, given)
    made = Plan.objects.get(slug="2022-next")
    version = reading.in_language(made.text, "en").version
    changed = {"en": Draft("Words of SG, and more.", version)}
    plans.write(made, drafts=changed, by=editor, section=ids(made)["SG"])

    page = client.get(f"{NEXT}earlier/")

    found = page.context["found"]
    fates = {
        tuple(each.number for each in row.old): (row.fate, [each.number for each in row.new])
        for row in found.rows
    }
    assert fates[("SO1",)] == ("split", ["SO1a", "SO1b"])
    assert fates[("SO2", "SO3")] == ("merged", ["SO3"])
    assert fates[("SG",)] == ("kept", ["SG"])
    assert [(each.element.number, each.reason) for each in found.loose_old] == [
        ("P9", "Reached in 2021.")
    ]
    assert found.loose_new == []
    [row] = [row for row in found.rows if row.old[0].number == "SG"]
    assert row.shown.counts == ["1 block reworded"]
    told = words(page)
    assert "Reached in 2021." in told
    assert "What changed in the words" in told
    assert client.get("/fr/plans/2022-next/earlier/").status_code == 200
    client.logout()
    assert client.get(f"{NEXT}earlier/").status_code == 404


def test_plans_without_a_link_are_unaligned_both_ways_and_the_first_has_none_before(client):
    page = client.get("/en/plans/2019-2022/earlier/")

    assert page.context["found"].source.slug == "2016-2019"
    assert page.context["found"].rows == []
    assert len(page.context["found"].loose_old) > 3
    assert len(page.context["found"].loose_new) > 3
    first = client.get("/en/plans/2016-2019/earlier/")
    assert "There is no plan before this one" in words(first)


def test_what_is_wrong_is_said_beside_its_element_and_the_values_stay(client, plan, editor):
    given = form(plan, SO1=("dropped", {"reason": ""}), SO2=("merged", {"into": ""}))

    answer = client.post(START, given | {"title_en": "A title that stays"})

    assert answer.status_code == 422
    told = words(answer)
    assert "Say why it is dropped." in told
    assert "Choose the element into which it goes." in told
    assert "A title that stays" in told
    assert not Plan.objects.filter(slug="2022-next").exists()
    taken = client.post(START, form(plan) | {"slug": "2019-2022"})
    assert taken.status_code == 422
    assert CarryOver.objects.count() == 0


def test_who_may_not_start_a_plan_is_told_why(client, plan):
    assert client.get(START).status_code == 302
    client.force_login(person(R.APPROVER))
    assert client.get(START).status_code == 403
    Plan.objects.filter(pk=plan.pk).update(state="withdrawn")
    client.force_login(person(R.EDITOR))
    refused = client.get(START)
    assert refused.status_code == 403
    assert "A withdrawn plan is not carried over." in words(refused)


def test_a_program_starts_the_next_plan_and_reads_the_alignment(plan):
    ask = caller(person(R.EDITOR))
    key = ids(plan)["SO1"]
    body = {
        "slug": "2022-next",
        "title": {"en": "Next", "fr": "Suivant"},
        "starts_on": "2022-07-01",
        "ends_on": "2025-06-30",
        "elements": [{"element": key, "fate": "dropped", "reason": "Reached."}],
    }

    made = ask("post", "/api/v1/plans/2019-2022/carry-over/", body)

    assert made.status_code == 201
    assert made.json()["id"] == "2022-next"
    told = ask("get", "/api/v1/plans/2022-next/alignment/").json()
    assert told["earlier"] == "2019-2022"
    assert {row["fate"] for row in told["rows"]} == {"kept"}
    assert told["loose_old"] == [{"element": key, "is_decided": True, "reason": "Reached."}]
    first = caller()("get", "/api/v1/plans/2016-2019/alignment/").json()
    lists = {name: [] for name in ("rows", "loose_old", "loose_new", "indicators")}
    assert first == {"earlier": None} | lists
    wrong = body | {"slug": "other", "elements": [{"element": key, "fate": "dropped"}]}
    assert ask("post", "/api/v1/plans/2019-2022/carry-over/", wrong).status_code == 422
    twice = body | {
        "slug": "other",
        "elements": [*body["elements"], {"element": key, "fate": "kept"}],
    }
    refused = ask("post", "/api/v1/plans/2019-2022/carry-over/", twice)
    assert refused.json()["errors"][0]["detail"] == f"{key} stands here more than once."
    assert caller()("post", "/api/v1/plans/2019-2022/carry-over/", body).status_code == 401


def test_the_database_keeps_to_the_rules(plan):
    made = Plan.objects.get(slug="2016-2019")
    at = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
    over = CarryOver.objects.create(plan=plan, source=made, at=at)
    element = made.elements.first()
    CarriedElement.objects.create(carry_over=over, element=element, fate="kept")
    for act in (
        lambda: CarryOver.objects.create(plan=made, source=made, at=at),
        lambda: CarryOver.objects.create(plan=plan, source=made, at=at),
        lambda: CarriedElement.objects.create(carry_over=over, element=element, fate="kept"),
        lambda: CarriedElement.objects.create(
            carry_over=over, element=made.elements.last(), fate="dropped"
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
