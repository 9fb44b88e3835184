"""Read what was answered to what Members said: drafts for who answers, the rest for everybody."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategy.enums.contributions import ClausePart
from strategy.enums.dispositions import InputKind
from strategy.enums.plans import PlanState
from strategy.models import (
    Challenge,
    ContributionRevision,
    Disposition,
    DispositionCorrection,
    Plan,
    PlanElement,
    PlanInput,
    PositionRevision,
)
from strategy.models.disposition import DispositionQuerySet
from strategy.selectors import inputs, plans
from strategy.selectors.plan_cards import LONGEST
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common import clock
from wco_portal.common.bilingual import LANGUAGES, LocalText, active
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person, Region, Role
from wco_portal.publishing import selectors as publishing

SHORT = 80
MAKING: Final = (PlanState.DRAFT, PlanState.IN_CONSULTATION, PlanState.ENDORSED)
SPEAKERS: Final = (RoleName.COORDINATOR, RoleName.VICE_CHAIR)


@dataclass(frozen=True, slots=True)
class Target:
    """What of a plan an answer leads to: an element, or a sentence."""

    title: str
    address: str
    language: str

    @property
    def words(self) -> LocalText:
        """Return the title, marked when it is not in the reader's language."""
        return LocalText(self.title, self.language, is_fallback=self.language != active())


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which answers a reader asks for; an empty word asks for all."""

    answer: str = ""
    region: str = ""
    kind: str = ""
    element: str = ""
    block: str = ""
    # The title of an element, by its id, or of the plan: what was said of it in so many words.
    part: str = ""
    about: str = ""
    one: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer and the inputs that it was given to, as a reader may see them."""

    disposition: Disposition
    said: Sequence[PlanInput]
    # None: not for this reader's eyes.
    words: LocalText | None
    who: str
    address: str
    target: Target | None
    corrections: Sequence[DispositionCorrection] = field(default_factory=list)

    @property
    def first(self) -> PlanInput:
        """Return one of the inputs: they were all said in the same place."""
        return self.said[0]


def visible(actor: Actor) -> DispositionQuerySet:
    """Return the answers that the actor may read: drafts only for who may answer."""
    found = Disposition.objects.filter(plan__in=Plan.objects.visible_to(actor))
    if not policies.check(actor, Permission.DISPOSITION_ANSWER):
        found = found.published()
    return found.select_related(
        "plan",
        "element__plan",
        "revision__position__member__region",
        "revision__position__consultation",
        "conclusion__workshop__region",
        "challenge__workshop__region",
        "challenge__member",
        "clause__contribution__member__region",
    ).prefetch_related("corrections")


def by_public_id(public_id: str, actor: Actor) -> Disposition:
    """Return an answer, or 404 through `Disposition.DoesNotExist`."""
    return visible(actor).get(public_id=public_id)


def published(public_id: str, actor: Actor) -> Disposition:
    """Return a published answer, or 404."""
    return visible(actor).published().get(public_id=public_id)


def drafts(plan: Plan) -> QuerySet[Disposition]:
    """Return what would be published at once.

    A draft on words that were said anew or taken back answers nothing any more.
    """
    standing = PlanInput.objects.filter(plan=plan).exclude(disposition=None)
    return plan.dispositions.drafted().filter(pk__in=standing.values("disposition"))


def inputs_of(given: Disposition) -> QuerySet[PlanInput]:
    """Return the input that was answered; none once its Member has sent another comment."""
    return inputs.of_plan(given.plan).filter(disposition=given)


def of_event(public_ids: Iterable[str]) -> QuerySet[Disposition]:
    """Return the answers that an event is about, with who is to be told."""
    found = Disposition.objects.filter(public_id__in=list(public_ids))
    return found.select_related(
        "plan",
        "revision__position__member",
        "conclusion__workshop__region",
        "challenge__member",
        "challenge__raised_by",
        "clause__contribution__member",
    ).order_by("pk")


def answered(plan: Plan, wanted: Wanted, *, actor: Actor) -> list[Answered]:
    """Return what was said of a plan with what was answered, as far as the reader may see it.

    Comments whose words the reader may not see and that got the same answer stand together.
    """
    corrections = DispositionCorrection.objects.order_by("number")
    found = _wanted(inputs.of_plan(plan).answered(), wanted, actor).prefetch_related(
        Prefetch("disposition__corrections", queryset=corrections),
        "revision__position__redactions",
        "clause__contribution__redactions",
    )
    groups: dict[object, list[PlanInput]] = {}
    for each in found:
        groups.setdefault(_together(each, actor), []).append(each)
    goals = targets(plan, [group[0].disposition for group in groups.values()], actor=actor)
    return [_answered(group, goals, actor) for group in groups.values()]


def _wanted(found: Any, wanted: Wanted, actor: Actor) -> Any:
    filters = {
        "disposition__answer": wanted.answer,
        "region__code": wanted.region,
        "kind": wanted.kind,
        "disposition__element__public_id": wanted.element,
        "disposition__block": wanted.block,
        "disposition__public_id": wanted.one,
    }
    found = found.filter(**{name: value for name, value in filters.items() if value})
    if wanted.part == ClausePart.TITLE:
        found = found.of_title(wanted.about)
    if wanted.mine:
        own = actor.member_ids() if isinstance(actor, Person) else set()
        found = found.filter(member__in=own)
    return found


def _together(said: PlanInput, actor: Actor) -> object:
    """Name the group of an input: its own, unless it is one comment among many alike."""
    given = said.disposition
    if given is None or inputs.may_read(actor, said) or given.corrections.all():
        return said.public_id
    return (
        said.kind,
        said.source.get_absolute_url(),
        inputs.place(said),
        given.answer,
        given.reason_en,
        given.reason_fr,
        given.element_id,
        given.block,
    )


def _answered(group: list[PlanInput], goals: dict[int, Target], actor: Actor) -> Answered:
    first = group[0]
    assert first.disposition is not None  # noqa: S101 -- only what is answered comes here
    is_shown = inputs.may_read(actor, first)
    return Answered(
        disposition=first.disposition,
        said=group,
        words=inputs.readable(actor, first) if is_shown else None,
        who=_who(group, is_named=inputs.may_name(actor, first)),
        address=inputs.address(first, is_shown=is_shown),
        target=goals.get(first.disposition.pk),
        corrections=list(first.disposition.corrections.all()),
    )


def _who(group: list[PlanInput], *, is_named: bool) -> str:
    if len(group) == 1:
        return str(inputs.who(group[0], is_named=is_named))
    counted = Counter(str(each.region) for each in group)
    return ", ".join(
        ngettext("%(count)d Member of %(region)s", "%(count)d Members of %(region)s", count)
        % {"count": count, "region": region}
        for region, count in counted.items()
    )


def targets(plan: Plan, given: Iterable[Disposition | None], *, actor: Actor) -> dict[int, Target]:
    """Return what answers lead to, by their key, as far as the reader may see it."""
    wanted = [each for each in given if each is not None and (each.block or each.element_id)]
    if not wanted:
        return {}
    sentences = _sentences(plan, actor) if any(each.block for each in wanted) else {}
    return {
        each.pk: found
        for each in wanted
        if (found := sentences.get(each.block) or _element(each.element)) is not None
    }


def target(given: Disposition | None, *, actor: Actor) -> Target | None:
    """Return what one answer leads to."""
    if given is None:
        return None
    return targets(given.plan, [given], actor=actor).get(given.pk)


def _element(element: PlanElement | None) -> Target | None:
    if element is None:
        return None
    return Target(str(element), element.get_absolute_url(), active())


def _sentences(plan: Plan, actor: Actor) -> dict[str, Target]:
    """Return the sentences of the text that the actor may read, in the reader's language first."""
    bodies = plans.reading(plan, actor=actor).bodies
    pages = {each.public_id: each for each in plan.elements.select_related("plan")}
    found: dict[str, Target] = {}
    for language in (active(), *(code for code in LANGUAGES if code != active())):
        for block, section, words in publishing.documents.blocks(bodies.get(language, {})):
            if block not in found and words.strip():
                page = pages.get(section, plan)
                where = f"{page.get_absolute_url()}#b-{block}"
                found[block] = Target(quoted(words, language), where, language)
    return found


def quoted(words: str, language: str, *, longest: int = LONGEST) -> str:
    """Return words as a short quotation in their language."""
    short = words if len(words) <= longest else f"{words[:longest].rsplit(' ', 1)[0]}…"
    return f"“{short}”" if language == "en" else f"«\u00a0{short}\u00a0»"


def places(plan: Plan) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what of a plan an answer may lead to, by element: the whole of it, its sentences.

    A place is the element's id, a colon and the block's; either may be missing.
    """
    bodies = {code: each.body for code, each in publishing.documents.both(plan.text).items()}
    body: dict[str, Any] = bodies.get(active()) or next(iter(bodies.values()), {})
    sentences: dict[str, list[tuple[str, str]]] = {}
    for block, section, words in publishing.documents.blocks(body):
        if words.strip():
            line = (f"{section}:{block}", quoted(words, active(), longest=SHORT))
            sentences.setdefault(section, []).append(line)
    own = [(_("Introduction"), sentences[""])] if "" in sentences else []
    whole = _("%(element)s as a whole")
    return own + [
        (
            str(each),
            [
                (f"{each.public_id}:", whole % {"element": each.number}),
                *sentences.get(each.public_id, []),
            ],
        )
        for each in plan.elements.in_order()
    ]


def newly_given(members: Iterable[int], *, since: dt.datetime) -> list[tuple[Plan, int, bool]]:
    """Count, by plan, the answers given to these Members of late, and say if all are invented."""
    said = PlanInput.objects.filter(member__in=list(members)).answered()
    rows = said.filter(disposition__published_at__gte=since).select_related("plan", "disposition")
    found: dict[Plan, list[bool]] = {}
    for each in rows.order_by("plan", "public_id"):
        invented = each.disposition is not None and each.disposition.is_demonstration
        found.setdefault(each.plan, []).append(invented)
    return [(plan, len(invented), all(invented)) for plan, invented in found.items()]


def waiting(actor: Actor) -> list[tuple[Plan, int]]:
    """Count, by plan in the making, what has no published answer."""
    making = plans.visible(actor).filter(state__in=MAKING)
    said = PlanInput.objects.filter(plan__in=making).unanswered()
    counted = dict(said.values_list("plan").annotate(Count("public_id")))
    return [(plan, counted[plan.pk]) for plan in making.filter(pk__in=counted)]


def to(said: PositionRevision | Challenge | ContributionRevision) -> Disposition | None:
    """Return the published answer to words as they were sent, or to a challenge."""
    found = said.dispositions.published().select_related("plan__text", "element__plan")
    return found.prefetch_related("corrections").first()


def own(plan: Plan) -> str:
    """Return the address of what was answered to the reader's own administration."""
    return f"{reverse('plan-answers', args=[plan.slug])}?mine=on"


def member_of(given: Disposition) -> Member | None:
    """Return the Member whose input was answered; a conclusion is the region's."""
    if given.challenge is not None:
        return given.challenge.member
    if given.clause is not None:
        return given.clause.contribution.member
    return given.revision.position.member if given.revision is not None else None


def kind_of(given: Disposition) -> InputKind:
    """Say what was answered."""
    if given.conclusion is not None:
        return InputKind.CONCLUSION
    if given.clause is not None:
        is_proposal = given.clause.contribution.is_proposal
        return InputKind.PROPOSAL if is_proposal else InputKind.CLAUSE
    return InputKind.CHALLENGE if given.challenge is not None else InputKind.COMMENT


def came_from(given: Disposition) -> Region:
    """Return the region that the input came from."""
    if given.challenge is not None:
        return given.challenge.workshop.region
    member = member_of(given)
    found = member.region if member is not None else region_of(given)
    assert found is not None  # noqa: S101 -- every input has a region
    return found


def region_of(given: Disposition) -> Region | None:
    """Return the region whose workshop's conclusion was answered."""
    return given.conclusion.workshop.region if given.conclusion is not None else None


def heard(given: Iterable[Disposition]) -> QuerySet[Role]:
    """Return who is told: the Members' focal points, and who speaks for a workshop's region."""
    answers = list(given)
    members = [each for each in map(member_of, answers) if each is not None]
    regions = [each for each in map(region_of, answers) if each is not None]
    held = Role.objects.on(clock.today()).filter(
        Q(name=RoleName.FOCAL_POINT, member__in=members) | Q(name__in=SPEAKERS, region__in=regions),
        person__is_active=True,
    )
    return held.select_related("person", "member", "region").order_by("pk")


def is_of(given: Disposition, person: Person) -> bool:
    """Say whether the answer is to what the person's side said."""
    member, region = member_of(given), region_of(given)
    if region is not None:
        return region.pk in person.region_ids(*SPEAKERS)
    is_raiser = given.challenge is not None and given.challenge.raised_by_id == person.pk
    return is_raiser or (
        member is not None and member.pk in person.member_ids(RoleName.FOCAL_POINT)
    )
