"""Read what Members said of a plan: all of it for who answers, and what of it a reader may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from strategy.enums.contributions import PUBLISHED, Consent
from strategy.enums.dispositions import InputKind
from strategy.enums.workshops import ChallengeState
from strategy.models import Consultation, Plan, PlanInput, PositionRevision, Workshop
from strategy.models.plan_input import PlanInputQuerySet
from strategy.selectors import contributions, plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import LocalText, as_written, colon, local
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person, Region

# Together answered at once at most.
MOST = 500


@dataclass(frozen=True, slots=True)
class Source:
    """Where something was said: a consultation or a workshop, by its address."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which inputs an editor asks for; an empty word asks for all."""

    state: str = ""
    kind: str = ""
    region: str = ""
    source: str = ""


def everything(actor: Actor) -> QuerySet[PlanInput]:
    """Return every input of the plans that the actor may see, with what its row shows."""
    found = PlanInput.objects.filter(plan__in=Plan.objects.visible_to(actor))
    return with_rows(found).order_by("-at", "public_id")


def with_rows(found: PlanInputQuerySet) -> PlanInputQuerySet:
    """Add what a row of a list shows."""
    return found.select_related(
        "plan__text",
        "region",
        "member",
        "consultation",
        "workshop",
        "revision",
        "clause__contribution__element__plan",
        "clause__contribution__plan",
        "about__plan",
        "conclusion__workshop",
        "challenge",
        "disposition__plan",
        "disposition__element__plan",
    ).prefetch_related("consultation__items")


def of_plan(plan: Plan, wanted: Wanted | None = None) -> PlanInputQuerySet:
    """Return the inputs of a plan that are asked for, in order."""
    asked = wanted or Wanted()
    found = with_rows(PlanInput.objects.filter(plan=plan)).in_order()
    if asked.state:
        found = found.in_state(asked.state)
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.region:
        found = found.filter(region__code=asked.region)
    if asked.source:
        found = found.from_source(asked.source)
    return found


def chosen(plan: Plan, keys: Sequence[str]) -> list[PlanInput]:
    """Return the inputs of a plan that were ticked."""
    return list(of_plan(plan).filter(public_id__in=keys)[:MOST])


def open_ones(plan: Plan, wanted: Wanted) -> QuerySet[PlanInput]:
    """Return the inputs that are asked for and have no published answer, as many as may be."""
    return of_plan(plan, wanted).unanswered()[:MOST]


def published_comment(public_id: str, actor: Actor) -> PlanInput:
    """Return the comment of a position that its Member lets everybody read, or 404."""
    found = with_rows(PlanInput.objects.filter(plan__in=Plan.objects.visible_to(actor)))
    return found.select_related("revision__position").get(
        public_id=public_id, revision__consent__in=PUBLISHED
    )


def is_published(said: PlanInput) -> bool:
    """Say whether everybody may read the answer."""
    return said.disposition is not None and said.disposition.is_published


def sources(plan: Plan) -> list[Source]:
    """Return where something was said of a plan: consultations first, then workshops."""
    said = PlanInput.objects.filter(plan=plan)
    asked = Consultation.objects.filter(pk__in=said.values("consultation"))
    held = Workshop.objects.filter(pk__in=said.values("workshop"))
    found = [*asked.order_by("opens_at", "slug"), *held.order_by("pk")]
    return [Source(each.slug, str(local(each, "title"))) for each in found]


def regions() -> QuerySet[Region]:
    """Return the regions in their order."""
    return Region.objects.order_by("order")


def counts(plan: Plan) -> dict[str, int]:
    """Count the inputs of a plan by the state of their answer."""
    found = {"unanswered": 0, "draft": 0, "published": 0}
    for state in PlanInput.objects.filter(plan=plan).values_list("disposition__state", flat=True):
        found[state or "unanswered"] += 1
    return found


def plan(slug: str, actor: Actor) -> Plan:
    """Return the plan whose inputs are to be answered, or 404."""
    return plans.by_slug(slug, actor)


@dataclass(frozen=True, slots=True)
class Row:
    """An input as its editor sees it."""

    said: PlanInput
    words: LocalText
    who: str
    address: str


def rows(found: Iterable[PlanInput]) -> list[Row]:
    """Return inputs as their editor sees them: all words, all names."""
    return [
        Row(each, words(each), str(who(each, is_named=True)), address(each, is_shown=True))
        for each in found
    ]


def may_read(actor: Actor, said: PlanInput) -> bool:
    """Say whether a reader may see the words.

    What its Member did not agree to publish was promised to the Secretariat and the region's
    coordinator; its own Member has it anyway. A challenge is public once it is taken up.
    Conclusions are public.
    """
    if said.kind == InputKind.CONCLUSION:
        return True
    if said.challenge is not None and said.challenge.state == ChallengeState.TAKEN_UP:
        return True
    return consent(said) in PUBLISHED or in_full(actor, said)


def may_name(actor: Actor, said: PlanInput) -> bool:
    """Say whether a reader may see which Member said it."""
    if said.challenge is not None:
        return may_read(actor, said)
    return consent(said) == Consent.NAMED or in_full(actor, said)


def in_full(actor: Actor, said: PlanInput) -> bool:
    """Say whether a reader sees it whole, whatever its Member allowed and whatever was removed."""
    if not isinstance(actor, Person):
        return False
    if said.challenge is not None:
        return (
            actor.is_secretariat
            or said.challenge.raised_by_id == actor.pk
            or said.member_id in actor.member_ids()
            or said.region_id in actor.region_ids()
        )
    return (
        bool(policies.check(actor, Permission.CONSULTATION_VIEW))
        or said.member_id in actor.member_ids(RoleName.FOCAL_POINT)
        or said.region_id in actor.region_ids(RoleName.COORDINATOR)
    )


def consent(said: PlanInput) -> str:
    """Return how the Member lets its words be published; of what is no Member's own, not asked."""
    own = said.clause or said.revision
    return own.consent if own is not None else ""


def words(said: PlanInput) -> LocalText:
    """Return what was said, all of it; a comment in the language in which its Member wrote it."""
    if said.clause is not None:
        return as_written(said.clause.words)
    if said.revision is not None:
        return as_written(_comments(said.revision, said))
    if said.conclusion is not None:
        return local(said.conclusion, "text")
    return local(said.challenge, "title")


def _comments(revision: PositionRevision, said: PlanInput) -> str:
    """Return the comment on the whole, then those on single items under their titles."""
    if not revision.remarks or said.consultation is None:
        return revision.comment
    items = {item.public_id: item for item in said.consultation.items.all()}
    remarks = [
        f"{local(items[key], 'title')}{colon()} {words}"
        for key, words in revision.remarks.items()
        if key in items
    ]
    return "\n\n".join(part for part in (revision.comment.strip(), *remarks) if part)


def readable(actor: Actor, said: PlanInput) -> LocalText:
    """Return what was said as a reader may see it: without the passages that were removed."""
    whole = words(said)
    owner = said.clause.contribution if said.clause is not None else None
    cut = owner or (said.revision.position if said.revision is not None else None)
    if cut is None or in_full(actor, said):
        return whole
    text = contributions.marked(whole.value, cut.redactions.all())
    return replace(whole, value=text)


def who(said: PlanInput, *, is_named: bool) -> str | Promise:
    """Name who said it: a Member, or only its region."""
    if said.member is None:
        return str(said.region)
    if is_named:
        return str(said.member)
    return _("A Member of %(region)s") % {"region": said.region}


def place(said: PlanInput) -> str:
    """Name where it was said: a consultation, a workshop, a part of the plan, or a title of it."""
    if said.clause is not None and said.clause.contribution.is_on_title:
        return said.clause.contribution.place
    return str(local(said.source, "title"))


def address(said: PlanInput, *, is_shown: bool) -> str:
    """Return the page of what was said where there is one, else of where it was said."""
    if said.conclusion is not None:
        return said.conclusion.get_absolute_url()
    if said.challenge is not None and is_shown:
        return said.challenge.get_absolute_url()
    if said.clause is not None and is_shown:
        return said.clause.contribution.get_absolute_url()
    return said.source.get_absolute_url()
