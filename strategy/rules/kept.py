"""Figures of a result as they are kept, and back: exact, fractions as "numerator/denominator".

A mapping is kept as pairs: the order of its keys, which is that of the regions or methods, counts.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

from strategy.rules import kemeny, pairs, scores
from strategy.rules.agreement import Agreement, Chance, Missing
from strategy.rules.intervals import Interval
from strategy.rules.results import Firmness, Line, Method, Result
from strategy.rules.scores import Scores

Data = dict[str, Any]


def data(found: Result | Scores) -> Data:
    """Write the figures of a result."""
    return {each.name: _plain(getattr(found, each.name)) for each in fields(found)}


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, dict):
        return [[key, _plain(each)] for key, each in value.items()]
    if isinstance(value, frozenset):
        value = sorted(value)
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value


def result(said: Data) -> Result:
    """Read the figures of a ranking."""
    why, consensus = said["why_no_agreement"], said["consensus"]
    return Result(
        answered=said["answered"],
        lines=tuple(_line(each) for each in said["lines"]),
        methods={Method(name): places for name, places in said["methods"]},
        agreement=_agreement(said["agreement"]) if said["agreement"] else None,
        why_no_agreement=Missing(why) if why else None,
        pairwise=said["pairwise"],
        majority=_majority(said["majority"]),
        schulze=pairs.Paths(
            _tuples(said["schulze"]["order"]),
            tuple((one, other) for one, other in said["schulze"]["level"]),
        ),
        consensus=_consensus(consensus) if consensus else None,
        strata=dict(said["strata"]),
        first_counts=_tuples(said["first_counts"]),
        hidden=_cells(said["hidden"]),
    )


def score_result(said: Data) -> Scores:
    """Read the figures of a scale, of dots or of points."""
    return Scores(
        answered=said["answered"],
        lines=tuple(_score_line(each) for each in said["lines"]),
        strata=dict(said["strata"]),
        cells=tuple(tuple(_cell(each) for each in row) for row in said["cells"]),
        hidden=_cells(said["hidden"]),
        gini=_maybe(said["gini"]),
    )


def _line(said: Data) -> Line:
    own = {
        "mean": Fraction(said["mean"]),
        "interval": Interval(**said["interval"]),
        "firmness": Firmness(said["firmness"]),
        "region_mean": Fraction(said["region_mean"]),
    }
    return Line(**(said | own))


def _agreement(said: Data) -> Agreement:
    exact = {name: Fraction(said[name]) for name in ("squares", "w", "chi_square")}
    return Agreement(**(said | exact | {"found": Chance(said["found"])}))


def _majority(said: Data) -> pairs.Majority:
    order = None if said["order"] is None else _tuples(said["order"])
    return pairs.Majority(order, said["winner"], _tuples(said["circles"]))


def _consensus(said: Data) -> kemeny.Consensus:
    optima = None if said["optima"] is None else _tuples(said["optima"])
    return kemeny.Consensus(said["score"], said["distance"], said["count"], optima)


def _score_line(said: Data) -> scores.Line:
    parts = ("value", "mean", "median", "top_two", "gini", "region_value")
    own = {
        "spread": tuple(said["spread"]),
        "interval": Interval(**said["interval"]),
    }
    return scores.Line(**(said | {name: _maybe(said[name]) for name in parts} | own))


def _cell(said: Data) -> scores.Cell:
    return scores.Cell(said["count"], _maybe(said["value"]), said["high"])


def _maybe(said: str | None) -> Fraction | None:
    return None if said is None else Fraction(said)


def _tuples(said: list[list[int]]) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(each) for each in said)


def _cells(said: list[list[int]]) -> frozenset[tuple[int, int]]:
    return frozenset((row, column) for row, column in said)
