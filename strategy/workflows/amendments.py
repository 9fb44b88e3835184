"""The life of an amendment, as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from strategy.enums.plans import AmendmentState as S
from strategy.enums.plans import PlanState, Verdict
from strategy.models import (
    Amendment,
    AmendmentAddition,
    AmendmentChange,
    Plan,
    PlanElement,
    PlanReview,
    ReviewFinding,
)
from strategy.rules import amendments as rules
from strategy.rules.amendments import Worded
from wco_portal.access.permissions import Permission
from wco_portal.common.errors import DomainError
from wco_portal.publishing.selectors import documents
from wco_portal.publishing.workflow import Transition, Workflow


def present(plan: Plan, elements: Iterable[PlanElement]) -> dict[int, Worded]:
    """Return the words of elements as they stand in the plan now, by their keys."""
    bodies = {code: each.body for code, each in documents.both(plan.text).items()}
    return {
        each.pk: rules.of_bodies({"en": each.title_en, "fr": each.title_fr}, bodies, each.public_id)
        for each in elements
    }


def written(change: AmendmentChange | AmendmentAddition) -> Worded:
    """Return the words that an amendment gives an element, or a part that it adds."""
    return rules.worded(
        {"en": change.title_en, "fr": change.title_fr},
        {"en": change.text_en, "fr": change.text_fr},
    )


def goes_with(
    plan: Plan, findings: Iterable[ReviewFinding]
) -> list[tuple[PlanElement, PlanElement]]:
    """Return what goes with the parts that findings drop, in order: each with the part above it."""
    dropped = {each.element_id: each.element for each in findings if each.verdict == Verdict.DROP}
    if not dropped:
        return []
    standing = {each.pk: each for each in _standing(plan)}
    fallen = rules.fallen({each.pk: each.parent_id for each in standing.values()}, dropped)
    return [(each, dropped[fallen[key]]) for key, each in standing.items() if key in fallen]


def _standing(plan: Plan) -> list[PlanElement]:
    """Return the parts that stand in a plan, in order; they are read once."""
    rows = PlanElement.objects.standing().in_order()
    prefetch_related_objects([plan], Prefetch("elements", rows, to_attr="standing"))
    return plan.standing


def drops_whole(review: PlanReview) -> None:
    """Nothing that a review keeps or changes stands under what it drops."""
    findings = review.findings.select_related("element").order_by("element__order", "pk")
    if held := _kept_below(review.plan, list(findings)):
        raise DomainError(
            _(
                "%(elements)s would go with the part above: find “drop” there too, "
                "or do not drop what stands above."
            )
            % {"elements": _numbers(held)},
            code="kept_below",
        )


def _kept_below(plan: Plan, findings: list[ReviewFinding]) -> list[ReviewFinding]:
    gone = {each.pk for each, _above in goes_with(plan, findings)}
    return [each for each in findings if each.element_id in gone]


def nothing_kept_below(amendment: Amendment) -> None:
    """Nothing goes that the review keeps or changes; a review closes only without such findings."""
    if held := _kept_below(amendment.plan, amendment.judged()):
        raise DomainError(
            _(
                "The review does not drop %(elements)s, but what stands above: withdraw this "
                "amendment and review them again."
            )
            % {"elements": _numbers(held)},
            code="kept_below",
        )


def plan_in_force(amendment: Amendment) -> None:
    """Only a plan in force is amended."""
    if amendment.plan.state != PlanState.IN_FORCE:
        raise DomainError(
            _("Only a plan in force is amended: this one is “%(state)s”.")
            % {"state": amendment.plan.get_state_display()},
            code="plan_not_in_force",
        )


def has_changes(amendment: Amendment) -> None:
    """Something is left to change: another amendment did not drop all of it."""
    if amendment.findings() or amendment.added():
        return
    is_called_for = any(each.verdict != Verdict.KEEP for each in amendment.judged())
    raise DomainError(
        _("Another amendment dropped all that this one speaks of: withdraw it.")
        if is_called_for
        else _("It changes nothing yet: add a part, or withdraw it."),
        code="nothing_to_change",
    )


def has_words(amendment: Amendment) -> None:
    """Each change says something new, against the plan as it is, alike in both languages."""
    findings = [each for each in amendment.findings() if each.verdict == Verdict.CHANGE]
    now = present(amendment.plan, [each.element for each in findings])
    missing, moved, uneven = [], [], []
    for each in findings:
        change: AmendmentChange | None = getattr(each, "change", None)
        before = now[each.element.pk]
        if change is None or written(change) == before:
            missing.append(each)
        elif change.base != rules.digest(before):
            moved.append(each)
        elif not _is_even(before, written(change)):
            uneven.append(each)
    _refused(missing, _("New words are missing for: %(elements)s."), code="change_missing")
    _refused(
        moved,
        _("The plan has changed since these were written; write them again: %(elements)s."),
        code="base_moved",
    )
    _refused(
        uneven,
        _("English and French differ in structure in: %(elements)s."),
        code="structure_differs",
    )


def additions_whole(amendment: Amendment) -> None:
    """Each part that is added says the same in both languages."""
    added = amendment.added()
    half = [each for each in added if not rules.is_whole(written(each))]
    uneven = [each for each in added if not rules.same_structure(written(each)["text"])]
    _refused_additions(
        half,
        _("Write the title and the text in both languages, or take out: %(elements)s."),
        code="addition_incomplete",
    )
    _refused_additions(
        uneven,
        _("English and French differ in structure in: %(elements)s."),
        code="structure_differs",
    )


def additions_fit(amendment: Amendment) -> None:
    """Each part that is added under another one comes under one that stays in the plan."""
    added = [each for each in amendment.added() if each.parent_id]
    if not added:
        return
    gone = _Touched.by(amendment).dropped
    stays = {each.pk for each in _standing(amendment.plan)} - gone
    _refused_additions(
        [each for each in added if each.parent_id not in stays],
        _("What these stand under is dropped; choose another place or take out: %(elements)s."),
        code="parent_dropped",
    )


def _refused_additions(added: list[AmendmentAddition], words: str, *, code: str) -> None:
    if added:
        titles = get_text_list([_("“%(title)s”") % {"title": each} for each in added], _("and"))
        raise DomainError(words % {"elements": titles}, code=code)


def _is_even(before: Worded, after: Worded) -> bool:
    return after["text"] == before["text"] or rules.same_structure(after["text"])


def _refused(findings: list[ReviewFinding], words: str, *, code: str) -> None:
    if findings:
        raise DomainError(words % {"elements": _numbers(findings)}, code=code)


def _numbers(findings: Iterable[ReviewFinding]) -> str:
    return get_text_list([each.element.number for each in findings], _("and"))


@dataclass(frozen=True, slots=True)
class _Touched:
    """The keys of the elements that an amendment speaks of, drops, and adds to."""

    spoken: set[int]
    dropped: set[int]
    under: set[int]

    @classmethod
    def by(cls, amendment: Amendment) -> _Touched:
        findings = amendment.findings()
        dropped = {each.element_id for each in findings if each.verdict == Verdict.DROP}
        dropped |= {each.pk for each, _above in goes_with(amendment.plan, findings)}
        spoken = {each.element_id for each in findings} | dropped
        under = {each.parent_id for each in amendment.added() if each.parent_id}
        return cls(spoken, dropped, under)

    def meets(self, other: _Touched) -> bool:
        """Say whether both speak of an element, or one drops what the other adds to."""
        return bool(
            self.spoken & other.spoken | self.under & other.dropped | self.dropped & other.under
        )


def alone(amendment: Amendment) -> None:
    """No adopted amendment that still waits for its day speaks of the same elements.

    Nor does it drop what this one adds to, or add to what this one drops.
    """
    waiting = Amendment.objects.filter(plan=amendment.plan, state=S.ADOPTED)
    others = waiting.exclude(pk=amendment.pk).select_related("review").whole().order_by("pk")
    mine = _Touched.by(amendment) if others else None
    for each in others:
        each.plan = amendment.plan
    other = next((each for each in others if mine and mine.meets(_Touched.by(each))), None)
    if other:
        raise DomainError(
            _("Amendment %(number)d speaks of the same elements and is to take effect first.")
            % {"number": other.number},
            code="other_waiting",
        )


AMENDMENT = Workflow(
    transitions={
        "submit": Transition(
            "submit",
            {S.DRAFT},
            S.SUBMITTED,
            Permission.PLAN_SUBMIT,
            "strategy.amendment.submitted",
            gettext_lazy("Submit to the Council"),
            guards=(
                plan_in_force,
                has_changes,
                has_words,
                nothing_kept_below,
                additions_whole,
                additions_fit,
                alone,
            ),
        ),
        "return": Transition(
            "return",
            {S.SUBMITTED},
            S.DRAFT,
            Permission.PLAN_DECIDE,
            "strategy.amendment.returned",
            gettext_lazy("Return with reasons"),
        ),
        "adopt": Transition(
            "adopt",
            {S.SUBMITTED},
            S.ADOPTED,
            Permission.PLAN_DECIDE,
            "strategy.amendment.adopted",
            gettext_lazy("Record the Council’s decision"),
            guards=(plan_in_force, nothing_kept_below, additions_fit, alone),
        ),
        "withdraw": Transition(
            "withdraw",
            {S.DRAFT, S.SUBMITTED},
            S.WITHDRAWN,
            Permission.PLAN_WITHDRAW,
            "strategy.amendment.withdrawn",
            gettext_lazy("Withdraw the amendment"),
        ),
        "take_effect": Transition(
            "take_effect",
            {S.ADOPTED},
            S.IN_EFFECT,
            None,
            "strategy.amendment.in_effect",
            gettext_lazy("Take effect"),
        ),
        "lapse": Transition(
            "lapse",
            {S.DRAFT, S.SUBMITTED, S.ADOPTED},
            S.WITHDRAWN,
            None,
            "strategy.amendment.lapsed",
            gettext_lazy("Lapse with the plan"),
        ),
    }
)
