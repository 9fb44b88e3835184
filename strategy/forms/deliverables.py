"""What comes in about deliverables and shares of effort, made clean."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from strategy.forms.indicators import decimal, line
from strategy.models import Deliverable, PlanElement
from strategy.selectors.deliverables import Year
from strategy.services.deliverables import Content
from wco_portal.directory.models import Person

TEXTS = ("title", "unit", "target")


class DeliverableForm(forms.Form):
    """A deliverable, with a target in numbers or in words."""

    title_en = line(_("Title in English"), required=True)
    title_fr = line(_("Title in French"))
    target = decimal(_("Target in numbers"), required=False)
    unit_en = line(_("Unit in English"), max_length=40)
    unit_fr = line(_("Unit in French"), max_length=40)
    target_en = line(_("Target in words, in English"), max_length=300)
    target_fr = line(_("Target in words, in French"), max_length=300)
    reached = decimal(_("Reached so far"), required=False, min_value=0)
    owner = forms.ModelChoiceField(
        Person.objects.none(), label=_("Owner"), required=False, empty_label=_("Any editor")
    )

    def __init__(self, owners: QuerySet[Person], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]  # -- a model field

    def content(self) -> Content:
        """Return what it says."""
        data = self.cleaned_data
        texts = {name: {code: data[f"{name}_{code}"] for code in ("en", "fr")} for name in TEXTS}
        return Content(
            title=texts["title"],
            target=data["target"],
            unit=texts["unit"],
            words=texts["target"],
            reached=data["reached"],
            owner=data["owner"],
        )


class NewDeliverableForm(DeliverableForm):
    """A new deliverable of a goal or objective."""

    element = forms.ModelChoiceField(PlanElement.objects.none(), label=_("Goal or objective"))
    field_order = ("element",)

    def __init__(self, place: Year, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["element"].queryset = place.plan.elements.standing().in_order()  # type: ignore[attr-defined]  # -- a model field


class ChangedDeliverableForm(DeliverableForm):
    """A deliverable, with the version that its editor read."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def as_initial(deliverable: Deliverable) -> dict[str, Any]:
    """Return what the form of a deliverable starts from."""
    names = [*DeliverableForm.base_fields, "version"]
    found = {name: getattr(deliverable, name) for name in names if name != "owner"}
    return found | {"owner": deliverable.owner_id}


class SharesForm(forms.Form):
    """The share of effort of each goal; their sum is checked."""

    def __init__(self, place: Year, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.numbers: Sequence[str] = [
            goal.element.number
            for goal in place.goals
            if goal.element.kind in {"goal", "objective"}
        ]
        for goal in place.goals:
            if goal.element.number in self.numbers:
                self.fields[f"share_{goal.element.number}"] = forms.DecimalField(
                    label=str(goal.element),
                    min_value=0,
                    max_value=100,
                    decimal_places=2,
                    localize=True,
                    initial=goal.share,
                )

    def shares(self) -> dict[str, Decimal]:
        """Return the shares by number of the goal."""
        return {number: self.cleaned_data[f"share_{number}"] for number in self.numbers}
