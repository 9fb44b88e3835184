"""Make a draft plan from a StratML file; the file itself is kept beside it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from strategy import selectors
from strategy.enums.indicators import Direction, MeasurementState
from strategy.models import (
    CoreFunction,
    Indicator,
    IndicatorPeriod,
    IndicatorScore,
    Measurement,
    Plan,
    PlanElement,
    PlanImport,
)
from strategy.rules import figures
from strategy.rules.stratml import outgoing, tree
from strategy.rules.stratml.findings import Finding
from strategy.rules.stratml.outline import Branch, Measure, Outline, body_of
from strategy.selectors.plan_imports import Report
from strategy.services import alignments, plans
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock, ids
from wco_portal.common.bilingual import in_both
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person
from wco_portal.publishing.rules.word import tongue
from wco_portal.publishing.services import documents

OTHER = {"en": "fr", "fr": "en"}


@transaction.atomic
def keep(data: bytes, *, name: str, language: str, by: Person | None) -> PlanImport:
    """Keep a file that can be taken, with its report; a refused one is told as a DomainError."""
    if by is not None:
        policies.require(by, Permission.PLAN_EDIT)
    report = selectors.plan_imports.report(data)
    if report.outline is None or report.outline.kept is None or report.part is None:
        [no] = report.refused
        words = _("Line %(line)s: %(words)s") % {"line": no.line, "words": no.words()}
        raise DomainError(words, code="stratml_refused")
    return PlanImport.objects.create(
        name=name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        part=report.part,
        language=language,
        document=tree.to_json(report.outline.kept),
        repairs=[_plain(each) for each in report.repairs],
        notes=[_plain(each) for each in (*_warned(report.outline, language), *report.notes)],
        by=by,
        at=clock.now(),
    )


def _warned(outline: Outline, language: str) -> Iterator[Finding]:
    """Warn where a file says that it is in the other language, or clearly reads so."""
    said = [outline.title, outline.words]
    said += [words for each in outline.branches for words in (each.title, each.words)]
    is_told = bool(outline.language) and outline.language != language
    if is_told or tongue.is_other("\n".join(said), language):
        yield Finding(1, f"not_in_{language}")


@transaction.atomic
def confirm(found: PlanImport, *, slug: str = "", by: Person | None) -> Plan:
    """Make the draft plan of a kept file; without a slug a free one is found."""
    found = PlanImport.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if found.plan_id is not None:
        raise DomainError(_("A plan was made of this file already."), code="imported_already")
    report = selectors.plan_imports.kept(found)
    if report.outline is None:
        raise DomainError(_("This file cannot be read any more."), code="stratml_refused")
    outline = report.outline
    plan = plans.create(
        slug=slug or selectors.plan_imports.free_slug(outline),
        title_en=outline.title,
        title_fr=outline.title,
        starts_on=outline.starts_on,
        ends_on=outline.ends_on,
        by=by,
    )
    elements = _elements(plan, outline, found.language, by=by)
    _write(plan, outline, elements, found, by)
    measured = _indicators(outline, elements, found.language, by)
    outgoing.remember(replace(outline, branches=measured))
    found.plan, found.document = plan, tree.to_json(outline.kept or tree.Node(""))
    found.save(update_fields=["plan", "document"])
    audit.record("strategy.plan.imported", target=plan, by=by, data=_told(found, report))
    return plan


def _plain(finding: Finding) -> dict[str, Any]:
    return {"line": finding.line, "code": finding.code, "values": finding.values}


def _told(found: PlanImport, report: Report) -> dict[str, Any]:
    return {
        "sha256": found.sha256,
        "part": found.part,
        "language": found.language,
        "repairs": len(found.repairs),
        **report.counts,
    }


def _elements(
    plan: Plan, outline: Outline, language: str, *, by: Person | None
) -> dict[str, PlanElement]:
    """Make a row for each goal and objective, in their order."""
    made: dict[str, PlanElement] = {}
    for order, branch in enumerate(outline.branches, 1):
        element = PlanElement(
            public_id=ids.public_id(),
            plan=plan,
            parent=made.get(branch.parent),
            kind=branch.kind,
            number=branch.number,
            slug=branch.slug,
            order=order,
            is_edited=True,
            **{f"title_{language}": branch.title},
        )
        element.save(force_insert=True)
        made[branch.key] = element
        if branch.kept is not None:
            branch.kept.ref = element.public_id
    _tie(outline, made, by=by)
    return made


def _tie(outline: Outline, made: dict[str, PlanElement], *, by: Person | None) -> None:
    """Give the rows their core functions, what they serve, and their commitments."""
    functions = {each.code: each for each in CoreFunction.objects.all()}
    for branch in outline.branches:
        if branch.functions:
            made[branch.key].functions.set([functions[code] for code in branch.functions])
        if branch.serves:
            made[branch.key].serves.set([made[key] for key in branch.serves])
    known = {each.code: each for each in selectors.commitments.everything()}
    for branch in outline.branches:
        for code in branch.aligned:
            alignments.tie(made[branch.key], known[code], by=by)


def _write(
    plan: Plan,
    outline: Outline,
    elements: dict[str, PlanElement],
    found: PlanImport,
    by: Person | None,
) -> None:
    body = body_of(outline, {key: element.public_id for key, element in elements.items()})
    if not body.get("content"):
        return
    document = plan.text.documents.get(language=found.language)
    reason = in_both(_("Taken in from the file %(name)s"), name=found.name)[found.language]
    documents.save_body(document, body=body, base_version=0, by=by, reason=reason)


def _indicators(
    outline: Outline, elements: dict[str, PlanElement], language: str, by: Person | None
) -> tuple[Branch, ...]:
    """Make a row for each indicator that can be measured, with the values known by today."""
    today = clock.today()
    return tuple(
        replace(
            branch,
            measures=tuple(
                _indicator(each, elements[branch.key], language, today, by)
                for each in branch.measures
            ),
        )
        for branch in outline.branches
    )


def _indicator(
    measure: Measure, element: PlanElement, language: str, today: dt.date, by: Person | None
) -> Measure:
    # The columns of the other language wait for a translation; the English ones are never empty.
    words = {"name_en": measure.name, "unit_en": measure.unit} | {
        f"name_{language}": measure.name,
        f"unit_{language}": measure.unit,
    }
    indicator = Indicator.objects.create(
        element=element,
        **words,
        kind=measure.kind,
        direction=measure.direction or _direction(measure),
        is_cumulative=measure.is_cumulative,
        baseline=measure.baseline,
        baseline_on=measure.baseline_on,
        target=measure.target,
        target_on=measure.target_on,
    )
    _score(indicator, measure, language)
    known = tuple((on, value) for on, value in measure.values if on <= today)
    _figures(indicator, dict(known), dict(measure.targets), by)
    if measure.kept is not None:
        measure.kept.ref = indicator.public_id
    return replace(measure, values=known)


def _direction(measure: Measure) -> Direction:
    falls = measure.baseline is not None and measure.target < measure.baseline
    return Direction.DOWN if falls else Direction.UP


def _score(indicator: Indicator, measure: Measure, language: str) -> None:
    for value, name in measure.scores:
        names = {"name_en": name} | {f"name_{language}": name}
        IndicatorScore.objects.create(indicator=indicator, value=value, **names)


def _figures(
    indicator: Indicator,
    known: Mapping[dt.date, Decimal],
    targets: Mapping[dt.date, Decimal],
    by: Person | None,
) -> None:
    """Keep figures and targets of a file, each day's in a period: figures wait for approval."""
    starts_on = indicator.baseline_on
    for on in sorted({*known, *targets}):
        period = IndicatorPeriod.objects.create(
            indicator=indicator,
            starts_on=min(starts_on, on),
            ends_on=on,
            due_on=figures.due_on(on),
            target=targets.get(on),
        )
        if on in known:
            Measurement.objects.create(
                indicator=indicator,
                period=period,
                state=MeasurementState.PENDING,
                measured_on=on,
                value=known[on],
                entered_by=by,
            )
        starts_on = on + dt.timedelta(days=1)
