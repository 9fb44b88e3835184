"""The life of an amendment, as a table."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
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
    if amendment.findings().exists() or amendment.additions.exists():
        return
    is_called_for = amendment.review.findings.exclude(verdict=Verdict.KEEP).exists()
    raise DomainError(
        _("Another amendment dropped all that this one speaks of: withdraw it.")
        if is_called_for
        else _("It changes nothing yet: add a part, or withdraw it."),
        code="nothing_to_change",
    )


def has_words(amendment: Amendment) -> None:
    """Each change says something new, against the plan as it is, alike in both languages."""
    findings = list(amendment.findings().filter(verdict=Verdict.CHANGE))
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
    added = list(amendment.additions.order_by("pk"))
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
    added = list(amendment.additions.exclude(parent=None).order_by("pk"))
    if not added:
        return
    dropped = amendment.findings().filter(verdict=Verdict.DROP).values("element")
    stays = set(
        amendment.plan.elements.standing().exclude(pk__in=dropped).values_list("pk", flat=True)
    )
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
        numbers = get_text_list([each.element.number for each in findings], _("and"))
        raise DomainError(words % {"elements": numbers}, code=code)


def alone(amendment: Amendment) -> None:
    """No adopted amendment that still waits for its day speaks of the same elements.

    Nor does it drop what this one adds to, or add to what this one drops.
    """
    mine = amendment.findings()
    under = amendment.additions.values("parent")
    dropped = mine.filter(verdict=Verdict.DROP).values("element")
    other = (
        Amendment.objects.filter(plan=amendment.plan, state=S.ADOPTED)
        .exclude(pk=amendment.pk)
        .filter(
            Q(
                review__findings__element__in=mine.values("element"),
                review__findings__verdict__in=[Verdict.CHANGE, Verdict.DROP],
            )
            | Q(review__findings__element__in=under, review__findings__verdict=Verdict.DROP)
            | Q(additions__parent__in=dropped)
        )
        .first()
    )
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
            guards=(plan_in_force, has_changes, has_words, additions_whole, additions_fit, alone),
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
            guards=(plan_in_force, additions_fit, alone),
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
