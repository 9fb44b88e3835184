"""Invented indicators of every kind for the plan in force, with figures through the whole cycle."""

from __future__ import annotations

import datetime as dt
import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from strategy.enums.indicators import Direction, Frequency, IndicatorKind, Regions
from strategy.models import Indicator, IndicatorPeriod, PlanElement
from strategy.rules import figures
from strategy.rules.figures import Figure, Parts
from strategy.rules.progress import Span
from strategy.services import indicators, measurements
from strategy.services.indicators import Definition, PeriodPlan, Score
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person, Region

LIST: Final = (
    Path(__file__).resolve().parent.parent.parent / "data" / "indicator_demonstration.json"
)
START, END = dt.date(2016, 7, 1), dt.date(2019, 6, 30)
SEED: Final = 2019
MEMBERS: Final = 183
REPORTED_AFTER: Final = dt.timedelta(days=20)
# Nobody held a role before 2018: the first year was reported late.
FIRST_REPORT, CORRECTED_ON = dt.date(2018, 1, 15), dt.date(2018, 3, 1)
# What does not go straight: a correction, a figure that waits, one that came back.
CORRECTED, PENDING, RETURNED = "3", "5", "2"


def load() -> None:
    """Define the indicators and report what is known of them."""
    chance = random.Random(SEED)  # noqa: S311 -- invented figures, the same each time
    editor = Person.objects.get(roles__name=RoleName.EDITOR)
    approver = Person.objects.get(roles__name=RoleName.APPROVER)
    regions = list(Region.objects.order_by("order"))
    for entry in json.loads(LIST.read_text(encoding="utf-8")):
        made = _define(entry, editor)
        reported = entry.get("shares") or entry.get("values", [])
        for period, value in zip(made.periods.order_by("starts_on"), reported, strict=False):
            figure = _figure(made, value, entry, regions, chance)
            _report(period, figure, entry["element"], editor, approver)


def _define(entry: dict[str, Any], editor: Person) -> Indicator:
    baseline, target = Decimal(entry["baseline"]), Decimal(entry["target"])
    span = Span(baseline, target, START, END, Direction(entry.get("direction", "up")))
    scores = enumerate(entry.get("scores", []), start=1)
    definition = Definition(
        name=_both(entry["name"]),
        unit=_both(entry.get("unit", ["", ""])),
        span=span,
        kind=IndicatorKind(entry.get("kind", "quantitative")),
        regions=Regions(entry.get("regions", "none")),
        is_cumulative=entry.get("cumulative", False),
        weight=entry.get("weight", 1),
        figures_from=_both(entry["from"]),
        scores=tuple(Score(value, _both(name)) for value, name in scores),
    )
    element = PlanElement.objects.get(plan__slug="2016-2019", number=entry["element"])
    frequency = Frequency.ONCE if entry.get("once") else Frequency.YEARLY
    targets: list[Decimal | None] = [Decimal(each) for each in entry.get("targets", [])]
    targets = targets or [None]
    periods = [
        PeriodPlan(first, last, goal)
        for (first, last), goal in zip(figures.spans(START, END, frequency), targets, strict=True)
    ]
    return indicators.define(element, definition, by=editor, periods=periods)


def _both(texts: list[str]) -> dict[str, str]:
    return dict(zip(("en", "fr"), texts, strict=True))


def _figure(
    indicator: Indicator,
    value: Any,
    entry: dict[str, Any],
    regions: list[Region],
    chance: random.Random,
) -> Figure:
    """Make a figure and its regional parts; those that add up do so."""
    if indicator.kind == IndicatorKind.PERCENTAGE:
        return _share(indicator, value, regions, chance)
    total = Decimal(str(value))
    if indicator.regions == Regions.APART:
        spread = int(entry["spread"])
        parts = {r.code: Parts(total + chance.randint(-spread, spread)) for r in regions}
        return Figure(Parts(total), parts)
    if indicator.regions == Regions.NONE:
        return Figure(Parts(total))
    cuts = sorted(chance.randint(0, int(total)) for _ in regions[1:])
    ends = zip([0, *cuts], [*cuts, int(total)], strict=True)
    parts = {r.code: Parts(Decimal(b - a)) for r, (a, b) in zip(regions, ends, strict=True)}
    return Figure(Parts(total), parts)


def _share(
    indicator: Indicator, share: float, regions: list[Region], chance: random.Random
) -> Figure:
    if indicator.regions == Regions.NONE:
        return Figure(Parts(None, Decimal(round(MEMBERS * share)), Decimal(MEMBERS)))
    parts = {}
    for region in regions:
        whole = region.members.on(START).counted().count()
        some = min(max(round(whole * (share + chance.uniform(-0.12, 0.12))), 0), whole)
        parts[region.code] = Parts(None, Decimal(some), Decimal(whole))
    return Figure(regions=parts)


def _report(
    period: IndicatorPeriod, figure: Figure, number: str, editor: Person, approver: Person
) -> None:
    """Enter, send and approve a figure; one is corrected, one waits, one came back."""
    is_last = period.ends_on == dt.date(2018, 6, 30)
    day = max(period.ends_on + REPORTED_AFTER, FIRST_REPORT)
    with clock.standing_at(clock.end_of(day)):
        made = measurements.submit(measurements.enter(period, figure, by=editor), by=editor)
        if is_last and number == PENDING:
            return
        if is_last and number == RETURNED:
            measurements.give_back(
                made, reason="Which two experts read it? Say so in the remark.", by=approver
            )
            return
        measurements.approve(made, by=approver)
    if number == CORRECTED and not is_last:
        _correct(period, editor, approver)


def _correct(period: IndicatorPeriod, editor: Person, approver: Person) -> None:
    with clock.standing_at(clock.end_of(CORRECTED_ON)):
        reason = {
            "en": "One operation was counted twice.",
            "fr": "Une opération avait été comptée deux fois.",
        }
        measurements.correct(period, reason=reason, by=editor)
        made = measurements.enter(period, Figure(Parts(Decimal(7))), by=editor)
        measurements.approve(measurements.submit(made, by=editor), by=approver)
