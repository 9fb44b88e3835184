"""Two versions of a plan: what became of its elements is told even where no word changed."""

import pytest
from django.utils.translation import override

from strategy.selectors import comparisons, contents
from strategy.services import structure
from strategy.services.structure import Shape
from tests.factories.people import person
from tests.factories.strategy import draft
from wco_portal.directory.enums import RoleName as R

pytestmark = pytest.mark.django_db


def test_elements_that_moved_came_or_went_are_told_without_a_word_having_changed():
    plan, editor = draft(), person(R.EDITOR)
    old = contents.of(plan)
    moved = plan.elements.get(number="SO2")
    shape = Shape(moved.kind, part_of=plan.elements.get(number="SP"))
    structure.change(moved, shape, base_version=moved.version, by=editor)
    made = structure.add(plan, Shape("objective"), title_en="", title_fr="Neuf", by=editor)
    gone = plan.elements.get(number="LD1")
    structure.remove(gone, reason="Covered elsewhere.", by=editor)

    with override("fr"):
        told = comparisons.between(old, contents.of(plan), language="en")

    fates = {group.heading.split()[0]: group.fates for group in told.groups}
    assert fates["SO2"][0] == "Déplacée\u00a0: désormais sous SP, auparavant sous le plan lui-même."
    assert fates[made.number] == ["Cette partie est nouvelle."]
    assert fates["LD1"] == ["Cette partie a été retirée."]
    assert told.counts[:3] == ["1 partie nouvelle", "1 partie retirée", "1 partie déplacée"]


def test_the_same_is_told_as_the_same():
    plan = draft()

    told = comparisons.between(contents.of(plan), contents.of(plan), language="en")

    assert (told.groups, told.counts) == ([], [])
