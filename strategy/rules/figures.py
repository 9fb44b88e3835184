"""What a figure must be, by the kind of its indicator: pure, in words for who enters it."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from strategy.enums.indicators import MONTHS, Frequency, IndicatorKind

PLACES: Final = Decimal("0.001")
DAYS_TO_REPORT: Final = 31
MOST_YEARS: Final = 30
LAST: Final = dt.date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Parts:
    """A value, or the numerator and denominator that make it."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was entered: that is not zero."""
        return self.value is None and self.numerator is None and self.denominator is None


@dataclass(frozen=True, slots=True)
class Figure:
    """What somebody enters for a period: the total, the regions by code, remarks by language."""

    total: Parts = field(default_factory=Parts)
    regions: Mapping[str, Parts] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)


def clean(parts: Parts, *, kind: IndicatorKind, scores: Collection[int] = ()) -> Parts:
    """Return the parts with their value, or say what is wrong with them."""
    if parts.is_empty:
        return parts
    if kind == IndicatorKind.PERCENTAGE:
        return _share(parts)
    if parts.numerator is not None or parts.denominator is not None:
        raise ValidationError(_("Only a percentage has a numerator and a denominator."))
    if kind == IndicatorKind.QUALITATIVE and parts.value not in scores:
        known = ", ".join(str(score) for score in sorted(scores))
        raise ValidationError(_("Choose one of the scores: %(scores)s.") % {"scores": known})
    if kind == IndicatorKind.MILESTONE and parts.value not in (0, 1):
        raise ValidationError(_("Enter 1 when the milestone is reached, 0 when it is not."))
    return parts


def _share(parts: Parts) -> Parts:
    above, below = parts.numerator, parts.denominator
    if above is None or below is None:
        raise ValidationError(_("Enter both the numerator and the denominator."))
    if below <= 0 or not 0 <= above <= below:
        raise ValidationError(
            _("The numerator lies between 0 and the denominator, which is not 0.")
        )
    value = (100 * above / below).quantize(PLACES)
    if parts.value is not None and abs(parts.value - value) >= 1:
        raise ValidationError(
            _("The percentage %(value)s does not follow from its parts; leave it empty.")
            % {"value": parts.value}
        )
    return replace(parts, value=value)


def total_of(regions: Mapping[str, Parts]) -> Parts:
    """Add the regions up."""
    found = list(regions.values())
    return Parts(
        sum((each.value for each in found if each.value is not None), Decimal(0)),
        sum((each.numerator for each in found if each.numerator is not None), Decimal(0)),
        sum((each.denominator for each in found if each.denominator is not None), Decimal(0)),
    )


def check_total(total: Parts, regions: Mapping[str, Parts], *, codes: Collection[str]) -> None:
    """Refuse a total that is not the sum of all regions."""
    missing = [code for code in codes if code not in regions]
    if missing:
        raise ValidationError(
            _("A figure is missing for: %(regions)s.")
            % {"regions": ", ".join(code.upper() for code in missing)}
        )
    added = total_of(regions)
    pairs = (
        [(total.numerator, added.numerator), (total.denominator, added.denominator)]
        if total.numerator is not None
        else [(total.value, added.value)]
    )
    for said, sum_ in pairs:
        if said != sum_:
            raise ValidationError(
                _("The regions add up to %(sum)s, but the total says %(total)s.")
                % {"sum": plain(sum_ or Decimal(0)), "total": plain(said or Decimal(0))}
            )


def plain(value: Decimal) -> str:
    """Write a number without needless zeros."""
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"


def check_time(since: dt.date, until: dt.date) -> None:
    """Refuse a time that nobody measures through: a slip of the pen makes periods by thousands."""
    if until > LAST or until.year - since.year > MOST_YEARS:
        raise ValidationError(
            _("An indicator runs for %(years)s years at most, and ends before 2200.")
            % {"years": MOST_YEARS}
        )


def spans(
    since: dt.date, until: dt.date, frequency: Frequency
) -> Iterator[tuple[dt.date, dt.date]]:
    """Cut the time between two days into periods; the last one ends with the time."""
    if frequency == Frequency.ONCE:
        yield since, until
        return
    start, step = since, 0
    while start <= until:
        step += MONTHS[frequency]
        following = months_later(since, step)
        yield start, min(following - dt.timedelta(days=1), until)
        start = following


def months_later(day: dt.date, months: int) -> dt.date:
    """Return the same day some months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return day.replace(year=day.year + years, month=month + 1, day=min(day.day, last))


def due_on(ends_on: dt.date) -> dt.date:
    """Return the day on which the figure of a period is due, unless somebody sets another."""
    return ends_on + dt.timedelta(days=DAYS_TO_REPORT)
