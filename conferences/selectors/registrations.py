"""Read registrations: one with its history, many as a work list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import OrderBy
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from conferences.enums import DelegationRole, PlaceState, ReviewState
from conferences.models import Conference, Registration
from conferences.models.registration import IS_ACTIVE
from conferences.rules import name_key
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event
from wco_portal.common.bilingual import active
from wco_portal.directory.models import Person

WAITING: Final = Q(place_state=PlaceState.WAITING)
VIEWS: Final[dict[str, Q]] = {
    "all": IS_ACTIVE,
    "action": Q(review_state__in=[ReviewState.REVIEW, ReviewState.RETURNED]),
    "confirmed": Q(review_state=ReviewState.APPROVED, place_state=PlaceState.HELD),
    "waiting": WAITING,
    "ended": ~IS_ACTIVE,
}
ORDERS: Final = ("arrival", "-arrival", "name", "-name", "member", "-member")

COLUMNS: Final = (
    "pk",
    "nominated_at",
    "role",
    "review_state",
    "place_state",
    "arrival_no",
    "public_id",
    "given_name",
    "family_name",
    "title",
    "email",
    "language",
    "delegation__member__region__code",
    "delegation__member__code",
)
HEADINGS: Final = (
    _("Arrival"),
    _("Reference"),
    _("Given name"),
    _("Family name"),
    _("Function"),
    _("E-mail"),
    _("Language"),
    _("Region"),
    _("Code"),
    _("Member"),
    _("Role"),
    _("Outcome of the review"),
    _("Place or waiting list"),
    _("Number on the waiting list"),
    _("Nominated at"),
)

HISTORY: Final[dict[str, Promise]] = {
    "conferences.registration.nominated": _("Nominated"),
    "conferences.registration.confirmed": _("Confirmed by the Secretariat"),
    "conferences.registration.returned": _("Correction asked for"),
    "conferences.registration.corrected": _("Corrected"),
    "conferences.registration.rejected": _("Rejected by the Secretariat"),
    "conferences.registration.withdrawn": _("Withdrawn"),
    "conferences.registration.promoted": _("Moved up from the waiting list to a place"),
    "conferences.registration.substituted": _("Replaced by another person"),
    "conferences.registration.role_changed": _("Role changed"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a work list is narrowed to; anything else in the address is ignored."""

    view: str = "all"
    text: str = ""
    region: str = ""
    order: str = "arrival"


@dataclass(frozen=True, slots=True)
class Happened:
    """A line of a registration's history."""

    title: str | Promise
    at: dt.datetime
    by: Person | None
    data: dict[str, object] = field(default_factory=dict)


def by_id(slug: str, public_id: str, actor: Actor) -> Registration:
    """Return the registration of a URL, or 404 through `Registration.DoesNotExist`."""
    return seen_by(actor).get(conference__slug=slug, public_id=public_id)


def seen_by(actor: Actor) -> QuerySet[Registration]:
    """Return what the actor may see, with what every page of it needs."""
    return (
        Registration.objects.visible_to(actor)
        .with_waiting_no()
        .select_related("conference", "delegation__member__region", "person", "supersedes")
    )


def of_event(event: Event) -> Registration:
    """Return the registration that an event tells of, as it stands now."""
    return (
        Registration.objects.with_waiting_no()
        .select_related("conference", "delegation__member", "person", "superseded_by")
        .get(public_id=event.target)
    )


def own(actor: Person) -> QuerySet[Registration]:
    """Return the person's own registrations, the next conference first."""
    return seen_by(actor).filter(person=actor).order_by("conference__starts_on", "-pk")


def chosen(conference: Conference, *, ids: Iterable[str]) -> QuerySet[Registration]:
    """Return the ticked rows of a work list; what is no reference is no row."""
    return conference.registrations.filter(public_id__in=[one for one in ids if one.isalnum()])


def worklist(conference: Conference, *, actor: Actor, wanted: Wanted) -> QuerySet[Registration]:
    """Return the registrar's list, narrowed and ordered."""
    rows = seen_by(actor).filter(VIEWS.get(wanted.view, VIEWS["all"]), conference=conference)
    # The list shows less of each than its page does.
    rows = rows.select_related(None).select_related("conference", "delegation__member__region")
    if wanted.region:
        rows = rows.filter(delegation__member__region__code=wanted.region)
    if wanted.text:
        rows = rows.filter(_matches(wanted.text))
    twins = (
        Registration.objects.active()
        .filter(conference=OuterRef("conference"), name_key=OuterRef("name_key"))
        .exclude(pk=OuterRef("pk"))
    )
    return rows.annotate(has_twin=Exists(twins)).order_by(*_order(wanted.order))


def table(rows: QuerySet[Registration], conference: Conference) -> Iterable[list[object]]:
    """Return a work list as a table with its headings, whatever its length in two questions.

    `rows` is what `worklist` gives. A place on the waiting list is counted now; all words are in
    the language of the moment at which this is called, not of the one at which a row is read.
    """
    waiting = conference.registrations.filter(WAITING).order_by("arrival_no")
    numbers = {pk: number for number, pk in enumerate(waiting.values_list("pk", flat=True), 1)}
    roles, reviews, places = (
        {value: str(label) for value, label in each.choices}
        for each in (DelegationRole, ReviewState, PlaceState)
    )
    zone = ZoneInfo(conference.zone)
    found = rows.values_list(*COLUMNS, f"delegation__member__name_{active()}")
    lines = (
        [
            *words,
            roles[role],
            reviews[review],
            places[place],
            numbers.get(pk),
            timezone.localtime(at, zone).isoformat(timespec="minutes"),
        ]
        for pk, at, role, review, place, *words in found
    )
    return chain([[str(heading) for heading in HEADINGS]], lines)


def _matches(text: str) -> Q:
    words = Q(name_key__contains="")
    for word in name_key(text).split():
        words &= Q(name_key__contains=word)
    member = Q(delegation__member__name_en__icontains=text) | Q(
        delegation__member__name_fr__icontains=text
    )
    return words | member | Q(email__icontains=text) | Q(public_id__iexact=text)


def _order(order: str) -> tuple[OrderBy, str]:
    bare = order.lstrip("-")
    columns = {
        "arrival": "arrival_no",
        "name": "family_name",
        "member": f"delegation__member__sort_{active()}",
    }
    column = F(columns.get(bare, "arrival_no"))
    first = column.desc(nulls_last=True) if order.startswith("-") else column.asc(nulls_last=True)
    return (first, "pk")


def counts(conference: Conference) -> dict[str, int]:
    """Count the rows of every view, what waits for the registrar, and the Members that come."""
    numbers: dict[str, int] = conference.registrations.aggregate(
        members=Count("delegation", filter=IS_ACTIVE, distinct=True),
        to_review=Count("pk", filter=Q(review_state=ReviewState.REVIEW)),
        **{name: Count("pk", filter=condition) for name, condition in VIEWS.items()},
    )
    return numbers


def waiting_counts(conferences: Iterable[Conference]) -> dict[int, dict[str, int]]:
    """Count, by conference, what waits for the registrar and who waits for a place."""
    found = Registration.objects.filter(conference__in=list(conferences)).order_by()
    counted = found.values("conference").annotate(
        to_review=Count("pk", filter=Q(review_state=ReviewState.REVIEW)),
        waiting=Count("pk", filter=WAITING),
    )
    return {
        row["conference"]: {"to_review": row["to_review"], "waiting": row["waiting"]}
        for row in counted
    }


def twins(registration: Registration) -> QuerySet[Registration]:
    """Return active registrations of the same name: perhaps the same person."""
    return (
        Registration.objects.active()
        .filter(conference=registration.conference, name_key=registration.name_key)
        .exclude(pk=registration.pk)
        .select_related("delegation__member", "conference")
    )


def history(registration: Registration) -> list[Happened]:
    """Return what happened to a registration, the newest first."""
    events = [
        event for event in Event.objects.about(registration.public_id) if event.type in HISTORY
    ]
    people = {
        person.key: person
        for person in Person.objects.filter(key__in={event.actor for event in events})
    }
    return [
        Happened(HISTORY[event.type], event.happened_at, people.get(event.actor), event.data)
        for event in events
    ]
