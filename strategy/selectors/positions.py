"""Read Members' positions: one's own, and all of them without names for counting."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from strategy.enums.consultations import Agreement, Instrument, RevisionKind
from strategy.models import Consultation, ConsultationItem, Position, PositionRevision
from strategy.phrases import WITHDRAWN
from strategy.rules.aggregation import Ballot, ranked_level
from strategy.rules.ballots import NO_OPINION, Terms
from strategy.rules.scores import Given, Marks
from strategy.selectors import consultations
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.directory import selectors as directory
from wco_portal.directory.enums import MemberKind, RoleName
from wco_portal.directory.models import Member, Person, Region

PAPER: Final = ("paper__scan", "paper__entered_by", "paper__checked_by")


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


def read_by(actor: Actor) -> set[int]:
    """Return the Members whose receipts the actor may read: as focal point or as head."""
    if not isinstance(actor, Person):
        return set()
    return actor.member_ids(RoleName.FOCAL_POINT, RoleName.HEAD)


def mine(slug: str, actor: Actor, code: str = "") -> Position:
    """Return the position of the person's Member (the named one, if several), saved or fresh.

    Whoever answers for nobody gets a position of nobody, which the policy refuses with its reason.
    """
    members = [member for member in members_of(actor) if code in {"", member.code}]
    if not members:
        return Position(consultation=consultations.by_slug(slug, actor))
    seen = Consultation.objects.visible_to(actor)
    found = seen.phased_for(members[0].region).get(slug=slug)
    asked = [member for member in members if found.asks(member.region_id)]
    if not asked or asked[0] == members[0]:
        return _saved(found, members[0])
    return of_member(found, asked[0])


def of_member(consultation: Consultation, member: Member) -> Position:
    """Return the position of a Member, saved or fresh; the window is that of its region."""
    asked = Consultation.objects.phased_for(member.region)
    return _saved(asked.get(pk=consultation.pk), member)


def _saved(consultation: Consultation, member: Member) -> Position:
    found = consultation.positions.filter(member=member).select_related("sent", "saved_by").first()
    position = found or Position(consultation=consultation, member=member)
    position.consultation, position.member = consultation, member
    return position


def windows(consultation: Consultation, actor: Actor) -> dict[Region, Consultation]:
    """Return the consultation as each region of the person's Members sees it, region by region."""
    asked = [member.region for member in members_of(actor) if consultation.asks(member.region_id)]
    regions = set(asked)
    return {
        region: consultations.for_region(consultation.slug, region, actor)
        for region in sorted(regions, key=lambda each: each.order)
    }


def may_answer(consultation: Consultation, own: Mapping[Region, Consultation]) -> bool:
    """Say whether the consultation is open, for one of the own regions where it asks so."""
    if own or consultation.workshop is not None:
        return any(each.is_open for each in own.values())
    return consultation.is_open


def saved(
    consultations: Iterable[Consultation], members: Iterable[Member]
) -> dict[tuple[int, int], Position]:
    """Return what is saved of these Members, by consultation and Member."""
    found = Position.objects.filter(consultation__in=list(consultations), member__in=list(members))
    return {(each.consultation_id, each.member_id): each for each in found}


def own(actor: Actor) -> QuerySet[Position]:
    """Return the positions of the person's Members."""
    found = Position.objects.filter(member__in=members_of(actor))
    rows = found.select_related("consultation", "member__release_rule", "sent")
    return rows.prefetch_related("consultation__items")


def savers(position: Position, *, since: int) -> list[str]:
    """Name who else saved between the version that a writer saw and the newest one."""
    found = position.revisions.filter(number__gt=since, number__lt=position.version)
    people = found.select_related("by").order_by("number")
    return list(dict.fromkeys(each.by.name for each in people))


def in_order(position: Position, items: list[ConsultationItem]) -> list[ConsultationItem]:
    """Return the items as the draft has them; what has no place stands in a drawn order.

    The draw is the Member's own and stays the same, so that no item gains by being printed first.
    """
    dice = random.Random(f"{position.consultation_id}-{position.member_id}")  # noqa: S311 -- a draw
    drawn = dice.sample(items, len(items))
    last = len(items) + 1
    if not position.consultation.is_ranking:
        return drawn
    return sorted(drawn, key=lambda item: position.ranking.get(item.public_id, last))


def paper(position: Position) -> list[ConsultationItem]:
    """Return the items in the order in which the Member's page shows them."""
    return in_order(position, consultations.titled(position.consultation))


def ranked(revision: PositionRevision) -> list[ConsultationItem]:
    """Return the items in the order in which they were sent."""
    items = consultations.titled(revision.position.consultation)
    return sorted(items, key=lambda item: _rank(revision, item, len(items) + 1))


def _rank(answer: Position | PositionRevision, item: ConsultationItem, last: int) -> int:
    """Return where an item stands: by its place, or after what got more."""
    if not _consultation_of(answer).is_ranking:
        return -int(answer.ranking.get(item.public_id, -1))
    return int(answer.ranking.get(item.public_id, last))


def _consultation_of(answer: Position | PositionRevision) -> Consultation:
    return answer.consultation if isinstance(answer, Position) else answer.position.consultation


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What an item got in an answer, in a figure and, if it needs one, a word; and its comment."""

    item: ConsultationItem
    mark: str
    word: str
    remark: str


def lines(
    answer: Position | PositionRevision, items: Iterable[ConsultationItem]
) -> list[AnswerLine]:
    """Return an answer item by item, as it was saved or sent."""
    terms = Terms.of(_consultation_of(answer))
    return [
        AnswerLine(
            item,
            *_mark(answer.ranking.get(item.public_id), terms),
            answer.remarks.get(item.public_id, ""),
        )
        for item in items
    ]


def _mark(given: int | None, terms: Terms) -> tuple[str, str]:
    """Return what an item got as a figure and in a word."""
    if terms.budget:
        return str(given or 0), ""
    if given is None:
        is_ranking = terms.instrument == Instrument.RANKING
        return "–", pgettext("of an item in a ranking", "no place") if is_ranking else _(
            "no answer"
        )
    if terms.instrument == Instrument.RANKING:
        return str(given), ""
    if given == NO_OPINION:
        return "–", _("no opinion")
    is_known = given in Agreement.values
    return str(given), str(Agreement(given).label) if is_known else ""


def receipt(slug: str, public_id: str, actor: Actor) -> PositionRevision:
    """Return what was sent under a receipt number, to the Member's own people; else 404."""
    found = PositionRevision.objects.select_related(
        "position__sent", "position__member__region", "by", *PAPER
    )
    revision = found.get(
        public_id=public_id,
        kind=RevisionKind.SENT,
        position__consultation__slug=slug,
        position__member__in=read_by(actor),
    )
    region = revision.position.member.region
    asked = Consultation.objects.visible_to(actor).asking(region).phased_for(region)
    revision.position.consultation = asked.get(slug=slug)
    return revision


def by_public_id(public_id: str) -> Position:
    """Return the position of an event."""
    found = Position.objects.select_related("consultation__plan__text", "member", "sent")
    return found.get(public_id=public_id)


def by_receipt(public_id: str) -> PositionRevision:
    """Return what was sent under a receipt number, for the letter."""
    found = PositionRevision.objects.select_related(
        "position__consultation", "position__member", "by", *PAPER
    )
    return found.get(public_id=public_id)


def ballots(consultation: Consultation, items: list[ConsultationItem]) -> tuple[Ballot, ...]:
    """Return what counts, without names, in an order that says nothing about who cast it."""
    made = [Ballot(region, places(items, said)) for region, said in _sent(consultation)]
    return tuple(sorted(made, key=lambda ballot: (ballot.places, ballot.stratum)))


def places(items: list[ConsultationItem], said: Mapping[str, int]) -> tuple[int, ...]:
    """Return the places that a ranking gives the items, as they are counted."""
    return ranked_level([said.get(item.public_id) for item in items])


def given(consultation: Consultation, items: list[ConsultationItem]) -> tuple[Given, ...]:
    """Return what counts of an answer that is no ranking, without names, in an order of its own."""
    made = [Given(region, marks(consultation, items, said)) for region, said in _sent(consultation)]
    return tuple(sorted(made, key=lambda each: ([mark or 0 for mark in each.marks], each.stratum)))


def marks(
    consultation: Consultation, items: list[ConsultationItem], said: Mapping[str, int]
) -> Marks:
    """Return what an answer that is no ranking gives the items, as it is counted.

    "No opinion" is None; an item without dots or points has got none.
    """
    if consultation.instrument == Instrument.SCALE:
        return tuple(said.get(item.public_id) or None for item in items)
    return tuple(said.get(item.public_id, 0) for item in items)


def _sent(consultation: Consultation) -> QuerySet[Position, tuple[str, Mapping[str, int]]]:
    answered = consultation.positions.answered()
    return answered.values_list("member__region__code", "sent__ranking")


def late_answer(consultation: Consultation, member: Member) -> str:
    """Say that the consultation has closed, and to whom to write; or that it was withdrawn."""
    if consultation.is_withdrawn:
        return str(WITHDRAWN)
    coordinators = directory.people.of_region(
        member.region, on=clock.today(), names=[RoleName.COORDINATOR]
    )
    addresses = [person.email for person in coordinators]
    if consultation.contact:
        addresses.append(consultation.contact)
    return _(
        "The consultation has closed; what was sent before counts, and your draft is kept. Write "
        "to your regional coordinator or to the Secretariat: %(addresses)s."
    ) % {"addresses": ", ".join(addresses) or _("see the contact page")}
