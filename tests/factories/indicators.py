"""Indicators: `indicator(editor)` rises from 50 to 100 by yearly periods from July 2016."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from strategy import services
from strategy.enums.indicators import Frequency
from strategy.models import PlanElement
from strategy.rules.figures import Figure, Parts
from strategy.rules.progress import Span
from strategy.services.indicators import Definition

SPAN = Span(Decimal(50), Decimal(100), dt.date(2016, 7, 1), dt.date(2019, 6, 30))


def definition(**changes):
    """Define a plain quantity, but for the changes."""
    texts = {
        "name": {"en": "Rulings", "fr": "Décisions"},
        "unit": {"en": "a day", "fr": "par jour"},
    }
    return replace(Definition(**texts, span=SPAN), **changes)


def indicator(by, *, number="P1", periods=Frequency.YEARLY, **changes):
    """Give an element of the plan in force a measure."""
    element = PlanElement.objects.get(plan__slug="2016-2019", number=number)
    return services.indicators.define(element, definition(**changes), by=by, periods=periods)


def figure(value=None, *, of=None, **regions):
    """Make a figure: a value, or a numerator `of` a denominator; regions by code."""
    total = (
        Parts(None, Decimal(value), Decimal(of))
        if of
        else Parts(None if value is None else Decimal(value))
    )
    return Figure(total, {code: Parts(Decimal(part)) for code, part in regions.items()})


def approved(period, value, *, editor, approver):
    """Bring a figure of a period through the whole cycle."""
    made = services.measurements.enter(period, value, by=editor)
    made = services.measurements.submit(made, by=editor)
    return services.measurements.approve(made, by=approver)
