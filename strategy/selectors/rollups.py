"""Read how a plan is measured: objectives with their indicators, coverage, way and regions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from django.utils.functional import cached_property

from strategy.enums.indicators import TONES, IndicatorKind, Light, Regions
from strategy.models import Indicator, PlanElement, RegionalValue
from strategy.rules import progress, rollup
from strategy.rules.rollup import Child, Rollup
from strategy.selectors import indicators
from strategy.selectors.indicators import Reading
from strategy.selectors.plans import Outline, Part
from wco_portal.common import clock
from wco_portal.directory.models import Region

# The order of lights in counts: what goes well first.
ORDER = (
    Light.REACHED,
    Light.ON_TRACK,
    Light.AT_RISK,
    Light.OFF_TRACK,
    Light.NO_DATA,
    Light.NOT_DUE,
)


# Most of 400 elements have no indicator behind them.
NOTHING: Final = rollup.roll([])


@dataclass(frozen=True, slots=True)
class Count:
    """How many indicators show a tone, and the word for it."""

    tone: str
    word: str
    count: int


@dataclass(frozen=True)
class Rolled:
    """An element of a plan with what its indicators show together."""

    element: PlanElement
    readings: list[Reading]
    rollup: Rollup

    @property
    def tone(self) -> str:
        """Return the tone of the light."""
        return TONES[self.rollup.light]

    @property
    def percent(self) -> int | None:
        """Return the mean progress of what was reported, in whole per cent."""
        return None if self.rollup.done is None else round(self.rollup.done * 100)

    @cached_property
    def counts(self) -> list[Count]:
        """Count the indicators by light, those without any left out."""
        shown = [reading.light for reading in self.readings]
        return [
            Count(TONES[light], str(light.label), shown.count(light))
            for light in ORDER
            if light in shown
        ]

    @cached_property
    def way(self) -> list[tuple[dt.date, Fraction]]:
        """Return the mean progress at the end of every period that has a figure."""
        steps = [(reading.indicator.weight, _steps(reading)) for reading in self.readings]
        ends = sorted({day for _weight, known in steps for day, _done in known})
        made = []
        for end in ends:
            then = [
                (next((done for day, done in reversed(known) if day <= end), None), weight)
                for weight, known in steps
            ]
            mean = rollup.mean(then)
            if mean is not None:
                made.append((end, mean))
        return made


@dataclass(frozen=True, slots=True)
class Cell:
    """A region's mean progress in an objective, from so many indicators."""

    percent: int | None
    count: int

    @property
    def shade(self) -> str:
        """Name the class of five shades."""
        return "" if self.percent is None else f"q{min(4, self.percent // 20)}"


@dataclass(frozen=True)
class Measured:
    """How a plan is measured on a day."""

    day: dt.date
    rolled: dict[int, Rolled] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    heat: list[tuple[PlanElement, list[Cell]]] = field(default_factory=list)

    @property
    def on_track(self) -> int:
        """Count the indicators that are on track or have reached their target."""
        return sum(reading.tone == "good" for reading in self.readings)

    @property
    def reported(self) -> int:
        """Count the indicators whose newest due figure is there."""
        return sum(reading.is_reported for reading in self.readings)

    @property
    def due(self) -> int:
        """Count the indicators for which a figure was due."""
        return sum(reading.is_due for reading in self.readings)

    @property
    def is_demonstration(self) -> bool:
        """Say whether any of it is invented."""
        return any(reading.indicator.is_demonstration for reading in self.readings)


def of_plan(outline: Outline, *, on: dt.date | None = None) -> Measured:
    """Measure a plan as of a day: each indicator counts once in each element that it serves.

    What was dropped by that day counts no more, neither for itself nor for what it serves.
    """
    day = on or clock.today()
    parts = [
        part
        for part in _walk([*outline.steering, *outline.layers, *outline.named])
        if part.element.stands_on(day)
    ]
    # As the outline tells of them: with the titles of the day.
    elements = {part.element.pk: part.element for part in parts}
    found = indicators.of_parts(elements, on=day)
    if not found:
        return Measured(day)
    by_element: dict[int, list[Reading]] = {}
    for reading in found:
        by_element.setdefault(reading.indicator.element_id, []).append(reading)
    serving = _serving(elements)
    rolled = {
        part.element.pk: roll(part.element, _behind(part, by_element, serving)) for part in parts
    }
    regions = list(Region.objects.order_by("order"))
    steering = [rolled[part.element.pk] for part in outline.steering if part.element.pk in rolled]
    return Measured(day, rolled, found, regions, heat(steering, regions))


def _serving(elements: Mapping[int, PlanElement]) -> dict[int, list[int]]:
    """Return, by key of an element of these plans, the keys of those that serve it."""
    found: dict[int, list[int]] = {}
    plans = {each.plan_id for each in elements.values()}
    rows = PlanElement.serves.through.objects.filter(to_planelement__plan__in=plans)
    joins = rows.order_by("pk")
    for served, server in joins.values_list("to_planelement", "from_planelement"):
        found.setdefault(served, []).append(server)
    return found


def roll(element: PlanElement, readings: list[Reading]) -> Rolled:
    """Roll the indicators behind an element up."""
    children = [
        Child(reading.light, reading.indicator.weight, reading.done, reading.is_reported)
        for reading in readings
    ]
    return Rolled(element, readings, rollup.roll(children) if children else NOTHING)


def _walk(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _walk(part.children)


def _behind(
    part: Part, by_element: dict[int, list[Reading]], serving: dict[int, list[int]]
) -> list[Reading]:
    """Gather the indicators of an element, of what stands under it and of what serves it."""
    own = part.element.pk
    if not part.children and own not in serving:
        return by_element.get(own, [])
    keys: dict[int, None] = {}
    for each in _walk([part]):
        keys[each.element.pk] = None
        keys |= dict.fromkeys(serving.get(each.element.pk, ()))
    return [reading for key in keys for reading in by_element.get(key, [])]


def _steps(reading: Reading) -> list[tuple[dt.date, Fraction]]:
    """Return the progress of an indicator at the end of every period that has a figure."""
    span = reading.span
    steps = []
    for slot in reading.slots:
        done = None if slot.value is None else progress.progress(span, slot.value)
        if done is not None:
            steps.append((slot.ends_on, done))
    return steps


def heat(
    rolled: Sequence[Rolled], regions: Sequence[Region]
) -> list[tuple[PlanElement, list[Cell]]]:
    """Return each objective's progress by region, of the indicators that can say it."""
    lasts = {
        reading.last.pk: reading
        for each in rolled
        for reading in each.readings
        if reading.last is not None and _comparable(reading.indicator)
    }
    shares: dict[tuple[int, int], Fraction] = {}
    for row in RegionalValue.objects.filter(measurement__in=lasts):
        reading = lasts[row.measurement_id]
        done = progress.progress(reading.span, row.value)
        if done is not None:
            shares[reading.indicator.pk, row.region_id] = done
    if not shares:
        return []
    return [(each.element, [_cell(each, region, shares) for region in regions]) for each in rolled]


def _comparable(indicator: Indicator) -> bool:
    """A region's part of a sum cannot be held against the target of the whole."""
    return indicator.regions == Regions.APART or (
        indicator.regions == Regions.SUM and indicator.kind == IndicatorKind.PERCENTAGE
    )


def _cell(rolled: Rolled, region: Region, shares: dict[tuple[int, int], Fraction]) -> Cell:
    known = [
        (shares[key], reading.indicator.weight)
        for reading in rolled.readings
        if (key := (reading.indicator.pk, region.pk)) in shares
    ]
    mean = rollup.mean(known)
    return Cell(None if mean is None else round(mean * 100), len(known))
