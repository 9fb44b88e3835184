"""Start the next plan from an earlier one: elements, words in both languages, links, measures."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.enums.indicators import IndicatorKind, Regions, Series
from strategy.models import (
    CarriedElement,
    CarriedIndicator,
    CarryOver,
    Indicator,
    IndicatorScore,
    Plan,
    PlanElement,
)
from strategy.rules import carrying, figures
from strategy.rules.carrying import Choice, Choices, Sprout
from strategy.selectors.carrying import Measured
from strategy.selectors.indicators import Reading
from strategy.services import alignments, evidence, indicators, plans
from strategy.services.indicators import Definition, PeriodPlan, Score
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock, ids
from wco_portal.common.bilingual import LANGUAGES, in_both
from wco_portal.directory.models import Person
from wco_portal.links.enums import Relation
from wco_portal.links.services import links
from wco_portal.publishing.services import copies

Pairs = list[tuple[Sprout, PlanElement]]


@transaction.atomic
def start(
    source: Plan,
    *,
    slug: str,
    title_en: str,
    title_fr: str,
    starts_on: dt.date,
    ends_on: dt.date,
    choices: Choices,
    by: Person,
) -> Plan:
    """Start a draft from a plan; an element of which nothing is said is kept, with its measures.

    One that an amendment dropped stays dropped, unless something else is said of it.
    """
    policies.require(by, Permission.PLAN_CARRY_OVER, source)
    source = plans.locked(source)
    plan = plans.create(
        slug=slug,
        title_en=title_en,
        title_fr=title_fr,
        starts_on=starts_on,
        ends_on=ends_on,
        is_demonstration=source.text.is_demonstration,
        by=by,
    )
    _carry(source, plan, choices, by=by)
    return plan


def _carry(source: Plan, plan: Plan, choices: Choices, *, by: Person) -> None:
    before = list(source.elements.in_order().prefetch_related("functions", "serves"))
    old = selectors.carrying.olds(before)
    choices = carrying.settled(old, choices)
    measured = selectors.carrying.measured(source)
    measures = [each.measure for each in measured]
    unfit = carrying.problems(old, choices.elements)
    adrift = carrying.measure_problems(measures, choices)
    if unfit or adrift:
        wrong = {f"element-{key}": words for key, words in unfit.items()}
        raise ValidationError(wrong | {f"indicator-{key}": each for key, each in adrift.items()})
    made = _elements(plan, before, carrying.sprouts(old, choices.elements))
    _under(made, carrying.parents(old, choices.elements))
    _joined(made, before)
    _write(source, plan, made, by=by)
    _linked(made, by=by)
    _aligned(made, by=by)
    rests_on = [(element, sprout.origins) for sprout, element in made]
    named = evidence.carry(rests_on, by=by)
    kept = _told(source, plan, before, choices.elements, documents=named, by=by)
    for each in measured:
        _measure(kept, each, choices, made, by=by)


def _elements(plan: Plan, before: Sequence[PlanElement], sprouts: Sequence[Sprout]) -> Pairs:
    known = {each.public_id: each for each in before}
    made = []
    for order, sprout in enumerate(sprouts, 1):
        like = known[sprout.like]
        element = PlanElement(
            public_id=ids.public_id(),
            plan=plan,
            kind=like.kind,
            number=sprout.number,
            slug=sprout.slug,
            order=order,
            title_en=like.title_en,
            title_fr=like.title_fr,
            french_is=like.french_is,
            functions_grade=like.functions_grade,
            is_demonstration=like.is_demonstration,
            is_edited=True,
        )
        element.full_clean(exclude=["parent"])
        element.save(force_insert=True)
        made.append((sprout, element))
    return made


def _under(made: Pairs, parents: Mapping[str, str]) -> None:
    """Put each new element under the one that its parent became."""
    first: dict[str, PlanElement] = {}
    for sprout, element in made:
        first.setdefault(sprout.like, element)
    for sprout, element in made:
        element.parent = first.get(parents[sprout.like])
    PlanElement.objects.bulk_update([element for _sprout, element in made], ["parent"])


def _joined(made: Pairs, before: Sequence[PlanElement]) -> None:
    """Give the new elements the functions and what they serve, as far as it was carried over."""
    known = {each.public_id: each for each in before}
    came_of = defaultdict(list)
    for sprout, element in made:
        for key in sprout.origins:
            came_of[key].append(element)
    for sprout, element in made:
        origins = [known[key] for key in sprout.origins]
        functions = {function for each in origins for function in each.functions.all()}
        element.functions.set(functions)
        served = {
            to for each in origins for other in each.serves.all() for to in came_of[other.public_id]
        }
        element.serves.set(served - {element})


def _write(source: Plan, plan: Plan, made: Pairs, *, by: Person) -> None:
    places: list[tuple[str, Sequence[str]]] = [("", [""])]
    places += [(element.public_id, sprout.origins) for sprout, element in made]
    reason = in_both(_("Carried over from the plan %(plan)s"), plan=source.slug)
    copies.copy(source.text, plan.text, places=places, reasons=reason, by=by)


def _linked(made: Pairs, *, by: Person) -> None:
    """Link each new element to those it came of."""
    for sprout, element in made:
        for key in sprout.origins:
            links.join(
                ("planelement", element.public_id),
                ("planelement", key),
                relation=Relation.ARISES_FROM,
                is_demonstration=element.is_demonstration,
                by=by,
            )


def _aligned(made: Pairs, *, by: Person) -> None:
    """Let each new element serve the commitments that those it came of serve."""
    served = selectors.commitments.of_elements(
        key for sprout, _element in made for key in sprout.origins
    )
    for sprout, element in made:
        for commitment in {each for key in sprout.origins for each in served.get(key, ())}:
            alignments.tie(element, commitment, by=by)


def _told(
    source: Plan,
    plan: Plan,
    before: Sequence[PlanElement],
    choices: Mapping[str, Choice],
    *,
    documents: int,
    by: Person,
) -> CarryOver:
    """Keep what was decided on each element, and an event."""
    kept = CarryOver.objects.create(plan=plan, source=source, by=by, at=clock.now())
    decided = [(each, choices.get(each.public_id, Choice())) for each in before]
    CarriedElement.objects.bulk_create(
        CarriedElement(
            carry_over=kept, element=each, fate=choice.fate, reason=choice.reason.strip()[:400]
        )
        for each, choice in decided
    )
    data: dict[str, Any] = dict(Counter(str(choice.fate) for _each, choice in decided))
    data |= {"from": source.slug, "evidence": documents}
    audit.record("strategy.plan.carried_over", target=plan, by=by, data=data)
    return kept


def _measure(kept: CarryOver, old: Measured, choices: Choices, made: Pairs, *, by: Person) -> None:
    """Let an indicator end, or go on with the figure that it came to."""
    reason = carrying.ends(old.measure, choices)
    indicator = old.reading.indicator
    CarriedIndicator.objects.create(
        carry_over=kept,
        indicator=indicator,
        fate=Series.ENDS if reason else Series.GOES_ON,
        reason=reason[:400],
    )
    if reason:
        return
    at = carrying.home(old.measure, choices, [sprout for sprout, _element in made])
    definition = _definition(old.reading, kept.plan)
    start = max(kept.plan.starts_on, definition.span.since)
    days = figures.spans(start, definition.span.until, old.rhythm)
    indicators.define(
        made[at][1],
        definition,
        by=by,
        periods=[PeriodPlan(*each) for each in days],
        continues=indicator,
    )


def _definition(reading: Reading, plan: Plan) -> Definition:
    """Define the indicator of the next plan as the old one was, from the last figure on."""
    old, last = reading.indicator, None
    # A milestone goes from not reached to reached, whatever was reported.
    if old.kind != IndicatorKind.MILESTONE and reading.actual is not None:
        last = (reading.actual, reading.standing.measured_on or old.baseline_on)
    came_from = in_both(_("last figure in the plan %(plan)s"), plan=old.element.plan.slug)
    return Definition(
        name=_texts(old, "name"),
        unit=_texts(old, "unit"),
        span=carrying.next_span(selectors.indicators.span(old), last=last, until=plan.ends_on),
        kind=IndicatorKind(old.kind),
        regions=Regions(old.regions),
        is_cumulative=old.is_cumulative,
        owner=old.owner,
        rule=selectors.indicators.rule(old),
        weight=old.weight,
        remind_days=old.remind_days,
        baseline_from=came_from if last else _texts(old, "baseline_from"),
        figures_from=_texts(old, "figures_from"),
        scores=tuple(Score(each.value, _texts(each, "name")) for each in old.scores.all()),
    )


def _texts(obj: Indicator | IndicatorScore, field: str) -> dict[str, str]:
    return {code: getattr(obj, f"{field}_{code}") for code in LANGUAGES}
