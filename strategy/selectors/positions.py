"""Read Members' positions: one's own, and all of them without names for counting."""

from __future__ import annotations

import random

from strategy.models import Consultation, ConsultationItem, Position, PositionRevision
from strategy.rules.aggregation import Ballot
from wco_portal.access.policies import Actor
from wco_portal.directory.enums import MemberKind, RoleName
from wco_portal.directory.models import Member, Person


def members_of(actor: Actor) -> list[Member]:
    """Return the Members that the person answers for."""
    if not isinstance(actor, Person):
        return []
    return [
        role.member
        for role in actor.roles_held()
        if role.name == RoleName.FOCAL_POINT
        and role.member is not None
        and role.member.kind == MemberKind.MEMBER
    ]


def of_actor(consultation: Consultation, actor: Actor, *, code: str = "") -> Position:
    """Return the position of the person's Member (the named one, if several), saved or fresh."""
    members = [member for member in members_of(actor) if code in {"", member.code}]
    if not members:
        raise Position.DoesNotExist
    member = members[0]
    found = consultation.positions.filter(member=member).select_related("sent", "saved_by").first()
    position = found or Position(consultation=consultation, member=member)
    position.consultation, position.member = consultation, member
    return position


def answers_of(actor: Actor, consultations: list[Consultation]) -> dict[int, Position]:
    """Return the positions of the person's Members, by consultation."""
    found = Position.objects.filter(member__in=members_of(actor), consultation__in=consultations)
    return {position.consultation_id: position for position in found.select_related("member")}


def in_order(position: Position, items: list[ConsultationItem]) -> list[ConsultationItem]:
    """Return the items as the draft has them; what has no place stands in a drawn order.

    The draw is the Member's own and stays the same, so that no item gains by being printed first.
    """
    dice = random.Random(f"{position.consultation_id}-{position.member_id}")  # noqa: S311 -- a draw
    drawn = dice.sample(items, len(items))
    last = len(items) + 1
    return sorted(drawn, key=lambda item: position.ranking.get(item.public_id, last))


def receipt(slug: str, number: str, actor: Actor) -> PositionRevision:
    """Return what was sent under a receipt number, to the Member's own people; else 404."""
    found = PositionRevision.objects.select_related(
        "position__consultation", "position__member", "by"
    )
    return found.get(
        public_id=number,
        kind="sent",
        position__consultation__slug=slug,
        position__member__in=members_of(actor),
    )


def ballots(consultation: Consultation, items: list[ConsultationItem]) -> tuple[Ballot, ...]:
    """Return what counts, without names, in an order that says nothing about who cast it."""
    sent = consultation.positions.answered().values_list("member__region__code", "sent__ranking")
    made = [
        Ballot(region, tuple(ranking[item.public_id] for item in items)) for region, ranking in sent
    ]
    return tuple(sorted(made, key=lambda ballot: (ballot.places, ballot.stratum)))
