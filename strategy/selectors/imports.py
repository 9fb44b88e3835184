"""Read the rows of the template for the figures of a period."""

from __future__ import annotations

import datetime as dt

from django.db.models import Prefetch

from strategy.enums.indicators import MeasurementState, Regions
from strategy.models import Indicator, IndicatorPeriod, Measurement, Plan, RegionalValue
from strategy.rules.imports import COLUMNS
from wco_portal.common import clock
from wco_portal.common.bilingual import local
from wco_portal.directory.models import Region


def days(plan: Plan) -> list[dt.date]:
    """Return the days on which periods end that are over and not all locked, the latest first."""
    found = IndicatorPeriod.objects.filter(
        indicator__element__plan=plan, ends_on__lte=clock.today(), locked_at=None
    )
    return list(found.order_by("-ends_on").values_list("ends_on", flat=True).distinct())


def template(plan: Plan, ends_on: dt.date) -> list[list[object]]:
    """Return the rows of a period that wait for a figure, with what was entered so far."""
    regions = list(Region.objects.order_by("order"))
    rows: list[list[object]] = [[*COLUMNS]]
    for period in _waiting(plan, ends_on):
        indicator = period.indicator
        figure = next(iter(period.measurements.all()), None)
        rows.append(_row(indicator, ends_on, "", figure))
        if indicator.regions != Regions.NONE:
            known = {row.region_id: row for row in figure.by_region.all()} if figure else {}
            rows += [
                _row(indicator, ends_on, region.code, known.get(region.pk)) for region in regions
            ]
    return rows


def _waiting(plan: Plan, ends_on: dt.date) -> list[IndicatorPeriod]:
    in_work = Measurement.objects.exclude(state=MeasurementState.APPROVED)
    found = IndicatorPeriod.objects.filter(
        indicator__element__plan=plan, ends_on=ends_on, locked_at=None
    ).exclude(measurements__state=MeasurementState.PENDING)
    return list(
        found.select_related("indicator__element")
        .prefetch_related(Prefetch("measurements", queryset=in_work.prefetch_related("by_region")))
        .order_by("indicator__element__order", "indicator_id")
    )


def _row(
    indicator: Indicator,
    ends_on: dt.date,
    region: str,
    row: Measurement | RegionalValue | None,
) -> list[object]:
    is_share = indicator.kind == "percentage"
    value, above, below = (row.value, row.numerator, row.denominator) if row else (None,) * 3
    notes = (row.note_en, row.note_fr) if isinstance(row, Measurement) else ("", "")
    return [
        indicator.public_id,
        ends_on.isoformat(),
        str(local(indicator, "name")),
        str(local(indicator, "unit")),
        region,
        None if is_share else value,
        above,
        below,
        *notes,
    ]
