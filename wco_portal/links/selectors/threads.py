"""Walk the thread: what a thing comes from and what it leads to, as far as the reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise

from wco_portal.access.policies import Actor
from wco_portal.links.enums import REVERSE, Relation
from wco_portal.links.models import Anchor, Link
from wco_portal.links.tables import KINDS, Card, Kind


@dataclass(frozen=True, slots=True)
class Knot:
    """One link as a page shows it."""

    link: Link
    relation: str | Promise
    kind: Kind
    card: Card


@dataclass(frozen=True, slots=True)
class Thread:
    """What stands before and after a thing."""

    comes_from: list[Knot]
    leads_to: list[Knot]


def comes_from(public_id: str, *, actor: Actor) -> list[Knot]:
    """Return what a thing comes from."""
    return of(public_id, actor=actor).comes_from


def leads_to(public_id: str, *, actor: Actor) -> list[Knot]:
    """Return what a thing leads to."""
    return of(public_id, actor=actor).leads_to


def of(public_id: str, *, actor: Actor) -> Thread:
    """Return both ways from a thing: two queries, and one look per kind of thing."""
    return of_many([public_id], actor=actor)[public_id]


def of_many(public_ids: Iterable[str], *, actor: Actor) -> dict[str, Thread]:
    """Return both ways from each of several things, in as many queries as for one."""
    wanted = list(public_ids)
    back, forth = defaultdict(list), defaultdict(list)
    for each in _links().filter(origin__public_id__in=wanted):
        back[each.origin.public_id].append(each)
    for each in _links().filter(target__public_id__in=wanted):
        forth[each.target.public_id].append(each)
    ends = [each.target for links in back.values() for each in links]
    ends += [each.origin for links in forth.values() for each in links]
    cards = cards_of(ends, actor=actor)
    return {each: _thread(back[each], forth[each], cards) for each in wanted}


def _thread(back: Iterable[Link], forth: Iterable[Link], cards: dict[str, Card]) -> Thread:
    return Thread(
        [
            Knot(each, Relation(each.relation).label, KINDS[each.target.kind], card)
            for each in back
            if (card := cards.get(each.target.public_id))
        ],
        [
            Knot(each, REVERSE[each.relation], KINDS[each.origin.kind], card)
            for each in forth
            if (card := cards.get(each.origin.public_id))
        ],
    )


def cards_of(anchors: Iterable[Anchor], *, actor: Actor) -> dict[str, Card]:
    """Return the cards of things, by public id, without those the actor may not see."""
    by_kind = defaultdict(set)
    for anchor in anchors:
        by_kind[anchor.kind].add(anchor.public_id)
    return {
        card.public_id: card
        for name, ids in by_kind.items()
        if name in KINDS
        for card in KINDS[name].cards(sorted(ids), actor)
    }


def origins(public_id: str, *, kind: str) -> list[str]:
    """Return the public ids of the things of a kind that hang on this one, seen or not."""
    found = Anchor.objects.filter(kind=kind, links_back__target__public_id=public_id)
    return list(found.values_list("public_id", flat=True).order_by("pk"))


def card(kind: str, public_id: str, *, actor: Actor) -> Card | None:
    """Return the card of one thing, if the actor may see it."""
    return cards_of([Anchor(kind=kind, public_id=public_id)], actor=actor).get(public_id)


def options(*, actor: Actor) -> list[tuple[Kind, list[Card]]]:
    """Return what a link may lead to, by kind."""
    kinds = [(kind, kind.options) for kind in KINDS.values()]
    return [(kind, list(listed(actor))) for kind, listed in kinds if listed is not None]


def link(public_id: str) -> Link:
    """Return a link, or 404 through `Link.DoesNotExist`."""
    return _links().get(public_id=public_id)


def _links() -> QuerySet[Link]:
    return Link.objects.select_related("origin", "target").order_by("relation", "pk")


def visible(actor: Actor) -> QuerySet[Link]:
    """Return the links whose both ends the actor may see: a look per kind, not per link."""
    rows = list(_links())
    seen = cards_of([end for each in rows for end in (each.origin, each.target)], actor=actor)
    shown = [
        each.pk for each in rows if each.origin.public_id in seen and each.target.public_id in seen
    ]
    return _links().filter(pk__in=shown)
