"""The pages on which the tree of a plan is built, and the same for a program."""

import datetime as dt
import re

import pytest

from strategy.models import Evidence, Plan, PlanElement
from strategy.services import evidence, plans
from strategy.services.evidence import Named
from tests.factories.api import caller
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db
PLAN = "/en/plans/2019-2022/"
STRUCTURE = f"{PLAN}structure/"


@pytest.fixture
def plan():
    return draft()


@pytest.fixture
def editor(client):
    made = person(R.EDITOR)
    client.force_login(made)
    return made


def words(page):
    return re.sub(r"\s+", " ", page.content.decode().replace("\xa0", " "))


def order(plan):
    return list(plan.elements.in_order().values_list("number", flat=True))


def filled(plan, **moved):
    """Fill in the page as it stands, with some places by number."""
    under = {}
    for each in plan.elements.in_order():
        under.setdefault(each.parent_id, []).append(each)
    data = {
        each.public_id: place for group in under.values() for place, each in enumerate(group, 1)
    }
    data |= {plan.elements.get(number=number).public_id: to for number, to in moved.items()}
    return data | {"seen": " ".join(each.public_id for each in plan.elements.in_order())}


def test_a_plan_is_built_from_nothing(client, editor):
    plan = plans.create(
        slug="to-be-built",
        title_en="Strategic Plan 2022-2025",
        title_fr="Plan stratégique 2022-2025",
        starts_on=dt.date(2022, 7, 1),
        ends_on=dt.date(2025, 6, 30),
        by=editor,
    )
    there = f"/en/plans/{plan.slug}/structure/"
    assert "no element yet" in words(client.get(there))

    wrong = client.post(f"{there}new/", {"kind": "objective"})
    made = client.post(
        f"{there}new/",
        {"kind": "objective", "title_en": "Trade", "functions": ["facilitation"]},
        follow=True,
    )

    assert wrong.status_code == 422
    assert "Write the title in English or in French." in words(wrong)
    element = plan.elements.get()
    assert made.redirect_chain[-1][0] == f"/en/plans/{plan.slug}/edit/{element.public_id}/"
    assert (str(element), list(element.functions.values_list("code", flat=True))) == (
        "SO1 Trade",
        ["facilitation"],
    )
    assert "SO1" in words(client.get(there.replace("/en/", "/fr/")))


def test_places_are_typed_and_faults_stand_beside_them(client, plan, editor):
    twice = client.post(STRUCTURE, filled(plan, SO1=1))
    assert twice.status_code == 422
    assert "Another element has this place too." in words(twice)
    assert order(plan)[:2] == ["SG", "SO1"]

    done = client.post(STRUCTURE, filled(plan, SG=2, SO1=1), follow=True)

    assert "The order is saved." in words(done)
    assert order(plan)[:3] == ["SO1", "SG", "SO2"]


def test_who_arranges_an_older_order_is_told_and_loses_nothing(client, plan, editor):
    mine = filled(plan, SG=2, SO1=1)
    client.post(STRUCTURE, filled(plan, SO2=4, SO3=3))

    late = client.post(STRUCTURE, mine)

    assert late.status_code == 422
    assert "Somebody else changed the structure meanwhile" in words(late)
    assert order(plan)[:4] == ["SG", "SO1", "SO3", "SO2"]


def test_an_element_is_changed_and_removed_on_its_page(client, plan, editor):
    element = plan.elements.get(number="P9")
    there = f"{STRUCTURE}{element.public_id}/"
    page = words(client.get(there))
    assert 'name="slug" value="digital-customs"' in page

    shape = {"kind": "focus_area", "slug": "digital-customs", "version": element.version}
    client.post(there, shape | {"part_of": plan.elements.get(number="SO1").public_id})
    element.refresh_from_db()
    assert (element.kind, element.parent.number, element.number) == ("focus_area", "SO1", "P9")

    nothing = client.post(f"{there}remove/", {"reason": " "})
    assert (nothing.status_code, PlanElement.objects.filter(pk=element.pk).count()) == (422, 1)
    named = Named("A", "B", dt.date(2018, 1, 1), "https://example.org/a")
    document = evidence.add(element, named, by=editor)
    held = client.post(f"{there}remove/", {"reason": "Covered by P8."})
    assert "P9 stays in the plan because of: documents that speak for it." in words(held)
    evidence.remove(document, by=editor)
    gone = client.post(f"{there}remove/", {"reason": "Covered by P8."}, follow=True)
    assert f"P9 {element.title_en} is removed." in words(gone)
    assert "Covered by P8." in words(gone)


def test_nobody_else_builds(client, plan):
    client.force_login(person(R.APPROVER))
    assert client.get(STRUCTURE).status_code == 403
    client.force_login(person(R.EDITOR))
    Plan.objects.filter(pk=plan.pk).update(state="submitted")
    closed = client.get(STRUCTURE)
    assert closed.status_code == 403
    assert "The text is closed" in words(closed)


def test_the_page_asks_as_often_for_one_element_as_for_many(
    client, plan, editor, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20) as many:
        client.get(STRUCTURE)
    keep = plan.elements.get(number="SO1").pk
    PlanElement.serves.through.objects.all().delete()
    plan.consultations.update(plan=None)
    for each in plan.elements.exclude(pk=keep).order_by("-order"):
        each.consultation_items.update(element=None)
        each.delete()

    with django_assert_max_num_queries(20) as one:
        client.get(STRUCTURE)

    assert len(one) == len(many)


def test_a_program_builds_too(plan):
    editor = caller(person(R.EDITOR))
    body = {"plan": plan.slug, "kind": "objective", "title": {"en": "Trade", "fr": "Commerce"}}

    made = editor("post", "/api/v1/elements/", body | {"functions": ["facilitation"]})
    lost = editor("post", "/api/v1/elements/", body | {"functions": ["nothing"]})
    seen = list(plan.elements.in_order().values_list("public_id", flat=True))
    wanted = {"order": [made.json()["id"]], "seen": seen}
    moved = editor("post", f"/api/v1/plans/{plan.slug}/arrange/", wanted)
    late = editor("post", f"/api/v1/plans/{plan.slug}/arrange/", wanted)
    there = f"/api/v1/elements/{made.json()['id']}/"
    process = editor("post", f"{there}reshape/", {"kind": "process"})
    gone = editor("post", f"{there}remove/", {"reason": "Tried."})

    assert (made.status_code, made.json()["number"], lost.status_code) == (201, "SO4", 404)
    assert (moved.status_code, late.status_code) == (200, 409)
    assert (process.json()["kind"], process.json()["number"]) == ("process", "SO4")
    assert gone.status_code == 204
    assert "SO4" not in order(plan)


def test_a_document_is_named_on_the_page_of_an_element(client, plan, editor):
    page = f"{PLAN}elements/{plan.elements.get(number='SO1').public_id}/"
    document = {
        "title": "World Trade Report 2018",
        "publisher": "WTO",
        "dated_on": "2018-10-03",
        "address": "https://www.wto.org/report",
        "shows_fr": "Pourquoi le commerce électronique compte",
    }

    wrong = client.post(f"{page}evidence/", document | {"address": "javascript:x"})
    done = client.post(f"{page}evidence/", document, follow=True)
    again = client.post(f"{page}evidence/", document)

    assert (wrong.status_code, again.status_code) == (422, 422)
    assert 'value="World Trade Report 2018"' in words(wrong)
    assert "This document is named here already." in words(again)
    assert "World Trade Report 2018" in words(done)
    client.logout()
    assert "Pourquoi le commerce" in words(client.get(page.replace("/en/", "/fr/")))
    Evidence.objects.update(is_internal=True)
    assert "World Trade Report 2018" not in words(client.get(page))


def test_a_program_names_and_reads_evidence(plan):
    editor, element = caller(person(R.EDITOR)), plan.elements.get(number="SO1").public_id
    body = {"element": element, "title": "A", "publisher": "B", "dated_on": "2018-01-01"}

    made = editor("post", "/api/v1/evidence/", body | {"address": "https://example.org/a"})
    wrong = editor("post", "/api/v1/evidence/", body | {"address": "file:///etc/passwd"})
    read = caller()("get", f"/api/v1/evidence/?element__public_id={element}").json()["results"]
    gone = editor("post", f"/api/v1/evidence/{made.json()['id']}/remove/", {})

    assert (made.status_code, wrong.status_code, len(read)) == (201, 422, 1)
    assert (gone.status_code, Evidence.objects.count()) == (204, 0)
