"""Keep the findings of the Environmental Scan, and the objectives that answer them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.enums.scans import Aspect
from strategy.models import PlanElement, ScanFinding
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.errors import ChangedMeanwhile
from wco_portal.directory.models import Person
from wco_portal.links import services as links
from wco_portal.links.enums import Relation


@dataclass(frozen=True, slots=True)
class Said:
    """What a finding says; texts are `{"en": ..., "fr": ...}`."""

    year: int
    aspect: Aspect
    title: Mapping[str, str]
    finding: Mapping[str, str]
    response: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def add(said: Said, *, by: Person, answered_by: Iterable[PlanElement] = ()) -> ScanFinding:
    """Add a finding; the objectives that answer it are tied to it."""
    policies.require(by, Permission.SCAN_EDIT)
    made = ScanFinding(is_demonstration=by.is_demonstration)
    _fill(made, said)
    made.full_clean()
    made.save()
    _tie(made, answered_by, by=by)
    audit.record("strategy.scanfinding.added", target=made, by=by)
    return made


@transaction.atomic
def change(
    finding: ScanFinding,
    said: Said,
    *,
    by: Person,
    answered_by: Iterable[PlanElement] = (),
    version: int | None = None,
) -> ScanFinding:
    """Change a finding or write its Customs response; further objectives may answer it."""
    policies.require(by, Permission.SCAN_EDIT)
    held = ScanFinding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if version is not None and version != held.version:
        raise ChangedMeanwhile(
            _("Somebody changed the finding before you; read it again."), code="changed_meanwhile"
        )
    _fill(held, said)
    held.version += 1
    held.full_clean()
    held.save()
    _tie(held, answered_by, by=by)
    audit.record("strategy.scanfinding.changed", target=held, by=by)
    return held


def _fill(finding: ScanFinding, said: Said) -> None:
    finding.year, finding.aspect = said.year, said.aspect
    texts = {"title": said.title, "finding": said.finding, "response": said.response}
    for name, words in texts.items():
        for code in ("en", "fr"):
            setattr(finding, f"{name}_{code}", (words.get(code) or "").strip())


def _tie(finding: ScanFinding, elements: Iterable[PlanElement], *, by: Person) -> None:
    for element in elements:
        links.links.join(
            ("planelement", element.public_id),
            ("scanfinding", finding.public_id),
            relation=Relation.ANSWERS,
            by=by,
            is_demonstration=finding.is_demonstration,
        )
