"""Read the tree of a plan as its editor arranges it: who stands under whom, in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from strategy.enums.plans import ElementKind
from strategy.models import DispositionCorrection, Plan, PlanElement, RemovedElement
from strategy.selectors import commitments
from wco_portal.links.enums import Relation
from wco_portal.links.models import Link
from wco_portal.publishing import selectors as publishing

# By the public id of the element above, empty for what stands at the top: those under it.
Tree = Mapping[str, Sequence[PlanElement]]


@dataclass(frozen=True, slots=True)
class Group:
    """Elements that stand beside each other; under another one, or at the top."""

    above: PlanElement | None
    elements: Sequence[PlanElement]


def tree(elements: Iterable[PlanElement]) -> dict[str, list[PlanElement]]:
    """Return elements, given in their order, by the one that each stands under."""
    known = {each.pk: each for each in elements}
    under: dict[str, list[PlanElement]] = defaultdict(list)
    for each in known.values():
        above = known.get(each.parent_id) if each.parent_id else None
        under[above.public_id if above else ""].append(each)
    return under


def flat(under: Tree, above: str = "") -> list[PlanElement]:
    """Return the elements of a tree in the order in which a plan shows them."""
    found = []
    for each in under.get(above, ()):
        found += [each, *flat(under, each.public_id)]
    return found


def groups(elements: Iterable[PlanElement]) -> list[Group]:
    """Return elements, given in their order, that stand beside each other, group by group."""
    under = tree(elements)
    every = flat(under)
    top = [Group(None, under[""])] if under.get("") else []
    return top + [Group(each, under[each.public_id]) for each in every if under.get(each.public_id)]


def below(element: PlanElement) -> set[str]:
    """Return the public ids of all that stand under an element, however deep."""
    under = tree(element.plan.elements.in_order())
    return {each.public_id for each in flat(under, element.public_id)}


def kinds_at_the_top(plan: Plan) -> list[ElementKind]:
    """Return the kinds of parts that stand or stood at the top of a plan, in their order."""
    found = set(plan.elements.filter(parent=None).values_list("kind", flat=True))
    return [each for each in ElementKind if each in found]


def removed(plan: Plan) -> QuerySet[RemovedElement]:
    """Return what was taken out of a plan, the latest first."""
    return plan.removed_elements.select_related("by").order_by("-at", "-pk")


def numbers(plan: Plan) -> set[str]:
    """Return every number that a plan ever gave."""
    return {
        *plan.elements.values_list("number", flat=True),
        *plan.removed_elements.values_list("number", flat=True),
    }


def held_by(element: PlanElement) -> list[str]:
    """Say what hangs on an element and keeps it in the plan; nothing when it may go."""
    holders = [
        (element.children.exists(), _("elements that stand under it")),
        (element.indicators.exists(), _("indicators")),
        (element.deliverables.exists(), _("deliverables")),
        (element.effort_shares.exists(), _("shares of the effort")),
        (element.consultation_items.exists(), _("questions of a consultation")),
        (element.findings.exists(), _("findings of a review")),
        (element.additions_under.exists(), _("parts that an amendment adds")),
        (element.carried.exists(), _("a plan that was started from it")),
        (element.evidence.exists(), _("documents that speak for it")),
        (element.contributions.exists(), _("comments and proposals of Members")),
        (_is_answered_by(element), _("answers to Members")),
        (_is_linked(element), _("links from and to other things")),
    ]
    return [words for is_held, words in holders if is_held]


def ties(element: PlanElement) -> QuerySet[Link]:
    """Return the links that go with an element: its commitments, and what it came of."""
    own = Link.objects.filter(origin__kind="planelement", origin__public_id=element.public_id)
    return own.filter(target__kind=commitments.KIND) | own.filter(
        relation=Relation.ARISES_FROM, target__kind="planelement"
    )


def _is_answered_by(element: PlanElement) -> bool:
    corrected = DispositionCorrection.objects.filter(element=element)
    return element.dispositions.exists() or corrected.exists()


def _is_linked(element: PlanElement) -> bool:
    # Sentences go with their element, and so would what leads to them.
    own = {element.public_id, *_blocks(element)}
    ends = Link.objects.filter(origin__public_id__in=own) | Link.objects.filter(
        target__public_id__in=own
    )
    return ends.exclude(pk__in=ties(element).values("pk")).exists()


def _blocks(element: PlanElement) -> set[str]:
    documents = publishing.documents.both(element.plan.text).values()
    return {
        block
        for document in documents
        for block, section, _words in publishing.documents.blocks(document.body)
        if section == element.public_id
    }


def arrangement(plan: Plan) -> tuple[list[Group], list[str]]:
    """Return the groups of a plan's elements, and the public ids of all in their order."""
    elements = list(plan.elements.in_order().prefetch_related("functions"))
    return groups(elements), [each.public_id for each in elements]
