"""Define indicators and report their values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from strategy.models import Indicator, Measurement, PlanElement
from strategy.rules.progress import Span
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import DomainError
from wco_portal.directory.models import Person


@transaction.atomic
def define(
    element: PlanElement, *, name: dict[str, str], unit: dict[str, str], span: Span, by: Person
) -> Indicator:
    """Give an element of a plan a measure; `name` and `unit` are `{"en": ..., "fr": ...}`."""
    policies.require(by, Permission.INDICATOR_EDIT, element)
    indicator = Indicator(
        element=element,
        name_en=name["en"],
        name_fr=name.get("fr", ""),
        unit_en=unit["en"],
        unit_fr=unit.get("fr", ""),
        baseline=span.baseline,
        baseline_on=span.since,
        target=span.target,
        target_on=span.until,
        is_demonstration=by.is_demonstration,
    )
    indicator.full_clean()
    indicator.save()
    audit.record("strategy.indicator.defined", target=indicator, by=by)
    return indicator


@transaction.atomic
def measure(indicator: Indicator, *, value: Decimal, on: dt.date, by: Person) -> Measurement:
    """Report the value of a day, or correct it; what was there before stays in the event."""
    indicator = Indicator.objects.select_for_update().get(pk=indicator.pk)
    policies.require(by, Permission.INDICATOR_EDIT, indicator.element)
    if on > clock.today():
        raise DomainError(_("That day lies ahead: report a value once it is known."), code="ahead")
    if on < indicator.baseline_on:
        raise DomainError(_("That day lies before the baseline."), code="before_baseline")
    before = indicator.measurements.filter(measured_on=on).first()
    data = {"on": on.isoformat(), "value": str(value), "was": str(before.value) if before else None}
    made = before or Measurement(indicator=indicator, measured_on=on)
    made.value, made.reported_by = value, by
    made.full_clean()
    made.save()
    indicator.version += 1
    indicator.save(update_fields=["version", "updated_at"])
    audit.record("strategy.indicator.measured", target=indicator, by=by, data=data)
    return made
