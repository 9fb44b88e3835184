"""Our figures are those of scipy and votelib, on ballots drawn at random with ties and gaps.

`oracles/make.py` wrote the cases and is no part of the tests.
"""

import json
from itertools import permutations
from pathlib import Path

import pytest

from strategy.rules import aggregation, agreement, ballot_files, kemeny, pairs

CASES = json.loads((Path(__file__).parent / "oracles" / "cases.json").read_text("utf-8"))


@pytest.fixture(params=CASES, ids=lambda case: f"{len(case['items'])} items")
def case(request):
    return request.param


def ballots(case):
    given = {"items": case["items"], "ballots": case["ballots"]}
    return ballot_files.read(json.dumps(given).encode()).ballots


def test_cases_hold_what_is_hard():
    orders = [ballot["ranking"] for case in CASES for ballot in case["ballots"]]

    assert sum(any(len(group) > 1 for group in order) for order in orders) > 50
    assert sum(not case["condorcet_winner"] for case in CASES) > 10
    assert sum(len(case["kemeny_optima"]) > 1 for case in CASES) > 10
    assert sum(any(ballot.is_partial for ballot in ballots(case)) for case in CASES) > 15


def test_ranks_and_agreement_are_scipys(case, monkeypatch):
    monkeypatch.setattr(agreement, "MANY", 0)
    found = agreement.kendall(ballots(case))

    means = [float(mean) for mean in aggregation.mean_ranks(ballots(case))]
    assert means == pytest.approx(case["mean_rank"], abs=1e-12)
    assert float(found.w) == pytest.approx(case["w"], abs=1e-12)
    assert float(found.chi_square) == pytest.approx(case["chi2"], abs=1e-9)
    assert found.p_chi_square == pytest.approx(case["p_chi2"], rel=1e-9)


def test_pairs_and_paths_are_votelibs(case):
    items, table = case["items"], pairs.preferred(ballots(case))

    named = list(permutations(range(len(items)), 2))
    counts = {f"{items[a]}>{items[b]}": table[a][b] for a, b in named}
    assert counts == case["pairwise"]
    scores = map(float, pairs.copeland(table))
    assert dict(zip(items, scores, strict=True)) == case["copeland"]
    winner = pairs.majority(table).winner
    assert ([] if winner is None else [items[winner]]) == case["condorcet_winner"]
    paths = pairs.strongest_paths(table)
    wins = [[items[a], items[b]] for a, b in named if paths[a][b] > paths[b][a]]
    assert sorted(wins) == case["schulze_wins"]


def test_best_orders_are_votelibs(case):
    found = kemeny.consensus(pairs.preferred(ballots(case)))

    named = [[case["items"][item] for item in order] for order in found.optima]
    assert (found.score, sorted(named)) == (case["kemeny_score"], case["kemeny_optima"])
