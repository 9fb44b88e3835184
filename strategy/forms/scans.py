"""What comes in about findings of the Environmental Scan, made clean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from strategy.enums.scans import Aspect
from strategy.forms.indicators import line
from strategy.forms.plans import area
from strategy.models import PlanElement, ScanFinding
from strategy.services.scans import Said


def words(label: Any, language: str) -> forms.CharField:
    """Make a field for a passage."""
    return forms.CharField(label=label, required=False, widget=area(5, language), max_length=4000)


class FindingForm(forms.Form):
    """A finding, its Customs response, and the objectives that answer it."""

    year = forms.IntegerField(label=_("Year of the scan"), min_value=1990, max_value=2100)
    aspect = forms.ChoiceField(label=_("Aspect"), choices=Aspect.choices)
    title_en = line(_("Title in English"), required=True)
    title_fr = line(_("Title in French"))
    finding_en = words(_("Finding in English"), "en")
    finding_fr = words(_("Finding in French"), "fr")
    response_en = words(_("Customs response in English"), "en")
    response_fr = words(_("Customs response in French"), "fr")
    elements = forms.ModelMultipleChoiceField(
        PlanElement.objects.none(), label=_("Answered by these objectives"), required=False
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, elements: QuerySet[PlanElement], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["elements"].queryset = elements  # type: ignore[attr-defined]  # -- a model field

    def said(self) -> Said:
        """Return what it says."""
        data = self.cleaned_data
        texts = {
            name: {code: data[f"{name}_{code}"] for code in ("en", "fr")}
            for name in ("title", "finding", "response")
        }
        return Said(year=data["year"], aspect=Aspect(data["aspect"]), **texts)


def as_initial(finding: ScanFinding) -> dict[str, Any]:
    """Return what the form of a finding starts from."""
    names = [name for name in FindingForm.base_fields if name != "elements"]
    return {name: getattr(finding, name) for name in names}
