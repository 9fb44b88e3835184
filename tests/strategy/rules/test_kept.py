"""Figures that were kept are the very ones that were counted."""

import json
import random

import pytest

from strategy.rules import counting
from strategy.rules.aggregation import Ballot
from strategy.rules.counting import RankingCount, ScoreCount
from strategy.rules.scores import Given

REGIONS = ("wca", "eur", "ap", "mena")


def rankings(members, items, *, ties=False):
    """Invent ballots; the last region stays silent."""
    dice = random.Random(members * items)
    places = range(1, items + 1)
    return tuple(
        Ballot(
            dice.choice(REGIONS[:3]),
            tuple(dice.choices(places, k=items) if ties else dice.sample(places, items)),
        )
        for _ in range(members)
    )


def answers(members, marks, items=4):
    dice = random.Random(members)
    return tuple(
        Given(dice.choice(REGIONS[:3]), tuple(dice.choices(marks, k=items))) for _ in range(members)
    )


COUNTS = [
    RankingCount(rankings(9, 4), REGIONS),
    RankingCount(rankings(30, 6, ties=True), REGIONS),
    RankingCount((Ballot("wca", (1, 2, 3)),), REGIONS),
    RankingCount((Ballot("wca", (1, 1)), Ballot("eur", (1, 1))), REGIONS),
    RankingCount((Ballot("wca", (1, 2, 3)), Ballot("eur", (2, 3, 1)), Ballot("ap", (3, 1, 2))), ()),
    ScoreCount(answers(12, (None, 1, 2, 3, 4, 5)), REGIONS, is_scale=True),
    ScoreCount(answers(1, (None,)), REGIONS, is_scale=True),
    ScoreCount(answers(12, (1, 5, 30)), REGIONS, is_scale=False),
]


@pytest.mark.parametrize("count", COUNTS)
def test_figures_come_back_as_they_were_counted(count):
    # Sorted as the data base does, which keeps no order of names.
    stored = json.loads(json.dumps(count.figures(), sort_keys=True))

    back = count.read(stored)

    assert back == count.now()
    assert list(back.strata) == list(count.strata)


def test_key_is_that_of_the_answers_the_regions_and_the_method(monkeypatch):
    cast = rankings(9, 4)
    key = RankingCount(cast, REGIONS).key

    assert RankingCount(tuple(Ballot(b.stratum, b.places) for b in cast), REGIONS).key == key
    assert RankingCount(cast[1:], REGIONS).key != key
    assert RankingCount(cast, REGIONS[1:]).key != key
    given = answers(3, (1, 2))
    assert ScoreCount(given, REGIONS, is_scale=True).key != ScoreCount(given, REGIONS, False).key
    monkeypatch.setattr(counting, "_method", lambda: "another")
    assert RankingCount(cast, REGIONS).key != key


@pytest.mark.parametrize(
    ("members", "items", "quick"), [(9, 4, True), (30, 4, True), (187, 20, False), (15, 8, False)]
)
def test_reader_waits_for_small_rounds_alone(members, items, quick):
    assert RankingCount(rankings(members, items), REGIONS).is_quick is quick


def test_drawing_says_how_far_it_is():
    told = []

    RankingCount(rankings(9, 4), REGIONS).figures(told.append)

    assert told[0] == 0
    assert told == sorted(told)
    assert len(told) == 20
    assert told[-1] < 1
