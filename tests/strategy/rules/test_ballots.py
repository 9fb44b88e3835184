"""What an answer must be before it counts, instrument by instrument."""

import pytest

from strategy.enums.consultations import Instrument as How
from strategy.rules import ballots
from strategy.rules.ballots import Fault, Flaw, Terms

ITEMS = ["a", "b", "c", "d"]


def given(*marks):
    return {item: mark for item, mark in zip(ITEMS, marks, strict=False) if mark is not None}


RIGHT = [
    (Terms(), (2, 1, 4, 3)),
    (Terms(top=2), (2, None, 1, None)),
    (Terms(top=9), (2, 1, 4, 3)),
    (Terms(allows_ties=True), (1, 1, 3, 3)),
    (Terms(allows_no_opinion=True), (None, 1, None, 3)),
    (Terms(top=2, allows_no_opinion=True), (None, 1, None, None)),
    (Terms(top=2, allows_ties=True), (1, 1, None, None)),
    (Terms(How.SCALE), (1, 5, 3, 3)),
    (Terms(How.SCALE, allows_no_opinion=True), (0, 5, 0, 0)),
    (Terms(How.DOTS, dots=5), (5, None, None, None)),
    (Terms(How.DOTS, dots=5), (1, 1, 0, None)),
    (Terms(How.POINTS), (100, None, 0, 0)),
    (Terms(How.POINTS), (33, 33, 33, 1)),
]
WRONG = [
    (Terms(), (2, 1, None, 3), {"c": Fault.MISSING}, None),
    (Terms(), (1, 1, 2, 3), {"a": Fault.TWICE, "b": Fault.TWICE}, None),
    (Terms(), (1, 2, 3, 5), {"d": Fault.OUTSIDE}, None),
    (Terms(top=2), (1, 2, 3, None), {"c": Fault.OUTSIDE}, None),
    (Terms(top=2), (1, None, None, None), {}, Flaw.TOO_FEW),
    (Terms(top=2, allows_ties=True), (1, 1, 1, None), {}, Flaw.TOO_MANY),
    (Terms(allows_no_opinion=True), (None,) * 4, {}, Flaw.NOTHING),
    (Terms(allows_no_opinion=True), (1, 1, None, None), dict.fromkeys("ab", Fault.TWICE), None),
    (Terms(How.SCALE), (0, 5, 3, 6), {"a": Fault.OUTSIDE, "d": Fault.OUTSIDE}, None),
    (Terms(How.SCALE, allows_no_opinion=True), (0, 5, 0, None), {"d": Fault.MISSING}, None),
    (Terms(How.DOTS, dots=5), (3, 3, None, None), {}, Flaw.OVER),
    (Terms(How.DOTS, dots=5), (0, 0, None, None), {}, Flaw.NOTHING),
    (Terms(How.DOTS, dots=5), (-1, 6, None, None), dict.fromkeys("ab", Fault.OUTSIDE), None),
    (Terms(How.POINTS), (33, 33, 33, None), {}, Flaw.NOT_ALL),
    (Terms(How.POINTS), (51, 50, 0, 0), {}, Flaw.NOT_ALL),
]


@pytest.mark.parametrize(("terms", "marks"), RIGHT)
def test_right_answers_can_count(terms, marks):
    assert ballots.is_right(given(*marks), ITEMS, terms)


@pytest.mark.parametrize(("terms", "marks", "faults", "flaw"), WRONG)
def test_wrong_answers_are_named(terms, marks, faults, flaw):
    assert ballots.faults(given(*marks), ITEMS, terms) == faults
    if not faults:
        assert ballots.flaw(given(*marks), ITEMS, terms) == flaw
    assert not ballots.is_right(given(*marks), ITEMS, terms)


def test_strangers_and_empty_remarks_are_not_kept():
    assert ballots.known({"a": 1, "x": 2}, ITEMS) == {"a": 1}
    assert ballots.remarks({"a": " Ports. ", "b": "  ", "x": "?"}, ITEMS) == {"a": "Ports."}


@pytest.mark.parametrize("terms", [terms for terms, _marks in RIGHT])
def test_every_way_to_answer_is_said_in_a_sentence(terms):
    assert ballots.sentence(terms, 4).endswith(".")
