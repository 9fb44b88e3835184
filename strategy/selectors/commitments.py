"""The goals and articles of international frameworks, and which an element serves."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from strategy.models import Commitment, Framework, Plan
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.bilingual import local
from wco_portal.links.enums import Relation
from wco_portal.links.models import Link
from wco_portal.links.tables import Card

# The kind under which a commitment is an end of a link.
KIND: Final = "commitment"
TIED: Final = "links.link.made"


def everything(framework: Framework | None = None) -> QuerySet[Commitment]:
    """Return the goals and articles of all frameworks, or of one, in order."""
    found = Commitment.objects.select_related("framework").order_by("framework__order", "order")
    return found.filter(framework=framework) if framework else found


def by_code(code: str) -> Commitment:
    """Return a commitment, or 404 through `Commitment.DoesNotExist`."""
    return everything().get(code=code)


def by_codes(codes: Iterable[str]) -> dict[str, Commitment]:
    """Return commitments by their codes; a code that is not known is left out."""
    return {each.code: each for each in everything().filter(code__in=set(codes))}


def framework(code: str) -> Framework:
    """Return a framework, or 404 through `Framework.DoesNotExist`."""
    return Framework.objects.select_related("source").get(code=code)


def links() -> QuerySet[Link]:
    """Return the links from elements of plans to commitments."""
    return Link.objects.filter(
        origin__kind="planelement", target__kind=KIND, relation=Relation.IMPLEMENTS
    )


def of_elements(
    public_ids: Iterable[str], *, on: dt.date | None = None
) -> dict[str, list[Commitment]]:
    """Return, by public id of an element, what it serves, today or on a day: in two queries."""
    if on is not None and on < clock.today():
        return _served(_tied_on(list(public_ids), on))
    mine = links().filter(origin__public_id__in=list(public_ids))
    return _served(mine.values_list("origin__public_id", "target__public_id"))


def of_plan(plan: Plan, *, on: dt.date | None = None) -> dict[str, list[Commitment]]:
    """Return, by public id of an element of a plan, what it serves: in two queries."""
    if on is not None and on < clock.today():
        return of_elements(plan.elements.values_list("public_id", flat=True), on=on)
    mine = links().filter(origin__public_id__in=plan.elements.values("public_id"))
    return _served(mine.values_list("origin__public_id", "target__public_id"))


def _tied_on(public_ids: Sequence[str], day: dt.date) -> list[tuple[str, str]]:
    """Return what was tied to what at the end of a day, as the audit trail tells."""
    told = Event.objects.filter(
        type__in=[TIED, "links.link.removed"],
        happened_at__lt=clock.end_of(day),
        data__relation=Relation.IMPLEMENTS,
        data__from__in=public_ids,
    )
    last = {
        (data["from"], data["to"]): type_
        for type_, data in told.order_by("pk").values_list("type", "data")
    }
    return [pair for pair, type_ in last.items() if type_ == TIED]


def _served(mine: Iterable[tuple[str, str]]) -> dict[str, list[Commitment]]:
    codes = defaultdict(set)
    for element, code in mine:
        codes[element].add(code)
    known = list(everything().filter(code__in=set().union(*codes.values())))
    return {
        element: [each for each in known if each.code in wanted]
        for element, wanted in codes.items()
    }


def codes() -> ArraySubquery:
    """Return, as an expression on elements, the codes of what each serves."""
    mine = links().filter(origin__public_id=OuterRef("public_id"))
    return ArraySubquery(mine.order_by("target__public_id").values("target__public_id"))


def cards(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of commitments: they are public."""
    del actor
    return [_card(each) for each in everything().filter(code__in=public_ids)]


def _card(commitment: Commitment) -> Card:
    return Card(
        public_id=commitment.code,
        title=str(commitment),
        address=commitment.get_absolute_url(),
        language=local(commitment, "title").language,
    )
