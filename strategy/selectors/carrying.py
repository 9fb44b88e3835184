"""How the elements of a plan hang together with those of the plan before it, both ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from strategy.enums.indicators import Frequency
from strategy.enums.plans import CarriedAs, ElementKind
from strategy.models import (
    CarriedElement,
    CarryOver,
    Indicator,
    IndicatorPeriod,
    Plan,
    PlanElement,
)
from strategy.rules import carrying
from strategy.rules.carrying import Choice, Measure, Old, rhythm
from strategy.selectors import indicators, plans
from strategy.selectors.indicators import Reading
from wco_portal.access.policies import Actor
from wco_portal.common import dates
from wco_portal.common.bilingual import active
from wco_portal.common.parts import Piece, Tone
from wco_portal.links.enums import Relation
from wco_portal.links.models import Link
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.selectors.differences import Shown

TONES: Final[Mapping[str, Tone]] = {
    CarriedAs.KEPT: "good",
    CarriedAs.MERGED: "most",
    CarriedAs.SPLIT: "half",
    CarriedAs.DROPPED: "bad",
}


@dataclass(frozen=True, slots=True)
class Row:
    """Elements of the two plans that hang together, and what changed in their words."""

    fate: CarriedAs
    old: Sequence[PlanElement]
    new: Sequence[PlanElement]
    title: Sequence[Piece]
    shown: Shown | None

    @property
    def tone(self) -> Tone:
        """Return the shape in which the fate is shown."""
        return TONES[self.fate]


@dataclass(frozen=True, slots=True)
class Loose:
    """An element of the earlier plan from which nothing came; why, where that was decided."""

    element: PlanElement
    reason: str
    is_decided: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two plans side by side."""

    plan: Plan
    source: Plan
    is_carried: bool
    rows: Sequence[Row]
    loose_old: Sequence[Loose]
    loose_new: Sequence[PlanElement]
    indicators: Sequence[CarriedSeries]


@dataclass(frozen=True, slots=True)
class CarriedSeries:
    """An indicator of the earlier plan, and the one that goes on with it or why none does."""

    old: Indicator
    new: Indicator | None
    reason: str


def olds(elements: Iterable[PlanElement]) -> list[Old]:
    """Return the elements of a plan as the rules of a carry-over see them."""
    found = list(elements)
    names = {each.pk: each.public_id for each in found}
    return [
        Old(
            each.public_id,
            each.kind,
            each.number,
            each.slug,
            names.get(each.parent_id or 0, ""),
            why_dropped(each),
        )
        for each in found
    ]


def usual(elements: Iterable[PlanElement]) -> dict[str, Choice]:
    """Return by id what becomes of each element of which nothing is said."""
    return {each.id: carrying.usual(each) for each in olds(elements)}


def why_dropped(element: PlanElement) -> str:
    """Say when an amendment dropped an element; nothing of what stands."""
    if element.dropped_on is None:
        return ""
    return _("Dropped by an amendment on %(day)s.") % {"day": dates.day(element.dropped_on)}


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator of a plan that is carried over: what it came to, and how often it was due."""

    measure: Measure
    reading: Reading

    @property
    def rhythm(self) -> Frequency:
        """Say how often its figure was due."""
        return rhythm([(each.starts_on, each.ends_on) for each in self._periods])

    @property
    def _periods(self) -> list[IndicatorPeriod]:
        return [point.period for point in self.reading.points]


def indicators_of(plan: Plan) -> list[Indicator]:
    """Return the indicators of a plan for whoever chooses which go on."""
    found = Indicator.objects.filter(element__plan=plan).order_by("element__order", "pk")
    return list(found)


def measured(plan: Plan) -> list[Measured]:
    """Return every indicator of a plan, begun or not, with what it came to."""
    return [
        Measured(Measure(each.indicator.public_id, each.indicator.element.public_id), each)
        for each in indicators.of_plan(plan)
    ]


def alignment(plan: Plan, actor: Actor) -> Alignment | None:
    """Hold a plan against the one it was started from, else against the one before it."""
    carried = CarryOver.objects.select_related("source__text").filter(plan=plan).first()
    visible = plans.visible(actor)
    earlier = visible.filter(starts_on__lt=plan.starts_on).order_by("-starts_on", "slug")
    source = visible.filter(pk=carried.source_id).first() if carried else earlier.first()
    if source is None:
        return None
    old, new = (
        list(each.elements.exclude(kind=ElementKind.LAYER).select_related("plan").in_order())
        for each in (source, plan)
    )
    came_of = _links(old, new)
    groups = _groups(old, came_of)
    texts = tuple(plans.reading(each, actor=actor).bodies for each in (source, plan))
    decided = CarriedElement.objects.filter(carry_over=carried) if carried else ()
    reasons = {each.element_id: each for each in decided}
    return Alignment(
        plan,
        source,
        carried is not None,
        [_row(group, old, new, texts) for group in groups],
        [
            _loose(each, reasons.get(each.pk))
            for each in old
            if not any(each.public_id in origins for origins in came_of.values())
        ],
        [each for each in new if not came_of[each.public_id]],
        _series(carried, plan) if carried else [],
    )


def _series(carried: CarryOver, plan: Plan) -> list[CarriedSeries]:
    """Return what became of each indicator of the earlier plan, in its order."""
    decided = carried.indicators.select_related("indicator__element").order_by(
        "indicator__element__order", "indicator__pk"
    )
    made = Indicator.objects.filter(element__plan=plan, continues__isnull=False)
    goes_on = {each.continues_id: each for each in made.select_related("element")}
    return [
        CarriedSeries(each.indicator, goes_on.get(each.indicator_id), each.reason)
        for each in decided
    ]


def _loose(element: PlanElement, decided: CarriedElement | None) -> Loose:
    amended = why_dropped(element)
    is_decided = decided is not None and decided.fate == CarriedAs.DROPPED
    return Loose(element, decided.reason if decided else amended, is_decided or bool(amended))


def _links(old: Sequence[PlanElement], new: Sequence[PlanElement]) -> dict[str, list[str]]:
    """Return, of each new element, the old ones it arises from."""
    found: dict[str, list[str]] = defaultdict(list)
    links = Link.objects.filter(
        relation=Relation.ARISES_FROM,
        origin__public_id__in=[each.public_id for each in new],
        target__public_id__in=[each.public_id for each in old],
    )
    for origin, target in links.order_by("pk").values_list(
        "origin__public_id", "target__public_id"
    ):
        found[origin].append(target)
    return found


def _groups(
    old: Sequence[PlanElement], came_of: Mapping[str, Sequence[str]]
) -> list[tuple[set[str], set[str]]]:
    """Put together what hangs together, in the order of the earlier plan."""
    groups: list[tuple[set[str], set[str]]] = []
    for element in old:
        here = {element.public_id}
        there = {name for name, origins in came_of.items() if element.public_id in origins}
        if not there:
            continue
        here |= {origin for name in there for origin in came_of[name]}
        touched = [each for each in groups if each[0] & here or each[1] & there]
        for each in touched:
            here, there = here | each[0], there | each[1]
            groups.remove(each)
        groups.append((here, there))
    return groups


def _row(
    group: tuple[set[str], set[str]],
    old: Sequence[PlanElement],
    new: Sequence[PlanElement],
    texts: tuple[dict[str, dict[str, object]], ...],
) -> Row:
    before = [each for each in old if each.public_id in group[0]]
    after = [each for each in new if each.public_id in group[1]]
    fate = CarriedAs.KEPT
    if len(before) > 1:
        fate = CarriedAs.MERGED
    elif len(after) > 1:
        fate = CarriedAs.SPLIT
    language = active()
    one, two = (text.get(language) for text in texts)
    shown = None
    if fate is not CarriedAs.SPLIT and one and two:
        shown = publishing.differences.between_sections(
            one,
            two,
            old_ids=[each.public_id for each in before],
            new_ids=[each.public_id for each in after],
        )
    title = (
        publishing.differences.of_words(before[0].title, after[0].title)
        if fate is CarriedAs.KEPT
        else []
    )
    return Row(fate, before, after, title, shown)
