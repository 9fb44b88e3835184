"""All figures of a file of ballots, as JSON says them: floats at this edge only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any, Final

from strategy.rules import aggregation, agreement, intervals, kemeny, pairs
from strategy.rules.aggregation import Ballot
from strategy.rules.agreement import ROUNDS, Chance, Missing
from strategy.rules.ballot_files import Sheet
from strategy.rules.intervals import REPEATS, SEED

PARTIAL: Final = (
    "Items that a ballot leaves out stand level after all that it names: for ranks and points they "
    "share the mean of the places that are left. In pairs a named item is before one left out, and "
    "two left out are not compared. Nothing is made up about what was left out, every Member keeps "
    "the same weight, and all methods read the same ballot."
)
AGREEMENT: Final = ("w", "s", "chi2", "df", "p", "p_method", "p_note", "p_chi2")
# What a file without a ballot leaves undefined.
FIGURES: Final = (
    "mean_rank",
    "borda",
    "pairwise",
    "copeland",
    "majority.order",
    "majority.winner",
    "schulze.order",
    "kemeny",
    "kendall_w",
    "by_region",
    "weightings.equal_member",
    "weightings.equal_region",
    "weightings.order_depends",
    "intervals.places",
)
MISSING: Final[dict[Missing, str]] = {
    Missing.NO_JUDGE: "there is no ballot",
    Missing.ONE_JUDGE: "one ballot agrees with itself: agreement needs two",
    Missing.ONE_ITEM: "one item is always in the same place",
    Missing.ALL_TIED: "no ballot puts any item before another: 0/0",
}
P_NOTES: Final[dict[Chance, str]] = {
    Chance.EXACT: "every outcome counted, ties as cast",
    Chance.PERMUTATION: f"{ROUNDS} outcomes drawn, seed {SEED}, ties as cast: (hits + 1) / "
    f"{ROUNDS + 1}",
    Chance.CHI_SQUARE: "upper tail of chi-square",
}
KNOTTED: Final = (
    f"more than {kemeny.WIDEST} items are tied into one knot by majorities: the best order cannot "
    "be proved in reasonable time"
)


def report(sheet: Sheet, *, seed: int = SEED, repeats: int = REPEATS) -> dict[str, Any]:
    """Return every figure, and under `undefined` the reason for each that does not exist."""
    ballots = aggregation.merged(sheet.ballots)
    if not ballots:
        return _nothing(sheet, seed=seed, repeats=repeats)
    names, undefined = _Names(sheet.items), _Undefined()
    table = pairs.preferred(ballots)
    partial = [ballot for ballot in ballots if ballot.is_partial]
    return {
        "items": list(sheet.items),
        "ballots": aggregation.size(ballots),
        "partial": {"ballots": aggregation.size(partial), "convention": PARTIAL},
        "mean_rank": names.figures(aggregation.mean_ranks(ballots)),
        "borda": names.figures(aggregation.borda(ballots)),
        "pairwise": {
            name: {
                other: count for other, count in zip(sheet.items, row, strict=True) if other != name
            }
            for name, row in zip(sheet.items, table, strict=True)
        },
        "copeland": names.figures(pairs.copeland(table)),
        "majority": _majority(table, names, undefined),
        "schulze": _schulze(table, names),
        "kemeny": _kemeny(table, names, undefined),
        "kendall_w": _kendall(ballots, "kendall_w", undefined),
        "by_region": _by_region(ballots, names, undefined),
        "weightings": _weightings(ballots, names, undefined),
        "intervals": _intervals(ballots, names, undefined, seed, repeats),
        "undefined": undefined.reasons,
    }


def _nothing(sheet: Sheet, *, seed: int, repeats: int) -> dict[str, Any]:
    """Return the same keys where nobody has cast a ballot: no figure exists, each says why."""
    why = MISSING[Missing.NO_JUDGE]
    return {
        "items": list(sheet.items),
        "ballots": 0,
        "partial": {"ballots": 0, "convention": PARTIAL},
        **dict.fromkeys(("mean_rank", "borda", "pairwise", "copeland")),
        "majority": dict.fromkeys(("order", "winner", "cycles")),
        "schulze": {"order": None, "level_across_groups": None, "strength": "winning votes"},
        "kemeny": dict.fromkeys(("score", "distance", "count", "optima")),
        "kendall_w": dict.fromkeys(AGREEMENT),
        "by_region": {},
        "weightings": {
            **dict.fromkeys(("equal_member", "equal_region", "order_depends")),
            "sentence": f"Not known: {why}.",
        },
        "intervals": {"places": None, "seed": seed, "rounds": repeats, "level": 0.95},
        "undefined": dict.fromkeys(FIGURES, why),
    }


class _Names:
    """Puts the items' names to figures and groups."""

    def __init__(self, items: Sequence[str]) -> None:
        self.items = items

    def figures(self, values: Iterable[Fraction]) -> dict[str, float | int]:
        """Return figures by item."""
        return {name: _edge(value) for name, value in zip(self.items, values, strict=True)}

    def groups(self, order: Iterable[Iterable[int]]) -> list[list[str]]:
        """Return an order as tie groups of names."""
        return [[self.items[item] for item in group] for group in order]


class _Undefined:
    """Collects what does not exist, and why."""

    def __init__(self) -> None:
        self.reasons: dict[str, str] = {}

    def say(self, figure: str, why: str) -> None:
        """Note why a figure does not exist."""
        self.reasons[figure] = why


def _edge(value: Fraction) -> float | int:
    """Return the number that is printed: whole where it is whole."""
    return value.numerator if value.denominator == 1 else float(value)


def _majority(table: pairs.Table, names: _Names, undefined: _Undefined) -> dict[str, Any]:
    found = pairs.majority(table)
    circles = names.groups(found.circles)
    if found.order is None:
        why = "majorities go in a circle" if circles else "level pairs stand differently to a third"
        undefined.say("majority.order", f"no majority order: {why}")
    if found.winner is None:
        undefined.say("majority.winner", "no item is put before every other by a majority")
    return {
        "order": None if found.order is None else names.groups(found.order),
        "winner": None if found.winner is None else names.items[found.winner],
        "cycles": circles,
    }


def _schulze(table: pairs.Table, names: _Names) -> dict[str, Any]:
    found = pairs.schulze(table)
    return {
        "order": names.groups(found.order),
        "level_across_groups": names.groups(found.level),
        "strength": "winning votes",
    }


def _kemeny(table: pairs.Table, names: _Names, undefined: _Undefined) -> dict[str, Any]:
    is_known = len(table) == 1 or any(map(any, table))
    found = kemeny.consensus(table) if is_known else None
    if found is None:
        why = KNOTTED if is_known else MISSING[Missing.ALL_TIED].removesuffix(": 0/0")
        undefined.say("kemeny", why)
        return {"score": None, "distance": None, "count": None, "optima": None}
    if found.optima is None:
        undefined.say("kemeny.optima", f"{found.count} orders are equally good: too many to list")
    return {
        "score": found.score,
        "distance": found.distance,
        "count": found.count,
        "optima": found.optima
        and [names.groups((item,) for item in order) for order in found.optima],
    }


def _kendall(ballots: Sequence[Ballot], figure: str, undefined: _Undefined) -> dict[str, Any]:
    found, why = agreement.kendall(ballots), agreement.missing(ballots)
    if found is None:
        undefined.say(figure, MISSING[why] if why else "")
        return dict.fromkeys(AGREEMENT)
    return {
        "w": _edge(found.w),
        "s": _edge(found.squares),
        "chi2": _edge(found.chi_square),
        "df": found.degrees,
        "p": found.p,
        "p_method": found.found.value,
        "p_note": P_NOTES[found.found],
        "p_chi2": found.p_chi_square,
        "judges": found.judges,
        "ties": found.ties,
    }


def _by_region(
    ballots: Sequence[Ballot], names: _Names, undefined: _Undefined
) -> dict[str, dict[str, Any]]:
    groups = {code: group for code, group in aggregation.strata(ballots).items() if code}
    if not groups:
        undefined.say("by_region", "no ballot names its region")
    return {
        code: {
            "ballots": aggregation.size(group),
            **_order(aggregation.mean_ranks(group), names),
            "borda": names.figures(aggregation.borda(group)),
            "kendall_w": _kendall(group, f"by_region.{code}.kendall_w", undefined),
        }
        for code, group in groups.items()
    }


def _order(means: Sequence[Fraction], names: _Names) -> dict[str, Any]:
    """Return an order by mean ranks with its figures for one ballot."""
    points = [len(means) - mean for mean in means]
    return {
        "order": names.groups(aggregation.tie_groups(means)),
        "mean_rank": names.figures(means),
        "borda_per_ballot": names.figures(points),
    }


def _weightings(ballots: Sequence[Ballot], names: _Names, undefined: _Undefined) -> dict[str, Any]:
    members = aggregation.mean_ranks(ballots)
    found: dict[str, Any] = {"equal_member": _order(members, names), "equal_region": None}
    lost = aggregation.size(ballot for ballot in ballots if not ballot.stratum)
    if lost:
        why = f"{lost} of {aggregation.size(ballots)} ballots name no region"
        for figure in ("weightings.equal_region", "weightings.order_depends"):
            undefined.say(figure, why)
        return found | {"order_depends": None, "sentence": "Not known: " + why + "."}
    regions = aggregation.mean_ranks_by_stratum(ballots)
    depends = aggregation.tie_groups(members) != aggregation.tie_groups(regions)
    return found | {
        "equal_region": _order(regions, names),
        "order_depends": depends,
        "sentence": "The order depends on whether Members or regions count the same."
        if depends
        else "The order is the same whether Members or regions count the same.",
    }


def _intervals(
    ballots: Sequence[Ballot], names: _Names, undefined: _Undefined, seed: int, repeats: int
) -> dict[str, Any]:
    found, why = None, "one ballot can only be drawn again"
    if aggregation.size(ballots) > 1:
        found = intervals.intervals(ballots, seed=seed, repeats=repeats)
        why = "too many different ballots to draw anew so often"
    if found is None:
        undefined.say("intervals.places", why)
    ends = [[each.low, each.high] for each in found or ()]
    spans = dict(zip(names.items, ends, strict=True)) if found else None
    return {"places": spans, "seed": seed, "rounds": repeats, "level": 0.95}
