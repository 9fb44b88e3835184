"""Build the tree of a plan: add elements, arrange them, say what they are, take them out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import get_text_list, slugify
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.enums.plans import NAMED
from strategy.models import CoreFunction, Plan, PlanElement, RemovedElement
from strategy.rules import numbering
from strategy.services import plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock, ids
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person
from wco_portal.links.services import links
from wco_portal.publishing.rules import schema
from wco_portal.publishing.services import documents


@dataclass(frozen=True, slots=True)
class Shape:
    """What an element is and where it stands; without `slug` a priority is named by its title."""

    kind: str
    part_of: PlanElement | None = None
    functions: Collection[CoreFunction] = ()
    serves: Collection[PlanElement] = ()
    slug: str = ""


@transaction.atomic
def add(plan: Plan, shape: Shape, *, title_en: str, title_fr: str, by: Person) -> PlanElement:
    """Add an element after the last of its kind in its place; it gets the next number.

    Raises ValidationError by field, and DomainError for an element of another plan.
    """
    plan = _editable(plan, by=by)
    if not title_en.strip() and not title_fr.strip():
        raise ValidationError({"title_en": _("Write the title in English or in French.")})
    made = put(
        plan, shape, public_id=ids.public_id(), title_en=title_en.strip(), title_fr=title_fr.strip()
    )
    _told(plan, "strategy.plan.element_added", by=by, element=made.public_id, number=made.number)
    return made


def put(plan: Plan, shape: Shape, **fields: Any) -> PlanElement:
    """Put an element into a plan for a service that checked its own permission; the row is held.

    It gets the next number of its kind and stands last of its kind beside the others there.
    """
    alike = plan.elements.filter(kind=shape.kind).in_order().values_list("number", flat=True)
    made = PlanElement(
        plan=plan,
        number=numbering.following(
            shape.kind, alike=list(alike), used=selectors.structure.numbers(plan)
        ),
        order=_place(plan, shape),
        is_edited=True,
        is_demonstration=plan.text.is_demonstration,
        **fields,
    )
    _shaped(made, shape)
    made.save(force_insert=True)
    _joined(made, shape)
    _in_order(plan)
    return made


@transaction.atomic
def change(element: PlanElement, shape: Shape, *, base_version: int, by: Person) -> PlanElement:
    """Say anew what an element is, where it stands and what it serves; its number stays."""
    plan = _editable(element.plan, by=by)
    element = PlanElement.objects.select_for_update().get(pk=element.pk)
    if element.version != base_version:
        raise ChangedMeanwhile(
            _("Somebody else changed the element before you; read it again."),
            code="changed_meanwhile",
        )
    above = shape.part_of
    if above and (above == element or above.public_id in selectors.structure.below(element)):
        raise ValidationError({"part_of": _("An element does not stand under itself.")})
    if (above.pk if above else None) != element.parent_id:
        # Last among those that it comes to stand beside.
        element.order = _last(plan)
    element.plan = plan
    _shaped(element, shape)
    element.version += 1
    element.is_edited = True
    element.save()
    _joined(element, shape)
    _in_order(plan)
    _told(plan, "strategy.plan.element_changed", by=by, element=element.public_id)
    return element


@transaction.atomic
def arrange(plan: Plan, places: Mapping[str, int], *, seen: Sequence[str], by: Person) -> Plan:
    """Put elements in another order beside each other; no number changes.

    `places` holds a place for public ids, 1 the first; `seen` is the whole order from which
    somebody started. Raises ChangedMeanwhile when it is not the plan's order any more.
    """
    plan = _editable(plan, by=by)
    elements = list(plan.elements.in_order())
    if [each.public_id for each in elements] != list(seen):
        raise ChangedMeanwhile(
            _("Somebody else changed the structure meanwhile: look at it and arrange it again."),
            code="changed_meanwhile",
        )
    last = len(elements) + 1
    elements.sort(key=lambda each: places.get(each.public_id, last))
    arranged = selectors.structure.flat(selectors.structure.tree(elements))
    if [each.public_id for each in arranged] != list(seen):
        _in_order(plan, arranged)
        _told(plan, "strategy.plan.elements_arranged", by=by)
    return plan


@transaction.atomic
def remove(element: PlanElement, *, reason: str, by: Person) -> RemovedElement:
    """Take an element out of a draft, with its words; the history keeps both.

    Raises DomainError with what hangs on it and keeps it in the plan.
    """
    plan = _editable(element.plan, by=by)
    if held := selectors.structure.held_by(element):
        raise DomainError(
            _("%(number)s stays in the plan because of: %(holders)s.")
            % {"number": element.number, "holders": get_text_list(held, _("and"))},
            code="element_held",
        )
    gone = _retired(element, reason=reason, by=by)
    _unsay(plan, element, reason=gone.reason, by=by)
    for link in selectors.structure.ties(element):
        links.cut(link, by=by)
    public_id = element.public_id
    element.delete()
    _in_order(plan)
    _told(plan, "strategy.plan.element_removed", by=by, element=public_id, number=gone.number)
    return gone


def _retired(element: PlanElement, *, reason: str, by: Person) -> RemovedElement:
    """Keep the number of an element, and why it goes."""
    gone = RemovedElement(
        plan=element.plan,
        kind=element.kind,
        number=element.number,
        title_en=element.title_en,
        title_fr=element.title_fr,
        reason=reason.strip(),
        by=by,
        at=clock.now(),
    )
    gone.full_clean()
    gone.save()
    return gone


def _editable(plan: Plan, *, by: Person) -> Plan:
    plan = plans.locked(plan)
    policies.require(by, Permission.PLAN_EDIT, plan)
    return plan


def _place(plan: Plan, shape: Shape) -> int:
    """Return the place of the last of its kind there, which comes before what is newer."""
    beside = plan.elements.filter(parent=shape.part_of, kind=shape.kind)
    return beside.aggregate(last=Max("order"))["last"] or _last(plan)


def _last(plan: Plan) -> int:
    return (plan.elements.aggregate(last=Max("order"))["last"] or 0) + 1


def _shaped(element: PlanElement, shape: Shape) -> None:
    """Fill in what an element is, checked."""
    for other in (*shape.serves, *([shape.part_of] if shape.part_of else [])):
        if other.plan_id != element.plan_id:
            raise DomainError(_("The plan has no such element."), code="element_unknown")
    element.kind, element.parent = shape.kind, shape.part_of
    element.slug = ""
    if shape.kind in NAMED:
        element.slug = shape.slug or slugify(element.title_en or element.title_fr)[:60].strip("-")
    _named_once(element)
    element.full_clean()


def _named_once(element: PlanElement) -> None:
    if element.kind in NAMED and not element.slug:
        raise ValidationError({"slug": _("Give it a name for its address.")})
    others = element.plan.elements.exclude(pk=element.pk)
    if element.slug and others.filter(slug=element.slug).exists():
        raise ValidationError({"slug": _("Another element of the plan has this name.")})


def _joined(element: PlanElement, shape: Shape) -> None:
    element.functions.set(shape.functions)
    element.serves.set([other for other in shape.serves if other != element])


def _in_order(plan: Plan, elements: Sequence[PlanElement] | None = None) -> None:
    """Number the places of the elements through, each followed by those under it."""
    if elements is None:
        elements = list(plan.elements.in_order())
    moved = []
    for order, each in enumerate(selectors.structure.flat(selectors.structure.tree(elements)), 1):
        if each.order != order:
            each.order = order
            moved.append(each)
    PlanElement.objects.bulk_update(moved, ["order"])


def _unsay(plan: Plan, element: PlanElement, *, reason: str, by: Person) -> None:
    """Take the words of an element out of both languages."""
    for document in plan.text.documents.order_by("language"):
        content = document.body.get("content", [])
        left = [node for node in content if schema.block_id(node) != element.public_id]
        if len(left) < len(content):
            body = {"type": "doc"} | ({"content": left} if left else {})
            documents.save_body(
                document, body=body, base_version=document.version, by=by, reason=reason
            )


def _told(plan: Plan, event: str, *, by: Person, **data: Any) -> None:
    plans.bump(plan)
    audit.record(event, target=plan, by=by, data=data)
