"""Write the parts that an amendment adds to the plan in force, at the top or under others."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from strategy import selectors
from strategy.models import Amendment, AmendmentAddition, PlanElement
from strategy.rules import amendments as rules
from strategy.rules.amendments import Worded
from strategy.services.amendments import fitting, locked, moved
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.errors import ChangedMeanwhile
from wco_portal.directory.models import Person

WRITTEN = "strategy.amendment.written"


@transaction.atomic
def add(
    amendment: Amendment, *, under: PlanElement | None, kind: str, words: Worded, by: Person
) -> AmendmentAddition:
    """Write a part that the plan is to get; it is numbered on the day of the amendment.

    Without `under` it stands at the top.
    """
    amendment = locked(amendment)
    policies.require(by, Permission.PLAN_REVIEW, amendment)
    return _written(AmendmentAddition(amendment=amendment, version=0), under, kind, words, by=by)


@transaction.atomic
def rewrite(
    addition: AmendmentAddition,
    *,
    under: PlanElement | None,
    kind: str,
    words: Worded,
    base_version: int,
    by: Person,
) -> AmendmentAddition:
    """Write a part that is to be added anew; `base_version` is the one that its writer read.

    Raises ChangedMeanwhile when somebody else wrote since that version.
    """
    addition = _held(addition, base_version, by=by)
    return _written(addition, under, kind, words, by=by)


@transaction.atomic
def take_out(addition: AmendmentAddition, *, base_version: int, by: Person) -> Amendment:
    """Take a part that was to be added out of the draft; versions that were laid keep it.

    Raises ChangedMeanwhile when somebody else wrote since the version that was read.
    """
    addition = _held(addition, base_version, by=by)
    amendment, public_id = addition.amendment, addition.public_id
    addition.delete()
    moved(amendment, amendment.state)
    data = {"element": public_id, "taken_out": True}
    audit.record(WRITTEN, target=amendment, by=by, data=data)
    return amendment


def _held(addition: AmendmentAddition, base_version: int, *, by: Person) -> AmendmentAddition:
    """Take the locks and read it again; refuse what is closed, or changed or gone meanwhile."""
    amendment = locked(addition.amendment)
    policies.require(by, Permission.PLAN_REVIEW, amendment)
    found = amendment.additions.filter(pk=addition.pk).first()
    if found is None:
        raise ChangedMeanwhile(
            _("Somebody else took this part out meanwhile; add it anew if it is to stay."),
            code="changed_meanwhile",
        )
    if found.version != base_version:
        raise ChangedMeanwhile(
            _("Somebody else wrote these words meanwhile; look at theirs before you save."),
            code="changed_meanwhile",
        )
    found.amendment = amendment
    return found


def _written(
    addition: AmendmentAddition, under: PlanElement | None, kind: str, words: Worded, *, by: Person
) -> AmendmentAddition:
    amendment = addition.amendment
    _fits(amendment, under, kind)
    addition.parent, addition.kind = under, kind
    addition.title_en, addition.title_fr = (words["title"][code].strip() for code in ("en", "fr"))
    addition.text_en, addition.text_fr = (
        fitting(amendment.plan, addition.public_id, code, words["text"][code])
        for code in ("en", "fr")
    )
    addition.version, addition.by = addition.version + 1, by
    addition.full_clean()
    addition.save()
    moved(amendment, amendment.state)
    data = {"element": addition.public_id, "version": addition.version}
    audit.record(WRITTEN, target=amendment, by=by, data=data)
    return addition


def _fits(amendment: Amendment, under: PlanElement | None, kind: str) -> None:
    """Refuse a place that does not stand in the plan, and a kind that has no place there."""
    if under and not amendment.plan.elements.standing().filter(pk=under.pk).exists():
        raise ValidationError({"under": _("Choose a part that stands in the plan.")})
    kinds = (
        rules.kinds_under(under.kind)
        if under
        else selectors.structure.kinds_at_the_top(amendment.plan)
    )
    if not kinds:
        raise ValidationError({"under": _("Nothing stands under an action: choose another part.")})
    if kind not in kinds:
        told = get_text_list([str(each.label) for each in kinds], _("or"))
        raise ValidationError({"kind": _("There, choose: %(kinds)s.") % {"kinds": told}})
