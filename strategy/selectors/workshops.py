"""Read workshops, who is invited, and their place in calendars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Prefetch, Q, QuerySet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategy.enums.workshops import WorkshopState
from strategy.models import Challenge, Disposition, Plan, Workshop, WorkshopConclusion
from strategy.rules import calendars
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event
from wco_portal.common import clock, dates
from wco_portal.common.bilingual import local
from wco_portal.directory.enums import MemberKind, RoleName
from wco_portal.directory.models import Person, Region, Role
from wco_portal.links.selectors import threads
from wco_portal.links.selectors.threads import Thread
from wco_portal.links.tables import Card, card_of
from wco_portal.search.tables import Found


@dataclass(frozen=True, slots=True)
class Index:
    """The page of all workshops."""

    drafts: list[Workshop]
    ahead: list[Workshop]
    past: list[Workshop]


def visible(actor: Actor) -> QuerySet[Workshop]:
    """Return the workshops that an actor may know of."""
    return Workshop.objects.visible_to(actor).select_related(
        "region", "host", "vice_chair", "source", "plan"
    )


def index(actor: Actor) -> Index:
    """Return the drafts, what lies ahead and what is over, each in its order."""
    rows = list(
        visible(actor).order_by(
            F("starts_at").desc(nulls_last=True), F("starts_on").desc(nulls_last=True), "slug"
        )
    )
    ahead = [row for row in rows if row.state == WorkshopState.ANNOUNCED]
    return Index(
        [row for row in rows if row.state == WorkshopState.PLANNED],
        ahead[::-1],
        [row for row in rows if row.state in {WorkshopState.HELD, WorkshopState.CANCELLED}],
    )


def by_slug(slug: str, actor: Actor) -> Workshop:
    """Return the workshop of an address, or 404 through `Workshop.DoesNotExist`."""
    given = Disposition.objects.published().select_related("plan")
    conclusions = (
        WorkshopConclusion.objects.select_related("source")
        .prefetch_related(Prefetch("dispositions", queryset=given, to_attr="answers"))
        .order_by("order", "pk")
    )
    challenges = (
        Challenge.objects.visible_to(actor).select_related("member").order_by("-raised_at", "pk")
    )
    return (
        visible(actor)
        .prefetch_related(
            Prefetch("conclusions", queryset=conclusions),
            Prefetch("challenges", queryset=challenges),
        )
        .get(slug=slug)
    )


def conclusions(workshop: Workshop, actor: Actor) -> list[tuple[WorkshopConclusion, Thread]]:
    """Return what a workshop concluded, each with where it comes from and what it leads to."""
    rows = list(workshop.conclusions.all())
    found = threads.of_many([each.public_id for each in rows], actor=actor)
    return [(each, found[each.public_id]) for each in rows]


def of_region(region: Region, actor: Actor) -> QuerySet[Workshop]:
    """Return the workshops of a region, the latest first."""
    latest = (F("starts_at").desc(nulls_last=True), F("starts_on").desc(nulls_last=True))
    return visible(actor).filter(region=region).order_by(*latest, "slug")


def naming_vice_chairs(*, on: dt.date) -> dict[int, Workshop]:
    """Return, per region, the last workshop by a day of which the Vice-Chair is known."""
    found = Workshop.objects.filter(
        is_demonstration=False, vice_chair__isnull=False, starts_on__lte=on
    )
    found = found.select_related("vice_chair", "source").order_by("region", "-starts_on")
    return {each.region_id: each for each in found.distinct("region")}


def of_plan(plan: Plan, actor: Actor, *, on: dt.date | None = None) -> QuerySet[Workshop]:
    """Return the workshops of a plan in order; of a past day, those held by then."""
    found = visible(actor).filter(plan=plan)
    if on is not None and on < clock.today():
        found = found.filter(Q(starts_on__lte=on) | Q(starts_at__lt=clock.end_of(on)))
    return found.order_by(F("starts_on").asc(nulls_first=True), "slug")


def ahead(actor: Actor, *, most: int = 3) -> list[Workshop]:
    """Return the next workshops."""
    return list(
        visible(actor)
        .filter(pk__in=Workshop.objects.ahead(clock.now()))
        .order_by("starts_at")[:most]
    )


def of_event(event: Event) -> Workshop:
    """Return the workshop that an event is about."""
    return Workshop.objects.select_related("region", "host", "vice_chair").get(
        public_id=event.target
    )


def invited(workshop: Workshop) -> list[Role]:
    """Return who is invited, each in the role that counts: the region's own people, nobody else."""
    roles = (
        Role.objects.on(clock.today())
        .filter(person__is_active=True)
        .filter(
            Q(
                name=RoleName.FOCAL_POINT,
                member__region=workshop.region,
                member__kind=MemberKind.MEMBER,
            )
            | Q(name__in=[RoleName.COORDINATOR, RoleName.VICE_CHAIR], region=workshop.region)
        )
        .select_related("person", "member", "region")
        .order_by("pk")
    )
    return list(roles)


def is_invited(workshop: Workshop, actor: Actor) -> bool:
    """Say whether the actor may read what only those invited read."""
    if not isinstance(actor, Person):
        return False
    if actor.is_secretariat:
        return True
    return any(
        role.region_id == workshop.region_id
        or (role.member is not None and role.member.region_id == workshop.region_id)
        for role in actor.roles_held()
    )


def interpretation(workshop: Workshop) -> str:
    """Say from which languages into which is interpreted; empty where it is not."""
    into = get_text_list(workshop.into_tongues, _("and"))
    if not into:
        return ""
    if not workshop.interpreted_from:
        return _("into %(into)s") % {"into": into}
    told = {"from": get_text_list(workshop.from_tongues, _("and")), "into": into}
    return _("from %(from)s into %(into)s") % told


def attendance(workshop: Workshop) -> str:
    """Say how many Members and people were present; empty where it is not known."""
    if workshop.members_present is None:
        return ""
    told = {"n": workshop.members_present, "all": workshop.members_of}
    if workshop.members_of is None:
        words = ngettext("%(n)s Member", "%(n)s Members", workshop.members_present) % told
    else:
        # French counts those who came, English all of them: 1 of 23 Members.
        came = workshop.members_present
        words = ngettext("%(n)s of %(all)s Members", "%(n)s of %(all)s Members", came) % told
    if workshop.people_present is None:
        return words
    people = ngettext("%(count)s person", "%(count)s people", workshop.people_present)
    return f"{words}, {people % {'count': workshop.people_present}}"


def cards(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of workshops that the actor may see."""
    return [card_of(each) for each in visible(actor).filter(public_id__in=public_ids)]


def conclusion_cards(public_ids: Sequence[str], actor: Actor) -> Iterable[Card]:
    """Return the cards of conclusions of workshops that the actor may see."""
    rows = WorkshopConclusion.objects.filter(
        public_id__in=public_ids, workshop__in=Workshop.objects.visible_to(actor)
    ).select_related("workshop")
    return [card_of(each, field="text") for each in rows]


def conclusion_options(actor: Actor) -> Iterable[Card]:
    """Return the conclusions that a link may lead to."""
    rows = WorkshopConclusion.objects.filter(
        workshop__in=Workshop.objects.visible_to(actor)
    ).select_related("workshop")
    return [card_of(each, field="text") for each in rows.order_by("-pk")]


def options(actor: Actor) -> Iterable[Card]:
    """Return the workshops that a link may lead to."""
    return [card_of(each) for each in visible(actor).order_by("-pk")]


def uid(workshop: Workshop) -> str:
    """Return the name that the workshop has in calendars, for ever."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    return f"workshop-{workshop.public_id.lower()}@{host}"


def calendar(workshop: Workshop) -> str:
    """Return a workshop as a calendar file for anybody."""
    return calendars.published(entry(workshop, stamp=workshop.updated_at))


def entry(
    workshop: Workshop, *, stamp: dt.datetime, sequence: int | None = None, secret: str = ""
) -> calendars.Entry:
    """Return what stands in calendars about a workshop."""
    if workshop.starts_at is None or workshop.ends_at is None:
        raise ValueError("a workshop that people are told of has its times")
    return calendars.Entry(
        uid=uid(workshop),
        sequence=workshop.sequence if sequence is None else sequence,
        stamp=stamp,
        starts_at=workshop.starts_at,
        ends_at=workshop.ends_at,
        zone=workshop.zone,
        summary=str(workshop),
        description=f"{local(workshop, 'about')}\n{secret}".strip(),
        location=str(local(workshop, "place")) or _("online"),
        address=settings.PORTAL_BASE_URL + workshop.get_absolute_url(),
        is_cancelled=workshop.state == WorkshopState.CANCELLED,
    )


def plans(actor: Actor) -> QuerySet[Plan]:
    """Return the plans that a workshop may serve."""
    return Plan.objects.visible_to(actor).newest_first()


def with_times(slug: str, actor: Actor) -> Workshop:
    """Return a workshop whose times are set, or 404 through `Workshop.DoesNotExist`."""
    return visible(actor).get(slug=slug, starts_at__isnull=False)


def when(workshop: Workshop, *, zone: str) -> str:
    """Say the times in words, as clocks of a zone show them, and name the zone."""
    if workshop.starts_at is None or workshop.ends_at is None:
        return ""
    there = ZoneInfo(zone)
    first, last = workshop.starts_at.astimezone(there), workshop.ends_at.astimezone(there)
    begins = f"{dates.weekday(first.date())}, {dates.hour(first)}"
    ends = dates.hour(last)
    if last.date() != first.date():
        ends = f"{dates.weekday(last.date())}, {ends}"
    return f"{begins} – {ends} ({dates.place(there)})"


def closes(workshop: Workshop, *, zone: str) -> str:
    """Say until when participants can be registered, and name the zone; empty once it is over."""
    if workshop.registration_ends_at is None or workshop.registration_ends_at <= clock.now():
        return ""
    ends_at = workshop.registration_ends_at
    # A window is half-open: what ends with a day is said to end at 23:59 of it.
    if ends_at.astimezone(ZoneInfo(workshop.zone)).time() == dt.time.min:
        ends_at -= dt.timedelta(minutes=1)
    last = ends_at.astimezone(ZoneInfo(zone))
    return f"{dates.weekday(last.date())}, {dates.hour(last)} ({dates.place(ZoneInfo(zone))})"


def found() -> Iterator[Found]:
    """Yield what the public may find: workshops that were announced or held."""
    rows = Workshop.objects.visible_to(AnonymousUser()).select_related("region", "host")
    for each in rows.prefetch_related("conclusions").order_by("pk"):
        host = each.host
        conclusions = list(each.conclusions.all())
        yield Found(
            key=each.slug,
            address=each.get_absolute_url,
            title_en=each.title_en,
            title_fr=each.title_fr,
            summary_en=", ".join(filter(None, [each.place_en, host.name_en if host else ""])),
            summary_fr=", ".join(filter(None, [each.place_fr, host.name_fr if host else ""])),
            body_en="\n".join([each.about_en, *(c.text_en for c in conclusions)]),
            body_fr="\n".join([each.about_fr, *(c.text_fr for c in conclusions)]),
            is_demonstration=each.is_demonstration,
        )
