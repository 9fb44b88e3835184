"""What became of the elements of a plan: each change is told for itself, and none too many."""

from strategy.rules import element_changes


def element(key, number="", part_of="", **more):
    title = {"en": key, "fr": key}
    row = {"id": key, "kind": "objective", "number": number or key, "title": title}
    return row | {"functions": [], "serves": []} | ({"part_of": part_of} if part_of else {}) | more


def test_one_that_moved_was_reworded_and_renumbered_is_told_three_times():
    old = [element("A"), element("B", part_of="A"), element("C")]
    new = [
        element("A"),
        element("C"),
        element("B", "C1", "C", title={"en": "Other", "fr": "B"}),
    ]

    met = element_changes.between(old, new)

    assert met.placed_elsewhere == met.moved == met.renumbered == {"B"}
    assert (met.renamed("en"), met.renamed("fr")) == ({"B"}, set())
    assert (met.added, met.removed, met.reshaped) == (set(), set(), set())


def test_the_one_that_passed_the_others_moved_and_they_did_not():
    old = [element(key) for key in "ABCD"]

    met = element_changes.between(old, [old[3], *old[:3]])

    assert met.moved == {"D"}


def test_what_came_or_went_moves_nobody():
    old = [element("A"), element("B"), element("C")]

    met = element_changes.between(old, [element("N"), old[0], old[2]])

    assert (met.added, met.removed, met.moved) == ({"N"}, {"B"}, set())


def test_another_kind_or_other_ties_are_told():
    old = [element("A", aligned=["SDG 8"]), element("B"), element("C")]
    new = [element("A"), element("B", serves=["A"]), element("C", kind="goal")]

    assert element_changes.between(old, new).reshaped == {"A", "B", "C"}
    assert element_changes.between(old, old).reshaped == set()
