"""From an indicator of a document to one of the portal; what it cannot measure stays as it is."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from strategy.enums.indicators import Direction, IndicatorKind
from strategy.rules.stratml import outline as o
from strategy.rules.stratml.outline import Measure
from strategy.rules.stratml.tree import Node
from strategy.rules.stratml.values import as_day

BIGGEST: Final = Decimal(10) ** 11
SMALLEST: Final = Decimal("0.001")
HUNDRED: Final = 100
MOST_SCORES: Final = 50
MOST_SCORE: Final = 32_767
MOST_SCORE_NAME: Final = 120


def measure_of(node: Node, place: str) -> Measure | None:
    """Read an indicator, or None where the target is no number or its days are not known."""
    results = results_of(node)
    said = o.remarks(node.words("OtherInformation"))
    extra = o.sound(said)
    baseline = next((dated(r) for r in results if is_baseline(r)), None)
    target = _target(results)
    name = extra.get("title", o.one_line(node.words("MeasurementDimension")))
    unit = extra.get("words", o.one_line(node.words("UnitOfMeasurement"), o.MOST_UNIT))
    if target is None or not name or len(unit) > o.MOST_UNIT:
        return None
    since = baseline[0] if baseline else _since(results, extra)
    if since is None or target[0] <= since:
        return None
    made = Measure(
        node.words("Identifier") or f"-{place}",
        name,
        unit,
        baseline[1] if baseline else None,
        since,
        target[1],
        target[0],
        _actuals(results, since),
        targets=_steps(results, since, target[0]),
        kept=node,
    )
    return _ruled(made, said)


def _target(results: list[Node]) -> tuple[dt.date, Decimal] | None:
    """Return the last target, or None where several of one day are parts of an unknown whole."""
    found = _by_day([each for each in results if each.tag == "TargetResult"])
    last = max(found, default=None)
    value = found[last] if last else None
    return None if last is None or value is None else (last, value)


def _actuals(results: list[Node], since: dt.date) -> tuple[tuple[dt.date, Decimal], ...]:
    told = [each for each in results if each.tag == "ActualResult" and not is_baseline(each)]
    found = _by_day(told).items()
    return tuple(sorted((day, value) for day, value in found if value is not None and day >= since))


def told_apart(indicator: Node) -> list[dt.date]:
    """Return the days of which a file has several figures."""
    actual = [each for each in results_of(indicator) if each.tag == "ActualResult"]
    found = _by_day([each for each in actual if not is_baseline(each)])
    return sorted(day for day, value in found.items() if value is None)


def results_of(indicator: Node) -> list[Node]:
    """Return the results of all instances."""
    return [each for made in indicator.all("MeasurementInstance") for each in made.children]


def _by_day(results: list[Node]) -> dict[dt.date, Decimal | None]:
    """Return the figure of each day; of several, the one that no descriptor makes a part."""
    found: dict[dt.date, dict[bool, set[Decimal]]] = {}
    for result in results:
        if found_there := dated(result):
            descriptor = result.one("Descriptor")
            is_part = descriptor is not None and not descriptor.is_empty()
            day, value = found_there
            found.setdefault(day, {}).setdefault(is_part, set()).add(value)
    return {day: _only(kinds.get(False) or kinds[True]) for day, kinds in found.items()}


def _only(values: set[Decimal]) -> Decimal | None:
    return next(iter(values)) if len(values) == 1 else None


def _since(results: list[Node], extra: dict[str, Any]) -> dt.date | None:
    """Return the day from which time runs, where nobody knows a baseline."""
    days = [as_day(r.words("StartDate")) for r in results if r.tag == "TargetResult"]
    return as_day(extra.get("since", "")) or min(filter(None, days), default=None)


def is_baseline(result: Node) -> bool:
    """Say whether a result is where the indicator began: the standard has no element for it."""
    descriptor = result.one("Descriptor")
    return (
        result.tag == "ActualResult"
        and descriptor is not None
        and any(each.text.strip().lower() == "baseline" for each in descriptor.children)
    )


def dated(result: Node) -> tuple[dt.date, Decimal] | None:
    """Return the day and the number of a result, where the portal can hold both."""
    day = as_day(result.words("EndDate")) or as_day(result.words("StartDate"))
    try:
        value = Decimal(result.words("NumberOfUnits").strip())
    except InvalidOperation:
        return None
    if day is None or abs(value) >= BIGGEST or value.quantize(SMALLEST) != value:
        return None
    return day, value


def _steps(
    results: list[Node], since: dt.date, until: dt.date
) -> tuple[tuple[dt.date, Decimal], ...]:
    """Return the targets of single periods on the way to the last."""
    found = _by_day([each for each in results if each.tag == "TargetResult"]).items()
    return tuple(
        sorted((day, value) for day, value in found if value is not None and since < day < until)
    )


def _ruled(measure: Measure, said: dict[str, Any]) -> Measure:
    """Add what our remark says of an indicator, where it makes sense beside its numbers."""
    kind, direction = said.get("kind"), said.get("direction")
    made = replace(
        measure,
        kind=kind if kind in IndicatorKind.values else measure.kind,
        direction=direction if direction in Direction.values else "",
        is_cumulative=said.get("cumulative") is True,
        scores=_scores(said.get("scores")),
    )
    return made if _makes_sense(made) else measure


def _scores(said: Any) -> tuple[tuple[int, str], ...]:
    rows = said if isinstance(said, list) else []
    return tuple(
        (row[0], row[1])
        for row in rows[:MOST_SCORES]
        if isinstance(row, list)
        and [type(each) for each in row] == [int, str]
        and 0 <= row[0] <= MOST_SCORE
        and len(row[1]) <= MOST_SCORE_NAME
        and o.is_clean(row[1])
    )


def _makes_sense(measure: Measure) -> bool:
    """Hold to what the portal's own indicators hold to."""
    known = () if measure.baseline is None else (measure.baseline,)
    numbers = [*known, measure.target, *(each for _day, each in measure.values + measure.targets)]
    if measure.direction and known and measure.baseline != measure.target:
        return False
    if measure.is_cumulative and (measure.kind != IndicatorKind.QUANTITATIVE or not known):
        return False
    scores = [value for value, _name in measure.scores]
    match measure.kind:
        case IndicatorKind.QUALITATIVE:
            is_once = len(set(scores)) == len(scores)
            return is_once and bool(scores) and all(each in scores for each in numbers)
        case IndicatorKind.PERCENTAGE:
            return not scores and all(0 <= each <= HUNDRED for each in numbers)
        case IndicatorKind.MILESTONE:
            is_whole = measure.baseline == 0 and measure.target == 1 and not measure.direction
            return not scores and is_whole and all(each in {0, 1} for each in numbers)
    return not scores
