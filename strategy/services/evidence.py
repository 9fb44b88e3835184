"""Name documents that speak for an element of a plan, and take them back."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.models import Evidence, PlanElement
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person


@dataclass(frozen=True, slots=True)
class Named:
    """A document as somebody names it; `shows` is `{"en": ..., "fr": ...}`."""

    title: str
    publisher: str
    dated_on: dt.date
    address: str
    shows: Mapping[str, str] = field(default_factory=dict)
    is_internal: bool = False


@transaction.atomic
def add(element: PlanElement, named: Named, *, by: Person) -> Evidence:
    """Name a document that speaks for an element; the text of the plan stays as it is.

    Raises ValidationError for an address that is no address or that the element names already.
    """
    policies.require(by, Permission.EVIDENCE_EDIT, element)
    if named.dated_on > clock.today():
        raise DomainError(
            _("The document is dated in the future. Give the day on which it was published."),
            code="evidence_undated",
        )
    made = Evidence(
        element=element,
        title=named.title.strip(),
        publisher=named.publisher.strip(),
        dated_on=named.dated_on,
        address=named.address.strip(),
        shows_en=named.shows.get("en", "").strip(),
        shows_fr=named.shows.get("fr", "").strip(),
        is_internal=named.is_internal,
        added_by=by,
        is_demonstration=by.is_demonstration,
    )
    made.full_clean()
    made.save()
    audit.record("strategy.evidence.added", target=element, by=by, data=_said(made))
    return made


@transaction.atomic
def remove(evidence: Evidence, *, by: Person) -> None:
    """Take a document back; the audit trail keeps that it was there."""
    policies.require(by, Permission.EVIDENCE_EDIT, evidence.element)
    audit.record("strategy.evidence.removed", target=evidence.element, by=by, data=_said(evidence))
    evidence.delete()


@transaction.atomic
def carry(made: Sequence[tuple[PlanElement, Sequence[str]]], *, by: Person) -> int:
    """Name for new elements what those that they came of rest on; return how many were named.

    Each document once per element; it is internal only where it was internal everywhere.
    """
    origins = {key for _element, keys in made for key in keys}
    known: dict[str, list[Evidence]] = defaultdict(list)
    for each in Evidence.objects.filter(element__public_id__in=origins).select_related("element"):
        known[each.element.public_id].append(each)
    fresh: list[Evidence] = []
    for element, keys in made:
        found: dict[str, Evidence] = {}
        for each in (each for key in keys for each in known[key]):
            kept = found.setdefault(each.address, each)
            if kept.is_internal and not each.is_internal:
                found[each.address] = each
        if found:
            policies.require(by, Permission.EVIDENCE_EDIT, element)
        fresh += [_copied(each, element) for each in found.values()]
    Evidence.objects.bulk_create(fresh)
    return len(fresh)


def _copied(evidence: Evidence, element: PlanElement) -> Evidence:
    """Return the same document for another element, named by whoever named it first."""
    return Evidence(
        element=element,
        title=evidence.title,
        publisher=evidence.publisher,
        dated_on=evidence.dated_on,
        address=evidence.address,
        shows_en=evidence.shows_en,
        shows_fr=evidence.shows_fr,
        is_internal=evidence.is_internal,
        added_by_id=evidence.added_by_id,
        is_demonstration=evidence.is_demonstration,
    )


def _said(evidence: Evidence) -> dict[str, object]:
    return {"title": evidence.title, "address": evidence.address, "internal": evidence.is_internal}
