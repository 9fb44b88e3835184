"""Start the next plan from an earlier one: elements, words in both languages, links."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.models import CarriedElement, CarryOver, Plan, PlanElement
from strategy.rules import carrying
from strategy.rules.carrying import Choice, Sprout
from strategy.services import alignments, plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock, ids
from wco_portal.common.bilingual import in_both
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
    choices: Mapping[str, Choice],
    by: Person,
) -> Plan:
    """Start a draft from a plan; an element of which nothing is said is kept."""
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


def _carry(source: Plan, plan: Plan, choices: Mapping[str, Choice], *, by: Person) -> None:
    before = list(source.elements.in_order().prefetch_related("functions", "serves"))
    old = selectors.carrying.olds(before)
    if wrong := carrying.problems(old, choices):
        raise ValidationError({f"element-{key}": words for key, words in wrong.items()})
    made = _elements(plan, before, carrying.sprouts(old, choices))
    _under(made, carrying.parents(old, choices))
    _joined(made, before)
    _write(source, plan, made, by=by)
    _linked(made, by=by)
    _aligned(made, by=by)
    _told(source, plan, before, choices, by=by)


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
    by: Person,
) -> None:
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
    data["from"] = source.slug
    audit.record("strategy.plan.carried_over", target=plan, by=by, data=data)
