"""Answer what Members said of a plan: draft in private, publish all at once, correct in view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from strategy import selectors
from strategy.enums.dispositions import Answer, DispositionState
from strategy.models import Disposition, DispositionCorrection, Plan, PlanElement, PlanInput
from strategy.services import contributions, plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person
from wco_portal.links import services as links
from wco_portal.links.enums import Relation
from wco_portal.links.models import Link
from wco_portal.publishing.selectors import documents

POINTS: Final = (
    "plan",
    "revision",
    "conclusion",
    "challenge",
    "clause",
    "element",
    "drafted_by",
)
SAID: Final = ("answer", "reason_en", "reason_fr", "element", "block")


@dataclass(frozen=True, slots=True)
class Given:
    """An answer, its reason in both languages, and what of the plan changed."""

    answer: Answer
    reason: Mapping[str, str] = field(default_factory=dict)
    element: PlanElement | None = None
    block: str = ""


@transaction.atomic
def answer(
    plan: Plan, *, said: PlanInput, given: Given, by: Person, version: int | None = None
) -> Disposition:
    """Draft the answer to an input, or change the draft; `version` is the one that was read."""
    plan = _held(plan, by)
    said = selectors.inputs.of_plan(plan).get(pk=said.pk)
    if version is not None and version != said.version:
        raise ChangedMeanwhile(
            _("Somebody answered this before you; read it again."), code="changed_meanwhile"
        )
    return _drafted(plan, said, given, by)


@transaction.atomic
def answer_many(
    plan: Plan,
    *,
    keys: Sequence[str],
    given: Given,
    by: Person,
    seen: Mapping[str, int] | None = None,
) -> list[Disposition]:
    """Draft the same answer to several inputs; drafts that are there are replaced.

    `seen` says by the input's id which version of its draft the writer saw: one that somebody
    wrote meanwhile is not replaced unread.
    """
    plan = _held(plan, by)
    found = selectors.inputs.chosen(plan, keys)
    if not found or len(found) < len(set(keys)):
        raise DomainError(
            _("Choose inputs of this plan, %(most)s at most.") % {"most": selectors.inputs.MOST},
            code="input_unknown",
        )
    _require_unchanged(found, seen or {})
    return [_drafted(plan, said, given, by) for said in found]


def _require_unchanged(found: Sequence[PlanInput], seen: Mapping[str, int]) -> None:
    """Refuse all where some were published, or drafted by somebody else, meanwhile."""
    public = sum(selectors.inputs.is_published(each) for each in found)
    if public:
        raise DomainError(
            ngettext(
                "%(count)d of them has a published answer by now: it is corrected, with a reason.",
                "%(count)d of them have a published answer by now: it is corrected, with a reason.",
                public,
            )
            % {"count": public},
            code="is_published",
        )
    newer = sum(seen.get(each.public_id, each.version) != each.version for each in found)
    if newer:
        raise ChangedMeanwhile(
            ngettext(
                "Somebody answered %(count)d of them meanwhile: nothing of it was replaced. "
                "Read it, then send again.",
                "Somebody answered %(count)d of them meanwhile: nothing of it was replaced. "
                "Read them, then send again.",
                newer,
            )
            % {"count": newer},
            code="changed_meanwhile",
        )


@transaction.atomic
def publish(plan: Plan, *, by: Person) -> list[Disposition]:
    """Publish all drafted answers of a plan at once; each contributor is told once."""
    plan = plans.locked(plan)
    policies.require(by, Permission.DISPOSITION_PUBLISH, plan)
    found = selectors.dispositions.drafts(plan).select_related("clause__contribution")
    drafts = list(found.order_by("pk"))
    _require_whole(drafts)
    for each in drafts:
        each.state, each.published_by = DispositionState.PUBLISHED, by
        each.published_at = clock.now()
        each.version += 1
        each.save(update_fields=["state", "published_by", "published_at", "version", "updated_at"])
        _tie(each, by)
        contributions.decided(each, by=by)
        audit.record("strategy.disposition.published", target=each, by=by)
    told = {"dispositions": [each.public_id for each in drafts]}
    audit.record("strategy.plan.answered", target=plan, by=by, data=told)
    return drafts


@transaction.atomic
def correct(
    disposition: Disposition,
    *,
    given: Given,
    why: Mapping[str, str],
    by: Person,
    version: int | None = None,
) -> Disposition:
    """Correct a published answer: what it said before and why stay readable."""
    plan = _held(disposition.plan, by)
    found = _to_correct(disposition, version)
    before = {name: getattr(found, name) for name in SAID}
    _fill(found, given, plan)
    if before == {name: getattr(found, name) for name in SAID}:
        raise DomainError(_("The answer says the same as before."), code="nothing_changed")
    _keep(found, before, why, by)
    found.version += 1
    found.full_clean()
    found.save()
    _untie(found, before, by)
    _tie(found, by)
    contributions.decided(found, by=by)
    audit.record("strategy.disposition.corrected", target=found, by=by)
    return found


def _to_correct(disposition: Disposition, version: int | None) -> Disposition:
    found = Disposition.objects.select_for_update(of=("self",)).get(pk=disposition.pk)
    if version is not None and version != found.version:
        raise ChangedMeanwhile(
            _("Somebody corrected this before you; read it again."), code="changed_meanwhile"
        )
    if not found.is_published:
        raise DomainError(
            _("This answer is still a draft: change the draft."), code="not_published"
        )
    return found


def _held(plan: Plan, by: Person) -> Plan:
    """Take the plan's lock: nobody publishes meanwhile."""
    plan = plans.locked(plan)
    policies.require(by, Permission.DISPOSITION_ANSWER, plan)
    return plan


def _drafted(plan: Plan, said: PlanInput, given: Given, by: Person) -> Disposition:
    made = said.disposition or Disposition(
        plan=plan,
        revision=said.revision,
        conclusion=said.conclusion,
        challenge=said.challenge,
        clause=said.clause,
        is_demonstration=said.is_demonstration,
        version=0,
    )
    if made.is_published:
        raise DomainError(
            _("An answer that is published is corrected, with a reason."), code="is_published"
        )
    _fill(made, given, plan)
    made.drafted_by = by
    made.version += 1
    # What it points at was just read under the plan's lock; five hundred may be drafted at once.
    made.clean_fields(exclude=POINTS)
    made.save()
    audit.record("strategy.disposition.drafted", target=made, by=by)
    return made


def _fill(made: Disposition, given: Given, plan: Plan) -> None:
    if given.element is not None and given.element.plan_id != plan.pk:
        raise DomainError(_("This plan has no such element."), code="element_unknown")
    if given.block:
        _require_block(plan, given)
    made.answer = given.answer
    made.reason_en = given.reason.get("en", "").strip()
    made.reason_fr = given.reason.get("fr", "").strip()
    made.element, made.block = given.element, given.block


def _require_block(plan: Plan, given: Given) -> None:
    """Refuse a sentence that the text of the plan does not have there."""
    section = given.element.public_id if given.element else ""
    here = {
        (block, place)
        for document in documents.both(plan.text).values()
        for block, place, _words in documents.blocks(document.body)
    }
    if (given.block, section) not in here:
        raise DomainError(_("The text of the plan has no such sentence."), code="block_unknown")


def _require_whole(drafts: Sequence[Disposition]) -> None:
    if not drafts:
        raise DomainError(_("There is no drafted answer to publish."), code="nothing_drafted")
    gaps = sum(not each.reason_en or not each.reason_fr for each in drafts)
    if gaps:
        raise DomainError(
            ngettext(
                "%(count)d drafted answer lacks its reason in English or in French.",
                "%(count)d drafted answers lack their reason in English or in French.",
                gaps,
            )
            % {"count": gaps},
            code="reason_missing",
        )


def _keep(
    found: Disposition, before: Mapping[str, object], why: Mapping[str, str], by: Person
) -> None:
    kept = DispositionCorrection(
        disposition=found,
        number=found.corrections.count() + 1,
        why_en=why.get("en", "").strip(),
        why_fr=why.get("fr", "").strip(),
        by=by,
        at=clock.now(),
        **before,
    )
    kept.full_clean()
    kept.save()


End = tuple[str, str]


def _input_end(found: Disposition) -> End | None:
    """Name the input on the thread; a comment is nobody's to link to, its page of answers is."""
    if found.conclusion is not None:
        return ("workshopconclusion", found.conclusion.public_id)
    if found.challenge is not None:
        return ("challenge", found.challenge.public_id)
    return None


def _plan_end(element: PlanElement | None, block: str) -> End | None:
    if block:
        return ("planblock", block)
    return ("planelement", element.public_id) if element else None


def _tie(found: Disposition, by: Person) -> None:
    """Let what changed answer the input, on the thread of both."""
    origin, target = _plan_end(found.element, found.block), _input_end(found)
    if origin and target:
        links.links.join(
            origin,
            target,
            relation=Relation.ANSWERS,
            by=by,
            is_demonstration=found.is_demonstration,
        )


def _untie(found: Disposition, before: Mapping[str, object], by: Person) -> None:
    """Cut the link to what the answer led to before, if it leads elsewhere now."""
    element, block = before["element"], str(before["block"])
    held = element if isinstance(element, PlanElement) else None
    origin, target = _plan_end(held, block), _input_end(found)
    if not origin or not target or origin == _plan_end(found.element, found.block):
        return
    for link in _links(origin, target):
        links.links.cut(link, by=by)


def _links(origin: End, target: End) -> Iterable[Link]:
    return Link.objects.filter(
        origin__public_id=origin[1], target__public_id=target[1], relation=Relation.ANSWERS
    )
