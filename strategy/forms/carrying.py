"""What comes in about a carry-over, made clean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from strategy.enums.plans import CarriedAs
from strategy.forms.plans import PlanForm
from strategy.models import PlanElement
from strategy.rules.carrying import FEWEST_PARTS, MOST_PARTS, Choice


@dataclass(frozen=True, slots=True)
class Line:
    """An element and the fields in which its fate is chosen."""

    element: PlanElement
    fields: Sequence[BoundField]


class CarryOverForm(PlanForm):
    """The next plan, and what becomes of each element of the earlier one."""

    field_order = ("title_en", "title_fr", "slug", "starts_on", "ends_on")

    def __init__(self, elements: Sequence[PlanElement], data: Any = None) -> None:
        super().__init__(data)
        self.elements = elements
        for each in elements:
            self._ask(each)

    def _ask(self, element: PlanElement) -> None:
        key = element.public_id
        alike = [
            (other.public_id, str(other))
            for other in self.elements
            if other.kind == element.kind and other != element
        ]
        self.fields[f"element-{key}"] = forms.ChoiceField(
            label=_("What becomes of %(number)s") % {"number": element.number},
            choices=CarriedAs.choices,
            initial=CarriedAs.KEPT,
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
            label=_("Reason, if it is dropped"), max_length=400, required=False
        )

    @property
    def lines(self) -> list[Line]:
        """Return the fields of each element."""
        names = ("element", "into", "parts", "reason")
        return [
            Line(each, [self[f"{name}-{each.public_id}"] for name in names])
            for each in self.elements
        ]

    @property
    def plan_fields(self) -> list[BoundField]:
        """Return the fields of the next plan."""
        return [self[name] for name in self.field_order]

    def given(self) -> dict[str, Any]:
        """Return what was said of the next plan and of each element."""
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
        return {name: data[name] for name in self.field_order} | {"choices": choices}
