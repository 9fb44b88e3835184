"""Narrow the audit trail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from wco_portal.common.forms import DayField


class EventFilter(forms.Form):
    """Type, target, actor and day."""

    type = forms.CharField(label=_("Type begins with"), max_length=64, required=False)
    target = forms.CharField(label=_("Target"), max_length=60, required=False)
    actor = forms.CharField(label=_("Key of the person"), max_length=32, required=False)
    day = DayField(label=_("Day"), required=False, input_formats=["%Y-%m-%d"])
