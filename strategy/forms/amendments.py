"""What comes in about amendments, made clean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from strategy.enums.plans import STANDING_AT_THE_TOP, ElementKind
from strategy.forms.plans import SubmitForm, area
from strategy.models import Plan, PlanElement
from strategy.rules.amendments import Worded, worded
from strategy.selectors import structure
from wco_portal.common.forms import DayField
from wco_portal.publishing.models import GoverningMeeting


class ChangeForm(forms.Form):
    """The new words of a goal or an objective in both languages."""

    title_en = forms.CharField(label=_("Title in English"), max_length=200)
    title_fr = forms.CharField(label=_("Title in French"), max_length=200)
    text_en = forms.CharField(
        label=_("Text in English"),
        required=False,
        strip=False,
        max_length=200_000,
        widget=area(8, "en"),
    )
    text_fr = forms.CharField(
        label=_("Text in French"),
        required=False,
        strip=False,
        max_length=200_000,
        widget=area(8, "fr"),
    )
    base_version = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    def words(self) -> Worded:
        """Return what was written."""
        data = self.cleaned_data
        return worded(
            {"en": data["title_en"], "fr": data["title_fr"]},
            {"en": data["text_en"], "fr": data["text_fr"]},
        )

    def against(self, version: int) -> ChangeForm:
        """Return the form with its errors; who was told of other words may save over them."""
        if self.has_error(NON_FIELD_ERRORS, code="changed_meanwhile"):
            given = {name: self[name].data for name in self.fields}
            self.data = given | {"base_version": str(version)}
        return self


class AdditionForm(ChangeForm):
    """A part that the plan is to get: what it is, under which one it stands, and its words."""

    under = forms.ModelChoiceField(
        PlanElement.objects.none(),
        label=_("Stands under"),
        required=False,
        empty_label=_("nothing: it stands at the top"),
        to_field_name="public_id",
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=ElementKind.choices)
    title_en = forms.CharField(label=_("Title in English"), max_length=200, required=False)
    title_fr = forms.CharField(label=_("Title in French"), max_length=200, required=False)
    field_order = ("under", "kind", "title_en", "title_fr", "text_en", "text_fr")

    def __init__(self, plan: Plan, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        standing = plan.elements.standing().in_order()
        self.fields["under"].queryset = standing  # type: ignore[attr-defined]  # -- a model field
        nowhere = STANDING_AT_THE_TOP.difference(structure.kinds_at_the_top(plan))
        self.fields["kind"].choices = [  # type: ignore[attr-defined]  # -- a choice field
            each for each in ElementKind.choices if each[0] not in nowhere
        ]


class TakeOutForm(forms.Form):
    """The version of a part that is to be taken out of the draft, as somebody read it."""

    base_version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)


class LayForm(SubmitForm):
    """The session of the Council that an amendment goes to, and the day it takes effect."""

    effective_on = DayField(
        label=_("Takes effect on"),
        help_text=_("A day after the session, within the period of the plan."),
    )
    field_order = ("meeting", "effective_on", "agenda_item", "document_number")

    def __init__(
        self, meetings: QuerySet[GoverningMeeting], data: Any = None, *, initial: Any = None
    ) -> None:
        super().__init__(meetings, data)
        self.initial = initial or {}
