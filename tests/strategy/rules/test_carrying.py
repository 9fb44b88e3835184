import datetime as dt
from decimal import Decimal

import pytest

from strategy.enums.indicators import Direction, Frequency
from strategy.enums.plans import CarriedAs as Fate
from strategy.rules import carrying, figures
from strategy.rules.carrying import Choice, Old
from strategy.rules.progress import Span

PLAN = [
    Old("A", "goal", "1", "", ""),
    Old("B", "objective", "SO1", "", "A"),
    Old("C", "objective", "SO2", "", "A"),
    Old("D", "objective", "SO3", "", "C"),
    Old("P", "priority", "P1", "trade", ""),
]


def test_without_a_word_everything_is_kept():
    made = carrying.sprouts(PLAN, {})

    assert carrying.problems(PLAN, {}) == {}
    assert [(each.like, each.number, each.slug, each.origins) for each in made] == [
        (old.id, old.number, old.slug, [old.id]) for old in PLAN
    ]
    assert carrying.parents(PLAN, {}) == {"A": "", "B": "A", "C": "A", "D": "C", "P": ""}


def test_elements_are_merged_split_and_dropped():
    choices = {
        "B": Choice(Fate.SPLIT, parts=3),
        "D": Choice(Fate.MERGED, into="C"),
        "P": Choice(Fate.SPLIT, parts=2),
    }

    made = carrying.sprouts(PLAN, choices)

    assert carrying.problems(PLAN, choices) == {}
    assert [(each.number, each.slug, each.origins) for each in made] == [
        ("1", "", ["A"]),
        ("SO1a", "", ["B"]),
        ("SO1b", "", ["B"]),
        ("SO1c", "", ["B"]),
        ("SO2", "", ["C", "D"]),
        ("P1a", "trade-1", ["P"]),
        ("P1b", "trade-2", ["P"]),
    ]


def test_what_stood_under_a_dropped_or_merged_element_finds_its_place():
    dropped = {"A": Choice(Fate.DROPPED, reason="Over")}
    merged = {"C": Choice(Fate.MERGED, into="B")}

    assert carrying.parents(PLAN, dropped)["B"] == ""
    assert carrying.parents(PLAN, merged)["D"] == "B"


@pytest.mark.parametrize(
    ("key", "choice", "others"),
    [
        ("B", Choice(Fate.DROPPED, reason=" "), {}),
        ("B", Choice(Fate.SPLIT, parts=1), {}),
        ("B", Choice(Fate.SPLIT, parts=7), {}),
        ("B", Choice(Fate.MERGED), {}),
        ("B", Choice(Fate.MERGED, into="B"), {}),
        ("B", Choice(Fate.MERGED, into="P"), {}),
        ("B", Choice(Fate.MERGED, into="C"), {"C": Choice(Fate.DROPPED, reason="Over")}),
        ("C", Choice(Fate.MERGED, into="D"), {}),
        ("X", Choice(), {}),
    ],
)
def test_what_cannot_be_is_said_beside_its_element(key, choice, others):
    assert list(carrying.problems(PLAN, {key: choice} | others)) == [key]


DAY, LAST, END = dt.date(2016, 7, 1), dt.date(2018, 12, 31), dt.date(2022, 6, 30)


@pytest.mark.parametrize(
    ("direction", "value", "target"),
    [("up", 70, 100), ("up", 120, 120), ("down", 70, 70), ("down", 120, 100)],
)
def test_a_measure_goes_on_from_its_last_figure_to_a_target_that_is_ahead(direction, value, target):
    span = Span(Decimal(50), Decimal(100), DAY, LAST, Direction(direction))

    made = carrying.next_span(span, last=(Decimal(value), LAST), until=END)

    assert (made.baseline, made.since, made.target, made.until) == (value, LAST, target, END)
    assert carrying.next_span(span, last=None, until=END).since == DAY


@pytest.mark.parametrize("frequency", list(Frequency))
def test_the_rhythm_of_the_periods_is_known_again(frequency):
    days = list(figures.spans(DAY, dt.date(2019, 6, 30), frequency))

    assert carrying.rhythm(days) == frequency


def test_without_a_period_a_figure_is_due_every_year():
    assert carrying.rhythm([]) == Frequency.YEARLY
