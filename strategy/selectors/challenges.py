"""Read the challenges that Members raised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from strategy.enums.dispositions import DispositionState
from strategy.enums.plans import PlanState
from strategy.enums.workshops import ChallengeState
from strategy.models import Challenge, Plan, PlanElement, Workshop
from strategy.models.element import ElementQuerySet
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person
from wco_portal.links.tables import Card, card_of


def visible(actor: Actor) -> QuerySet[Challenge]:
    """Return the challenges that an actor may read, the newest first."""
    return (
        Challenge.objects.visible_to(actor)
        .select_related("member", "workshop__region", "source")
        .order_by("-raised_at", "-pk")
    )


def by_id(public_id: str, actor: Actor) -> Challenge:
    """Return the challenge of an address, or 404 through `Challenge.DoesNotExist`."""
    return visible(actor).get(public_id=public_id)


def waiting(actor: Actor) -> QuerySet[Challenge]:
    """Return the challenges that wait for an answer of the Secretariat."""
    waits = visible(actor).filter(state=ChallengeState.RAISED)
    return waits.exclude(dispositions__state=DispositionState.PUBLISHED)


def of_event(event: Event) -> Challenge:
    """Return the challenge that an event is about."""
    return Challenge.objects.select_related("member", "workshop", "raised_by").get(
        public_id=event.target
    )


def elements(actor: Actor) -> ElementQuerySet:
    """Return what a challenge may be taken up under: goals, objectives and priorities."""
    plans = Plan.objects.visible_to(actor).exclude(
        state__in=[PlanState.SUPERSEDED, PlanState.WITHDRAWN]
    )
    shown = PlanElement.objects.filter(plan__in=plans).exclude(title_en="", title_fr="")
    return shown.select_related("plan").order_by("-plan__starts_on", "order", "pk")


def members_of(person: Person, workshop: Workshop) -> QuerySet[Member]:
    """Return the administrations for which a person may speak at a workshop."""
    own = person.member_ids(RoleName.FOCAL_POINT)
    return Member.objects.filter(pk__in=own, region=workshop.region).by_name()


def cards(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of challenges that the actor may read."""
    return [card_of(each) for each in visible(actor).filter(public_id__in=public_ids)]


def options(actor: Actor) -> Iterable[Card]:
    """Return the challenges that a link may lead to."""
    return [card_of(each) for each in visible(actor)]
