"""Read the agenda of a workshop by day, and its documents."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from strategy.enums.workshops import Audience
from strategy.models import AgendaItem, Workshop, WorkshopDocument
from strategy.selectors import workshops
from wco_portal.access.policies import Actor
from wco_portal.common import dates
from wco_portal.directory.models import Person
from wco_portal.files.models import File


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a workshop with its points, in the workshop's own zone."""

    day: dt.date
    items: list[AgendaItem]

    @property
    def title(self) -> str:
        """Return the day in words."""
        return dates.weekday(self.day)

    @property
    def tells_language(self) -> bool:
        """Say whether a point names its language."""
        return any(item.language for item in self.items)


def agenda(found: Workshop) -> list[Day]:
    """Return the agenda by day, in the order of its hours."""
    days: dict[dt.date, list[AgendaItem]] = {}
    for item in found.agenda.order_by("starts_at", "pk"):
        item.workshop = found
        days.setdefault(item.begins.date(), []).append(item)
    return [Day(day, items) for day, items in days.items()]


def item(slug: str, public_id: str, actor: Actor) -> AgendaItem:
    """Return a point of the agenda of a workshop that the actor may know of, or 404."""
    return items(actor).get(workshop__slug=slug, public_id=public_id)


def items(actor: Actor) -> QuerySet[AgendaItem]:
    """Return the points of all agendas that the actor may know of."""
    found = AgendaItem.objects.filter(workshop__in=Workshop.objects.visible_to(actor))
    return found.select_related("workshop").order_by("starts_at", "pk")


def all_documents(actor: Actor) -> QuerySet[WorkshopDocument]:
    """Return the documents of all workshops that the actor may read."""
    found = WorkshopDocument.objects.filter(workshop__in=Workshop.objects.visible_to(actor))
    if not isinstance(actor, Person) or not actor.is_secretariat:
        found = found.filter(Q(audience=Audience.PUBLIC) | Q(workshop__region__in=_own(actor)))
    return found.select_related("workshop", "file").order_by("pk")


def _own(actor: Actor) -> set[int]:
    """Return the regions to whose workshops the actor is invited."""
    if not isinstance(actor, Person):
        return set()
    held = actor.roles_held()
    of_members = {role.member.region_id for role in held if role.member is not None}
    return of_members | {role.region_id for role in held if role.region_id is not None}


def documents(found: Workshop, actor: Actor) -> QuerySet[WorkshopDocument]:
    """Return the documents of a workshop that the actor may read."""
    rows = found.documents.select_related("file").order_by("title_en", "title_fr", "pk")
    return rows if workshops.is_invited(found, actor) else rows.public()


def document(slug: str, public_id: str, actor: Actor) -> WorkshopDocument:
    """Return a document that the actor may read, or 404."""
    found = Workshop.objects.visible_to(actor).select_related("region").get(slug=slug)
    return documents(found, actor).select_related("workshop").get(public_id=public_id)


def may_read(actor: Actor, file: File) -> bool:
    """Say whether an actor may have the file of a document."""
    found = WorkshopDocument.objects.filter(
        public_id=file.owner,
        file=file,
        workshop__in=Workshop.objects.visible_to(actor),
    )
    document = found.select_related("workshop").first()
    if document is None:
        return False
    is_public = document.audience == Audience.PUBLIC
    return is_public or workshops.is_invited(document.workshop, actor)
