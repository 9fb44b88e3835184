"""Plans beside international frameworks: which element serves what, and what nobody serves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, CharField, QuerySet, Value, When

from strategy.enums.plans import ElementKind
from strategy.models import Commitment, Framework, Plan, PlanElement
from strategy.models.element import ElementQuerySet
from strategy.selectors import commitments, plans
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.links import selectors as links
from wco_portal.links.models import Link
from wco_portal.links.selectors.threads import Thread


@dataclass(frozen=True, slots=True)
class Pair:
    """An element and a commitment."""

    element: PlanElement
    commitment: Commitment


@dataclass(frozen=True, slots=True)
class Served:
    """A commitment and the elements that serve it."""

    commitment: Commitment
    elements: Sequence[PlanElement]


@dataclass(frozen=True, slots=True)
class Group:
    """A framework with its commitments."""

    framework: Framework
    rows: Sequence[Served]

    @property
    def served(self) -> int:
        """Count the commitments that an element serves."""
        return sum(bool(row.elements) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A plan beside the frameworks, both ways."""

    groups: Sequence[Group]
    elements: int
    loose: Sequence[PlanElement]

    @property
    def aligned(self) -> int:
        """Count the elements that serve a commitment."""
        return self.elements - len(self.loose)


def pair(slug: str, public_id: str, code: str, actor: Actor) -> Pair:
    """Return the two ends of an address, or 404."""
    return Pair(plans.element(slug, public_id, actor), commitments.by_code(code))


def of_element(element: PlanElement, *, on: dt.date | None = None) -> list[Commitment]:
    """Return what an element serves, today or on a day."""
    return commitments.of_elements([element.public_id], on=on).get(element.public_id, [])


def all_elements(
    actor: Actor, *, serving: str | None = None, on: dt.date | None = None
) -> QuerySet[PlanElement]:
    """Return the elements of visible plans with what they serve, or those that serve one.

    On a day that is over, what they served at its end; without what was added since.
    """
    if on is not None and on < clock.today():
        return _all_on(actor, serving, on)
    found = plans.all_elements(actor).annotate(aligned_with=commitments.codes())
    if serving is None:
        return found
    those = commitments.links().filter(target__public_id=serving)
    return found.filter(public_id__in=those.values("origin__public_id"))


def _all_on(actor: Actor, serving: str | None, day: dt.date) -> QuerySet[PlanElement]:
    found = plans.all_elements(actor).there(on=day)
    tied = commitments.of_elements(found.values_list("public_id", flat=True), on=day)
    codes = {own: sorted(each.code for each in mine) for own, mine in tied.items()}
    arrays: ArrayField[list[str], list[str]] = ArrayField(CharField())
    cases = [When(public_id=own, then=Value(mine, arrays)) for own, mine in codes.items()]
    found = found.annotate(aligned_with=Case(*cases, default=Value([], arrays)))
    if serving is None:
        return found
    return found.filter(public_id__in=[own for own, mine in codes.items() if serving in mine])


def link(element: PlanElement, commitment: Commitment) -> Link | None:
    """Return the link between the two."""
    found = commitments.links().select_related("origin", "target")
    return found.filter(
        origin__public_id=element.public_id, target__public_id=commitment.code
    ).first()


def thread(element: PlanElement, *, actor: Actor) -> Thread:
    """Return the thread of an element without the commitments, which its page shows apart."""
    found = links.threads.of(element.public_id, actor=actor)
    before = [each for each in found.comes_from if each.kind.name != commitments.KIND]
    return Thread(before, found.leads_to)


def coverage(plan: Plan, *, on: dt.date | None = None) -> Coverage:
    """Hold a plan against all frameworks: what serves what, and what is aligned with nothing."""
    rows = list(_countable(plan.elements.select_related("plan__text"), on))
    found = commitments.of_elements((each.public_id for each in rows), on=on)
    loose = [each for each in rows if not found.get(each.public_id)]
    return Coverage(_groups(rows, found), len(rows), loose)


def framework(code: str, actor: Actor) -> Group:
    """Return a framework with the elements of visible plans that serve its commitments, or 404."""
    return as_it_stood(commitments.framework(code), actor)


def as_it_stood(wanted: Framework, actor: Actor, *, on: dt.date | None = None) -> Group:
    """Return a framework with what served its commitments, today or on a day."""
    elements = plans.all_elements(actor).select_related("plan__text")
    rows = list(_countable(elements, on).order_by("-plan__starts_on", "order", "pk"))
    found = commitments.of_elements((each.public_id for each in rows), on=on)
    return Group(wanted, [_served(each, rows, found) for each in commitments.everything(wanted)])


def _countable(rows: ElementQuerySet, on: dt.date | None) -> ElementQuerySet:
    """Leave out what was dropped by the day, and the layers of the map: they only group."""
    return rows.standing(on=on).exclude(kind=ElementKind.LAYER).order_by("order", "pk")


def _groups(rows: Sequence[PlanElement], found: Mapping[str, Sequence[Commitment]]) -> list[Group]:
    served: dict[Framework, list[Served]] = {}
    for each in commitments.everything().select_related("framework__source"):
        served.setdefault(each.framework, []).append(_served(each, rows, found))
    return [Group(framework, group) for framework, group in served.items()]


def _served(
    commitment: Commitment,
    rows: Sequence[PlanElement],
    found: Mapping[str, Sequence[Commitment]],
) -> Served:
    mine = [row for row in rows if commitment in found.get(row.public_id, ())]
    return Served(commitment, mine)
