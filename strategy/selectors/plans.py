"""Read plans: who may see which words of them, as they stood on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import cached_property

from strategy.enums.plans import NAMED, STEERING, ElementKind, PlanState
from strategy.models import Commitment, CoreFunction, Plan, PlanElement, PlanStep
from strategy.models.element import ElementQuerySet
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.audit.models import Event
from wco_portal.common import clock
from wco_portal.common.bilingual import active
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.models import FrozenVersion
from wco_portal.publishing.selectors.documents import Passage


@dataclass(frozen=True, slots=True)
class Words:
    """A section in the reader's language; what it lacks stands there in the other one, marked."""

    passages: list[Passage]
    language: str
    # The whole of it is in the other language.
    is_fallback: bool


Said: TypeAlias = dict[tuple[str, str, int], Words | None]


@dataclass(frozen=True)
class Reading:
    """The text that an actor may read: the working one, or the last one laid before a meeting."""

    bodies: dict[str, dict[str, Any]] = field(default_factory=dict)
    frozen: FrozenVersion | None = None
    is_demonstration: bool = False
    # The versions that a save starts from; none for a frozen text.
    versions: dict[str, int] = field(default_factory=dict)
    # What was read of it before: by section, language and level.
    said: Said = field(default_factory=dict)

    @cached_property
    def sections(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """Return, by language, the blocks of every section."""
        return {code: publishing.documents.by_section(body) for code, body in self.bodies.items()}

    def words(self, section: str = "", *, deeper: int = 1) -> Words | None:
        """Return a section in the reader's language; None when there is not a word."""
        key = (section, active(), deeper)
        if key not in self.said:
            self.said[key] = self._words(*key)
        return self.said[key]

    def _words(self, section: str, mine: str, deeper: int) -> Words | None:
        blocks = {code: found.get(section, []) for code, found in self.sections.items()}
        written = {
            code: here
            for code, here in blocks.items()
            if any(publishing.documents.plain_blocks([block]).strip() for block in here)
        }
        if not written:
            return None
        return Words(
            publishing.documents.passages(written, mine, deeper=deeper),
            mine if mine in written else next(iter(written)),
            is_fallback=mine not in written,
        )


@dataclass(frozen=True, slots=True)
class Part:
    """An element of a plan with its words and what stands under it."""

    element: PlanElement
    words: Words | None
    children: list[Part]
    functions: Sequence[CoreFunction] = ()
    # The goals and articles of international frameworks that it serves.
    aligned: Sequence[Commitment] = ()


@dataclass(frozen=True)
class Outline:
    """A plan as its page shows it on a day."""

    steering: list[Part]
    layers: list[Part]
    named: list[Part]
    introduction: Words | None
    day: dt.date

    @cached_property
    def standing(self) -> list[Part]:
        """Return the goals and objectives that steer on the day: none that was dropped by it."""
        return [part for part in self.steering if part.element.stands_on(self.day)]


def visible(actor: Actor) -> QuerySet[Plan]:
    """Return the plans that the actor may know of."""
    return Plan.objects.visible_to(actor).select_related("source", "text")


def index(actor: Actor) -> QuerySet[Plan]:
    """Return the plans for the list, the latest first."""
    return Plan.objects.visible_to(actor).newest_first().select_related("source", "text")


def by_slug(slug: str, actor: Actor) -> Plan:
    """Return the plan of an address, or 404 through `Plan.DoesNotExist`."""
    return visible(actor).get(slug=slug)


def in_force(*, on: dt.date | None = None) -> Plan | None:
    """Return the plan in force on a day."""
    return Plan.objects.in_force_on(on or clock.today()).select_related("source", "text").first()


def in_preparation(*, on: dt.date | None = None) -> QuerySet[Plan]:
    """Return the plans in the making that the public knows of."""
    making = [
        PlanState.DRAFT,
        PlanState.IN_CONSULTATION,
        PlanState.ENDORSED,
        PlanState.SUBMITTED,
        PlanState.ADOPTED,
    ]
    found = Plan.objects.known(on or clock.today()).filter(state__in=making)
    return found.select_related("source", "text").order_by("starts_on")


def reading(plan: Plan, *, actor: Actor, on: dt.date | None = None) -> Reading:
    """Return the text that an actor may read: of a day that is over, what was public on it."""
    day = on or clock.today()
    if day == clock.today() and policies.check(actor, Permission.PLAN_DRAFT_VIEW, plan):
        documents = publishing.documents.both(plan.text)
        return Reading(
            {code: document.body for code, document in documents.items()},
            is_demonstration=plan.text.is_demonstration,
            versions={code: document.version for code, document in documents.items()},
        )
    frozen = publishing.frozen.latest_listed(plan.public_id, until=clock.end_of(day))
    return of_version(frozen) if frozen else Reading()


def of_version(frozen: FrozenVersion) -> Reading:
    """Return the text of a frozen version; as it never changes, each process reads it once."""
    frozen.content, said = _held(frozen.owner, frozen.number, frozen.sha256)
    bodies: dict[str, dict[str, Any]] = frozen.content["documents"]
    return Reading(bodies, frozen, is_demonstration=frozen.is_demonstration, said=said)


def content_of(frozen: FrozenVersion) -> dict[str, Any]:
    """Return all that a frozen version holds; each process reads it once."""
    return _held(frozen.owner, frozen.number, frozen.sha256)[0]


# A plan of 400 elements takes some five megabytes here.
@lru_cache(maxsize=4)
def _held(owner: str, number: int, _sha256: str) -> tuple[dict[str, Any], Said]:
    """Read what a version holds, with room for the words that were made of it."""
    content: dict[str, Any] = publishing.frozen.numbered(owner, number).content
    return content, {}


def elements(plan: Plan) -> QuerySet[PlanElement]:
    """Return the elements of a plan in its order, with what their pages show."""
    served = PlanElement.objects.select_related("plan").in_order()
    return (
        plan.elements.select_related("plan", "source", "parent")
        .prefetch_related(
            "functions",
            Prefetch("serves", queryset=served),
            Prefetch("served_by", queryset=served),
        )
        .in_order()
    )


def all_elements(actor: Actor) -> ElementQuerySet:
    """Return the elements of all plans that the actor may know of."""
    found = PlanElement.objects.filter(plan__in=Plan.objects.visible_to(actor))
    return found.select_related("plan", "parent", "source").prefetch_related("functions", "serves")


def outline(
    plan: Plan,
    text: Reading,
    *,
    aligned: Mapping[str, Sequence[Commitment]] | None = None,
    on: dt.date | None = None,
) -> Outline:
    """Return the elements of a plan, sorted as its page shows them, with what each serves."""
    # Without what only the page of an element shows.
    day = on or clock.today()
    rows = plan.elements.there(on=day).select_related("source").with_function_keys()
    under: dict[int | None, list[PlanElement]] = {}
    for each in titled(rows.in_order(), on=day):
        under.setdefault(each.parent_id, []).append(each)
    known = {function.pk: function for function in CoreFunction.objects.all()}
    parts = _parts(None, Source(under, text, known, aligned or {}))
    return Outline(
        steering=[part for part in parts if part.element.kind in STEERING],
        layers=[part for part in parts if part.element.kind not in STEERING | NAMED],
        named=[part for part in parts if part.element.kind in NAMED],
        introduction=text.words(),
        day=day,
    )


def titled(elements: Iterable[PlanElement], *, on: dt.date) -> list[PlanElement]:
    """Return elements with the titles that they had on a day, not to be saved then.

    The trail tells them: the first title that was given after a day that is over names the one
    before it.
    """
    found = list(elements)
    if on >= clock.today():
        return found
    later = Event.objects.filter(
        type="strategy.element.renamed",
        target__in=[each.public_id for each in found],
        happened_at__gte=clock.end_of(on),
    )
    before = dict(later.order_by("-pk").values_list("target", "data__before"))
    for each in found:
        for name, title in before.get(each.public_id, {}).items():
            setattr(each, name, title)
    return found


@dataclass(frozen=True, slots=True)
class Source:
    """What an outline is made of: the elements under each, and what is said of them."""

    under: Mapping[int | None, Sequence[PlanElement]]
    text: Reading
    functions: Mapping[int, CoreFunction]
    aligned: Mapping[str, Sequence[Commitment]]


def _parts(parent: int | None, source: Source) -> list[Part]:
    return [
        Part(
            each,
            source.text.words(each.public_id),
            _parts(each.pk, source),
            [source.functions[key] for key in each.function_keys],
            source.aligned.get(each.public_id, ()),
        )
        for each in source.under.get(parent, ())
    ]


def element(slug: str, public_id: str, actor: Actor) -> PlanElement:
    """Return an element of a visible plan, or 404."""
    return elements(by_slug(slug, actor)).get(public_id=public_id)


def priority(slug: str, name: str, actor: Actor) -> PlanElement:
    """Return a priority or focus area by its name, or 404."""
    return elements(by_slug(slug, actor)).get(slug=name)


def related(found: PlanElement) -> list[PlanElement]:
    """Return elements of other known plans of the same name: where it comes from, leads to."""
    if not found.slug:
        return []
    others = PlanElement.objects.named().filter(slug=found.slug).exclude(pk=found.pk)
    known = others.filter(plan__in=Plan.objects.known(clock.today()))
    return list(known.select_related("plan").order_by("plan__starts_on"))


def origins(found: PlanElement) -> QuerySet[PlanStep]:
    """Return the steps of the plan's making in which a governing body spoke of its priorities."""
    if found.kind not in NAMED:
        return PlanStep.objects.none()
    steps = found.plan.steps.filter(Q(known_from=None) | Q(known_from__lte=clock.today()))
    spoken = steps.filter(meeting__isnull=False, on__lte=clock.today())
    return spoken.select_related("source", "meeting").order_by("on", "pk")


def known_later(found: PlanElement) -> bool:
    """Say whether the wording became public only after the present day."""
    return found.known_from is not None and found.known_from > clock.today()


def search(words: str, actor: Actor) -> QuerySet[PlanElement]:
    """Return elements of visible plans whose title holds the words."""
    hits = Q(title_en__icontains=words) | Q(title_fr__icontains=words)
    found = PlanElement.objects.filter(hits, plan__in=visible(actor))
    return found.exclude(kind=ElementKind.LAYER).select_related("plan").in_order()
