"""Amend the plan in force: new words, submission, decision, and the day they take effect."""

from __future__ import annotations

import datetime as dt
from itertools import chain, count
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy import selectors
from strategy.enums.plans import NAMED, AmendmentState, FrenchIs, Outcome, PlanState, Verdict
from strategy.models import (
    Amendment,
    AmendmentAddition,
    AmendmentChange,
    Plan,
    PlanDecision,
    PlanElement,
    PlanSubmission,
)
from strategy.rules import amendments as rules
from strategy.rules.amendments import Worded
from strategy.services import decisions, plans, structure
from strategy.workflows.amendments import AMENDMENT, goes_with, present
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.bilingual import in_both
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person
from wco_portal.links.enums import Relation
from wco_portal.links.services import links
from wco_portal.publishing.models import GoverningMeeting
from wco_portal.publishing.rules import markdown, schema, twins
from wco_portal.publishing.rules.schema import InvalidText
from wco_portal.publishing.services import documents, frozen

TITLE: Final = gettext_lazy("Amendment %(number)d")
OVER: Final = gettext_lazy("The plan is no longer in force.")
LAPSED: Final = gettext_lazy("The plan was no longer in force on the day.")


@transaction.atomic
def write(
    amendment: Amendment, *, element: PlanElement, words: Worded, base_version: int, by: Person
) -> AmendmentChange:
    """Write the new words of a goal or an objective; `base_version` is 0 for the first time.

    Raises ChangedMeanwhile when somebody else wrote since that version.
    """
    amendment = locked(amendment)
    policies.require(by, Permission.PLAN_REVIEW, amendment)
    change = _to_write(amendment, element, base_version)
    change.title_en, change.title_fr = (words["title"][code].strip() for code in ("en", "fr"))
    change.text_en, change.text_fr = (
        fitting(amendment.plan, element.public_id, code, words["text"][code])
        for code in ("en", "fr")
    )
    change.base = rules.digest(present(amendment.plan, [element])[element.pk])
    change.version, change.by = change.version + 1, by
    change.full_clean()
    change.save()
    moved(amendment, amendment.state)
    data = {"element": element.public_id, "version": change.version}
    audit.record("strategy.amendment.written", target=amendment, by=by, data=data)
    return change


def _to_write(amendment: Amendment, element: PlanElement, base_version: int) -> AmendmentChange:
    """Return the change to write in, as its writer knew it; refuse one that nobody called for."""
    finding = next((each for each in amendment.findings() if each.element == element), None)
    if finding is None or finding.verdict != Verdict.CHANGE:
        raise DomainError(
            _("The review does not call for other words of this element."), code="not_called_for"
        )
    change: AmendmentChange = getattr(finding, "change", None) or AmendmentChange(
        finding=finding, version=0
    )
    if change.version != base_version:
        raise ChangedMeanwhile(
            _("Somebody else wrote these words meanwhile; look at theirs before you save."),
            code="changed_meanwhile",
        )
    return change


@transaction.atomic
def submit(
    amendment: Amendment,
    *,
    meeting: GoverningMeeting,
    effective_on: dt.date,
    by: Person,
    agenda_item: str = "",
    document_number: str = "",
) -> PlanSubmission:
    """Lay a frozen version of the amendment before a session of the Council."""
    amendment = locked(amendment)
    arrow = AMENDMENT.follow("submit", amendment, by=by)
    decisions.is_to_come(meeting)
    _is_within(effective_on, meeting, amendment.plan)
    amendment.effective_on = effective_on
    submission = _laid(
        amendment,
        event=arrow.event,
        by=by,
        meeting=meeting,
        agenda_item=agenda_item.strip(),
        document_number=document_number.strip(),
    )
    version = submission.frozen
    moved(amendment, arrow.target)
    data = {"meeting": meeting.code, "frozen": version.number, "sha256": version.sha256}
    audit.record(arrow.event, target=amendment, by=by, data=data)
    return submission


def _is_within(effective_on: dt.date, meeting: GoverningMeeting, plan: Plan) -> None:
    if not meeting.ends_on <= effective_on <= plan.ends_on:
        raise ValidationError(
            {"effective_on": _("The day lies after the session and within the plan’s period.")}
        )


def _laid(
    amendment: Amendment, *, event: str, by: Person, meeting: GoverningMeeting, **details: str
) -> PlanSubmission:
    """Freeze a version and keep that it was laid before a meeting."""
    version = frozen.freeze(
        amendment.public_id,
        content=selectors.amendments.content(amendment),
        reason=decisions.named(meeting),
        event=event,
        by=by,
        is_demonstration=amendment.is_demonstration or by.is_demonstration,
    )
    return PlanSubmission.objects.create(
        amendment=amendment,
        meeting=meeting,
        frozen=version,
        by=by,
        at=clock.now(),
        is_demonstration=version.is_demonstration,
        **details,
    )


@transaction.atomic
def adopt(amendment: Amendment, *, reference: str, decided_on: dt.date, by: Person) -> PlanDecision:
    """Record the Council's decision on the version that was submitted, and on no other."""
    amendment = locked(amendment)
    arrow = AMENDMENT.follow("adopt", amendment, by=by)
    found = amendment.submissions.select_related("meeting", "frozen").defer("frozen__content")
    submission = found.latest("pk")
    if frozen.digest(selectors.amendments.content(amendment)) != submission.frozen.sha256:
        raise DomainError(
            _("The amendment or the plan differs from what was submitted: return it first."),
            code="changed_since_submission",
        )
    decisions.dated(decided_on, submission.meeting)
    decision = decisions.decided(
        amendment,
        Outcome.ADOPTED,
        by=by,
        meeting=submission.meeting,
        reference=reference,
        decided_on=decided_on,
        frozen=submission.frozen,
    )
    moved(amendment, arrow.target)
    data = {"reference": reference, "decided_on": decided_on.isoformat()}
    data["decision"] = decision.public_id
    audit.record(arrow.event, target=amendment, by=by, data=data)
    return decision


@transaction.atomic
def give_back(
    amendment: Amendment, *, reasons_en: str, reasons_fr: str, by: Person
) -> PlanDecision:
    """Return an amendment to its editors, with reasons."""
    return _stopped(amendment, "return", Outcome.RETURNED, (reasons_en, reasons_fr), by=by)


@transaction.atomic
def withdraw(amendment: Amendment, *, reasons_en: str, reasons_fr: str, by: Person) -> PlanDecision:
    """Withdraw an amendment for good, with reasons."""
    return _stopped(amendment, "withdraw", Outcome.WITHDRAWN, (reasons_en, reasons_fr), by=by)


def take_effect(at: dt.datetime) -> int:
    """Write adopted amendments into their plans on their day."""
    today = at.astimezone(clock.zone()).date()
    due = Amendment.objects.filter(state=AmendmentState.ADOPTED, effective_on__lte=today)
    return sum(_take(each) for each in due.order_by("effective_on", "pk"))


def lapse_due(_at: dt.datetime) -> int:
    """Let open amendments of plans that are over lapse: nothing can come of them."""
    over = Amendment.objects.filter(
        state__in=AMENDMENT.transitions["lapse"].sources,
        plan__state__in=[PlanState.SUPERSEDED, PlanState.WITHDRAWN],
    )
    return sum(_end(each) for each in over.order_by("pk"))


@transaction.atomic
def _end(amendment: Amendment) -> int:
    amendment = locked(amendment)
    is_open = amendment.state in AMENDMENT.transitions["lapse"].sources
    return _lapse(amendment, because=OVER) if is_open else 0


@transaction.atomic
def _take(amendment: Amendment) -> int:
    amendment = locked(amendment)
    arrow = AMENDMENT.transitions["take_effect"]
    if amendment.state not in arrow.sources:
        return 0
    plan = amendment.plan
    if plan.state != PlanState.IN_FORCE:
        return _lapse(amendment)
    findings = amendment.findings()
    for element, _above in goes_with(plan, findings):
        _drop(element, amendment)
        _tie(("planelement", element.public_id), amendment)
    for finding in findings:
        element = PlanElement.objects.select_for_update().get(pk=finding.element_id)
        if finding.verdict == Verdict.DROP:
            _drop(element, amendment)
        else:
            _reword(plan, element, finding.change, amendment)
        _tie(("planelement", element.public_id), amendment)
    for addition in amendment.added():
        _tie(("planelement", _enter(plan, addition, amendment).public_id), amendment)
    plans.bump(plan)
    reason = in_both(TITLE, number=amendment.number)
    version = decisions.freeze(plan, reason=reason, event=arrow.event, by=None)
    moved(amendment, arrow.target)
    data = {"plan": plan.slug, "frozen": version.number, "sha256": version.sha256}
    audit.record(arrow.event, target=amendment, data=data)
    return 1


def _lapse(amendment: Amendment, *, because: Promise = LAPSED) -> int:
    arrow = AMENDMENT.transitions["lapse"]
    reasons = in_both(because)
    decision = decisions.decided(
        amendment,
        Outcome.WITHDRAWN,
        by=None,
        decided_on=clock.today(),
        reasons_en=reasons["en"],
        reasons_fr=reasons["fr"],
    )
    moved(amendment, arrow.target)
    audit.record(arrow.event, target=amendment, data={"decision": decision.public_id})
    return 1


def _drop(element: PlanElement, amendment: Amendment) -> None:
    element.dropped_on = amendment.effective_on
    element.version += 1
    element.is_edited = True
    element.save(update_fields=["dropped_on", "version", "is_edited"])
    data = {"amendment": amendment.public_id}
    audit.record("strategy.element.dropped", target=element, data=data)


def _reword(
    plan: Plan, element: PlanElement, change: AmendmentChange, amendment: Amendment
) -> None:
    """Write the adopted words, in the name of who wrote them."""
    if change.title_fr != element.title_fr:
        # The Council adopted the French wording with the English one.
        element.french_is = FrenchIs.OFFICIAL
    plans.retitle(element, title_en=change.title_en, title_fr=change.title_fr, by=change.by)
    _say(plan, element, change, amendment)


def _enter(plan: Plan, addition: AmendmentAddition, amendment: Amendment) -> PlanElement:
    """Put a part that is added into the plan, with its number and its words."""
    element = structure.put(
        plan,
        structure.Shape(addition.kind, part_of=addition.parent, slug=_free_name(plan, addition)),
        public_id=addition.public_id,
        title_en=addition.title_en,
        title_fr=addition.title_fr,
        # The Council adopted the French wording with the English one.
        french_is=FrenchIs.OFFICIAL,
        added_on=amendment.effective_on,
    )
    _say(plan, element, addition, amendment)
    data = {"amendment": amendment.public_id, "number": element.number}
    audit.record("strategy.element.added", target=element, data=data)
    return element


def _free_name(plan: Plan, addition: AmendmentAddition) -> str:
    """Return a name for its address that nothing in the plan has: the day refuses nothing."""
    if addition.kind not in NAMED:
        return ""
    wished = slugify(addition.title_en)[:55].strip("-") or addition.public_id.lower()
    taken = set(plan.elements.values_list("slug", flat=True))
    names = chain([wished], (f"{wished}-{number}" for number in count(2)))
    return next(each for each in names if each not in taken)


def _say(
    plan: Plan,
    element: PlanElement,
    said: AmendmentChange | AmendmentAddition,
    amendment: Amendment,
) -> None:
    """Write the text of an element, and tie what is new in it to the amendment."""
    reworded: set[str] = set()
    for document in plan.text.documents.order_by("language"):
        before = twins.digests(document.body)
        saved = documents.save_markdown(
            document,
            markdown_text=said.text_en if document.language == "en" else said.text_fr,
            base_version=document.version,
            by=said.by,
            section=element.public_id,
            reason=str(TITLE) % {"number": amendment.number},
        )
        after = twins.digests(saved.document.body)
        reworded |= {block for block, digest in after.items() if before.get(block) != digest}
    for block in sorted(reworded):
        _tie(("planblock", block), amendment)


def _tie(end: links.End, amendment: Amendment) -> None:
    """Let who reads a sentence or an objective walk back to the amendment, and forth."""
    links.join(
        end,
        ("amendment", amendment.public_id),
        relation=Relation.ARISES_FROM,
        is_demonstration=amendment.is_demonstration,
    )


def fitting(plan: Plan, section: str, language: str, text: str) -> str:
    """Return the text as it would be kept; refuse what the plan could not hold on the day."""
    whole = plan.text.documents.get(language=language).body
    try:
        read = markdown.read(text, previous=schema.blocks(whole, section=section))
        schema.parse(schema.with_blocks(whole, read, section=section))
    except InvalidText as wrong:
        raise ValidationError({f"text_{language}": str(wrong)}, code="text_invalid") from wrong
    return markdown.write(read)


def _stopped(
    amendment: Amendment, name: str, outcome: Outcome, reasons: tuple[str, str], *, by: Person
) -> PlanDecision:
    amendment = locked(amendment)
    arrow = AMENDMENT.follow(name, amendment, by=by)
    decision = decisions.decided(
        amendment,
        outcome,
        by=by,
        decided_on=clock.today(),
        reasons_en=reasons[0].strip(),
        reasons_fr=reasons[1].strip(),
    )
    moved(amendment, arrow.target)
    audit.record(arrow.event, target=amendment, by=by, data={"decision": decision.public_id})
    return decision


def locked(amendment: Amendment) -> Amendment:
    """Take the locks of the plan and the amendment, always in this order."""
    plan = plans.locked(amendment.plan)
    rows = Amendment.objects.select_for_update(of=("self",)).select_related("review")
    found = rows.get(pk=amendment.pk)
    found.plan = plan
    return found


def moved(amendment: Amendment, target: str) -> None:
    """Bring an amendment into a state and count the change; its row is held."""
    amendment.state = target
    amendment.version += 1
    amendment.save(update_fields=["state", "effective_on", "version", "updated_at"])
