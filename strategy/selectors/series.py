"""How the figures of an indicator go on from plan to plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from strategy.enums.indicators import Series
from strategy.models import CarriedIndicator, Indicator, Plan
from strategy.selectors import indicators
from strategy.selectors.indicators import Reading
from wco_portal.access.policies import Actor
from wco_portal.common import clock


@dataclass(frozen=True, slots=True)
class Way:
    """What an indicator goes on with, the nearest plan first, and what goes on with it."""

    earlier: Sequence[Reading]
    later: Sequence[Indicator]
    # Why it ends with its plan, where that was decided.
    ended: CarriedIndicator | None
    indicator: Indicator

    @property
    def drawn(self) -> list[Reading]:
        """Return what was reported in the same unit before, the oldest plan first."""
        alike = takewhile(lambda each: _like(each.indicator) == _like(self.indicator), self.earlier)
        return list(alike)[::-1]

    @property
    def apart(self) -> list[Reading]:
        """Return what was reported before, but in another unit: no drawing holds both."""
        return list(self.earlier[len(self.drawn) :])


def of(indicator: Indicator, actor: Actor, *, on: dt.date | None = None) -> Way:
    """Return the whole way of an indicator, as far as the reader may see it on a day."""
    day = on or clock.today()
    visible = Plan.objects.visible_to(actor)
    goes_on = indicator.continued_by.filter(baseline_on__lte=day, element__plan__in=visible)
    ended = indicator.carried.filter(fate=Series.ENDS, carry_over__plan__in=visible)
    return Way(
        _earlier(indicator, actor, day),
        list(goes_on.select_related("element__plan").order_by("pk")),
        ended.select_related("carry_over__plan").order_by("pk").last(),
        indicator,
    )


def _like(indicator: Indicator) -> tuple[str, str, str, bool]:
    return (indicator.kind, indicator.unit_en, indicator.unit_fr, indicator.is_cumulative)


def _earlier(indicator: Indicator, actor: Actor, day: dt.date) -> list[Reading]:
    found: list[Reading] = []
    known = indicators.known(actor, on=day)
    before = known.filter(continued_by=indicator).first() if indicator.continues_id else None
    while before is not None:
        found.append(indicators.read(before, day))
        before = known.filter(pk=before.continues_id).first() if before.continues_id else None
    return found
