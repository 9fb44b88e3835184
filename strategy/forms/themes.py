"""What comes in about theme activities, made clean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from strategy.enums.themes import ActivityKind
from strategy.models import AnnualTheme, ThemePrinciple
from wco_portal.common.forms import DayField
from wco_portal.directory.models import Member


class ActivityForm(forms.Form):
    """An activity as an administration proposes it."""

    member = forms.ModelChoiceField(Member.objects.none(), label=_("Administration"))
    kind = forms.ChoiceField(choices=ActivityKind.choices, label=_("Kind"))
    title_en = forms.CharField(max_length=160, required=False, label=_("Title in English"))
    title_fr = forms.CharField(max_length=160, required=False, label=_("Title in French"))
    happened_on = DayField(label=_("Date"))
    principles = forms.ModelMultipleChoiceField(
        ThemePrinciple.objects.none(),
        required=False,
        label=_("Principles that it serves"),
        widget=forms.CheckboxSelectMultiple,
    )
    with_partners = forms.BooleanField(
        required=False, label=_("Together with other border agencies or companies")
    )

    def __init__(self, theme: AnnualTheme, members: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["member"].queryset = members  # type: ignore[attr-defined]  # -- a model field
        self.fields["member"].initial = members.first()
        self.fields["principles"].queryset = theme.principles.order_by("order")  # type: ignore[attr-defined]  # -- a model field

    def clean(self) -> dict[str, Any]:
        """Ask for a title in at least one language."""
        data = super().clean() or {}
        if not data.get("title_en") and not data.get("title_fr"):
            self.add_error("title_en", _("Give the activity a title in English or in French."))
        return data
