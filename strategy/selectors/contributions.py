"""Read what Members say of the clauses of a plan: as each of them allowed, to each reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from strategy.enums.contributions import Consent, ContributionKind, ContributionState, Stance
from strategy.enums.plans import PlanState
from strategy.models import (
    Contribution,
    ContributionRevision,
    Disposition,
    Plan,
    PlanElement,
    ProposalStand,
    Redaction,
)
from strategy.rules.redactions import redacted
from strategy.selectors import clauses, positions
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.access.policies import Actor
from wco_portal.common.bilingual import LANGUAGES, local
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Member, Person, Region
from wco_portal.publishing import selectors as publishing
from wco_portal.publishing.models import FrozenVersion


@dataclass(frozen=True, slots=True)
class Shown:
    """A comment, proposal or answer as one reader may see it."""

    thing: Contribution
    who: str
    words: str
    # What was removed stands in it for who reads all of it.
    is_full: bool
    answers: Sequence[Shown] = ()

    @property
    def is_gone(self) -> bool:
        """Say whether the reader sees only that it was withdrawn."""
        return self.thing.is_withdrawn and not self.is_full


@dataclass(frozen=True, slots=True)
class Stood:
    """What the other Members of a region think of a proposal as it is worded now."""

    region: Region
    support: int
    oppose: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What other Members think: by region, how many spoke of earlier wording, and the reader's."""

    regions: Sequence[Stood]
    earlier: int
    own: ProposalStand | None
    # Each with its reason, for who reads the proposal in full.
    each: Sequence[ProposalStand]

    @property
    def support(self) -> int:
        """Count those that support it."""
        return sum(each.support for each in self.regions)

    @property
    def oppose(self) -> int:
        """Count those that oppose it."""
        return sum(each.oppose for each in self.regions)


def everything(actor: Actor) -> QuerySet[Contribution]:
    """Return what the actor may read, with what a row shows, the newest first."""
    found: QuerySet[Contribution] = with_rows(Contribution.objects.visible_to(actor))
    return found.order_by("-pk")


def with_rows(found: Any) -> Any:
    """Add what a row shows."""
    return (
        found.select_related(
            "plan__text",
            "element__plan",
            "member__region",
            "current__by",
            "to__current",
            "to__member",
            "frozen",
        )
        .defer("frozen__content")
        .prefetch_related("redactions")
    )


def by_public_id(public_id: str, actor: Actor) -> Contribution:
    """Return what the actor may read, or 404 through `Contribution.DoesNotExist`."""
    found: Contribution = everything(actor).get(public_id=public_id)
    return found


def begun(public_id: str, actor: Actor) -> Contribution:
    """Return a comment or proposal that the actor may read, or 404."""
    found: Contribution = everything(actor).begun().get(public_id=public_id)  # type: ignore[attr-defined]  # -- ours
    return found


def proposal(public_id: str, actor: Actor) -> Contribution:
    """Return a proposal that the actor may read, or 404."""
    return everything(actor).get(public_id=public_id, kind=ContributionKind.PROPOSAL)


def in_full(actor: Actor, thing: Contribution) -> bool:
    """Say whether a reader sees name and words whole: the Member, its region, who must answer."""
    if not isinstance(actor, Person):
        return False
    if thing.member is None or policies.check(actor, Permission.CONSULTATION_VIEW):
        return True
    return thing.member_id in actor.member_ids(
        RoleName.FOCAL_POINT
    ) or thing.member.region_id in actor.region_ids(RoleName.COORDINATOR)


def who(thing: Contribution, *, is_full: bool) -> str:
    """Name who said it, as it may be published; the whole name to who reads in full."""
    if thing.member is None:
        return _("The Secretariat")
    if is_full or thing.said.consent == Consent.NAMED:
        return str(thing.member)
    return _("A Member of %(region)s") % {"region": thing.member.region}


def marked(text: str, cuts: Iterable[Redaction]) -> str:
    """Return a text as the public reads it."""
    mark = _("[passage removed: %(reason)s]")
    return redacted(
        text, [(each.passage, mark % {"reason": local(each, "reason")}) for each in cuts]
    )


def readable(thing: Contribution, text: str, *, is_full: bool) -> str:
    """Return words of a contribution as a reader may see them."""
    if is_full:
        return text
    return "" if thing.is_withdrawn else marked(text, thing.redactions.all())


def shown(thing: Contribution, actor: Actor, *, answers: Iterable[Contribution] = ()) -> Shown:
    """Return a contribution as the actor may see it."""
    is_full = in_full(actor, thing)
    return Shown(
        thing,
        who(thing, is_full=is_full),
        readable(thing, thing.said.words, is_full=is_full),
        is_full,
        [shown(each, actor) for each in answers],
    )


def _on(subject: PlanElement | Plan) -> Q:
    """Return what is said of an element, or of the introduction and the title of a plan."""
    return Q(plan=subject, element=None) if isinstance(subject, Plan) else Q(element=subject)


def on(subject: PlanElement | Plan, actor: Actor) -> QuerySet[Contribution]:
    """Return the comments and proposals on a part, the oldest first, with their answers."""
    found = Contribution.objects.visible_to(actor).filter(_on(subject)).begun()
    answers = with_rows(Contribution.objects.visible_to(actor)).in_order()
    rows: QuerySet[Contribution] = with_rows(found).in_order()
    return rows.prefetch_related(Prefetch("answers", queryset=answers, to_attr="told"))


def listed(found: Iterable[Contribution], actor: Actor) -> list[Shown]:
    """Return contributions with their answers as the actor may see them."""
    return [shown(each, actor, answers=getattr(each, "told", ())) for each in found]


def thread(thing: Contribution, actor: Actor) -> Shown:
    """Return one contribution with its answers."""
    answers = with_rows(Contribution.objects.visible_to(actor)).filter(to=thing).in_order()
    return shown(thing, actor, answers=answers)


def counts(plan: Plan, actor: Actor) -> dict[int | None, int]:
    """Count, by element, the comments and proposals that the actor may read; None is the plan."""
    found = Contribution.objects.visible_to(actor).filter(plan=plan).begun().counted()
    return dict(found.values_list("element").annotate(Count("pk")))


@dataclass(frozen=True, slots=True)
class Invited:
    """Who may comment on a plan, and how much was said of each of its elements."""

    counts: Mapping[int | None, int]
    is_open: bool
    may_comment: bool
    # Counted is what everybody may read, whoever reads.
    is_published: bool = False

    @property
    def on_plan(self) -> int:
        """Count what was said of the introduction and of the title of the plan."""
        return self.counts.get(None, 0)


def invited(plan: Plan, actor: Actor) -> Invited:
    """Say whether a plan is in consultation, whether the actor may comment, and what was said."""
    is_open = plan.state == PlanState.IN_CONSULTATION
    may_comment = is_open and bool(policies.check(actor, Permission.CLAUSE_COMMENT, plan))
    return Invited(counts(plan, actor), is_open, may_comment)


def invited_by(frozen: FrozenVersion, plan: Plan, actor: Actor) -> Invited:
    """Say the same of a frozen version: what was published on it, and whether it is consulted."""
    said = Contribution.objects.published().begun().filter(plan=plan, frozen=frozen)
    found = dict(said.order_by().values_list("element").annotate(Count("pk")))
    is_open = plan.state == PlanState.IN_CONSULTATION and clauses.consulted(plan) == frozen
    may_comment = is_open and bool(policies.check(actor, Permission.CLAUSE_COMMENT, plan))
    return Invited(found, is_open, may_comment, is_published=True)


def count(subject: PlanElement | Plan, actor: Actor) -> int:
    """Count the comments and proposals on a part that the actor may read."""
    found = Contribution.objects.visible_to(actor).filter(_on(subject))
    return found.begun().counted().count()


def wordings(thing: Contribution, *, is_full: bool) -> list[tuple[str, str]]:
    """Return, by language, the proposed wording as a reader may see it."""
    found = [
        (code, readable(thing, thing.said.wording(code), is_full=is_full)) for code in LANGUAGES
    ]
    return [(code, words) for code, words in found if words.strip()]


def differences(
    thing: Contribution, *, is_full: bool
) -> list[tuple[str, publishing.differences.Shown]]:
    """Return, by language, what a proposal changes in the version that it was written on."""
    told = wordings(thing, is_full=is_full)
    if thing.is_on_title:
        stood = clauses.title(thing)
        return [(code, publishing.wordings.change_line(stood[code], words)) for code, words in told]
    bodies, key = clauses.base(thing.frozen), thing.section
    return [
        (code, publishing.wordings.change(bodies[code], words, section=key)) for code, words in told
    ]


def joined(thing: Contribution) -> dict[str, publishing.wordings.Joined]:
    """Return, by language, the draft as it would be with the proposal's wording."""
    if thing.is_on_title:
        return _joined_titles(thing)
    bodies, said, key = clauses.base(thing.frozen), thing.said, thing.section
    documents = publishing.documents.both(thing.plan.text)
    found: dict[str, publishing.wordings.Joined] = {}
    for code in LANGUAGES:
        if words := said.wording(code).strip():
            twin = next((each.body for each in found.values()), None)
            found[code] = publishing.wordings.join(
                bodies[code], words, section=key, current=documents[code].body, twin=twin
            )
    return found


def _joined_titles(thing: Contribution) -> dict[str, publishing.wordings.Joined]:
    stood, said = clauses.title(thing), thing.said
    return {
        code: publishing.wordings.join_line(
            stood[code], said.wording(code), current=getattr(thing.element, f"title_{code}")
        )
        for code in LANGUAGES
        if said.wording(code)
    }


def standing(thing: Contribution, actor: Actor) -> Standing:
    """Return what other Members think of a proposal."""
    stands = list(
        thing.stands.select_related("member__region").order_by("member__region__order", "pk")
    )
    now = [each for each in stands if each.revision_id == thing.current_id]
    counted = Counter((each.member.region, each.stance) for each in now)
    regions = dict.fromkeys(each.member.region for each in now)
    own = {member.pk for member in positions.members_of(actor)}
    return Standing(
        [
            Stood(each, counted[each, Stance.SUPPORT], counted[each, Stance.OPPOSE])
            for each in regions
        ],
        len(stands) - len(now),
        next((each for each in stands if each.member_id in own), None),
        now if in_full(actor, thing) else [],
    )


def speakers(actor: Actor, *, without: Contribution | None = None) -> QuerySet[Member]:
    """Return the Members that the person speaks for, without the one that proposes."""
    found = Member.objects.filter(pk__in=[each.pk for each in positions.members_of(actor)])
    if without is not None and without.member is not None:
        found = found.exclude(pk=without.member.pk)
    return found.order_by("code")


def given(thing: Contribution) -> Disposition | None:
    """Return the published answer to a comment or proposal as it stands."""
    found = thing.said.dispositions.published().select_related("plan__text", "element__plan")
    return found.prefetch_related("corrections").first()


def revisions(thing: Contribution) -> QuerySet[ContributionRevision]:
    """Return what was said before, the newest first."""
    return thing.revisions.exclude(pk=thing.said.pk).order_by("-number")


def of_event(public_id: str) -> Contribution:
    """Return the contribution of an event."""
    found = Contribution.objects.select_related(
        "plan__text", "element__plan", "member__region", "current", "to__current", "to__member"
    )
    return found.get(public_id=public_id)


def stood_before(thing: Contribution) -> list[int]:
    """Return the Members whose support or opposition is to earlier wording."""
    return list(thing.stands.exclude(revision=thing.current_id).values_list("member_id", flat=True))


def is_open(thing: Contribution) -> bool:
    """Say whether other Members may support it or oppose it."""
    return thing.state == ContributionState.PROPOSED
