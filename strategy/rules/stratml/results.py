"""The results of an indicator in a document: made anew, or amended where they came from a file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final, TypeAlias

from strategy.rules.stratml import outline as o
from strategy.rules.stratml.measures import dated, is_baseline
from strategy.rules.stratml.outline import Measure
from strategy.rules.stratml.tree import Node, all_copied, leaf
from strategy.rules.stratml.writing import clean

BASELINE: Final = ("Status", "Baseline")
TARGET, ACTUAL, START = "TargetResult", "ActualResult", "baseline"
# What a result is, its day and its number, as they are kept.
Known: TypeAlias = tuple[str, str, str]
Figure: TypeAlias = tuple[dt.date, Decimal]


def of(measure: Measure, kept: Node) -> list[Node]:
    """Write the results; of those that came in, only what the portal knows otherwise changes."""
    instances = all_copied(kept.all("MeasurementInstance"))
    if not kept.was or not instances:
        return [Node("MeasurementInstance", children=[*_targets(measure), *_actual(measure)])]
    fates, fresh = _fates(measure, kept.was)
    for instance in instances:
        instance.children = [each for each in instance.children if _stays(each, fates)]
    last = instances[-1]
    made = [_made(measure, tag, figure) for tag, figure in fresh]
    for tag in (TARGET, ACTUAL):
        at = sum(each.tag == TARGET or tag == ACTUAL for each in last.children)
        last.children[at:at] = [each for each in made if each.tag == tag]
    return instances


def _fates(
    measure: Measure, was: Mapping[str, Any]
) -> tuple[dict[Known, Figure | None], list[tuple[str, Figure]]]:
    """Say what becomes of each figure that was known, and which are new."""
    start = None if measure.baseline is None else (measure.baseline_on, measure.baseline)
    fates: dict[Known, Figure | None] = {
        (TARGET, *was["target"]): (measure.target_on, measure.target)
    }
    fresh: list[tuple[str, Figure]] = []
    if was["baseline"][1] is not None:
        fates[(START, *was["baseline"])] = start
    elif start is not None:
        fresh.append((START, start))
    for tag, before, now in (
        (TARGET, was.get("targets", []), dict(measure.targets)),
        (ACTUAL, was["values"], dict(measure.values)),
    ):
        days = {dt.date.fromisoformat(day): number for day, number in before}
        for day, number in days.items():
            fates[(tag, day.isoformat(), number)] = (day, now[day]) if day in now else None
        fresh += [(tag, (day, number)) for day, number in now.items() if day not in days]
    return fates, fresh


def _stays(result: Node, fates: Mapping[Known, Figure | None]) -> bool:
    """Bring a result up to date; say whether it is still one."""
    found = dated(result)
    if found is None:
        return True
    kind = START if is_baseline(result) else result.tag
    known = (kind, found[0].isoformat(), o.plain_number(found[1]))
    now = fates.get(known, found)
    if now is None:
        return False
    if now != found:
        others = [each for each in result.children if each.tag not in {"EndDate", "NumberOfUnits"}]
        begins = [each for each in others if each.tag == "StartDate"]
        if begins and now[0].isoformat() < begins[0].text[:10]:
            begins = []
        rest = [each for each in others if each.tag != "StartDate"]
        result.children = [*begins, *_figure(*now), *rest]
    return True


def _targets(measure: Measure) -> list[Node]:
    figures = (*measure.targets, (measure.target_on, measure.target))
    return [_made(measure, TARGET, figure) for figure in figures]


def _actual(measure: Measure) -> list[Node]:
    start = []
    if measure.baseline is not None:
        start = [_made(measure, START, (measure.baseline_on, measure.baseline))]
    return [*start, *(_made(measure, ACTUAL, figure) for figure in measure.values)]


def _made(measure: Measure, kind: str, figure: Figure) -> Node:
    made = Node(ACTUAL if kind == START else kind, children=_figure(*figure))
    said = BASELINE if kind == START else _score(dict(measure.scores), figure[1])
    if said is not None:
        name, value = leaf("DescriptorName", said[0]), leaf("DescriptorValue", said[1])
        made.children.append(Node("Descriptor", children=[name, value]))
    return made


def _score(names: Mapping[int, str], number: Decimal) -> tuple[str, str] | None:
    """Return what a score is called: a number says it to nobody."""
    name = clean(names.get(int(number), ""))
    return ("Score", name) if name else None


def _figure(day: dt.date, number: Decimal) -> list[Node]:
    return [leaf("EndDate", day.isoformat()), leaf("NumberOfUnits", o.plain_number(number))]
