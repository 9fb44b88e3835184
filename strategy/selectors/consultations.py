"""Read consultations, as far as the reader may see them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import (
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from strategy.enums.consultations import ConsultationState, Held, SynthesisState
from strategy.enums.plans import ElementKind, PlanState
from strategy.enums.workshops import WorkshopState
from strategy.models import (
    ClosingCall,
    Consultation,
    ConsultationItem,
    Plan,
    PlanElement,
    RegionWindow,
    Synthesis,
    Workshop,
)
from strategy.models.consultation import ConsultationQuerySet
from strategy.rules import ballots
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person, Region

TURNS: Final = ("strategy.consultation.reopened", "strategy.consultation.withdrawn")
ASKABLE: Final = (ElementKind.PRIORITY, ElementKind.OBJECTIVE, ElementKind.GOAL)
PUBLIC_SYNTHESIS: Final = Q(
    state=SynthesisState.CLEARED, consultation__state=ConsultationState.PUBLISHED
)


def listed(actor: Actor) -> ConsultationQuerySet:
    """Return the consultations that the reader may see, the newest first."""
    return (
        Consultation.objects.visible_to(actor)
        .phased()
        .select_related("source", "plan", "workshop__region", "region")
        .order_by("-opens_at", "slug")
    )


def of_workshop(workshop: Workshop, actor: Actor) -> ConsultationQuerySet:
    """Return the consultations that are held at a workshop, the first first."""
    return listed(actor).filter(workshop=workshop).order_by("opens_at", "slug")


def of_plan(plan: Plan, actor: Actor, *, on: dt.date | None = None) -> ConsultationQuerySet:
    """Return the consultations on a plan, the first first; of a past day, those open by then."""
    found = listed(actor).filter(plan=plan)
    if on is not None and on < clock.today():
        found = found.opening_before(clock.end_of(on))
    return found.order_by("opens_at", "slug")


def with_items(actor: Actor) -> QuerySet[Consultation]:
    """Return the same with the things to put in order."""
    items = ConsultationItem.objects.select_related("element").order_by("order")
    windows = RegionWindow.objects.select_related("region").order_by("region__order")
    return listed(actor).prefetch_related(
        Prefetch("items", queryset=items), Prefetch("windows", queryset=windows)
    )


def held(found: QuerySet[Consultation], how: str) -> QuerySet[Consultation]:
    """Keep those that are held so; all, if nothing is asked for."""
    return found.filter(workshop__isnull=how == Held.SURVEY) if how else found


def listed_for(region: Region, actor: Actor) -> ConsultationQuerySet:
    """Return those that a region's Members are asked, with the windows that it has."""
    return (
        Consultation.objects.visible_to(actor)
        .asking(region)
        .phased_for(region)
        .select_related("source", "plan", "workshop__region", "region")
        .order_by("-opens_at", "slug")
    )


def by_slug(slug: str, actor: Actor) -> Consultation:
    """Return a consultation, or 404 through `Consultation.DoesNotExist`."""
    return listed(actor).get(slug=slug)


def for_region(slug: str, region: Region, actor: Actor) -> Consultation:
    """Return a consultation with the window that a region has, or 404 through `DoesNotExist`."""
    return listed_for(region, actor).get(slug=slug)


def open_now(actor: Actor) -> ConsultationQuerySet:
    """Return the consultations that Members can answer now, the first to close first."""
    return listed(actor).open_now()


def open_for(region: Region, actor: Actor) -> ConsultationQuerySet:
    """Return the consultations that a region's Members can answer now, the first to close first."""
    return listed_for(region, actor).open_now()


def closing_soon(at: dt.datetime) -> Iterator[tuple[int, int | None]]:
    """Yield the windows whose closing is near and was not called yet, by their region.

    First consultations, for the regions without a window of their own, then those windows. What
    opened less than a day ago was just told; a new closing time is called anew.
    """
    calls = ClosingCall.objects.filter(occurrence=OuterRef("closes_at"))
    near = Q(opens_at__lte=at - dt.timedelta(days=1), closes_at__gt=at)
    own = Consultation.objects.filter(near, state=ConsultationState.OPEN).alias(
        call_at=called_at("remind_days")
    )
    sent = calls.filter(consultation=OuterRef("pk"), region=None)
    for pk in own.filter(call_at__lte=at).exclude(Exists(sent)).values_list("pk", flat=True):
        yield pk, None
    parts = RegionWindow.objects.filter(near, consultation__state=ConsultationState.OPEN).alias(
        call_at=called_at("consultation__remind_days")
    )
    sent = calls.filter(consultation=OuterRef("consultation"), region=OuterRef("region"))
    yield from (
        parts.filter(call_at__lte=at)
        .exclude(Exists(sent))
        .values_list("consultation_id", "region_id")
    )


def called_at(days: str) -> Combinable:
    """Return when the closing of a window is called: so many days before."""
    before = F("closes_at") - F(days) * Value(dt.timedelta(days=1))
    return ExpressionWrapper(before, output_field=DateTimeField())


def items(consultation: Consultation) -> list[ConsultationItem]:
    """Return the things to put in order, as they stand on the paper."""
    return list(consultation.items.select_related("source", "element__plan").order_by("order"))


def titled(consultation: Consultation) -> list[ConsultationItem]:
    """Return the same by their titles alone, without where each comes from."""
    return list(consultation.items.order_by("order"))


def items_named(public_ids: Sequence[str], actor: Actor) -> list[ConsultationItem]:
    """Return the named items of one consultation that the reader may see, in the order named."""
    seen = ConsultationItem.objects.filter(consultation__in=Consultation.objects.visible_to(actor))
    found = seen.select_related("consultation").filter(public_id__in=public_ids)
    named = sorted(found, key=lambda item: public_ids.index(item.public_id))
    return [each for each in named if each.consultation == named[0].consultation]


def rule(consultation: Consultation, items: Sequence[ConsultationItem]) -> str:
    """Say in a sentence how the question is answered."""
    return ballots.sentence(ballots.Terms.of(consultation), len(items))


@dataclass(frozen=True, slots=True)
class Turn:
    """Something unforeseen that befell a consultation, and the reason that was given for it."""

    what: str
    at: dt.datetime
    region: Region | None
    reason: str


def turns(consultation: Consultation) -> list[Turn]:
    """Return when and why it was reopened or withdrawn, the newest first."""
    found = list(Event.objects.about(consultation.public_id).filter(type__in=TURNS))
    codes = {each.data.get("region") for each in found} - {None}
    regions = Region.objects.in_bulk(codes, field_name="code") if codes else {}
    return [
        Turn(
            each.type.rpartition(".")[2],
            each.happened_at,
            regions.get(each.data.get("region", "")),
            each.data.get("reason", ""),
        )
        for each in found
    ]


def windows(consultation: Consultation) -> list[RegionWindow]:
    """Return the windows of regions that have one of their own, in the order of the regions."""
    return list(consultation.windows.select_related("region").order_by("region__order"))


def window(slug: str, code: str, actor: Actor) -> RegionWindow:
    """Return a region's own window, a fresh one if it has none; 404 through `DoesNotExist`."""
    consultation, region = by_slug(slug, actor), Region.objects.get(code=code)
    found = consultation.windows.filter(region=region).first() or RegionWindow()
    found.consultation, found.region = consultation, region
    return found


def window_of(consultation: Consultation, code: str) -> RegionWindow | Consultation:
    """Return what says when a region can answer: its own window, or the consultation.

    Without a region it is the consultation.
    """
    if not code:
        return consultation
    return consultation.windows.filter(region__code=code).first() or consultation


def due_at(consultation: str, region: str) -> dict[str, Combinable]:
    """Annotate until when a region can answer, by the names that lead to the two from a row."""
    own = RegionWindow.objects.filter(consultation=OuterRef(consultation), region=OuterRef(region))
    return {"due_at": Coalesce(Subquery(own.values("closes_at")), F(f"{consultation}__closes_at"))}


def workshops(actor: Actor) -> QuerySet[Workshop]:
    """Return the workshops at which Members may be asked, the latest first."""
    held = [WorkshopState.ANNOUNCED, WorkshopState.PLANNED, WorkshopState.HELD]
    found = Workshop.objects.visible_to(actor).filter(state__in=held, starts_at__isnull=False)
    return found.select_related("region").order_by("-starts_at", "slug")


def synthesis(slug: str, code: str, actor: Actor) -> Synthesis:
    """Return a region's part of a consultation, or 404 through `DoesNotExist`."""
    found = Synthesis.objects.select_related("region", "drafted_by", "cleared_by")
    synthesis = found.get(consultation__slug=slug, region__code=code)
    synthesis.consultation = for_region(slug, synthesis.region, actor)
    return synthesis


def syntheses_visible_to(actor: Actor) -> QuerySet[Synthesis]:
    """Return what regions say: cleared beside a public result, or of the reader's own concern."""
    found = Synthesis.objects.select_related("consultation", "region")
    found = found.filter(consultation__in=Consultation.objects.visible_to(actor))
    if not isinstance(actor, Person) or not policies.check(actor, Permission.REGION_FOLLOW):
        return found.filter(PUBLIC_SYNTHESIS)
    if actor.is_secretariat:
        return found
    regions = actor.region_ids(RoleName.COORDINATOR, RoleName.VICE_CHAIR)
    return found.filter(PUBLIC_SYNTHESIS | Q(region__in=regions))


def cleared(consultation: Consultation) -> list[Synthesis]:
    """Return the syntheses that the Vice-Chairs cleared, in the order of the regions."""
    found = consultation.syntheses.exclude(cleared_at=None).filter(state="cleared")
    return list(found.select_related("region").order_by("region__order"))


def followed_by(actor: Actor, consultation: Consultation) -> list[Synthesis]:
    """Return the regions' parts that the reader may follow."""
    if not policies.check(actor, Permission.REGION_FOLLOW):
        return []
    found = consultation.syntheses.select_related("region").order_by("region__order")
    parts = [part for part in found if policies.check(actor, Permission.REGION_FOLLOW, part)]
    for part in parts:
        part.consultation = consultation
    return parts


def plans() -> QuerySet[Plan]:
    """Return the plans whose priorities, objectives or goals Members may be asked about."""
    asked = [PlanState.DRAFT, PlanState.IN_CONSULTATION]
    return Plan.objects.filter(state__in=asked, elements__kind__in=ASKABLE).distinct()


def plans_for(consultation: Consultation) -> QuerySet[Plan]:
    """Return the same and the draft's own plan, whatever became of it."""
    return Plan.objects.filter(Q(pk__in=plans()) | Q(pk=consultation.plan_id))


def askable(plan: Plan, kind: str) -> QuerySet[PlanElement]:
    """Return the priorities, objectives or goals of a plan, in its order."""
    return plan.elements.filter(kind=kind).select_related("source").in_order()
