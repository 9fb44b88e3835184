"""What comes in about a carry-over, made clean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from strategy.enums.indicators import Series
from strategy.enums.plans import CarriedAs
from strategy.forms.plans import PlanForm
from strategy.models import Indicator, PlanElement
from strategy.rules.carrying import FEWEST_PARTS, MOST_PARTS, Choice, Choices, Fate


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """An indicator and the fields in which its fate is chosen."""

    indicator: Indicator
    fields: Sequence[BoundField]


@dataclass(frozen=True, slots=True)
class Line:
    """An element and the fields in which its fate and that of its indicators is chosen."""

    element: PlanElement
    fields: Sequence[BoundField]
    measures: Sequence[MeasureLine]


class CarryOverForm(PlanForm):
    """The next plan, and what becomes of each element of the earlier one."""

    field_order = ("title_en", "title_fr", "slug", "starts_on", "ends_on")

    def __init__(
        self,
        elements: Sequence[PlanElement],
        indicators: Sequence[Indicator] = (),
        data: Any = None,
        *,
        usual: Mapping[str, Choice],
    ) -> None:
        super().__init__(data)
        self.elements, self.indicators = elements, indicators
        for each in elements:
            self._ask(each, usual[each.public_id])
        for indicator in indicators:
            self._ask_of(indicator)

    def _ask(self, element: PlanElement, usual: Choice) -> None:
        key = element.public_id
        alike = [
            (other.public_id, str(other))
            for other in self.elements
            if other.kind == element.kind and other != element
        ]
        self.fields[f"element-{key}"] = forms.ChoiceField(
            label=_("What becomes of %(number)s") % {"number": element.number},
            choices=CarriedAs.choices,
            initial=usual.fate,
        )
        self.fields[f"into-{key}"] = forms.ChoiceField(
            label=_("Merged into"), choices=[("", "–"), *alike], required=False
        )
        self.fields[f"parts-{key}"] = forms.IntegerField(
            label=_("Parts, if it is split"),
            min_value=FEWEST_PARTS,
            max_value=MOST_PARTS,
            required=False,
        )
        self.fields[f"reason-{key}"] = forms.CharField(
            label=_("Reason, if it is dropped"),
            max_length=400,
            required=False,
            initial=usual.reason,
        )

    def _ask_of(self, indicator: Indicator) -> None:
        key = indicator.public_id
        self.fields[f"indicator-{key}"] = forms.ChoiceField(
            label=_("What becomes of “%(name)s”") % {"name": indicator},
            choices=Series.choices,
            initial=Series.GOES_ON,
        )
        self.fields[f"part-{key}"] = forms.IntegerField(
            label=_("With which part, if the element is split"),
            min_value=1,
            max_value=MOST_PARTS,
            required=False,
        )
        self.fields[f"because-{key}"] = forms.CharField(
            label=_("Reason, if it ends"), max_length=400, required=False
        )

    @property
    def lines(self) -> list[Line]:
        """Return the fields of each element and of its indicators."""
        measures: dict[int, list[MeasureLine]] = {}
        for indicator in self.indicators:
            fields = self._fields(indicator.public_id, "indicator", "part", "because")
            line = MeasureLine(indicator, fields)
            measures.setdefault(indicator.element_id, []).append(line)
        return [
            Line(
                each,
                self._fields(each.public_id, "element", "into", "parts", "reason"),
                measures.get(each.pk, []),
            )
            for each in self.elements
        ]

    def _fields(self, key: str, *names: str) -> list[BoundField]:
        return [self[f"{name}-{key}"] for name in names]

    @property
    def plan_fields(self) -> list[BoundField]:
        """Return the fields of the next plan."""
        return [self[name] for name in self.field_order]

    def given(self) -> dict[str, Any]:
        """Return what was said of the next plan, of each element and of each indicator."""
        data = self.cleaned_data
        choices = {
            each.public_id: Choice(
                data[f"element-{each.public_id}"],
                data[f"into-{each.public_id}"],
                data[f"parts-{each.public_id}"] or FEWEST_PARTS,
                data[f"reason-{each.public_id}"],
            )
            for each in self.elements
        }
        fates = {
            each.public_id: Fate(
                data[f"indicator-{each.public_id}"],
                data[f"part-{each.public_id}"] or 1,
                data[f"because-{each.public_id}"],
            )
            for each in self.indicators
        }
        plan = {name: data[name] for name in self.field_order}
        return plan | {"choices": Choices(choices, fates)}
