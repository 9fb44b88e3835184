import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from strategy.models import Plan
from strategy.services import plans
from strategy.services.plans import Draft
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.audit.models import Event
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.publishing.selectors import documents as reading

pytestmark = pytest.mark.django_db


def versions(plan):
    return {language: d.version for language, d in reading.both(plan.text).items()}


def section_of(plan, number="SO1"):
    return plan.elements.get(number=number).public_id


def test_an_editor_changes_an_objective_in_both_languages_at_once():
    plan, editor = draft(), person(R.EDITOR)
    base, section = versions(plan), section_of(plan)

    plans.write(
        plan,
        drafts={
            "en": Draft("Words of SO1.\n\nAnd more.", base["en"]),
            "fr": Draft("Texte de SO1.\n\nEt davantage.", base["fr"]),
        },
        by=editor,
        section=section,
    )

    rows = reading.side_by_side(Plan.objects.get(pk=plan.pk).text, section=section)
    assert [(row.en.state, row.fr.state) for row in rows] == [("original", "translated")] * 2
    event = Event.objects.latest("pk")
    assert (event.type, event.data["section"]) == ("strategy.plan.edited", section)
    assert Plan.objects.get(pk=plan.pk).version == plan.version + 1


def test_a_clash_in_one_language_saves_neither():
    plan, editor = draft(), person(R.EDITOR)
    base, section = versions(plan), section_of(plan)
    plans.write(plan, drafts={"fr": Draft("Autre.", base["fr"])}, by=editor, section=section)

    with pytest.raises(ChangedMeanwhile):
        plans.write(
            plan,
            drafts={"en": Draft("Mine.", base["en"]), "fr": Draft("Le mien.", base["fr"])},
            by=editor,
            section=section,
        )

    assert versions(plan) == {"en": base["en"], "fr": base["fr"] + 1}


@pytest.mark.parametrize("state", ["endorsed", "submitted", "adopted", "in_force", "withdrawn"])
def test_a_closed_text_is_not_written(state):
    with pytest.raises(PermissionDenied, match="closed"):
        plans.write(draft(state), drafts={}, by=person(R.EDITOR))


@pytest.mark.parametrize("role", [R.APPROVER, R.COMMUNICATIONS, R.AUDITOR, R.ADMINISTRATOR])
def test_only_editors_write(role):
    with pytest.raises(PermissionDenied, match="editor"):
        plans.write(draft(), drafts={}, by=person(role))


def test_a_section_that_is_not_of_the_plan_is_refused():
    with pytest.raises(DomainError) as no:
        plans.write(draft(), drafts={}, by=person(R.EDITOR), section="AAAAAAAAAA")

    assert no.value.code == "element_unknown"


def test_renaming_tells_who_was_first():
    plan, editor = draft(), person(R.EDITOR)
    element = plan.elements.get(number="SO1")
    words = {"title_en": "Facilitation of trade", "title_fr": "Facilitation des échanges"}
    plans.rename(element, **words, base_version=1, by=editor)

    with pytest.raises(ChangedMeanwhile, match="Facilitation of trade"):
        plans.rename(element, title_en="x", title_fr="y", base_version=1, by=editor)

    event = Event.objects.get(type="strategy.element.renamed")
    assert event.data["before"]["title_en"] == "Facilitation"


def test_a_new_plan_is_hidden_until_it_is_shown():
    editor, reader = person(R.EDITOR), person(R.FOCAL_POINT, member="sen")
    days = {"starts_on": dt.date(2031, 7, 1), "ends_on": dt.date(2034, 6, 30)}

    plan = plans.create(slug="2031-2034", title_en="Plan", title_fr="Plan", **days, by=editor)

    assert plan in Plan.objects.visible_to(editor)
    assert plan not in Plan.objects.visible_to(reader)
    with pytest.raises(ValidationError):
        plans.create(slug="2031-2034", title_en="Plan", title_fr="Plan", **days, by=editor)


def test_plans_that_come_later_are_not_known_yet():
    known = {plan.slug for plan in Plan.objects.visible_to(person(R.EDITOR))}

    assert known == {"2016-2019", "2019-2022"}


def test_one_plan_is_in_force_at_a_time():
    with pytest.raises(IntegrityError, match="strategy_plan_one_in_force"), transaction.atomic():
        Plan.objects.filter(slug="2019-2022").update(
            state="in_force", in_force_from=dt.date(2019, 7, 1)
        )


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"ends_on": dt.date(2019, 7, 1)}, "strategy_plan_ends_after_it_begins"),
        ({"state": "in_force"}, "strategy_plan_in_force_has_a_day"),
    ],
)
def test_the_database_keeps_the_rules_of_plans(changes, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Plan.objects.filter(slug="2019-2022").update(**changes)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"slug": "new"}, "slug_reserved"),
        ({"slug": "import"}, "slug_reserved"),
        ({"starts_on": dt.date(1, 1, 1)}, "days_out_of_reach"),
        ({"ends_on": dt.date(9999, 12, 31)}, "days_out_of_reach"),
    ],
)
def test_a_plan_that_no_page_could_show_is_not_started(changes, code):
    given = {
        "slug": "next",
        "title_en": "N",
        "title_fr": "N",
        "starts_on": dt.date(2022, 7, 1),
        "ends_on": dt.date(2025, 6, 30),
    }

    with pytest.raises(DomainError) as no:
        plans.create(**given | changes, by=person(R.EDITOR))

    assert no.value.code == code
