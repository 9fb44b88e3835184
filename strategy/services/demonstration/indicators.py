"""Invented indicators: one for each priority of the plan in force, and one of the draft."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Final

from strategy.models import PlanElement
from strategy.rules.progress import Span
from strategy.services import indicators
from wco_portal.common import clock
from wco_portal.directory.enums import RoleName
from wco_portal.directory.models import Person

START, END = dt.date(2016, 7, 1), dt.date(2019, 6, 30)
PERCENT: Final = {"en": "per cent of Members", "fr": "pour cent des Membres"}
MEMBERS: Final = {"en": "Members", "fr": "Membres"}
HOURS: Final = {"en": "hours", "fr": "heures"}

# number of the priority, name, unit, baseline, target, values
INDICATORS: Final[
    tuple[tuple[str, dict[str, str], dict[str, str], str, str, dict[dt.date, str]], ...]
] = (
    (
        "P1",
        {
            "en": "Median time to release goods at the border",
            "fr": "Délai médian de mainlevée des marchandises à la frontière",
        },
        HOURS,
        "50",
        "20",
        {dt.date(2017, 6, 30): "44", dt.date(2018, 6, 30): "31", dt.date(2018, 12, 31): "26"},
    ),
    (
        "P2",
        {
            "en": "Members with an agreement between Customs and tax authorities",
            "fr": "Membres ayant conclu un accord entre douane et administration fiscale",
        },
        MEMBERS,
        "41",
        "90",
        {dt.date(2017, 6, 30): "52", dt.date(2018, 12, 31): "66"},
    ),
    (
        "P3",
        {
            "en": "Members that report cases of trade-based money laundering",
            "fr": "Membres signalant des cas de blanchiment par le commerce",
        },
        PERCENT,
        "10",
        "40",
        {dt.date(2018, 6, 30): "17"},
    ),
    (
        "P4",
        {
            "en": "Members that publish their own performance figures",
            "fr": "Membres publiant leurs propres données de performance",
        },
        PERCENT,
        "25",
        "60",
        {},
    ),
)


def load() -> None:
    """Define the indicators and report what is known of them."""
    editor = Person.objects.get(roles__name=RoleName.EDITOR)
    for number, name, unit, baseline, target, values in INDICATORS:
        element = PlanElement.objects.get(plan__slug="2016-2019", number=number)
        span = Span(Decimal(baseline), Decimal(target), START, END)
        made = indicators.define(element, name=name, unit=unit, span=span, by=editor)
        for day, value in values.items():
            with clock.standing_at(clock.end_of(day)):
                indicators.measure(made, value=Decimal(value), on=day, by=editor)
