"""Report the figures of indicators: enter, send, return, approve, correct."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from strategy.enums.indicators import IndicatorKind, MeasurementState, Regions
from strategy.models import Indicator, IndicatorPeriod, Measurement, RegionalValue
from strategy.rules import figures
from strategy.rules.figures import Figure, Parts
from strategy.services.indicators import bump, locked
from strategy.workflows.indicators import MEASUREMENT
from wco_portal.access import policies
from wco_portal.access.permissions import Permission
from wco_portal.audit import services as audit
from wco_portal.common import clock
from wco_portal.common.errors import ChangedMeanwhile, DomainError
from wco_portal.directory.models import Person, Region


@transaction.atomic
def enter(
    period: IndicatorPeriod, figure: Figure, *, by: Person, version: int | None = None
) -> Measurement:
    """Keep a figure of a period as a draft, or change the draft; a locked period refuses."""
    indicator = locked(period.indicator)
    policies.require(by, Permission.INDICATOR_REPORT, indicator)
    period = indicator.periods.get(pk=period.pk)
    if period.ends_on > clock.today():
        raise DomainError(
            _("The period is not over: report its figure once it is known."), code="ahead"
        )
    found = _open(period, version=version)
    if found is None and period.locked_at is not None:
        raise DomainError(
            _("The period is locked: its figure is corrected, with a reason."), code="period_locked"
        )
    made = found or Measurement(
        indicator=indicator, period=period, measured_on=period.ends_on, entered_by=by
    )
    arrow = MEASUREMENT.follow("enter", made, by=by)
    _write(made, figure)
    made.state, made.entered_by = arrow.target, by
    made.is_demonstration = indicator.is_demonstration or by.is_demonstration
    _save(made)
    _split(made, figure)
    audit.record(arrow.event, target=made, by=by, data=_told(made))
    return made


@transaction.atomic
def correct(period: IndicatorPeriod, *, reason: Mapping[str, str], by: Person) -> Measurement:
    """Open a correction of an approved figure: a further one, with a reason that all can read."""
    indicator = locked(period.indicator)
    policies.require(by, Permission.INDICATOR_REPORT, indicator)
    period = indicator.periods.get(pk=period.pk)
    last = period.measurements.filter(state=MeasurementState.APPROVED).order_by("number").last()
    if last is None:
        raise DomainError(_("There is no approved figure to correct yet."), code="nothing_approved")
    number = (period.measurements.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Measurement(
        indicator=indicator,
        period=period,
        measured_on=period.ends_on,
        number=number,
        value=last.value,
        numerator=last.numerator,
        denominator=last.denominator,
        note_en=last.note_en,
        note_fr=last.note_fr,
        reason_en=reason.get("en", "").strip(),
        reason_fr=reason.get("fr", "").strip(),
        entered_by=by,
        is_demonstration=last.is_demonstration,
    )
    _save(made)
    _store(made, {row.region_id: _parts(row) for row in last.by_region.all()})
    data = _told(made) | {"corrects": last.public_id}
    audit.record("strategy.measurement.correction_opened", target=made, by=by, data=data)
    return made


@transaction.atomic
def submit(measurement: Measurement, *, by: Person) -> Measurement:
    """Send a figure to the approvers: regions that add up must add up to the total."""
    return _submit(measurement, by=by)


@transaction.atomic
def submit_imported(measurement: Measurement, *, by: Person) -> Measurement:
    """Send a figure of an import: the approvers hear of the import, not of each figure."""
    return _submit(measurement, by=by, is_imported=True)


def _submit(measurement: Measurement, *, by: Person, **data: object) -> Measurement:
    measurement = _held(measurement)
    arrow = MEASUREMENT.follow("submit", measurement, by=by)
    indicator = measurement.indicator
    if indicator.regions == Regions.SUM:
        codes = list(Region.objects.order_by("order").values_list("code", flat=True))
        rows = measurement.by_region.select_related("region")
        regions = {row.region.code: _parts(row) for row in rows}
        figures.check_total(_parts(measurement), regions, codes=codes)
    measurement.return_reason = ""
    return _move(measurement, arrow.target, arrow.event, by=by, **data)


@transaction.atomic
def take_back(measurement: Measurement, *, by: Person) -> Measurement:
    """Take a figure back before it is decided on."""
    measurement = _held(measurement)
    arrow = MEASUREMENT.follow("take_back", measurement, by=by)
    return _move(measurement, arrow.target, arrow.event, by=by)


@transaction.atomic
def give_back(measurement: Measurement, *, reason: str, by: Person) -> Measurement:
    """Return a figure to who entered it, with a reason."""
    measurement = _held(measurement)
    arrow = MEASUREMENT.follow("return", measurement, by=by)
    measurement.return_reason = reason.strip()
    measurement.decided_by, measurement.decided_at = by, clock.now()
    return _move(measurement, arrow.target, arrow.event, by=by)


@transaction.atomic
def approve(measurement: Measurement, *, by: Person) -> Measurement:
    """Approve a figure: from now on it counts, and its period is locked."""
    measurement = _held(measurement)
    arrow = MEASUREMENT.follow("approve", measurement, by=by)
    measurement.decided_by, measurement.decided_at = by, clock.now()
    period = measurement.period
    if period.locked_at is None:
        period.locked_at = clock.now()
        period.save(update_fields=["locked_at"])
    return _move(measurement, arrow.target, arrow.event, by=by)


def _open(period: IndicatorPeriod, *, version: int | None) -> Measurement | None:
    found = period.measurements.exclude(state=MeasurementState.APPROVED).first()
    if version is not None and version != (found.version if found else 0):
        raise ChangedMeanwhile(
            _("Somebody changed the figure before you; read it again."), code="changed_meanwhile"
        )
    return found


def _held(measurement: Measurement) -> Measurement:
    locked(measurement.indicator)
    found = Measurement.objects.select_for_update(of=("self",))
    return found.select_related("indicator__element__plan", "period").get(pk=measurement.pk)


def _write(measurement: Measurement, figure: Figure) -> None:
    indicator = measurement.indicator
    kind = IndicatorKind(indicator.kind)
    scores = [score.value for score in indicator.scores.all()] if indicator.is_scored else []
    try:
        total = figures.clean(_summed(indicator, figure), kind=kind, scores=scores)
    except ValidationError as no:
        raise ValidationError({"value": no.messages}) from no
    measurement.value = total.value
    measurement.numerator, measurement.denominator = total.numerator, total.denominator
    measurement.note_en = figure.note.get("en", "").strip()
    measurement.note_fr = figure.note.get("fr", "").strip()


def _summed(indicator: Indicator, figure: Figure) -> Parts:
    """Take the sum of the regions where they add up and no total was given."""
    given = {code: parts for code, parts in figure.regions.items() if not parts.is_empty}
    if indicator.regions != Regions.SUM or not figure.total.is_empty or not given:
        return figure.total
    if Region.objects.exclude(code__in=given).exists():
        return figure.total
    added = figures.total_of(given)
    if indicator.kind == IndicatorKind.PERCENTAGE:
        return Parts(None, added.numerator, added.denominator)
    return Parts(added.value)


def _split(measurement: Measurement, figure: Figure) -> None:
    """Keep the figures of the regions; an empty one is left out."""
    given = {code: parts for code, parts in figure.regions.items() if not parts.is_empty}
    indicator = measurement.indicator
    if given and indicator.regions == Regions.NONE:
        raise ValidationError({"value": _("This indicator has no figures per region.")})
    regions = {region.code: region for region in Region.objects.all()}
    cleaned, wrong = {}, {}
    for code, parts in given.items():
        try:
            if code not in regions:
                raise ValidationError(_("This region is not known: %(code)s.") % {"code": code})  # noqa: TRY301 -- one way out
            cleaned[regions[code].pk] = figures.clean(parts, kind=IndicatorKind(indicator.kind))
        except ValidationError as no:
            wrong[f"region_{code}"] = no.messages
    if wrong:
        raise ValidationError(wrong)
    _store(measurement, cleaned)


def _store(measurement: Measurement, regions: Mapping[int, Parts]) -> None:
    measurement.by_region.all().delete()
    RegionalValue.objects.bulk_create(
        RegionalValue(
            measurement=measurement,
            region_id=region,
            value=parts.value,
            numerator=parts.numerator,
            denominator=parts.denominator,
        )
        for region, parts in regions.items()
        if parts.value is not None
    )


def _parts(row: Measurement | RegionalValue) -> Parts:
    return Parts(row.value, row.numerator, row.denominator)


def _save(measurement: Measurement) -> None:
    if measurement.pk is not None:
        measurement.version += 1
    measurement.full_clean()
    measurement.save()
    bump(measurement.indicator)


def _move(
    measurement: Measurement, state: str, event: str, *, by: Person, **data: object
) -> Measurement:
    measurement.state = state
    _save(measurement)
    audit.record(event, target=measurement, by=by, data=_told(measurement) | data)
    return measurement


def _told(measurement: Measurement) -> dict[str, object]:
    return {
        "indicator": measurement.indicator.public_id,
        "ends_on": measurement.measured_on.isoformat(),
        "number": measurement.number,
        "value": None if measurement.value is None else str(measurement.value),
    }
