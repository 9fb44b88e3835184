"""Read delegations: one for its administration, all for who follows the answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from conferences.enums import Answer, ConferenceKind, DelegationRole
from conferences.models import Conference, Delegation, Receipt, Registration
from conferences.models.registration import BY_ARRIVAL
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import active
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the page of a delegation shows."""

    delegation: Delegation
    active: Sequence[Registration]
    ended: Sequence[Registration]
    receipts: Sequence[Receipt]

    @property
    def conference(self) -> Conference:
        """Return the conference."""
        return self.delegation.conference

    @property
    def lacks_head(self) -> bool:
        """Say whether delegates are nominated and none of them leads."""
        return bool(self.active) and not any(each.is_head for each in self.active)

    @property
    def over_by(self) -> int:
        """Return by how many a lowered quota is exceeded."""
        return max(0, self.delegation.active_count - self.delegation.quota)


def seen_by(actor: Actor) -> QuerySet[Delegation]:
    """Return the delegations that the actor may see."""
    return Delegation.objects.visible_to(actor).select_related("member__region", "conference")


def by_member(slug: str, code: str, actor: Actor) -> Delegation:
    """Return the delegation of a URL, or 404 through `Delegation.DoesNotExist`."""
    return seen_by(actor).get(conference__slug=slug, member__code=code)


def own_open(actor: Person) -> list[Delegation]:
    """Return the delegations of the person's Members to the editions that are not over."""
    ahead = Conference.objects.known_by(clock.today()).filter(
        kind=ConferenceKind.EDITION, ends_on__gte=clock.today()
    )
    found = seen_by(actor).filter(
        member__in=actor.member_ids(RoleName.FOCAL_POINT), conference__in=ahead
    )
    return list(found.order_by("conference__starts_on", "conference__slug", "member__sort_en"))


def of_actor(slug: str, actor: Actor) -> Delegation:
    """Return the delegation of the actor's own Member, or 404."""
    own = actor.member_ids(RoleName.FOCAL_POINT) if actor.is_authenticated else set()
    found = Delegation.objects.visible_to(actor).filter(conference__slug=slug, member__in=own)
    first = found.select_related("member", "conference").order_by("member__sort_en").first()
    if first is None:
        raise Delegation.DoesNotExist
    return first


def sheet(delegation: Delegation, *, actor: Actor) -> Sheet:
    """Return what the page of a delegation shows: delegates in rank, the latest receipts."""
    rank = {role: place for place, role in enumerate(DelegationRole)}
    found = (
        delegation.registrations.with_waiting_no()
        .select_related("conference", "superseded_by", "delegation__member", "person")
        .order_by(BY_ARRIVAL)
    )
    rows = sorted(found, key=lambda each: rank[DelegationRole(each.role)])
    receipts = (
        Receipt.objects.visible_to(actor)
        .filter(delegation=delegation)
        .select_related("delegation__member")
        .order_by("-pk")
    )
    return Sheet(
        delegation,
        [each for each in rows if each.is_active],
        [each for each in rows if not each.is_active],
        list(receipts[:5]),
    )


def has_head(delegation: Delegation) -> bool:
    """Say whether somebody leads the delegation."""
    return delegation.registrations.active().filter(role=DelegationRole.HEAD).exists()


def responses(conference: Conference, *, actor: Actor) -> QuerySet[Delegation]:
    """Return the delegations that the actor may see, with `has_head`, by region and name."""
    heads = Registration.objects.active().filter(
        delegation=OuterRef("pk"), role=DelegationRole.HEAD
    )
    return (
        Delegation.objects.visible_to(actor)
        .filter(conference=conference)
        .select_related("member__region", "conference")
        .annotate(has_head=Exists(heads))
        .order_by("member__region__order", f"member__sort_{active()}")
    )


def summary(conference: Conference, *, actor: Actor) -> dict[str, int]:
    """Count the answers that the actor may see."""
    counts: dict[str, int] = (
        Delegation.objects.visible_to(actor)
        .filter(conference=conference)
        .aggregate(
            invited=Count("pk"),
            attends=Count("pk", filter=Q(answer=Answer.ATTENDS)),
            declines=Count("pk", filter=Q(answer=Answer.DECLINES)),
            silent=Count("pk", filter=Q(answer=Answer.NONE)),
        )
    )
    return counts
