"""How conferences, sessions and registrations look from afar: the cards of links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from conferences.models import Conference, Registration, Session
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import active
from wco_portal.links.tables import Card, card_of


def of_conferences(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of conferences that are announced."""
    del actor
    found = Conference.objects.known_by(clock.today()).filter(public_id__in=public_ids)
    return [card_of(each) for each in found]


def of_sessions(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of sessions."""
    del actor
    known = Conference.objects.known_by(clock.today())
    found = Session.objects.filter(public_id__in=public_ids, conference__in=known)
    found = found.select_related("conference")
    return [card_of(each) for each in found]


def of_registrations(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of registrations that the actor may see."""
    found = Registration.objects.visible_to(actor).filter(public_id__in=public_ids)
    return [
        Card(
            public_id=each.public_id,
            title=each.name,
            address=each.get_absolute_url(),
            language=active(),
            is_demonstration=each.is_demonstration,
        )
        for each in found.select_related("conference")
    ]


def any_conference(actor: Actor) -> Iterable[Card]:
    """List the conferences that can be linked by hand."""
    del actor
    return [card_of(each) for each in Conference.objects.known_by(clock.today()).order_by("slug")]


def any_session(actor: Actor) -> Iterable[Card]:
    """List the sessions that can be linked by hand."""
    del actor
    found = Session.objects.select_related("conference").order_by("starts_at", "pk")
    return [card_of(each) for each in found]
