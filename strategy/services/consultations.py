"""What people and the clock do with consultations."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.enums.consultations import ConsultationState
from strategy.enums.plans import ElementKind
from strategy.models import (
    Consultation,
    ConsultationItem,
    Plan,
    PlanElement,
    Synthesis,
    Workshop,
)
from strategy.services import changes, counts
from strategy.workflows.consultations import CONSULTATION
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.common.functions import PortalNow
from wco_portal.common.ids import slug_of
from wco_portal.common.models import Source
from wco_portal.directory.models import Person, Region

# What a copy takes over from the earlier consultation, unless it is told otherwise.
COPIED: Final = (
    "title_en",
    "title_fr",
    "question_en",
    "question_fr",
    "plan",
    "workshop",
    "zone",
    "instrument",
    "top",
    "allows_ties",
    "allows_no_opinion",
    "dots",
    "asks_remarks",
    "late_policy",
    "contact",
    "remind_days",
    "is_demonstration",
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A line of the ballot paper as its author gives it."""

    title_en: str
    title_fr: str
    note_en: str = ""
    note_fr: str = ""
    element: PlanElement | None = None
    source: Source | None = None
    grade: str = ""


@transaction.atomic
def create(*, slug: str, items: Iterable[Paper], by: Person, **values: Any) -> Consultation:
    """Draft a consultation with the things to put in order.

    At a workshop it has the workshop's times and zone where it has none of its own.
    """
    policies.require(by, Permission.CONSULTATION_EDIT)
    values = _times_of(values.get("workshop")) | _of_workshop(values)
    consultation = Consultation(slug=slug, **values)
    consultation.full_clean()
    consultation.save()
    _put(consultation, items)
    audit.record("strategy.consultation.created", target=consultation, by=by)
    return consultation


def prepare(
    plan: Plan, *, by: Person, kind: str = ElementKind.PRIORITY, **values: Any
) -> Consultation:
    """Draft a consultation on the priorities of a plan, or on its elements of another kind."""
    papers = _papers(plan, kind)
    slug = _free_slug(values["title_en"])
    return create(slug=slug, items=papers, by=by, plan=plan, **values)


def copy(consultation: Consultation, *, by: Person, **values: Any) -> Consultation:
    """Draft a consultation with the items and the instrument of an earlier one.

    `values` are its dates, and whatever else is to be other than before.
    """
    papers = [
        Paper(
            title_en=item.title_en,
            title_fr=item.title_fr,
            note_en=item.note_en,
            note_fr=item.note_fr,
            element=item.element,
            source=item.source,
            grade=item.grade,
        )
        for item in selectors.consultations.items(consultation)
    ]
    given = {name: getattr(consultation, name) for name in COPIED} | values
    if "workshop" in values and "zone" not in values:
        del given["zone"]
    return create(slug=_free_slug(given["title_en"]), items=papers, by=by, **given)


def _free_slug(title: str) -> str:
    """Name the consultation in its address, once for both languages."""
    start = slug_of(title)[:55].strip("-") or "consultation"
    taken = set(Consultation.objects.filter(slug__startswith=start).values_list("slug", flat=True))
    names = (start if n == 1 else f"{start}-{n}" for n in count(1))
    return next(name for name in names if name not in taken and name != "new")


@transaction.atomic
def edit(
    consultation: Consultation,
    *,
    version: int,
    by: Person,
    kind: str = "",
    items: Collection[str] | None = None,
    **values: Any,
) -> Consultation:
    """Change a draft: nobody is told.

    `kind` reads the items anew from the plan; without it `items` are the public ids of those that
    stay. Who saw another version than the newest is told: ChangedMeanwhile.
    """
    consultation = _locked(consultation)
    arrow = CONSULTATION.follow("edit", consultation, by=by)
    if version != consultation.version:
        raise ChangedMeanwhile(
            _("Somebody changed the draft before you; nothing is lost."), code="changed_meanwhile"
        )
    if not kind and values.get("plan", consultation.plan) != consultation.plan:
        raise ValidationError({"kind": _("Another plan has other items: say which are asked.")})
    changed = changes.put(consultation, _of_workshop(values))
    changed |= _ask_about(consultation, kind, items)
    audit.record(arrow.event, target=consultation, by=by, data={"changed": changed})
    return consultation


@transaction.atomic
def announce(consultation: Consultation, *, by: Person) -> Consultation:
    """Announce a consultation: from now on the clock opens and closes it."""
    consultation = _locked(consultation)
    arrow = CONSULTATION.follow("announce", consultation, by=by)
    Synthesis.objects.bulk_create(
        Synthesis(consultation=consultation, region=region)
        for region in Region.objects.order_by("order")
        if consultation.asks(region.pk)
    )
    _move(consultation, arrow.target)
    audit.record(arrow.event, target=consultation, by=by)
    return consultation


@transaction.atomic
def reopen(
    consultation: Consultation, *, closes_at: dt.datetime, reason: str, by: Person
) -> Consultation:
    """Let late Members answer until a new closing time, for a reason that everybody can read."""
    consultation = _locked(consultation)
    arrow = CONSULTATION.follow("reopen", consultation, by=by)
    if closes_at <= clock.now():
        raise DomainError(_("The new closing time must lie ahead."), code="window_over")
    before = consultation.closes_at
    consultation.closes_at = closes_at
    consultation.told_at = consultation.told_at or clock.now()
    _move(consultation, arrow.target, "closes_at", "told_at")
    audit.record(
        arrow.event,
        target=consultation,
        by=by,
        data={"reason": reason, "from": before.isoformat(), "until": closes_at.isoformat()},
    )
    return consultation


@transaction.atomic
def publish(consultation: Consultation, *, by: Person) -> Consultation:
    """Show the result to everybody."""
    consultation = _locked(consultation)
    arrow = CONSULTATION.follow("publish", consultation, by=by)
    consultation.published_at = clock.now()
    _move(consultation, arrow.target, "published_at")
    answered = consultation.positions.answered().count()
    audit.record(arrow.event, target=consultation, by=by, data={"answered": answered})
    counts.want(consultation)
    return consultation


@transaction.atomic
def withdraw(consultation: Consultation, *, reason: str, by: Person) -> Consultation:
    """Ask nobody any more, for a reason that everybody can read; what was answered is kept."""
    consultation = _locked(consultation)
    arrow = CONSULTATION.follow("withdraw", consultation, by=by)
    _move(consultation, arrow.target)
    audit.record(arrow.event, target=consultation, by=by, data={"reason": reason})
    return consultation


@transaction.atomic
def withdraw_with(workshop: Workshop, *, reason: str, by: Person) -> None:
    """Withdraw what is asked at a workshop that does not take place, for the workshop's reason.

    What has closed keeps its answers and its result; a draft may be held elsewhere.
    """
    arrow = CONSULTATION.transitions["withdraw"]
    for each in workshop.consultations.select_for_update().filter(state__in=arrow.sources):
        _move(each, arrow.target)
        data = {"reason": reason, "workshop": workshop.slug}
        audit.record(arrow.event, target=each, by=by, data=data)


@transaction.atomic
def move_with(
    workshop: Workshop, before: tuple[dt.datetime | None, dt.datetime | None], *, by: Person
) -> None:
    """Let what is asked at a workshop in its times go along when it is moved, before it opens."""
    starts_at, ends_at = before
    if starts_at is None or ends_at is None or before == (workshop.starts_at, workshop.ends_at):
        return
    ahead = [ConsultationState.DRAFT, ConsultationState.ANNOUNCED]
    rounds = workshop.consultations.select_for_update().filter(
        state__in=ahead, opens_at=starts_at, closes_at=ends_at
    )
    for each in rounds:
        changed = changes.put(each, _times_of(workshop))
        data = {"changed": changed, "workshop": workshop.slug}
        audit.record("strategy.consultation.moved", target=each, by=by, data=data)


def open_due(at: dt.datetime) -> int:
    """Open what is due, for all or for a region that is earlier, and tell whom the round is for.

    The database's business time decides, whatever the caller's clock says.
    """
    due = {"window_opens_at__lte": PortalNow()}
    return len(_follow_clock("open", ConsultationState.ANNOUNCED, **due)) + _tell(at)


@transaction.atomic
def _tell(at: dt.datetime) -> int:
    """Tell the regions without a window of their own, once the consultation's has opened."""
    found = list(
        Consultation.objects.select_for_update().filter(
            state=ConsultationState.OPEN, told_at=None, opens_at__lte=PortalNow()
        )
    )
    for consultation in found:
        consultation.told_at = at
        consultation.save(update_fields=["told_at", "updated_at"])
        audit.record("strategy.consultation.window_opened", target=consultation)
    return len(found)


def close_due(at: dt.datetime) -> int:
    """Close what is due, when the last region's window is over; its last instant is outside."""
    del at
    closed = _follow_clock("close", ConsultationState.OPEN, window_closes_at__lte=PortalNow())
    for consultation in closed:
        counts.want(consultation)
    return len(closed)


@transaction.atomic
def _follow_clock(name: str, state: ConsultationState, **due: Any) -> list[Consultation]:
    arrow = CONSULTATION.transitions[name]
    found = list(Consultation.objects.select_for_update().phased().filter(state=state, **due))
    for consultation in found:
        _move(consultation, arrow.target)
        audit.record(arrow.event, target=consultation)
    return found


def _times_of(workshop: Workshop | None) -> dict[str, Any]:
    """Return the window that a workshop gives to what is asked at it."""
    if workshop is None or workshop.starts_at is None:
        return {}
    times = {"opens_at": workshop.starts_at, "closes_at": workshop.ends_at}
    return times | {"zone": workshop.zone}


def _of_workshop(values: dict[str, Any]) -> dict[str, Any]:
    """Add the region that a workshop brings along."""
    if "workshop" not in values:
        return values
    workshop = values["workshop"]
    return values | {"region": workshop.region if workshop else None}


def _papers(plan: Plan, kind: str) -> list[Paper]:
    """Return the paper's lines on the elements of a plan, as they stand now."""
    papers = [
        Paper(
            title_en=element.title_en,
            title_fr=element.title_fr,
            element=element,
            source=element.source,
            grade=element.grade,
        )
        for element in selectors.consultations.askable(plan, kind)
    ]
    if not papers:
        raise DomainError(_("The plan has no such elements."), code="no_items")
    return papers


def _put(consultation: Consultation, papers: Iterable[Paper]) -> None:
    """Write the paper's lines; what stood there already keeps its public id."""
    known = {item.element_id: item.public_id for item in consultation.items.exclude(element=None)}
    consultation.items.all().delete()
    for order, paper in enumerate(papers, start=1):
        item = ConsultationItem(
            consultation=consultation,
            order=order,
            title_en=paper.title_en,
            title_fr=paper.title_fr,
            note_en=paper.note_en,
            note_fr=paper.note_fr,
            element=paper.element,
            source=paper.source,
            grade=paper.grade,
            is_demonstration=False,
        )
        if paper.element and paper.element.pk in known:
            item.public_id = known[paper.element.pk]
        item.full_clean()
        item.save()


def _ask_about(
    consultation: Consultation, kind: str, kept: Collection[str] | None
) -> dict[str, list[str]]:
    """Read the items anew, or keep some of them; return their number before and after."""
    before = consultation.items.count()
    if kind and consultation.plan:
        _put(consultation, _papers(consultation.plan, kind))
    elif kept is not None:
        consultation.items.exclude(public_id__in=kept).delete()
        # One by one, upwards: a place is free before the next item takes it.
        for order, item in enumerate(consultation.items.order_by("order"), start=1):
            if item.order != order:
                item.order = order
                item.save(update_fields=["order"])
    after = consultation.items.count()
    if not kind and before == after:
        return {}
    return {"items": [str(before), str(after)]}


def _locked(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def _move(consultation: Consultation, state: str, *fields: str) -> None:
    consultation.state = state
    consultation.version += 1
    consultation.save(update_fields=["state", "version", "updated_at", *fields])
