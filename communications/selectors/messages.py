"""Read common messages with their proof and who endorses them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from communications.enums import MessageKind, MessageState, Position
from communications.models import Endorsement, Message, ProofPoint
from communications.models.message import MessageQuerySet
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import active
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person


@dataclass(frozen=True, slots=True)
class Voices:
    """Who says what about a message, on its present wording."""

    endorsing: Sequence[Endorsement]
    reserved: Sequence[Endorsement]
    objecting: Sequence[Endorsement]
    on_earlier_wording: Sequence[Endorsement]

    @property
    def count(self) -> int:
        """Count the Members that endorse it, with or without a reservation."""
        return len(self.endorsing) + len(self.reserved)


@dataclass(frozen=True, slots=True)
class Line:
    """A message as the page of all messages shows it."""

    message: Message
    voices: Voices
    expired: int


@dataclass(frozen=True, slots=True)
class House:
    """A message house: a roof and its pillars, the key messages under it."""

    roof: Line
    pillars: Sequence[Line]


def by_slug(slug: str, actor: Actor) -> Message:
    """Return the message of a URL as the actor may see it, or 404."""
    return complete().visible_to(actor).get(slug=slug)


def complete() -> MessageQuerySet:
    """Return messages with all that a page or a serializer shows."""
    voices = Endorsement.objects.select_related("member__region").order_by(
        f"member__sort_{active()}"
    )
    proofs = ProofPoint.objects.select_related("source", "practice").order_by("pk")
    return Message.objects.select_related("umbrella", "author").prefetch_related(
        "audiences",
        Prefetch("endorsements", queryset=voices),
        Prefetch("proofs", queryset=proofs),
    )


def voices(message: Message) -> Voices:
    """Sort what Members say about a message; positions on an earlier wording stand apart."""
    given = list(message.endorsements.all())
    present = [each for each in given if each.wording == message.wording]
    return Voices(
        endorsing=[each for each in present if each.position == Position.ENDORSE],
        reserved=[each for each in present if each.position == Position.RESERVE],
        objecting=[each for each in present if each.position == Position.OBJECT],
        on_earlier_wording=[each for each in given if each.wording != message.wording],
    )


def endorsements(actor: Actor) -> QuerySet[Endorsement]:
    """Return what Members say about the messages that the actor may read."""
    found = Endorsement.objects.filter(message__in=Message.objects.visible_to(actor).values("pk"))
    return found.select_related("message", "member")


def houses(actor: Actor) -> list[House]:
    """Return what the page of all messages shows: each roof with its pillars."""
    seen = list(complete().visible_to(actor).order_by("pk"))
    known = {each.pk for each in seen}
    roofs = [each for each in seen if each.umbrella_id not in known]
    return [House(_line(roof), _pillars(seen, roof)) for roof in roofs]


def _pillars(seen: Sequence[Message], roof: Message) -> list[Line]:
    return [_line(each) for each in seen if each.umbrella_id == roof.pk]


def _line(message: Message) -> Line:
    expired = sum(proof.has_expired() for proof in message.proofs.all())
    return Line(message, voices(message), expired)


def in_use() -> QuerySet[Message]:
    """Return the messages that Customs says together today, the umbrellas first."""
    return Message.objects.filter(state=MessageState.IN_USE).order_by("-kind", "pk")


def of_member(message: Message, person: Person) -> Endorsement | None:
    """Return the position that the person's Member has taken."""
    members = person.member_ids(RoleName.FOCAL_POINT)
    return next((each for each in message.endorsements.all() if each.member_id in members), None)


def roofs() -> QuerySet[Message]:
    """Return the umbrella messages under which a key message may stand."""
    return Message.objects.filter(kind=MessageKind.UMBRELLA).exclude(state=MessageState.RETIRED)


def to_endorse(person: Person) -> QuerySet[Message]:
    """Return the messages on which the person's Member has said nothing yet."""
    members = person.member_ids(RoleName.FOCAL_POINT)
    if not members:
        return Message.objects.none()
    said = Count("endorsements", filter=Q(endorsements__member__in=members))
    return (
        Message.objects.filter(state=MessageState.CONSULTED)
        .annotate(said=said)
        .filter(said=0)
        .order_by("consulted_at")
    )


def to_adopt(person: Person) -> QuerySet[Message]:
    """Return the messages that wait for a second person to bring them into use."""
    return (
        Message.objects.filter(state=MessageState.CONSULTED)
        .exclude(author=person)
        .order_by("consulted_at")
    )


def to_prove() -> QuerySet[Message]:
    """Return the messages in use of which no proof point is left that has not expired."""
    valid = ProofPoint.objects.filter(message=OuterRef("pk"), expires_on__gt=clock.today())
    return Message.objects.in_use().filter(~Exists(valid)).order_by("in_use_since")


def drafts() -> QuerySet[Message]:
    """Return the messages that are still written."""
    return Message.objects.filter(state=MessageState.DRAFT).order_by("-updated_at")
