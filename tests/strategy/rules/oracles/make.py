"""Write cases.json: what other people's programs make of ballots drawn at random.

Run by hand where scipy 1.17 and votelib 0.4.0 are installed (neither is needed to run the tests):
`python -m tests.strategy.rules.oracles.make`. Ranks, W and its chance come from scipy, pairs,
Copeland's and Schulze's wins and Kemeny's score from votelib, which nobody has changed since 2021.
"""

import json
import random
from itertools import permutations
from pathlib import Path

from scipy.stats import friedmanchisquare, rankdata
from votelib.convert import (
    RankedToCondorcetVotes,
)
from votelib.evaluate.condorcet import (
    CondorcetWinner,
    Copeland,
    KemenyYoung,
    Schulze,
    pairwise_wins,
)

CASES = 60
FILE = Path(__file__).with_name("cases.json")


def ballot(dice, items, kind):
    """Draw a ranking of tie groups: complete, with ties, or with ties and gaps."""
    named = dice.sample(items, len(items))
    if kind == "partial":
        named = named[: dice.randrange(len(items) + 1)]
    groups = []
    for item in named:
        if groups and kind != "complete" and dice.random() < 0.4:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def ranked(groups):
    """Write tie groups as votelib has them."""
    return tuple(frozenset(group) if len(group) > 1 else group[0] for group in groups)


def places(groups, items):
    """Return mid-ranks as scipy finds them, what is left out last."""
    at = {item: number for number, group in enumerate(groups) for item in group}
    return rankdata([at.get(item, len(items)) for item in items]).tolist()


def pair_counts(made, items):
    """Count pairs as votelib does; what is left out is below what is named."""
    votes = {}
    for each in made:
        key = ranked(each["ranking"])
        votes[key] = votes.get(key, 0) + each["count"]
    # An empty ballot compares nothing.
    votes.pop((), None)
    everybody = tuple(items)
    found = RankedToCondorcetVotes().convert(votes | {(frozenset(everybody),): 0})
    return {(a, b): found.get((a, b), 0) for a, b in permutations(items, 2)}


def case(number):
    """Draw an electorate and ask the libraries."""
    dice = random.Random(number)
    items = list("ABCDEFG"[: dice.randint(3, 6)])
    kind = ("complete", "tied", "partial")[number % 3]
    made = [
        {"ranking": ballot(dice, items, kind), "count": dice.randint(1, 4)}
        for _ in range(dice.randint(2, 12))
    ]
    rows = [places(each["ranking"], items) for each in made for _ in range(each["count"])]
    counts = pair_counts(made, items)
    wins = pairwise_wins(counts)
    beaten, paths = Copeland.scores(wins), pairwise_wins(Schulze.widest_paths(counts))
    chi2, p = (float(each) for each in friedmanchisquare(*zip(*rows, strict=True)))
    best = max(KemenyYoung.score(order, counts) for order in permutations(items))
    return {
        "items": items,
        "ballots": made,
        "mean_rank": [sum(column) / len(rows) for column in zip(*rows, strict=True)],
        "pairwise": {f"{a}>{b}": count for (a, b), count in counts.items()},
        "condorcet_winner": CondorcetWinner().evaluate(counts),
        "copeland": {item: (len(items) - 1 + beaten.get(item, 0)) / 2 for item in items},
        "schulze_wins": sorted([a, b] for a, b in paths),
        "kemeny_score": best,
        "kemeny_optima": sorted(
            list(order) for order in permutations(items) if KemenyYoung.score(order, counts) == best
        ),
        "w": chi2 / (len(rows) * (len(items) - 1)),
        "chi2": chi2,
        "p_chi2": p,
    }


if __name__ == "__main__":
    lines = ",\n".join(json.dumps(case(number)) for number in range(CASES))
    FILE.write_text(f"[\n{lines}\n]\n", encoding="utf-8")
