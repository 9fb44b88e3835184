"""Import the figures of a period from rows: all or nothing, with a dry run before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from strategy.models import Indicator, IndicatorPeriod, Measurement, Plan
from strategy.rules import imports
from strategy.rules.imports import Entry, Problem
from strategy.services import measurements
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common.bilingual import local
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    """A figure that the import brings, and what stood there before."""

    row: int
    period: IndicatorPeriod
    value: Decimal | None
    before: Decimal | None
    regions: int
    figure: Measurement


@dataclass(slots=True)
class Report:
    """What an import does, or why it does nothing."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0
    is_done: bool = False


def rehearse(plan: Plan, rows: Sequence[Sequence[Any]], *, by: Person) -> Report:
    """Say what an import would do, by doing it and taking it back."""
    report = Report()
    with transaction.atomic():
        _enter(plan, rows, report, by=by)
        transaction.set_rollback(True)
    return report


@transaction.atomic
def bring_in(plan: Plan, rows: Sequence[Sequence[Any]], *, by: Person) -> Report:
    """Enter every figure as a draft; with anything wrong, none at all."""
    report = rehearse(plan, rows, by=by)
    if report.problems or not report.lines:
        return report
    done = Report(is_done=True)
    _enter(plan, rows, done, by=by)
    data = {"figures": len(done.lines)}
    audit.record("strategy.plan.figures_imported", target=plan, by=by, data=data)
    return done


@transaction.atomic
def send_in(plan: Plan, rows: Sequence[Sequence[Any]], *, by: Person) -> Report:
    """Enter every figure and send all of them for approval, or none; the approvers hear once."""
    with transaction.atomic():
        report = bring_in(plan, rows, by=by)
        problems = _submit(report.lines, by=by) if report.is_done else []
        if problems:
            transaction.set_rollback(True)
    if problems:
        return Report(problems=problems)
    if report.is_done:
        data = {"figures": len(report.lines)}
        audit.record("strategy.plan.figures_submitted", target=plan, by=by, data=data)
    return report


def _submit(lines: Sequence[Line], *, by: Person) -> list[Problem]:
    problems = []
    for line in lines:
        try:
            with transaction.atomic():
                measurements.submit_imported(line.figure, by=by)
        except ValidationError as no:
            problems += [Problem(line.row, "A", message) for message in no.messages]
        except DomainError as no:
            problems.append(Problem(line.row, "A", str(no.message)))
    return problems


def _enter(plan: Plan, rows: Sequence[Sequence[Any]], report: Report, *, by: Person) -> None:
    policies.require(by, Permission.INDICATOR_REPORT)
    sheet = imports.parse(rows)
    report.problems += sheet.problems
    periods = _periods(plan)
    for entry in sheet.entries:
        figure = entry.figure()
        if figure.total.is_empty and all(each.is_empty for each in figure.regions.values()):
            report.skipped += 1
            continue
        period = periods.get((entry.indicator, entry.ends_on))
        if period is None:
            message = _("This plan has no such indicator with a period that ends on this day.")
            report.problems.append(Problem(entry.row, "A", message))
            continue
        report.problems += _other_units(entry, period.indicator)
        _one(entry, period, report, by=by)
    report.problems = imports.in_order(report.problems)


def _other_units(entry: Entry, indicator: Indicator) -> list[Problem]:
    """Say where a row speaks of another unit than its indicator: thousands for ones, say."""
    known = {"".join(unit.split()).casefold() for unit in (indicator.unit_en, indicator.unit_fr)}
    where = imports.letter(imports.COLUMNS.index("unit"))
    told = {"unit": str(local(indicator, "unit")) or "–"}
    message = _("The unit of this indicator is “%(unit)s”: give the figure in it.") % told
    return [
        Problem(row, where, message)
        for row, unit in entry.units.items()
        if "".join(unit.split()).casefold() not in known
    ]


def _one(entry: Entry, period: IndicatorPeriod, report: Report, *, by: Person) -> None:
    before = period.measurements.order_by("number").values_list("value", flat=True).last()
    try:
        with transaction.atomic():
            made: Measurement = measurements.enter(period, entry.figure(), by=by)
    except ValidationError as no:
        where = imports.letter(imports.COLUMNS.index("value"))
        report.problems += [Problem(entry.row, where, message) for message in no.messages]
    except DomainError as no:
        report.problems.append(Problem(entry.row, "A", str(no.message)))
    except PermissionDenied as no:
        report.problems.append(Problem(entry.row, "A", str(no)))
    else:
        regions = sum(not each.is_empty for each in entry.regions.values())
        report.lines.append(Line(entry.row, period, made.value, before, regions, made))


def _periods(plan: Plan) -> dict[tuple[str, dt.date], IndicatorPeriod]:
    found = IndicatorPeriod.objects.filter(indicator__element__plan=plan)
    return {
        (period.indicator.public_id, period.ends_on): period
        for period in found.select_related("indicator__element__plan", "indicator__owner")
    }
