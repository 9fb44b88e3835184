"""Read amendments: what each changes, which words are public, where it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from strategy.enums.plans import AmendmentState, ChangeKind, ElementKind, Verdict
from strategy.models import (
    Amendment,
    AmendmentAddition,
    AmendmentChange,
    Plan,
    PlanDecision,
    PlanElement,
    PlanSubmission,
    ReviewFinding,
)
from strategy.models.amendment import WRITTEN, AmendmentQuerySet
from strategy.rules import amendments as rules
from strategy.rules.amendments import Worded
from strategy.workflows.amendments import AMENDMENT, goes_with, present, written
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event
from wco_portal.common import dates
from wco_portal.common.bilingual import active
from wco_portal.common.parts import Piece, Step
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.models import FrozenVersion
from wco_portal.publishing.rules import schema
from wco_portal.publishing.selectors.differences import ShownBlock

LAID = AMENDMENT.transitions["submit"].event

ORDER = (
    AmendmentState.DRAFT,
    AmendmentState.SUBMITTED,
    AmendmentState.ADOPTED,
    AmendmentState.IN_EFFECT,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """The changes that an actor may read: the working ones, or those laid before a meeting."""

    changes: list[dict[str, Any]]
    frozen: FrozenVersion | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the plan, why it changes, and what becomes of its words in one language."""

    element: PlanElement
    verdict: Verdict
    # None: no finding is of it, it goes with a part above it.
    finding: ReviewFinding | None = None
    above: PlanElement | None = None
    title: list[Piece] = field(default_factory=list)
    blocks: list[ShownBlock] = field(default_factory=list)
    # Whether the words may be read, and say something new.
    is_reworded: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """A part that an amendment adds, in one language, and what it is to stand under, if any."""

    key: str
    kind: ElementKind
    title: list[Piece]
    parent: PlanElement | None
    blocks: list[ShownBlock]
    # The element, from the day of the amendment on.
    element: PlanElement | None
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One goal or objective whose words an amendment changes."""

    amendment: Amendment
    finding: ReviewFinding
    # The words of the plan as it is.
    now: Worded

    @property
    def change(self) -> AmendmentChange | None:
        """Return the new words; none before somebody wrote them."""
        found: AmendmentChange | None = getattr(self.finding, "change", None)
        return found

    @property
    def words(self) -> Worded:
        """Return the words from which to write on: the new ones, or those of the plan."""
        return written(self.change) if self.change else self.now


def everything(actor: Actor) -> AmendmentQuerySet:
    """Return the amendments of all visible plans."""
    found = Amendment.objects.filter(plan__in=Plan.objects.visible_to(actor))
    return found.select_related("plan__text", "review__plan")


def one(slug: str, public_id: str, actor: Actor) -> Amendment:
    """Return an amendment of a visible plan, or 404."""
    return everything(actor).get(plan__slug=slug, public_id=public_id)


def version(
    slug: str, public_id: str, number: int, actor: Actor
) -> tuple[Amendment, FrozenVersion]:
    """Return a frozen version of an amendment of a visible plan, or 404."""
    found = one(slug, public_id, actor)
    return found, publishing.frozen.of(found.public_id).get(number=number)


def place(slug: str, public_id: str, element: str, actor: Actor) -> Place:
    """Return a goal or objective whose words an amendment changes, or 404."""
    amendment = one(slug, public_id, actor)
    called = {each.element.public_id: each for each in amendment.findings()}
    finding = called.get(element)
    if finding is None or finding.verdict != Verdict.CHANGE:
        raise ReviewFinding.DoesNotExist
    now = present(amendment.plan, [finding.element])
    return Place(amendment, finding, now[finding.element.pk])


def content(amendment: Amendment) -> dict[str, Any]:
    """Return what a frozen version of an amendment holds: the words before and after."""
    findings = amendment.findings()
    gone = goes_with(amendment.plan, findings)
    now = present(amendment.plan, [*(f.element for f in findings), *(each for each, _up in gone)])
    changes = [(each.element, _change(each, now[each.element.pk])) for each in findings]
    changes += [(each, _going(each, above, now[each.pk])) for each, above in gone]
    changes.sort(key=lambda pair: (pair[0].order, pair[0].pk))
    day = amendment.effective_on
    return {
        "kind": "amendment",
        "amendment": {
            "id": amendment.public_id,
            "plan": amendment.plan.slug,
            "number": amendment.number,
            "effective_on": day.isoformat() if day else None,
        },
        "changes": [
            *(told for _element, told in changes),
            *(_addition(each) for each in amendment.added()),
        ],
    }


def _addition(each: AmendmentAddition) -> dict[str, Any]:
    nothing = {"en": "", "fr": ""}
    return {
        "element": each.public_id,
        # It is given on the day on which the amendment takes effect.
        "number": "",
        "verdict": ChangeKind.ADD,
        "kind": each.kind,
        "part_of": each.parent.public_id if each.parent else None,
        "before": rules.worded(nothing, nothing),
        "after": written(each),
        "version": each.version,
    }


def addition(slug: str, public_id: str, element: str, actor: Actor) -> AmendmentAddition:
    """Return a part that an amendment of a visible plan adds, or 404."""
    found = one(slug, public_id, actor).additions.select_related("parent__plan", "by")
    return found.select_related("amendment__plan__text").get(public_id=element)


def added(amendment: Amendment, text: Reading | None) -> list[Added]:
    """Return the parts that the words an actor may read add to the plan."""
    told = [each for each in text.changes if each["verdict"] == ChangeKind.ADD] if text else []
    if not told:
        return []
    wanted = [each[name] for each in told for name in ("element", "part_of") if each[name]]
    found = amendment.plan.elements.filter(public_id__in=wanted).select_related("plan")
    known = {each.public_id: each for each in found}
    return [_added(each, known) for each in told]


def _added(told: dict[str, Any], known: dict[str, PlanElement]) -> Added:
    language, after = active(), told["after"]
    nothing, words = (rules.body(part["text"][language]) for part in (told["before"], after))
    return Added(
        told["element"],
        ElementKind(told["kind"]),
        publishing.differences.of_words("", after["title"][language]),
        known.get(told["part_of"]),
        publishing.differences.between(nothing, words).blocks,
        known.get(told["element"]),
        is_whole=rules.is_whole(after),
    )


def _change(finding: ReviewFinding, before: Worded) -> dict[str, Any]:
    change: AmendmentChange | None = getattr(finding, "change", None)
    after = written(change) if change else before
    return {
        "element": finding.element.public_id,
        "number": finding.element.number,
        "verdict": finding.verdict,
        "before": before,
        "after": None if finding.verdict == Verdict.DROP else after,
        "version": change.version if change else 0,
    }


def _going(element: PlanElement, above: PlanElement, before: Worded) -> dict[str, Any]:
    """Return the change of a part that no finding speaks of: what stands above it is dropped."""
    return {
        "element": element.public_id,
        "number": element.number,
        "verdict": Verdict.DROP,
        "goes_with": above.public_id,
        "before": before,
        "after": None,
        "version": 0,
    }


def reading(amendment: Amendment, actor: Actor) -> Reading | None:
    """Return the words that an actor may read; None while they are the editors' alone."""
    frozen = publishing.frozen.latest(amendment.public_id)
    is_written = amendment.state == AmendmentState.DRAFT or frozen is None
    if is_written and policies.check(actor, Permission.PLAN_DRAFT_VIEW, amendment.plan):
        return Reading(content(amendment)["changes"])
    return Reading(frozen.content["changes"], frozen) if frozen else None


def rows(amendment: Amendment, text: Reading | None) -> list[Row]:
    """Return what becomes of each part that is there, in the reader's language."""
    if text is None:
        return _untold(amendment)
    told = [each for each in text.changes if each["verdict"] != ChangeKind.ADD]
    wanted = {each["element"] for each in told} | {each.get("goes_with") for each in told}
    elements = amendment.plan.elements.filter(public_id__in=wanted).select_related("plan")
    known = {each.public_id: each for each in elements}
    findings = {each.element_id: each for each in amendment.judged()}
    return [_row(each, known, findings) for each in told]


def _untold(amendment: Amendment) -> list[Row]:
    """Return what changes and goes, without the words."""
    findings = amendment.findings()
    found = [Row(each.element, Verdict(each.verdict), each) for each in findings]
    found += [
        Row(each, Verdict.DROP, above=above) for each, above in goes_with(amendment.plan, findings)
    ]
    return sorted(found, key=lambda row: (row.element.order, row.element.pk))


def _row(
    told: dict[str, Any], known: dict[str, PlanElement], findings: dict[int, ReviewFinding]
) -> Row:
    element = known[told["element"]]
    language = active()
    before, after = told["before"], told["after"] or {"title": {}, "text": {}}
    old = rules.body(before["text"][language])
    new = rules.body(after["text"].get(language, ""), before=old)
    return Row(
        element,
        Verdict(told["verdict"]),
        findings.get(element.pk) if "goes_with" not in told else None,
        known.get(told.get("goes_with", "")),
        publishing.differences.of_words(
            before["title"][language], after["title"].get(language, "")
        ),
        publishing.differences.between(old, new).blocks,
        is_reworded=bool(told["after"]) and after != before,
    )


def path(amendment: Amendment) -> list[Step]:
    """Return the states of an amendment as a way, the present one marked."""
    state = AmendmentState(amendment.state)
    if state == AmendmentState.WITHDRAWN:
        return [Step(capfirst(state.label), state="now")]
    notes = {
        AmendmentState.DRAFT: _("The editors write the new words in both languages."),
        AmendmentState.SUBMITTED: _("A version is frozen and laid before the Council."),
        AmendmentState.ADOPTED: _("Needs the Council’s decision, recorded by who did not write."),
        AmendmentState.IN_EFFECT: dates.day(amendment.effective_on)
        if amendment.effective_on
        else _("On the day that is named when it is submitted."),
    }
    here = ORDER.index(state)
    return [
        Step(
            capfirst(each.label),
            note=notes[each],
            state="done" if place < here else "now" if place == here else "next",
        )
        for place, each in enumerate(ORDER)
    ]


def versions(amendment: Amendment) -> QuerySet[FrozenVersion]:
    """Return the frozen versions of an amendment with all that they hold, newest first."""
    return publishing.frozen.of(amendment.public_id)


def listed(amendment: Amendment) -> QuerySet[FrozenVersion]:
    """Return the frozen versions of an amendment, newest first, without what they hold."""
    return publishing.frozen.listed(amendment.public_id)


def canonical(frozen: FrozenVersion) -> bytes:
    """Return the very bytes of which a version tells the SHA-256."""
    return schema.canonical(frozen.content)


def decisions(amendment: Amendment) -> QuerySet[PlanDecision]:
    """Return what was decided on an amendment, in order."""
    found = amendment.decisions.select_related("meeting", "frozen")
    return found.defer("frozen__content").order_by("pk")


def submissions(amendment: Amendment) -> QuerySet[PlanSubmission]:
    """Return how an amendment was laid before the Council, in order."""
    found = amendment.submissions.select_related("meeting", "frozen")
    return found.defer("frozen__content").order_by("pk")


def last_submission(amendment: Amendment) -> PlanSubmission | None:
    """Return the latest submission of an amendment."""
    return submissions(amendment).last()


def of_event(public_id: str) -> Amendment:
    """Return the amendment of an event."""
    return Amendment.objects.select_related("plan", "review").get(public_id=public_id)


def authors(amendment: Amendment) -> QuerySet[Event, str]:
    """Return the keys of who wrote its words or its findings, or laid it before the Council."""
    targets = [amendment.public_id, amendment.review.public_id]
    trail = Event.objects.filter(target__in=targets, type__in=[*WRITTEN, LAID])
    return trail.values_list("actor", flat=True).distinct()


def decision_of(amendment: Amendment, public_id: str | None) -> PlanDecision | None:
    """Return the decision that an event names, or the latest one."""
    found = decisions(amendment)
    return found.filter(public_id=public_id).first() if public_id else found.last()


def in_effect_on(element: PlanElement) -> QuerySet[Amendment]:
    """Return the amendments in effect that added, changed or dropped an element, in order."""
    found = Amendment.objects.filter(
        Q(
            review__findings__element=element,
            review__findings__verdict__in=[Verdict.CHANGE, Verdict.DROP],
        )
        | _dropped_with(element)
        | Q(
            pk__in=AmendmentAddition.objects.filter(public_id=element.public_id).values("amendment")
        ),
        state=AmendmentState.IN_EFFECT,
    ).distinct()
    if element.dropped_on:
        # A later one that spoke of it too left it out.
        found = found.filter(effective_on__lte=element.dropped_on)
    return found.select_related("plan").order_by("number")


def _dropped_with(element: PlanElement) -> Q:
    """Ask for the amendment that dropped an element with a part above it."""
    if element.dropped_on is None:
        return Q(pk=None)
    parents = dict(element.plan.elements.values_list("pk", "parent"))
    above, key = [], element.parent_id
    while key is not None:
        above.append(key)
        key = parents[key]
    return Q(
        review__findings__element__in=above,
        review__findings__verdict=Verdict.DROP,
        effective_on=element.dropped_on,
    )
