"""What comes in about consultations and syntheses, made clean."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from strategy.enums.consultations import LatePolicy
from strategy.models import Consultation, Plan, Synthesis
from wco_portal.common import clock

LOCAL = "%Y-%m-%dT%H:%M"


def moment(label: Any) -> forms.DateTimeField:
    """Return a field for a time in the organisation's zone."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[LOCAL])


class ConsultationForm(forms.Form):
    """A consultation on the priorities of a plan."""

    plan = forms.ModelChoiceField(
        Plan.objects.none(),
        label=_("Plan"),
        help_text=_("Its priorities, as they stand now, are put in order."),
    )
    title_en = forms.CharField(max_length=200, label=_("Title in English"))
    title_fr = forms.CharField(max_length=200, label=_("Title in French"))
    question_en = forms.CharField(
        max_length=2000, label=_("Question in English"), widget=forms.Textarea(attrs={"rows": 3})
    )
    question_fr = forms.CharField(
        max_length=2000, label=_("Question in French"), widget=forms.Textarea(attrs={"rows": 3})
    )
    opens_at = moment(_("Opens"))
    closes_at = moment(_("Closes"))
    late_policy = forms.ChoiceField(
        choices=LatePolicy.choices, label=_("Late answers"), initial=LatePolicy.REOPENED
    )
    contact = forms.EmailField(required=False, label=_("Address for questions"))

    def __init__(self, plans: Any, data: Any = None) -> None:
        super().__init__(data)
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]  # -- a model field
        for name in ("opens_at", "closes_at"):
            self.fields[name].help_text = _("Brussels time.")

    def clean(self) -> dict[str, Any]:
        """Ask for a window that closes after it opens."""
        data = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("A consultation must close after it opens."))
        return data


class ReopenForm(forms.Form):
    """A new closing time, and why."""

    closes_at = moment(_("New closing time"))
    reason = forms.CharField(
        max_length=500,
        label=_("Reason"),
        help_text=_("Everybody can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, consultation: Consultation, data: Any = None) -> None:
        zone = ZoneInfo(consultation.zone)
        start = (clock.now() + dt.timedelta(days=7)).astimezone(zone)
        super().__init__(data, initial={"closes_at": start.replace(minute=0)})
        self.zone = zone

    def clean_closes_at(self) -> dt.datetime:
        """Read the time in the consultation's own zone."""
        value: dt.datetime = self.cleaned_data["closes_at"]
        return value.replace(tzinfo=self.zone)


class SynthesisForm(forms.Form):
    """What a region says, in one language or in both."""

    text_en = forms.CharField(
        max_length=6000,
        required=False,
        label=_("Synthesis in English"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    text_fr = forms.CharField(
        max_length=6000,
        required=False,
        label=_("Synthesis in French"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, synthesis: Synthesis, data: Any = None) -> None:
        start = {
            "text_en": synthesis.text_en,
            "text_fr": synthesis.text_fr,
            "version": synthesis.version,
        }
        super().__init__(data, initial=start)


class ReturnForm(forms.Form):
    """Why a synthesis goes back."""

    reason = forms.CharField(
        max_length=2000,
        label=_("What has to be mended"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
