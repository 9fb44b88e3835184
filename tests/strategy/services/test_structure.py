"""The tree of a plan: numbers stay, order moves, nothing goes on which something hangs."""

import random

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from strategy.models import CoreFunction, PlanElement, RemovedElement
from strategy.selectors import structure as reading
from strategy.services import plans, structure
from strategy.services.structure import Shape
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.access.policies import Denied
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.enums import RoleName as R
from wco_portal.links.services import links
from wco_portal.publishing.rules import schema
from wco_portal.publishing.selectors import documents
from wco_portal.publishing.services import chain

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    return draft()


@pytest.fixture
def editor():
    return person(R.EDITOR)


def numbers(plan):
    return list(plan.elements.in_order().values_list("number", flat=True))


def ids(plan):
    return list(plan.elements.in_order().values_list("public_id", flat=True))


def added(plan, by, kind="objective", title="Another", **shape):
    return structure.add(plan, Shape(kind, **shape), title_en=title, title_fr="", by=by)


def test_an_element_is_added_with_the_next_number_after_those_beside_it(plan, editor):
    made = added(plan, editor, functions=list(CoreFunction.objects.all()))
    layer = plan.elements.get(number="SP")
    process = added(plan, editor, "process", "A process", part_of=layer, serves=[made])

    assert (made.number, process.number) == ("SO4", "SP9")
    assert numbers(plan)[numbers(plan).index("SP8") + 1] == "SP9"
    beside = [each.number for each in plan.elements.filter(parent=made.parent).in_order()]
    assert beside[beside.index("SO3") + 1] == "SO4"
    assert made.functions.count() == 3
    assert list(process.serves.all()) == [made]
    assert plan.was_written_by(editor)


def test_a_priority_has_a_name_for_its_address(plan, editor):
    made = added(plan, editor, "priority", "Green Customs & climate")

    assert (made.number, made.slug) == ("P10", "green-customs-climate")
    with pytest.raises(ValidationError, match="this name"):
        added(plan, editor, "priority", "Green Customs & climate")
    with pytest.raises(ValidationError):
        added(plan, editor, title=" ")


def test_numbers_stay_with_their_elements_and_are_never_given_again(plan, editor):
    first, second = added(plan, editor), added(plan, editor, title="Third")
    assert (first.number, second.number) == ("SO4", "SO5")

    structure.remove(second, reason="Merged into SO4.", by=editor)

    assert added(plan, editor, title="Fourth").number == "SO6"
    gone = RemovedElement.objects.get()
    assert (gone.number, gone.title_en, gone.reason) == ("SO5", "Third", "Merged into SO4.")


def test_an_arrangement_moves_an_element_with_what_stands_under_it(plan, editor):
    seen = ids(plan)
    first, layer = plan.elements.get(number="SO1"), plan.elements.get(number="SP")

    structure.arrange(plan, {layer.public_id: 1}, seen=seen, by=editor)

    assert numbers(plan)[:10] == ["SP", *(f"SP{n}" for n in range(1, 9)), "SG"]
    with pytest.raises(ChangedMeanwhile):
        structure.arrange(plan, {first.public_id: 1}, seen=seen, by=editor)


def test_an_arrangement_that_changes_nothing_leaves_no_trace(plan, editor):
    before = plan.version

    structure.arrange(plan, {}, seen=ids(plan), by=editor)

    plan.refresh_from_db()
    assert plan.version == before


def test_any_arrangement_keeps_all_elements_and_their_parents(plan, editor):
    parents = dict(plan.elements.values_list("number", "parent__number"))
    dice = random.Random(1)
    for _again in range(5):
        everyone = ids(plan)
        places = {each: dice.randint(1, 9) for each in everyone}
        structure.arrange(plan, places, seen=everyone, by=editor)

        assert dict(plan.elements.values_list("number", "parent__number")) == parents
        order = numbers(plan)
        for number, parent in parents.items():
            assert parent is None or order.index(parent) < order.index(number)


def test_an_element_does_not_come_to_stand_under_itself(plan, editor):
    layer = plan.elements.get(number="SP")
    below = plan.elements.get(number="SP1")

    for above in (layer, below):
        with pytest.raises(ValidationError, match="under itself"):
            structure.change(
                layer, Shape("layer", part_of=above), base_version=layer.version, by=editor
            )
    moved = structure.change(below, Shape("process"), base_version=below.version, by=editor)
    assert moved.parent is None
    with pytest.raises(ChangedMeanwhile):
        structure.change(below, Shape("process"), base_version=below.version, by=editor)


def test_a_removed_element_takes_its_words_along_and_the_history_keeps_them(plan, editor):
    element = added(plan, editor)
    plans.write(
        plan,
        drafts={"en": plans.Draft("Words to go.", documents.in_language(plan.text, "en").version)},
        by=editor,
        section=element.public_id,
    )

    structure.remove(element, reason="Not wanted.", by=editor)

    english = documents.in_language(plan.text, "en")
    assert "Words to go." not in documents.plain(english.body)
    assert english.revisions.latest("version").reason == "Not wanted."
    assert list(chain.breaks()) == []


def test_an_element_on_which_something_hangs_stays(plan, editor):
    layer = plan.elements.get(number="SP")

    with pytest.raises(DomainError, match="elements that stand under it") as no:
        structure.remove(layer, reason="No.", by=editor)

    assert no.value.code == "element_held"
    assert reading.held_by(added(plan, editor)) == []


def test_an_element_stays_while_something_leads_to_a_sentence_of_it(plan, editor):
    element = added(plan, editor)
    english = documents.in_language(plan.text, "en")
    words = {"en": plans.Draft("Quoted elsewhere.", english.version)}
    plans.write(plan, drafts=words, by=editor, section=element.public_id)
    body = documents.in_language(plan.text, "en").body
    [block] = [b for b, section, _ in documents.blocks(body) if section == element.public_id]
    finding = ("planelement", plan.elements.get(number="SO1").public_id)
    links.join(finding, ("planblock", block), relation="implements", by=editor)

    with pytest.raises(DomainError, match="links from and to other things"):
        structure.remove(element, reason="No.", by=editor)


def test_whatever_points_to_an_element_is_thought_of():
    """A new table that points to elements makes this fail: let it hold them, and name it here."""
    rows = {
        each.related_model.__name__
        for each in PlanElement._meta.get_fields(include_hidden=True)
        if each.auto_created and each.one_to_many
    }

    held = {
        "AmendmentAddition",
        "CarriedElement",
        "ConsultationItem",
        "Contribution",
        "Deliverable",
        "Disposition",
        "DispositionCorrection",
        "EffortShare",
        "Evidence",
        "Indicator",
        "PlanElement",
        # A view: what it shows of an element is held as a contribution.
        "PlanInput",
        "ReviewFinding",
    }
    ties = {"PlanElement_functions", "PlanElement_serves"}
    assert rows == held | ties


def test_only_the_editor_of_an_open_text_builds(plan, editor):
    element = added(plan, editor)
    with pytest.raises(Denied):
        added(plan, person(R.APPROVER))
    closed = draft("in_force")

    for act in (
        lambda: added(closed, editor),
        lambda: structure.arrange(closed, {}, seen=[], by=editor),
        lambda: structure.remove(element, reason="No.", by=editor),
    ):
        with pytest.raises(Denied):
            act()


def test_a_number_is_kept_once_and_with_a_reason(plan, editor):
    structure.remove(added(plan, editor), reason="First.", by=editor)
    gone = RemovedElement.objects.get()

    fields = {"plan": plan, "kind": "objective", "reason": "Why", "by": editor, "at": gone.at}
    for wrong in ({"number": "SO4"}, {"number": "SO9", "reason": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            RemovedElement.objects.create(**fields | wrong)


def test_what_was_taken_out_does_not_come_back_with_an_older_version(plan, editor):
    made = added(plan, editor)
    english = documents.in_language(plan.text, "en")
    draft_of = {"en": plans.Draft("Words of it.", english.version)}
    [saved] = plans.write(plan, drafts=draft_of, by=editor, section=made.public_id)
    structure.remove(made, reason="Covered elsewhere.", by=editor)

    version = saved.document.version
    plans.restore(plan, language="en", version=version, reason="As it was.", by=editor)

    english = documents.in_language(plan.text, "en")
    assert made.public_id not in [schema.block_id(each) for each in schema.sections(english.body)]
    assert documents.structure_gaps(plan.text) == []
