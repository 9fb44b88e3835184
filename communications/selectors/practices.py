"""Read practices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from communications.enums import Principle, PublicationState
from communications.models import Channel, Practice
from communications.models.practice import PracticeQuerySet
from wco_portal.access.policies import Actor
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person, Region


@dataclass(frozen=True, slots=True)
class Filters:
    """What a reader of the list chose; empty means all."""

    region: str = ""
    principle: str = ""
    channel: str = ""
    words: str = ""

    def __bool__(self) -> bool:
        return any((self.region, self.principle, self.channel, self.words))


def by_slug(slug: str, actor: Actor) -> Practice:
    """Return the practice of a URL as the actor may see it, or 404."""
    return complete().visible_to(actor).get(slug=slug)


def complete() -> PracticeQuerySet:
    """Return practices with all that a page or a serializer shows."""
    related = ("member__region", "source", "author", "reviewed_by")
    return Practice.objects.select_related(*related).prefetch_related("audiences", "channels")


def published(filters: Filters | None = None) -> QuerySet[Practice]:
    """Return the practices of the public list, newest first."""
    chosen = filters or Filters()
    found = (
        Practice.objects.published()
        .select_related("member__region", "source")
        .prefetch_related("channels")
    )
    if chosen.region:
        found = found.filter(member__region__code=chosen.region)
    if chosen.principle:
        found = found.filter(principles__contains=chosen.principle)
    if chosen.channel:
        found = found.filter(channels__slug=chosen.channel)
    if chosen.words:
        found = found.filter(_about(chosen.words))
    return found.newest_first()


def of_member(member: Member) -> QuerySet[Practice]:
    """Return the published practices of a Member, the newest first."""
    return complete().published().filter(member=member).newest_first()


def mine(person: Person) -> QuerySet[Practice]:
    """Return the practices of the person's Member, and those that they wrote."""
    members = person.member_ids(RoleName.FOCAL_POINT)
    return (
        Practice.objects.filter(Q(member__in=members) | Q(author=person))
        .select_related("member")
        .order_by("-updated_at")
    )


def to_review(person: Person) -> QuerySet[Practice]:
    """Return the practices that wait for somebody else than their author."""
    return (
        Practice.objects.filter(state=PublicationState.IN_REVIEW)
        .exclude(author=person)
        .select_related("member")
        .order_by("submitted_at")
    )


def serving(principle: Principle) -> QuerySet[Practice]:
    """Return the published practices that serve a principle of the theme of 2019."""
    return published(Filters(principle=principle.value))


def choices() -> tuple[Sequence[Region], Sequence[Channel]]:
    """Return the regions and channels by which the list can be filtered."""
    return list(Region.objects.order_by("order")), list(Channel.objects.order_by("order"))


def _about(words: str) -> Q:
    fields = ("title", "context", "done", "results", "lessons")
    found = Q()
    for field in fields:
        for language in ("en", "fr"):
            found |= Q(**{f"{field}_{language}__unaccent__icontains": words})
    return found
