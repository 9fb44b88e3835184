"""Narrow the audit trail."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from wco_portal.common import zones


class EventFilter(forms.Form):
    """Type, target, actor and day."""

    type = forms.CharField(label=_("Type begins with"), max_length=64, required=False)
    target = forms.CharField(label=_("Target"), max_length=60, required=False)
    actor = forms.CharField(label=_("Key of the person"), max_length=32, required=False)
    day = forms.DateField(
        label=_("Day"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_day(self) -> dt.date | None:
        """Refuse a day of a year that is none: the last one of the calendar has no end."""
        day: dt.date | None = self.cleaned_data["day"]
        if day is not None and day.year not in zones.YEARS:
            raise ValidationError(_("There is no such year."), code="no_such_time")
        return day
